import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Choice, Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";
import type { OmissisProps } from "../publication-views.ts";

const sections = [
  "premises",
  "motivation",
  "administrativeChecks",
  "accountingChecks",
  "legislation",
  "decision",
] as const;

/** What the field of a place is called: "Motivazione, testo 3". */
function labelOf(place: string, n: number, m: Messages): string {
  const words = m.publication.omissis;
  const [name = "", rest = ""] = place.split(":");
  if (name === "title") return fill(words.attachmentTitle, { label: rest });
  if (name === "subject" || name === "contractor") return words[name];
  const section = sections.find((one) => one === name);
  return fill(words.text, { section: section ? words[section] : name, n });
}

function Texts({ texts, m }: { texts: OmissisProps["texts"]; m: Messages }) {
  const words = m.publication.omissis;
  const counts = new Map<string, number>();
  return (
    <>
      {texts.map(({ place, text, redacted }, at) => {
        const section = place.split(":")[0] ?? "";
        const n = (counts.get(section) ?? 0) + 1;
        counts.set(section, n);
        return (
          <div class="omissis-pair">
            <Field
              id={`testo-${at}`}
              name={`t-${place}`}
              label={labelOf(place, n, m)}
              rows={Math.min(14, Math.max(2, Math.ceil(text.length / 70)))}
              value={redacted}
            />
            {redacted === text ? null : (
              <details>
                <summary>{words.whole}</summary>
                <p lang="it">{text}</p>
              </details>
            )}
          </div>
        );
      })}
    </>
  );
}

/** `GET /ufficio/atti/:id/omissis`: the officer writes the words that are published instead of the whole text. */
export function OmissisForm({ site, forms, head, texts, found, reason, refusal }: OmissisProps) {
  const m = messagesIn(site.lang);
  const words = m.publication.omissis;
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
      <Refusal site={site} title={m.officer.act.refused} refusal={refusal} />
      {head.publication?.rendition === "integrale" ? <Notice tone="warning" title={words.withdraw} /> : null}
      {found.length > 0 ? (
        <Notice tone="warning" title={words.found}>
          <ul class="plain">
            {found.map(({ shown, where }) => (
              <li>
                {where[site.lang]}: <span class="mono">{shown}</span>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <form method="post" action={`${url}/omissis`} class="panel">
        <Hidden tokens={forms} />
        <p class="field-hint">{words.emptied}</p>
        <Texts texts={texts} m={m} />
        <Field
          id="reason"
          label={words.reason}
          hint={words.reasonHint}
          rows={3}
          value={reason}
          required
          minlength={10}
        />
        {found.length > 0 ? (
          <Choice id="confirmed" type="checkbox" name="confirmed" value="1" label={words.confirm} />
        ) : null}
        <div class="buttons">
          <button type="submit" class="btn btn-primary">
            {words.send}
          </button>
          <a href={url}>{words.cancel}</a>
        </div>
      </form>
    </Layout>
  );
}
