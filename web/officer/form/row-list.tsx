import type { Rows } from "../../act-form/fields.ts";
import { one, rowCount, rowMark } from "../../act-form/values.ts";
import { fill } from "../../format.ts";
import { FormField, type FormView } from "./field.tsx";
import { SaidList } from "./said.tsx";

type Props = FormView & { readonly list: Rows; readonly action: string };

/** Rows that can be added, moved and taken away: with buttons that send the form, so that no script is needed. */
export function RowList(props: Props) {
  const { list, values, state, action, m } = props;
  const words = m.form;
  const { rows } = list;
  const indexes = Array.from({ length: rowCount(values, rows) }, (_, index) => index);
  const hint = rows === "recordedAttachments" ? words.hints.recordedAttachments : undefined;
  return (
    <div class="row-list wide" id={`rows-${rows}`} data-rows={rows}>
      <h3>{words.rows[rows]}</h3>
      {hint ? <p class="field-hint">{hint}</p> : null}
      <SaidList name={rows} said={state.said.get(rows) ?? []} value="" m={m} />
      {indexes.length === 0 ? <p class="none">{words.none[rows]}</p> : null}
      {indexes.map((index) => (
        <Row {...props} index={index} />
      ))}
      <button
        type="submit"
        name="do"
        value={`add:${rows}`}
        class="btn btn-outline-primary btn-sm"
        formaction={`${action}#rows-${rows}`}
        formnovalidate
      >
        {words.add[rows]}
      </button>
    </div>
  );
}

function Row({ list, index, values, state, action, m }: Props & { index: number }) {
  const words = m.form;
  const { rows, fields } = list;
  const title = fill(words.row[rows], { n: index + 1 });
  const change = (how: "remove" | "up", word: string, named: string) => (
    <button
      type="submit"
      name="do"
      value={`${how}:${rows}:${index}`}
      class="btn btn-link btn-sm"
      formaction={`${action}#rows-${rows}`}
      formnovalidate
      aria-label={fill(named, { row: title })}
    >
      {word}
    </button>
  );
  return (
    <fieldset class={`row row-${rows}`}>
      <legend>{title}</legend>
      <input type="hidden" name={rowMark(rows, index)} value={one(values, rowMark(rows, index))} />
      <div class="form-grid">
        {fields.map((field) => (
          <FormField field={field} rows={rows} index={index} values={values} state={state} m={m} />
        ))}
      </div>
      <p class="row-buttons">
        {index > 0 ? change("up", words.up, words.upOf) : null}
        {change("remove", words.remove, words.removeOf)}
      </p>
    </fieldset>
  );
}
