import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import { Refusal } from "../parts/refusal.tsx";
import type { EditActProps } from "../views.ts";
import { Issues } from "./new-act.tsx";

/** `GET /ufficio/atti/:id/modifica`. Posts `json` and `seenVer`, the version that was read. */
export function EditAct({ site, forms, head, json, issues, refusal }: EditActProps) {
  const m = messagesIn(site.lang);
  const words = m.officer.edit;
  const url = `/ufficio/atti/${encodeURIComponent(head.actId)}`;
  return (
    <Layout
      site={site}
      face="officer"
      title={words.title}
      crumbs={[
        { label: m.nav.worklist, href: "/ufficio" },
        { label: head.subject, href: url, lang: "it" as const },
        { label: words.title },
      ]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <p>
        {words.fixed} <a href={`${url}/modifica`}>{m.form.asForm}</a>
      </p>
      <Refusal site={site} title={m.officer.act.refused} refusal={refusal} />
      <Issues issues={issues} m={m} />
      <form method="post" action={`${url}/modifica`} class="panel">
        <Hidden tokens={forms} />
        <input type="hidden" name="seenVer" value={String(head.ver)} />
        <Field id="json" label={m.officer.new.json} rows={28} mono value={json} required />
        <div class="buttons">
          <button type="submit" class="btn btn-primary">
            {words.save}
          </button>
          <a href={url}>{words.cancel}</a>
        </div>
      </form>
    </Layout>
  );
}
