import type { Difference } from "../act-form/differences.ts";
import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Select } from "../parts/form.tsx";
import { Empty } from "../parts/notice.tsx";
import type { Site } from "../views.ts";
import { DifferenceTable } from "./form/difference-table.tsx";

/** `GET /ufficio/atti/:id/revisioni?da=1&a=2`: two revisions of an act, the fields that differ side by side. */
export function Revisions(props: {
  site: Site;
  head: { readonly actId: string; readonly subject: string; readonly rev: number };
  from: number;
  to: number;
  changes: readonly Difference[];
}) {
  const { site, head, from, to, changes } = props;
  const m = messagesIn(site.lang);
  const words = m.form.revisions;
  const url = `/ufficio/atti/${encodeURIComponent(head.actId)}`;
  const named = (rev: number) => fill(m.officer.act.revision, { rev });
  const options = Array.from({ length: head.rev }, (_, at) => ({ value: String(at + 1), label: named(at + 1) }));
  const crumbs = [
    { label: m.nav.worklist, href: "/ufficio" },
    { label: head.subject, href: url, lang: "it" as const },
    { label: words.title },
  ];
  return (
    <Layout site={site} face="officer" title={words.title} crumbs={crumbs} styles={["form"]}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {head.rev > 1 ? (
        <form method="get" action={`${url}/revisioni`} class="inline-form">
          <Select id="da" label={words.from} value={String(from)} options={options} />
          <Select id="a" label={words.to} value={String(to)} options={options} />
          <button type="submit" class="btn btn-outline-primary">
            {words.compare}
          </button>
        </form>
      ) : null}
      {changes.length === 0 ? (
        <Empty title={head.rev > 1 ? words.same : words.only} />
      ) : (
        <DifferenceTable differences={changes} before={named(from)} after={named(to)} m={m} />
      )}
    </Layout>
  );
}
