import { day, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Field, Hidden } from "../parts/form.tsx";
import { Empty, Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { Sentence } from "../parts/written.tsx";
import type { OutagesProps } from "../publication-views.ts";

/** `GET /ufficio/albo/giorni`: days on which the notice board could not be read, each of which is made up for. */
export function Outages(props: OutagesProps) {
  const { site, forms, days, proposed = [], extended, values, refusal, dismissed = [], dismissedDay, unlost } = props;
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
      <Refusal site={site} title={m.officer.act.refused} refusal={refusal} />
      {extended === undefined ? null : (
        <Notice
          tone="success"
          title={extended === 1 ? words.doneOne : extended === 0 ? words.doneNone : fill(words.done, { n: extended })}
          role="status"
        />
      )}
      {dismissedDay ? (
        <Notice tone="success" title={fill(words.unlostDone, { day: day(dismissedDay, site.lang) })} role="status" />
      ) : null}
      <Proposed site={site} forms={forms} proposed={proposed} unlost={unlost} />
      {proposed.length > 0 ? <h2>{words.other}</h2> : null}
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
      {days.length === 0 ? <Empty title={words.none} /> : <Days site={site} days={days} />}
      {dismissed.length > 0 ? (
        <section aria-labelledby="non-persi">
          <h2 id="non-persi">{words.unlostDays}</h2>
          <Days site={site} days={dismissed} />
        </section>
      ) : null}
    </Layout>
  );
}

function Days({ site, days }: Pick<OutagesProps, "site" | "days">) {
  return (
    <ul class="plain">
      {days.map((one) => (
        <li>
          <Sentence
            text={messagesIn(site.lang).publication.outages.entry}
            values={{ day: day(one.day, site.lang), by: one.by, time: moment(one.at, site.lang) }}
            written={{ reason: one.reason }}
          />
        </li>
      ))}
    </ul>
  );
}

/** A short day that was not lost, with the reason: the board was elsewhere, or the looks went wrong. */
function NotLost({ site, forms, of, unlost }: Pick<OutagesProps, "site" | "forms" | "unlost"> & { of: string }) {
  const words = messagesIn(site.lang).publication.outages;
  const said = unlost?.day === of ? unlost.reason : undefined;
  return (
    <details {...(said === undefined ? {} : { open: true })}>
      <summary>{words.unlost}</summary>
      <form method="post" action="/ufficio/albo/giorni/non-persi">
        <Hidden tokens={forms} />
        <input type="hidden" name="day" value={of} />
        <Field
          {...{ id: `non-perso-${of}`, name: "reason", label: words.unlostReason, hint: words.unlostHint }}
          {...{ rows: 2, value: said, required: true, minlength: 10, maxlength: 500 }}
        />
        <button type="submit" class="btn btn-outline-primary">
          {fill(words.unlostSend, { day: day(of, site.lang) })}
        </button>
      </form>
    </details>
  );
}

/** Short days by the product's own looks, each to be confirmed with the reason that they give, or with another. */
function Proposed({
  site,
  forms,
  proposed = [],
  unlost,
}: Pick<OutagesProps, "site" | "forms" | "proposed" | "unlost">) {
  if (proposed.length === 0) return null;
  const words = messagesIn(site.lang).publication.outages;
  // What is recorded is read by the public with the certificate: it is written in Italian, whatever the page's language.
  const why = messagesIn("it").publication.outages.why;
  const lasting = (minutes: number) =>
    fill(words.hours, { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
  return (
    <>
      <h2>{words.proposed}</h2>
      <p>{words.proposedText}</p>
      {proposed.some(({ unknown }) => unknown > 0) ? <p class="field-hint">{words.unknownText}</p> : null}
      {proposed.map((one) => {
        const shown = { online: lasting(one.online), down: lasting(one.down), unknown: lasting(one.unknown) };
        return (
          <article class="panel action">
            <h3>{day(one.day, site.lang)}</h3>
            <Facts
              wide
              facts={[
                [words.online, shown.online],
                [words.down, shown.down],
                [words.unknown, shown.unknown],
              ]}
            />
            <form method="post" action="/ufficio/albo/giorni">
              <Hidden tokens={forms} />
              <input type="hidden" name="day" value={one.day} />
              <Field
                id={`motivo-${one.day}`}
                name="reason"
                label={words.reason}
                rows={4}
                value={fill(why, shown)}
                required
                minlength={10}
                maxlength={500}
              />
              <button type="submit" class="btn btn-outline-primary">
                {fill(words.confirm, { day: day(one.day, site.lang) })}
              </button>
            </form>
            <NotLost site={site} forms={forms} of={one.day} unlost={unlost} />
          </article>
        );
      })}
    </>
  );
}
