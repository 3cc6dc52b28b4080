import { parts } from "../../act-form/fields.ts";
import type { FormState } from "../../act-form/said.ts";
import { one, type Values } from "../../act-form/values.ts";
import { amount, fill } from "../../format.ts";
import { messagesIn } from "../../messages/messages.ts";
import type { Lang } from "../../views.ts";
import { lineOf, type SaidLine } from "./said.tsx";

/** The answer of `/ufficio/controlla`, in words that the form's script only puts in their places. */
export type FormStatus = {
  readonly said: Readonly<Record<string, readonly SaidLine[]>>;
  readonly sums: Readonly<Record<string, string>>;
  readonly counts: string;
  /** By part: errors and warnings, as its line of the contents says them. */
  readonly parts: Readonly<Record<string, readonly { readonly tone: string; readonly text: string }[]>>;
};

export function formStatus(values: Values, state: FormState, lang: Lang): FormStatus {
  const m = messagesIn(lang);
  const all = [...state.said.values()].flat();
  const count = (of: typeof all, kind: "E" | "A" | "I") =>
    of.filter((said) => (kind === "E" ? said.kind !== "A" && said.kind !== "I" : said.kind === kind)).length;
  const said = Object.fromEntries(
    [...state.said].map(([name, list]) => [name, list.map((saying) => lineOf(saying, one(values, name), m))]),
  );
  const tags = parts.map((part) => {
    const names = part.holds.map((holds) => ("rows" in holds && "fields" in holds ? holds.rows : holds.name));
    const mine = [...state.said].flatMap(([name, list]) =>
      names.some((own) => name === own || name.startsWith(`${own}.`)) ? list : [],
    );
    const [wrong, warned] = [count(mine, "E"), count(mine, "A")];
    return [
      part.id,
      [
        ...(wrong > 0 ? [{ tone: "danger", text: `${wrong} E` }] : []),
        ...(warned > 0 ? [{ tone: "warning", text: `${warned} A` }] : []),
      ],
    ] as const;
  });
  const counts = { E: count(all, "E"), A: count(all, "A"), I: count(all, "I") };
  return {
    said,
    sums: { movements: amount(state.sums.movements, lang), net: amount(state.sums.net, lang) },
    counts: all.length === 0 ? m.form.countsClean : fill(m.form.counts, counts),
    parts: Object.fromEntries(tags),
  };
}
