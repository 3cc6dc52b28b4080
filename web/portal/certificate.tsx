import { day, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Facts, Fingerprint } from "../parts/facts.tsx";
import { Sentence } from "../parts/written.tsx";
import type { CertificateProps } from "../publication-views.ts";

/**
 * `GET /trasparenza/:year/:number/pubblicazione`: while the act is on the board, the notice that its publication began;
 * afterwards the certificate, which the end of the publication wrote.
 */
export function Certificate({ site, head }: CertificateProps) {
  const m = messagesIn(site.lang);
  const { lang } = site;
  const words = m.publication.certificate;
  const { number, year, date } = head.registration;
  const { albo } = head.publication;
  const isOver = albo.certifiedAt !== undefined;
  const title = isOver ? words.title : words.notice;
  const values = { from: day(albo.from, lang), to: day(albo.to, lang), number, year };
  const short = fill(m.act.shortNumber, { number, year });
  return (
    <Layout
      site={site}
      face="portal"
      title={`${title}, ${m.act.determination} ${short}`}
      noindex
      crumbs={[
        { label: m.nav.home, href: "/" },
        { label: m.nav.transparency, href: "/trasparenza" },
        { label: short, href: `/trasparenza/${year}/${number}` },
        { label: title },
      ]}
    >
      <article class="panel certificate">
        <p class="overline">{head.body}</p>
        <h1>{title}</h1>
        <p class="lead">{fill(isOver ? words.text : words.noticeText, values)}</p>
        <Facts
          wide
          facts={[
            [words.act, `${m.act.determination} ${fill(m.act.numberOfDate, { number, year, date: day(date, lang) })}`],
            [m.act.subject, head.subject, "it"],
            [m.portal.verify.original, <Fingerprint value={head.signed.sha256} />],
          ]}
        />
        {albo.outages?.length ? (
          <>
            <h2>{words.extended}</h2>
            <ul class="plain">
              {albo.outages.map((one) => (
                <li>
                  <Sentence
                    text={words.extendedDay}
                    values={{ day: day(one.day, lang) }}
                    written={{ reason: one.reason }}
                  />
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {albo.certifiedAt ? <p>{fill(words.written, { time: moment(albo.certifiedAt, lang) })}</p> : null}
        <p class="field-hint">{words.unsigned}</p>
      </article>
      <p class="field-hint no-print">{words.print}</p>
    </Layout>
  );
}
