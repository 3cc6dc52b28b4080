import type { Child } from "hono/jsx";
import type { FormTokens } from "../views.ts";

/** The two hidden fields that every POST carries. */
export function Hidden({ tokens }: { tokens: FormTokens }) {
  return (
    <>
      <input type="hidden" name="csrf" value={tokens.csrf} />
      <input type="hidden" name="idem" value={tokens.idem} />
    </>
  );
}

type FieldProps = {
  id: string;
  name?: string;
  label: string;
  hint?: string | undefined;
  value?: string | undefined;
  type?: string;
  required?: boolean;
  autocomplete?: string;
  inputmode?: "numeric" | "decimal";
  rows?: number;
  mono?: boolean;
  maxlength?: number;
  minlength?: number;
};

/** A labelled field; with `rows` it is a text area. */
export function Field(props: FieldProps) {
  const { id, label, hint, value, rows, mono } = props;
  const shared = {
    id,
    name: props.name ?? id,
    class: `form-control${mono ? " mono" : ""}`,
    ...(hint ? { "aria-describedby": `${id}-hint` } : {}),
    ...(props.required ? { required: true } : {}),
    ...(props.autocomplete ? { autocomplete: props.autocomplete } : {}),
    ...(props.maxlength ? { maxlength: props.maxlength } : {}),
    ...(props.minlength ? { minlength: props.minlength } : {}),
    ...(mono ? { autocapitalize: "off" as const } : {}),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint ? (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {rows ? (
        <textarea {...shared} rows={rows}>
          {value ?? ""}
        </textarea>
      ) : (
        <input
          {...shared}
          type={props.type ?? "text"}
          {...(props.inputmode ? { inputmode: props.inputmode } : {})}
          {...(value === undefined ? {} : { value })}
        />
      )}
    </div>
  );
}

/** A labelled select. */
export function Select(props: {
  id: string;
  name?: string;
  label: string;
  value?: string | undefined;
  options: readonly { readonly value: string; readonly label: string; readonly lang?: "it" }[];
}) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <select id={props.id} name={props.name ?? props.id} class="form-select">
        {props.options.map((option) => (
          <option
            value={option.value}
            selected={option.value === props.value}
            {...(option.lang ? { lang: option.lang } : {})}
          >
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A radio button or a checkbox with its label and a line of explanation. */
export function Choice(props: {
  id: string;
  type: "radio" | "checkbox";
  name: string;
  value: string;
  label: Child;
  hint?: string | undefined;
  checked?: boolean;
  required?: boolean;
}) {
  return (
    <div class="choice">
      <input
        type={props.type}
        id={props.id}
        name={props.name}
        value={props.value}
        {...(props.checked ? { checked: true } : {})}
        {...(props.required ? { required: true } : {})}
        {...(props.hint ? { "aria-describedby": `${props.id}-hint` } : {})}
      />
      <div>
        <label for={props.id}>{props.label}</label>
        {props.hint ? (
          <p class="field-hint" id={`${props.id}-hint`}>
            {props.hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
