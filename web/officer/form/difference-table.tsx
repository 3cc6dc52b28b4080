import type { Difference } from "../../act-form/differences.ts";
import { type Marked, markWords } from "../../act-form/mark-words.ts";
import { fill } from "../../format.ts";
import type { Messages } from "../../messages/messages.ts";

const nameOf = ({ label, rows, row }: Difference, m: Messages): string =>
  rows === undefined
    ? m.form.fields[label]
    : fill(m.form.rowField, { row: fill(m.form.row[rows], { n: row ?? 1 }), field: m.form.fields[label] });

function Side({ marked, tag, m }: { marked: readonly Marked[]; tag: "del" | "ins"; m: Messages }) {
  if (marked.length === 0) return <span class="none">{m.form.empty}</span>;
  return (
    <>{marked.map(({ text, changed }) => (!changed ? text : tag === "del" ? <del>{text}</del> : <ins>{text}</ins>))}</>
  );
}

/** Two versions of the fields that differ, side by side, with the words that changed marked. */
export function DifferenceTable(props: {
  differences: readonly Difference[];
  before: string;
  after: string;
  m: Messages;
}) {
  const { differences, before, after, m } = props;
  return (
    <dl class="differences">
      {differences.map((one) => {
        const sides = markWords(one.before, one.after);
        return (
          <div class="difference">
            <dt>{nameOf(one, m)}</dt>
            <dd>
              <span class="difference-side">{before}</span>
              <div class="difference-text" lang="it">
                <Side marked={sides.before} tag="del" m={m} />
              </div>
            </dd>
            <dd>
              <span class="difference-side">{after}</span>
              <div class="difference-text" lang="it">
                <Side marked={sides.after} tag="ins" m={m} />
              </div>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
