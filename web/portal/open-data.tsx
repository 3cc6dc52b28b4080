import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Empty } from "../parts/notice.tsx";
import type { OpenDataProps } from "../publication-views.ts";

/** `GET /dati`: where the published acts are as data. */
export function OpenData({ site, years }: OpenDataProps) {
  const m = messagesIn(site.lang);
  const words = m.publication.openData;
  return (
    <Layout
      site={site}
      face="portal"
      title={words.title}
      crumbs={[{ label: m.nav.home, href: "/" }, { label: words.title }]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {years.length === 0 ? (
        <Empty title={words.none} />
      ) : (
        <ul class="ways-out">
          {years.map((year) => (
            <li>
              <a href={`/dati/atti-${year}.csv`}>{fill(words.csv, { year })}</a>
            </li>
          ))}
          {years.map((year) => (
            <li>
              <a href={`/trasparenza/registro/${year}`}>{fill(m.publication.register.title, { year })}</a>
            </li>
          ))}
          <li>
            <a href="/dati/albo.xml">{words.feed}</a>
          </li>
          <li>
            <a href="/dati/catalogo.jsonld">{words.catalogue}</a>
          </li>
        </ul>
      )}
    </Layout>
  );
}
