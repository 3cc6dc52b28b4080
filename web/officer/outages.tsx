import { day, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import { Empty, Notice } from "../parts/notice.tsx";
import { Sentence } from "../parts/written.tsx";
import type { OutagesProps } from "../publication-views.ts";

/** `GET /ufficio/albo/giorni`: days on which the notice board could not be read, each of which is made up for. */
export function Outages({ site, forms, days, extended, values, refusal }: OutagesProps) {
  const m = messagesIn(site.lang);
  const words = m.publication.outages;
  return (
    <Layout
      site={site}
      face="officer"
      title={words.title}
      crumbs={[{ label: m.nav.worklist, href: "/ufficio" }, { label: words.title }]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {refusal ? (
        <Notice tone="danger" title={m.officer.act.refused} role="alert">
          <p>{refusal.why[site.lang]}</p>
        </Notice>
      ) : null}
      {extended === undefined ? null : (
        <Notice tone="success" title={fill(words.done, { n: extended })} role="status" />
      )}
      <form method="post" action="/ufficio/albo/giorni" class="panel">
        <Hidden tokens={forms} />
        <Field id="day" label={words.day} type="date" value={values?.day} required />
        <Field id="reason" label={words.reason} rows={3} value={values?.reason} required minlength={10} />
        <div class="buttons">
          <button type="submit" class="btn btn-primary">
            {words.send}
          </button>
        </div>
      </form>
      <h2>{words.recorded}</h2>
      {days.length === 0 ? (
        <Empty title={words.none} />
      ) : (
        <ul class="plain">
          {days.map((one) => (
            <li>
              <Sentence
                text={words.entry}
                values={{ day: day(one.day, site.lang), by: one.by, time: moment(one.at, site.lang) }}
                written={{ reason: one.reason }}
              />
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}
