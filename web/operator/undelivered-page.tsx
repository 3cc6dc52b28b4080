import { fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Field, Hidden } from "../parts/form.tsx";
import { Empty, Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";
import type { UndeliveredItem, UndeliveredProps } from "./service-views.ts";

type Props = UndeliveredProps & { readonly m: Messages };

const tones = { FAILED: "danger", GIVEN_UP: "danger", WAITING: "warning" } as const;

/** `GET /ufficio/consegne`: mails and webhooks that did not arrive, why, and what can be done about each. */
export function UndeliveredPage(props: UndeliveredProps) {
  const { site, items, next, isFirst, done, refusal, mayMend } = props;
  const m = messagesIn(site.lang);
  const words = m.service.undelivered;
  return (
    <Layout
      site={site}
      face="officer"
      title={words.title}
      crumbs={[
        { label: m.nav.worklist, href: "/ufficio" },
        { label: m.service.title, href: "/ufficio/stato" },
        { label: words.title },
      ]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Refusal site={site} title={m.officer.act.refused} refusal={refusal} />
      {done ? (
        <Notice tone={done === "niente" ? "info" : "success"} title={words[`done_${done}`]} role="status" />
      ) : null}
      {mayMend ? null : <p class="file-note">{words.readOnly}</p>}
      {items.length === 0 ? (
        <Empty title={isFirst && next === null ? words.none : words.noneHere} />
      ) : (
        <ul class="files">
          {items.map((item, at) => (
            <Delivery {...props} m={m} item={item} at={at} />
          ))}
        </ul>
      )}
      {next === null ? null : (
        <p>
          <a href={`/ufficio/consegne?da=${encodeURIComponent(next)}`}>{words.older}</a>
        </p>
      )}
      <Entries {...props} m={m} />
    </Layout>
  );
}

const kindOf = ({ channel, kind }: UndeliveredItem, m: Messages): string => {
  const { kinds } = m.service.undelivered;
  const known = Object.entries(kinds).find(([name]) => name === kind);
  return channel === "webhook" ? kind : (known?.[1] ?? kind);
};

function Delivery({ item, at, ...props }: Props & { readonly item: UndeliveredItem; readonly at: number }) {
  const { m, site, mayMend } = props;
  const words = m.service.undelivered;
  return (
    <li class="panel">
      <div class="file-head">
        <span class={`tag tag-${tones[item.state]}`}>{words[item.state]}</span>
        <div>
          <h2 class="h4">{fill(words[item.channel], { to: item.to })}</h2>
        </div>
      </div>
      <Facts
        wide
        facts={[
          [
            words.act,
            <a href={`/ufficio/atti/${encodeURIComponent(item.actId)}`} lang="it">
              {item.subject}
            </a>,
          ],
          [words.what, kindOf(item, m)],
          [words.why, item.status === "" ? words.noReason : <span class="codes">{item.status}</span>],
          [words.attempts, String(item.attempts)],
          [words.last, moment(item.at, site.lang)],
        ]}
      />
      <p class="file-note">{words[`do_${item.channel}_${item.state === "WAITING" ? "waits" : "over"}`]}</p>
      {mayMend ? <Mend {...props} item={item} at={at} /> : null}
    </li>
  );
}

function Mend({ item, at, forms, m, about, reason }: Props & { readonly item: UndeliveredItem; readonly at: number }) {
  const words = m.service.undelivered;
  const isAbout = about === `${item.event}#${item.target}`;
  const named = (
    <>
      <Hidden tokens={forms} />
      <input type="hidden" name="event" value={item.event} />
      <input type="hidden" name="target" value={item.target} />
    </>
  );
  const whom = <span class="visually-hidden">: {item.to}</span>;
  return (
    <>
      <form method="post" action="/ufficio/consegne/riprova">
        {named}
        <button type="submit" class="btn btn-outline-primary">
          {words.retry}
          {whom}
        </button>
      </form>
      <details class="reader" open={isAbout}>
        <summary>
          {words.resolve}
          {whom}
        </summary>
        <form method="post" action="/ufficio/consegne/risolto">
          {named}
          <Field
            id={`motivo-${at}`}
            name="reason"
            label={words.reason}
            hint={words.reasonHint}
            rows={2}
            value={isAbout ? reason : undefined}
            required
            minlength={10}
            maxlength={500}
          />
          <button type="submit" class="btn btn-primary">
            {words.resolve}
            {whom}
          </button>
        </form>
      </details>
    </>
  );
}

function Entries({ entries, m, site }: Props) {
  const words = m.service.undelivered;
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby="fatto">
      <h2 id="fatto">{words.entries}</h2>
      <ul>
        {entries.map(({ what, by, at, about = "", reason, actId }) => (
          <li>
            {moment(at, site.lang)}: {fill(words[`entry_${what}`], { by, about: about.replace(" → ", " – ") })}
            {reason ? ` «${reason}»` : null}{" "}
            {actId ? <a href={`/ufficio/atti/${encodeURIComponent(actId)}`}>{words.act}</a> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
