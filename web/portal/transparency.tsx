import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Field } from "../parts/form.tsx";
import { Empty } from "../parts/notice.tsx";
import type { TransparencyListProps, TransparencyQuery } from "../views.ts";
import { ActList } from "./act-list.tsx";

function SearchForm({ query, m }: { query: TransparencyQuery; m: Messages }) {
  const words = m.portal.transparency;
  const searching = Object.values(query).some(Boolean);
  return (
    <search aria-label={words.filters}>
      <form method="get" action="/trasparenza" class="panel search-form">
        <Field id="q" label={words.q} value={query.q} autocomplete="off" />
        <div class="field-row">
          <Field id="number" label={words.number} value={query.number} inputmode="numeric" autocomplete="off" />
          <Field id="year" label={words.year} value={query.year} inputmode="numeric" autocomplete="off" />
          <Field id="cig" label={words.cig} value={query.cig} autocomplete="off" />
          <Field id="company" label={words.company} value={query.company} autocomplete="off" />
        </div>
        <Field
          id="impronta"
          label={words.impronta}
          hint={words.improntaHint}
          value={query.impronta}
          mono
          autocomplete="off"
        />
        <div class="buttons">
          <button type="submit" class="btn btn-primary">
            {words.apply}
          </button>
          {searching ? <a href="/trasparenza">{words.reset}</a> : null}
        </div>
      </form>
    </search>
  );
}

/** `GET /trasparenza`: search among the acts of the last five years. */
export function TransparencyList({ site, query, acts, total, nextHref }: TransparencyListProps) {
  const m = messagesIn(site.lang);
  const words = m.portal.transparency;
  return (
    <Layout
      site={site}
      face="portal"
      title={words.title}
      crumbs={[{ label: m.nav.home, href: "/" }, { label: words.title }]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <SearchForm query={query} m={m} />
      <section aria-labelledby="risultati">
        <h2 id="risultati" class="count">
          {total === 1 ? words.countOne : fill(words.count, { n: total })}
        </h2>
        {acts.length === 0 ? (
          <Empty title={words.none}>
            <p>{words.noneText}</p>
          </Empty>
        ) : (
          <ActList acts={acts} space="trasparenza" m={m} lang={site.lang} />
        )}
        {nextHref ? (
          <p>
            <a class="btn btn-outline-primary" href={nextHref}>
              {words.more}
            </a>
          </p>
        ) : null}
      </section>
    </Layout>
  );
}
