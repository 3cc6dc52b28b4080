import { type Field, type FieldName, labelKey, type RowsName } from "../../act-form/fields.ts";
import type { FormState } from "../../act-form/said.ts";
import { one, type Values } from "../../act-form/values.ts";
import type { Messages } from "../../messages/messages.ts";
import { fieldId, isWrong, SaidList, saidId } from "./said.tsx";

export type FormView = { readonly values: Values; readonly state: FormState; readonly m: Messages };

type Props = FormView & { readonly field: Field; readonly rows?: RowsName; readonly index?: number };

const hintOf = (key: FieldName, kind: Field["kind"], m: Messages): string | undefined => {
  const own = Object.entries(m.form.hints).find(([name]) => name === key)?.[1];
  if (kind === "blocks") return own ? `${m.form.hints.blocks} ${own}` : m.form.hints.blocks;
  return kind === "strings" ? m.form.hints.strings : own;
};

const wordOf = (option: string, m: Messages): string =>
  option === "" ? m.form.options.none : (Object.entries(m.form.options).find(([key]) => key === option)?.[1] ?? option);

function Control(props: Props & { name: string; describedBy: string; wrong: boolean }) {
  const { field, values, name, m } = props;
  const value = one(values, name);
  const shared = {
    id: fieldId(name),
    name,
    "aria-describedby": props.describedBy,
    ...(props.wrong ? { "aria-invalid": true as const } : {}),
    ...(field.required ? { required: true } : {}),
  };
  if (field.kind === "choice" || field.kind === "rate") {
    const known = field.options ?? [];
    const empty = field.required || known.includes("") ? [] : [""];
    const all = [...empty, ...known, ...(value !== "" && !known.includes(value) ? [value] : [])];
    return (
      <select {...shared} class="form-select">
        {all.map((option) => (
          <option value={option} selected={option === value}>
            {wordOf(option, m)}
            {field.kind === "rate" && option !== "" ? " %" : ""}
          </option>
        ))}
      </select>
    );
  }
  if (field.rows)
    return (
      <textarea
        {...shared}
        class="form-control"
        rows={field.rows}
        lang="it"
        {...(name === "subject" ? { maxlength: 900 } : {})}
      >
        {/* A browser drops the first line break of a text area. */}
        {`\n${value}`}
      </textarea>
    );
  const amount = field.kind === "amount";
  const type = field.kind === "date" ? field.kind : "text";
  return (
    <input
      {...shared}
      type={type}
      class={`form-control${amount ? " amount" : ""}`}
      value={value}
      autocomplete="off"
      {...(amount
        ? { inputmode: "decimal" as const }
        : field.kind === "number"
          ? { inputmode: "numeric" as const }
          : {})}
      {...(field.kind === "month" ? { pattern: "\\s*(0?[1-9]|1[0-2])\\s*[/.\\-]\\s*\\d{4}\\s*" } : {})}
    />
  );
}

/** A field of the form with its label, its hint and what the checks say of it. */
export function FormField(props: Props) {
  const { field, rows, index, values, state, m } = props;
  const name = rows === undefined ? field.name : `${rows}.${index}.${field.name}`;
  const key = labelKey(rows, field.name);
  const said = state.said.get(name) ?? [];
  const label = m.form.fields[key];
  const hint = rows !== undefined && index !== 0 ? undefined : hintOf(key, field.kind, m);
  const hintId = `${fieldId(name)}-hint`;
  const describedBy = [...(hint ? [hintId] : []), saidId(name)].join(" ");
  const list = <SaidList name={name} said={said} value={one(values, name)} m={m} />;
  const classes = `field form-field${field.wide ? " wide" : ""}${isWrong(said) ? " wrong" : ""}`;
  if (field.kind === "set")
    return (
      <fieldset class={classes} id={fieldId(name)} aria-describedby={saidId(name)}>
        <legend>{label}</legend>
        {(field.options ?? []).map((option) => (
          <Check
            name={name}
            id={`${fieldId(name)}-${option}`}
            value={option}
            label={wordOf(option, m)}
            checked={(values.get(name) ?? []).includes(option)}
          />
        ))}
        {list}
      </fieldset>
    );
  if (field.kind === "flag")
    return (
      <div class={classes}>
        <Check
          name={name}
          id={fieldId(name)}
          value="yes"
          label={label}
          checked={one(values, name) !== ""}
          describedBy={saidId(name)}
        />
        {list}
      </div>
    );
  return (
    <div class={classes}>
      <label for={fieldId(name)}>{label}</label>
      {hint ? (
        <p class="field-hint" id={hintId}>
          {hint}
        </p>
      ) : null}
      <Control {...props} name={name} describedBy={describedBy} wrong={isWrong(said)} />
      {list}
    </div>
  );
}

function Check(props: {
  id: string;
  name: string;
  value: string;
  label: string;
  checked: boolean;
  describedBy?: string;
}) {
  return (
    <div class="choice">
      <input
        type="checkbox"
        id={props.id}
        name={props.name}
        value={props.value}
        checked={props.checked}
        {...(props.describedBy ? { "aria-describedby": props.describedBy } : {})}
      />
      <label for={props.id}>{props.label}</label>
    </div>
  );
}
