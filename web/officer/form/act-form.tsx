import type { ActHead } from "../../../shared/act/index.ts";
import type { Difference } from "../../act-form/differences.ts";
import { isRows, type Part, parts } from "../../act-form/fields.ts";
import type { Said } from "../../act-form/said.ts";
import { one } from "../../act-form/values.ts";
import { amount, fill } from "../../format.ts";
import { Layout } from "../../layout/layout.tsx";
import { type Messages, messagesIn } from "../../messages/messages.ts";
import { Hidden } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import type { FormTokens, ShownRefusal, Site } from "../../views.ts";
import { DifferenceTable } from "./difference-table.tsx";
import { FormField, type FormView } from "./field.tsx";
import { RowList } from "./row-list.tsx";
import { fieldId, SaidList } from "./said.tsx";

export type ActFormProps = Omit<FormView, "m"> & {
  readonly site: Site;
  readonly forms: FormTokens;
  /** Absent: a new act. */
  readonly head?: ActHead | undefined;
  readonly imported?: boolean | undefined;
  readonly refusal?: ShownRefusal | undefined;
  /** What is stored now where somebody else saved first, field by field. */
  readonly conflict?: readonly Difference[] | undefined;
  /** `checked`: only looked at. `unreadable`: was to be saved, and could not be. `session`: the session had ended. */
  readonly outcome?: "checked" | "unreadable" | "session" | undefined;
};

type Props = ActFormProps & { readonly m: Messages; readonly action: string };

const partNames = (part: Part, props: Props): readonly string[] =>
  part.holds.flatMap((holds) =>
    isRows(holds)
      ? [holds.rows, ...[...props.state.said.keys()].filter((name) => name.startsWith(`${holds.rows}.`))]
      : [holds.name],
  );

const saidIn = (part: Part, props: Props): readonly Said[] =>
  partNames(part, props).flatMap((name) => props.state.said.get(name) ?? []);

/** The sections of the act with how much there is to mend in each. */
function Contents(props: Props) {
  const { m } = props;
  return (
    <nav class="form-contents" aria-label={m.form.contents}>
      <ol>
        {parts.map((part) => {
          const said = saidIn(part, props);
          const wrong = said.filter((one) => one.kind !== "A" && one.kind !== "I").length;
          const warned = said.filter((one) => one.kind === "A").length;
          return (
            <li>
              <a href={`#p-${part.id}`}>{m.form.parts[part.id]}</a>
              <span data-count={part.id}>
                {wrong > 0 ? <span class="tag tag-danger">{`${wrong} E`}</span> : null}
                {warned > 0 ? <span class="tag tag-warning">{`${warned} A`}</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function FormPart(props: Props & { part: Part }) {
  const { part, state, site, action, m } = props;
  const sum = part.id === "movements" ? "movements" : part.id === "economy" ? "net" : undefined;
  return (
    <section class="form-part panel" id={`p-${part.id}`} aria-labelledby={`h-${part.id}`} data-part={part.id}>
      <h2 id={`h-${part.id}`}>{m.form.parts[part.id]}</h2>
      <div class="form-grid">
        {part.holds.map((holds) =>
          isRows(holds) ? (
            <>
              <RowList {...props} list={holds} />
              {sum ? (
                <p class="sum wide">
                  {sum === "movements" ? m.form.sumMovements : m.form.sumNet}:{" "}
                  <output data-sum={sum} class="money">
                    {amount(state.sums[sum], site.lang)}
                  </output>
                </p>
              ) : null}
            </>
          ) : (
            <FormField {...props} field={holds} />
          ),
        )}
        {part.id === "economy" ? (
          <p class="wide">
            <button
              type="submit"
              name="do"
              value="totals"
              class="btn btn-outline-primary btn-sm"
              formaction={`${action}#p-economy`}
              formnovalidate
            >
              {m.form.fillTotals}
            </button>
          </p>
        ) : null}
      </div>
    </section>
  );
}

/** What happened to what was sent, with links to the fields that stand in the way. */
function Outcome(props: Props) {
  const { outcome, refusal, conflict, state, values, site, m } = props;
  const words = m.form;
  const wrong = [...state.said].filter(([, said]) =>
    said.some((one) => one.kind === "issue" || one.kind === "problem"),
  );
  return (
    <>
      <Refusal site={site} title={m.officer.act.refused} refusal={conflict ? undefined : refusal} />
      {conflict ? (
        <Notice tone="warning" title={words.conflict} role="alert">
          <p>{conflict.length > 0 ? words.conflictText : words.noConflictOfFields}</p>
          {conflict.length > 0 ? (
            <DifferenceTable differences={conflict} before={words.stored} after={words.yours} m={m} />
          ) : null}
        </Notice>
      ) : null}
      {outcome === "session" ? <Notice tone="warning" title={words.session} role="alert" /> : null}
      {outcome === "checked" ? <Notice tone="info" title={words.checked} role="status" /> : null}
      {outcome === "unreadable" ? (
        <Notice tone="danger" title={words.notSaved} role="alert">
          <p>{words.notSavedText}</p>
          <ul>
            {wrong.map(([name]) => (
              <li>
                <a href={`#${fieldId(name)}`}>{nameOfField(name, m)}</a>: {one(values, name).slice(0, 60)}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}

/** `movements.1.amount` in words: Movimento 2, Importo. */
export function nameOfField(name: string, m: Messages): string {
  const [, rows, index, rest] = /^(\w+)\.(\d+)\.(.+)$/.exec(name) ?? [];
  const word = (key: string) => Object.entries(m.form.fields).find(([known]) => known === key)?.[1] ?? key;
  const row = Object.entries(m.form.row).find(([known]) => known === rows)?.[1];
  if (!row) return word(name);
  const field = word(`${rows === "budgetActs" ? "precedingActs" : rows}.${rest}`);
  return fill(m.form.rowField, { row: fill(row, { n: Number(index) + 1 }), field });
}

function Counts({ state, m }: Props) {
  const all = [...state.said.values()].flat();
  const of = (kinds: string) => all.filter((said) => kinds.includes(said.kind)).length;
  const counts = { E: all.length - of("AI"), A: of("A"), I: of("I") };
  return (
    <p class="form-counts" role="status" data-counts>
      {all.length === 0 ? m.form.countsClean : fill(m.form.counts, counts)}
    </p>
  );
}

/** The act as a form: sections as the determina has them, findings beside their fields. It works without script. */
export function ActForm(given: ActFormProps) {
  const { site, forms, head } = given;
  const m = messagesIn(site.lang);
  const words = m.form;
  const url = head ? `/ufficio/atti/${encodeURIComponent(head.actId)}` : "/ufficio/nuovo";
  const action = head ? `${url}/modifica` : "/ufficio/nuovo/modulo";
  const props: Props = { ...given, m, action };
  const title = head ? m.officer.edit.title : words.newTitle;
  const crumbs = [
    { label: m.nav.worklist, href: "/ufficio" },
    { label: head ? head.subject : m.officer.new.title, href: url, ...(head ? { lang: "it" as const } : {}) },
    { label: title },
  ];
  return (
    <Layout site={site} face="officer" title={title} scripts={["form.js"]} styles={["form"]} crumbs={crumbs}>
      <h1>{title}</h1>
      <p class="lead">{head ? m.officer.edit.lead : words.newLead}</p>
      {given.imported ? <p>{words.number}</p> : null}
      {head?.document ? (
        <Notice tone="info" title={words.foreign}>
          <p>{words.foreignText}</p>
        </Notice>
      ) : null}
      <Outcome {...props} />
      <form
        method="post"
        action={action}
        class="act-form"
        novalidate
        data-form={head ? `${head.actId}.${head.ver}` : "new"}
        data-check="/ufficio/controlla"
        data-kept={words.kept}
        data-restore={words.restore}
        data-discard={words.discard}
        data-clean={words.countsClean}
        data-counts-words={words.counts}
      >
        <Hidden tokens={forms} />
        <input type="hidden" name="form" value="act" />
        {head ? <input type="hidden" name="seenVer" value={String(head.ver)} /> : null}
        {head ? <input type="hidden" name="actId" value={head.actId} /> : null}
        {/* Return in a field is the first button: it saves, and takes no row away. */}
        <button type="submit" name="do" value="save" class="visually-hidden" tabindex={-1}>
          {head ? words.save : words.create}
        </button>
        <div class="form-columns">
          <aside class="form-side">
            <Contents {...props} />
          </aside>
          <div class="form-main">
            <section aria-label={words.general} class="form-general">
              <SaidList name="" said={props.state.said.get("") ?? []} value="" m={m} />
            </section>
            {parts.map((part) => (
              <FormPart {...props} part={part} />
            ))}
          </div>
        </div>
        <div class="form-bar">
          <button type="submit" name="do" value="save" class="btn btn-primary">
            {head ? words.save : words.create}
          </button>
          <button type="submit" name="do" value="check" class="btn btn-outline-primary">
            {words.check}
          </button>
          <Counts {...props} />
          <a href={url}>{words.cancel}</a>
          {head ? <a href={`${url}/modifica/dati`}>{words.json}</a> : null}
        </div>
      </form>
    </Layout>
  );
}
