import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Field, Select } from "../parts/form.tsx";
import { Empty, Notice } from "../parts/notice.tsx";
import type { TransparencyListProps, TransparencyQuery } from "../views.ts";
import { ActList, Pager } from "./act-list.tsx";

type FormProps = { query: TransparencyQuery; departments: readonly string[]; m: Messages };

/** The search that every act answers to: a form that GETs, so that a result has an address. */
function SearchForm({ query, departments, m }: FormProps) {
  const words = m.portal.transparency;
  const searching = Object.values(query).some(Boolean);
  const more = [query.sector, query.min, query.max, query.from, query.to, query.impronta].some(Boolean);
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
        <details class="more-filters" {...(more ? { open: true } : {})}>
          <summary>{words.moreFilters}</summary>
          <Select
            id="sector"
            label={words.sector}
            value={query.sector ?? ""}
            options={[
              { value: "", label: words.anySector },
              ...departments.map((one) => ({ value: one, label: one, lang: "it" as const })),
            ]}
          />
          <div class="field-row">
            <Field id="min" label={words.min} value={query.min} inputmode="decimal" autocomplete="off" />
            <Field id="max" label={words.max} value={query.max} inputmode="decimal" autocomplete="off" />
            <Field id="from" label={words.from} value={query.from} type="date" />
            <Field id="to" label={words.to} value={query.to} type="date" />
          </div>
          <Field
            id="impronta"
            label={words.impronta}
            hint={words.improntaHint}
            value={query.impronta}
            mono
            autocomplete="off"
          />
        </details>
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
export function TransparencyList({ site, query, departments, unread = [], ...list }: TransparencyListProps) {
  const m = messagesIn(site.lang);
  const { acts, total } = list;
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
      {unread.length > 0 ? (
        <Notice tone="warning" title={words.unread} role="alert">
          <ul class="plain">
            {unread.map(([field, value]) => (
              <li>{fill(words.unreadField, { field: words[field], value })}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <SearchForm query={query} departments={departments} m={m} />
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
        <Pager {...list} m={m} />
      </section>
    </Layout>
  );
}
