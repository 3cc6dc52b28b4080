import type { Child } from "hono/jsx";
import { fill } from "../format.ts";
import { messagesIn } from "../messages/messages.ts";
import { FileChoice } from "../parts/file-choice.tsx";
import type { Lang } from "../views.ts";
import type { ShownProblem, Values } from "./settings-views.ts";

/** What every field of a form knows: its values, what is wrong, the language. */
export type Form = { readonly lang: Lang; readonly values: Values; readonly problems: readonly ShownProblem[] };

const problemIn = ({ problems }: Form, name: string) => problems.find(({ field }) => field === name);

function Problem({ form, name, id }: { form: Form; name: string; id: string }) {
  const problem = problemIn(form, name);
  if (!problem) return null;
  const { value, expectation } = problem;
  return (
    <p class="field-problem" id={`${id}-problema`}>
      {fill(messagesIn(form.lang).settings.expected, { value, expectation: expectation[form.lang] })}
    </p>
  );
}

type Common = { form: Form; name: string; label: string; hint?: string | undefined; id?: string };

const aria = ({ form, name, hint }: Common, id: string) => {
  const wrong = problemIn(form, name) !== undefined;
  const described = [hint ? `${id}-hint` : "", wrong ? `${id}-problema` : ""].filter(Boolean).join(" ");
  return {
    ...(described ? { "aria-describedby": described } : {}),
    ...(wrong ? { "aria-invalid": "true" as const } : {}),
  };
};

const Hint = ({ id, hint }: { id: string; hint: string | undefined }) =>
  hint ? (
    <p class="field-hint" id={`${id}-hint`}>
      {hint}
    </p>
  ) : null;

/** A labelled field with what is wrong beside it; a password never shows what was typed. */
export function Asked(
  props: Common & {
    type?: "text" | "password" | "file" | "date" | "email";
    required?: boolean;
    rows?: number;
    autocomplete?: string;
    accept?: string;
    mono?: boolean;
    maxlength?: number;
    inputmode?: "numeric";
  },
) {
  const { form, name, label, hint, type = "text", rows, required, autocomplete, accept, maxlength, inputmode } = props;
  const id = props.id ?? `campo-${name}`;
  const shown = type === "password" ? undefined : (form.values[name] ?? "");
  const shared = {
    ...{ id, name, ...aria(props, id) },
    ...(required ? { required: true } : {}),
    ...(autocomplete ? { autocomplete } : {}),
    ...(maxlength ? { maxlength } : {}),
  };
  const look = `form-control${props.mono ? " mono" : ""}`;
  if (type === "file")
    return (
      <div class="field">
        <p class="fixed-label">{label}</p>
        <Hint id={id} hint={hint} />
        <FileChoice {...{ id, name, label, m: messagesIn(form.lang), accept, required, aria: aria(props, id) }} />
        <Problem form={form} name={name} id={id} />
      </div>
    );
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Hint id={id} hint={hint} />
      {rows ? (
        <textarea {...shared} class={look} rows={rows}>
          {shown}
        </textarea>
      ) : (
        <input
          {...shared}
          class={look}
          type={type}
          {...(inputmode ? { inputmode } : {})}
          {...(shown === undefined ? {} : { value: shown })}
        />
      )}
      <Problem form={form} name={name} id={id} />
    </div>
  );
}

type Options = readonly { readonly value: string; readonly label: string; readonly hint?: string }[];

/** One of a list that unfolds. */
export function AskedOne(props: Common & { options: Options }) {
  const { form, name, label, hint, options } = props;
  const id = props.id ?? `campo-${name}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Hint id={id} hint={hint} />
      <select id={id} name={name} class="form-select" {...aria(props, id)}>
        {options.map(({ value, label: text }) => (
          <option value={value} selected={value === form.values[name]}>
            {text}
          </option>
        ))}
      </select>
      <Problem form={form} name={name} id={id} />
    </div>
  );
}

function Box(props: {
  id: string;
  type: "radio" | "checkbox";
  name: string;
  value: string;
  checked: boolean;
  label: string;
  hint?: string | undefined;
}) {
  const { id, type, name, value, checked, label, hint } = props;
  return (
    <div class="choice">
      <input
        {...{ type, id, name, value }}
        {...(checked ? { checked: true } : {})}
        {...(hint ? { "aria-describedby": `${id}-hint` } : {})}
      />
      <div>
        <label for={id}>{label}</label>
        <Hint id={id} hint={hint} />
      </div>
    </div>
  );
}

/** A yes or no. */
export const AskedYes = ({ form, name, label, hint }: Common) => (
  <Box
    {...{ id: `campo-${name}`, type: "checkbox", name, value: "on", label, hint }}
    checked={form.values[name] === "on"}
  />
);

/** A group of choices under one name: one of them, or several (their values with blanks between). */
export function AskedGroup(props: Common & { type: "radio" | "checkbox"; options: Options; children?: Child }) {
  const { form, name, label, hint, options, type } = props;
  const id = props.id ?? `campo-${name}`;
  const chosen = (form.values[name] ?? "").split(" ");
  return (
    <fieldset id={id} {...aria(props, id)}>
      <legend>{label}</legend>
      <Hint id={id} hint={hint} />
      <Problem form={form} name={name} id={id} />
      {options.map(({ value, label: text, hint: more }) => (
        <Box
          {...{ id: `${id}-${value}`, type, name, value, label: text, hint: more }}
          checked={chosen.includes(value)}
        />
      ))}
    </fieldset>
  );
}
