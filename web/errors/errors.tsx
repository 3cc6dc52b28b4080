import { day, fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Facts, Fingerprint } from "../parts/facts.tsx";
import { Notice } from "../parts/notice.tsx";
import type { ConflictProps, ErrorProps, GoneProps, RefusedProps } from "../views.ts";

/**
 * 400, 403, 404, 500 and 503. A fault of ours says so, and nothing about anybody's document. That nothing is lost is said in
 * both languages: the page may be drawn before it is known whose it is.
 */
export function ErrorPage({ site, status, reference }: ErrorProps) {
  const m = messagesIn(site.lang);
  const title = m.error[status];
  const [before, after] = m.error.reference.split("«reference»");
  const other = site.lang === "it" ? "en" : "it";
  return (
    <Layout site={site} face="portal" title={title} noindex>
      <p class="overline">{status}</p>
      <h1>{title}</h1>
      <p class="lead">{m.error[`text${status}`]}</p>
      {status === 503 ? (
        <p lang={other}>
          {messagesIn(other).error[503]}. {messagesIn(other).error.text503}
        </p>
      ) : null}
      {reference ? (
        <p>
          {before}
          <code class="mono">{reference}</code>
          {after}
        </p>
      ) : null}
      <ul class="ways-out">
        {status === 403 ? (
          <li>
            <a href="/accesso">{m.error.login}</a>
          </li>
        ) : null}
        {status === 404 ? (
          <li>
            <a href="/trasparenza">{m.error.searchActs}</a>
          </li>
        ) : null}
        <li>
          <a href="/">{m.error.toHome}</a>
        </li>
      </ul>
    </Layout>
  );
}

/** 409: the decision spoke of bytes that are no longer there. */
export function Conflict({ site, refusal, seen, current, changes, backHref }: ConflictProps) {
  const m = messagesIn(site.lang);
  return (
    <Layout site={site} face="signatory" title={m.error.conflict}>
      <h1>{m.error.conflict}</h1>
      <Notice tone="warning" title={refusal.why[site.lang]} role="alert">
        <p>{m.error.conflictText}</p>
      </Notice>
      {changes.length > 0 ? (
        <section>
          <h2>{m.error.conflictChanges}</h2>
          <ul>
            {changes.map((change) => (
              <li>{change}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <Facts
        facts={[
          [m.error.conflictSeen, seen ? <Fingerprint value={seen} /> : null],
          [m.error.conflictCurrent, current ? <Fingerprint value={current} /> : null],
        ]}
      />
      <p>
        <a class="btn btn-primary" href={backHref}>
          {m.error.conflictAgain}
        </a>
      </p>
    </Layout>
  );
}

/** 410: the term on the notice board is over; the page carries no text of the act. */
export function Gone({ site, registration, to }: GoneProps) {
  const m = messagesIn(site.lang);
  const { number, year } = registration;
  return (
    <Layout site={site} face="portal" title={m.error.gone} noindex>
      <h1>{m.error.gone}</h1>
      <p class="lead">{fill(m.error.goneText, { number, year, date: day(to, site.lang), office: site.office.name })}</p>
      <ul class="ways-out">
        <li>
          <a href="/albo">{m.error.toAlbo}</a>
        </li>
        <li>
          <a href="/trasparenza">{m.nav.transparency}</a>
        </li>
      </ul>
    </Layout>
  );
}

/** A refusal that no other page can show: the reason, who can mend it, the way back. */
export function Refused({ site, refusal, backHref }: RefusedProps) {
  const m = messagesIn(site.lang);
  return (
    <Layout site={site} face={site.session ? "officer" : "portal"} title={m.error.refused} noindex>
      <h1>{m.error.refused}</h1>
      <Notice tone="warning" title={refusal.why[site.lang]} role="alert">
        <p>{m.fix[refusal.whoCanFix]}</p>
        <p class="codes">{fill(m.error.code, { code: refusal.code })}</p>
      </Notice>
      <p>
        <a class="btn btn-primary" href={backHref}>
          {m.error.back}
        </a>
      </p>
    </Layout>
  );
}
