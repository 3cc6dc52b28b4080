import type { Said } from "../../act-form/said.ts";
import { fill } from "../../format.ts";
import type { Messages } from "../../messages/messages.ts";

/** `movements.0.amount` as an id that CSS and addresses can name. */
export const fieldId = (name: string): string => `f-${name.replaceAll(".", "-")}`;
export const saidId = (name: string): string => `${fieldId(name)}-said`;

/** Errors and values that cannot be read make a field wrong; warnings and notes do not. */
export const isWrong = (said: readonly Said[]): boolean => said.some((one) => one.kind !== "A" && one.kind !== "I");

export type SaidLine = { readonly tone: "danger" | "warning" | "info"; readonly label: string; readonly text: string };

/** What is said beside a field, in words. `value` is what stands in it. */
export function lineOf(said: Said, value: string, m: Messages): SaidLine {
  const words = m.form;
  if (said.kind === "issue") {
    const sentence = said.expected === "amount" ? words.unreadAmount : words.unreadNumber;
    return { tone: "danger", label: words.severityE, text: fill(sentence, { value: value.slice(0, 60) }) };
  }
  if (said.kind === "problem") {
    const sentence = said.value === "(assente)" ? words.missing : words.problem;
    const expectation = said.expectation.replace(/^(campo obbligatorio|required field): /, "");
    return { tone: "danger", label: words.severityE, text: fill(sentence, { value: said.value, expectation }) };
  }
  const label = { E: words.severityE, A: words.severityA, I: words.severityI }[said.kind];
  const tone = ({ E: "danger", A: "warning", I: "info" } as const)[said.kind];
  return { tone, label: `${label} ${said.code}`, text: said.text };
}

/** The place beside a field where findings stand; the script fills the same place anew while somebody writes. */
export function SaidList({
  name,
  said,
  value,
  m,
}: {
  name: string;
  said: readonly Said[];
  value: string;
  m: Messages;
}) {
  return (
    <ul class="said" id={saidId(name)} data-said={name}>
      {said.map((one) => {
        const line = lineOf(one, value, m);
        return (
          <li class={`said-${line.tone}`}>
            <strong>{line.label}</strong> <span>{line.text}</span>
          </li>
        );
      })}
    </ul>
  );
}
