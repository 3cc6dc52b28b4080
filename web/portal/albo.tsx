import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Empty } from "../parts/notice.tsx";
import type { AlboListProps } from "../views.ts";
import { ActList, Pager } from "./act-list.tsx";

/** `GET /albo`: what is on the notice board today. Never indexed (Garante, FAQ on online notice boards). */
export function AlboList({ site, ...list }: AlboListProps) {
  const m = messagesIn(site.lang);
  const { acts, total } = list;
  const words = m.portal.albo;
  return (
    <Layout
      site={site}
      face="portal"
      title={words.title}
      noindex
      crumbs={[{ label: m.nav.home, href: "/" }, { label: words.title }]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {acts.length === 0 ? (
        <Empty title={words.none}>
          <p>{words.noneText}</p>
          <p>
            <a href="/trasparenza">{m.nav.transparency}</a>
          </p>
        </Empty>
      ) : (
        <section aria-labelledby="elenco">
          <h2 id="elenco" class="count">
            {total === 1 ? words.countOne : fill(words.count, { n: total })}
          </h2>
          <ActList acts={acts} space="albo" m={m} lang={site.lang} />
          <Pager {...list} m={m} />
        </section>
      )}
    </Layout>
  );
}
