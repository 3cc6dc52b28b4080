import { day, fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Fingerprint } from "../parts/facts.tsx";
import { Empty, Notice } from "../parts/notice.tsx";
import type { RegisterYearProps } from "../publication-views.ts";
import { staticHref } from "../static-names.ts";
import { Pager } from "./act-list.tsx";

/** What the check of the whole year says: of a year that holds, that every number is there. */
function Said({ site, opened, last, faults, m }: RegisterYearProps & { m: Messages }) {
  const words = m.publication.register;
  const first = opened + 1;
  if (faults > 0)
    return (
      <Notice tone="danger" title={words.broken}>
        <p>{fill(words.brokenText, { n: faults, office: site.office.name })}</p>
      </Notice>
    );
  if (last === opened) return <Empty title={words.none} />;
  return (
    <Notice tone="success" title={last === first ? fill(words.one, { n: first }) : fill(words.all, { first, last })}>
      {last > first ? <p>{words.chained}</p> : null}
    </Notice>
  );
}

function Slots({ site, year, m, ...list }: RegisterYearProps & { m: Messages }) {
  const words = m.publication.register;
  if (list.slots.length === 0) return null;
  return (
    <section aria-labelledby="numeri">
      <h2 id="numeri">{words.numbers}</h2>
      <p>{words.numbersText}</p>
      <ul class="plain slots">
        {list.slots.map(({ number, date, hash, isPublished }) => {
          const named = fill(m.act.numberOfDate, { number, year, date: day(date, site.lang) });
          return (
            <li class="panel">
              <p>
                <strong>{isPublished ? <a href={`/trasparenza/${year}/${number}`}>{named}</a> : named}</strong>
                {isPublished ? null : ` · ${words.notPublished}`}
              </p>
              <p class="impronta-line">
                <span>{words.slot}</span>
                <Fingerprint value={hash} />
              </p>
            </li>
          );
        })}
      </ul>
      <Pager {...list} acts={list.slots} m={m} />
    </section>
  );
}

/** `GET /trasparenza/registro/:year`: every number of the year, published or not, and how anybody checks that. */
export function RegisterYear(props: RegisterYearProps) {
  const { site, year, opened, proofs } = props;
  const m = messagesIn(site.lang);
  const words = m.publication.register;
  const title = fill(words.title, { year });
  return (
    <Layout
      site={site}
      face="portal"
      title={title}
      crumbs={[{ label: m.nav.home, href: "/" }, { label: m.nav.transparency, href: "/trasparenza" }, { label: title }]}
    >
      <h1>{title}</h1>
      <p class="lead">{words.lead}</p>
      <Said {...props} m={m} />
      {opened > 0 ? <p>{fill(words.opened, { n: opened })}</p> : null}
      <section class="panel how" aria-labelledby="controllo">
        <h2 id="controllo">{words.check}</h2>
        <p>{words.checkText}</p>
        <ul>
          <li>
            <a href={`/log/anni/${year}.json`}>{fill(words.data, { year })}</a>
          </li>
          {proofs ? (
            <>
              <li>
                <a href="/log/chiave">{words.key}</a>
              </li>
              <li>
                <a href={staticHref("/static/prova.html")} download="prova.html">
                  {words.proofPage}
                </a>
              </li>
            </>
          ) : null}
        </ul>
        <p class="file-note">{words.notProved}</p>
      </section>
      <Slots {...props} m={m} />
    </Layout>
  );
}
