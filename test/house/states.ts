import { actStates, commandTypes, stateLabels, transitions } from "../../shared/act/machine/states.ts";

/** `docs/states.md` as the table of transitions says it, whole: the page is written by `npm run docs:states`. */
export function statesPage(): string {
  return [
    "# States of an act",
    "",
    "Written by `npm run docs:states` from the table that the reducer obeys (`shared/act/machine/states.ts`); a test compares the two.",
    "A command in a state that is not listed for it is refused. Effect (esecutività) and publicity are axes of their own and are not in this table.",
    "",
    "## Adoption",
    "",
    "```mermaid",
    "stateDiagram-v2",
    ...arrows(),
    "```",
    "",
    "## States",
    "",
    "| state | in Italian | in English |",
    "|---|---|---|",
    ...actStates.map((state) => `| \`${state}\` | ${stateLabels[state].it} | ${stateLabels[state].en} |`),
    "",
    "## Transitions",
    "",
    "| command | from | to | what must hold |",
    "|---|---|---|---|",
    ...transitions.map(
      ({ command, from, to, guard }) =>
        `| \`${command}\` | ${list(from)} | ${list(to)} | ${guard.replaceAll("|", "\\|")} |`,
    ),
    "",
  ].join("\n");
}

const list = (states: readonly string[]) => states.map((state) => (state === "—" ? "—" : `\`${state}\``)).join(", ");

/** One arrow for each pair of different states, with every command that can draw it; a command that stays is in the table. */
function arrows(): string[] {
  const commands = new Map<string, string[]>();
  for (const { command, from, to } of transitions) {
    for (const start of from) {
      for (const end of to.filter((state) => state !== start)) {
        const arrow = `    ${start === "—" ? "[*]" : start} --> ${end}`;
        commands.set(arrow, [...(commands.get(arrow) ?? []), command]);
      }
    }
  }
  return [...commands].map(([arrow, names]) => `${arrow}: ${names.join(", ")}`);
}

/** States and commands that the table never names. */
export function unnamed(): { readonly states: readonly string[]; readonly commands: readonly string[] } {
  // Reached from another state: what happens within a state does not lead to it.
  const states = new Set(
    transitions.flatMap(({ from, to }) => to.filter((state) => from.some((one) => one !== state))),
  );
  const commands = new Set(transitions.map(({ command }) => command));
  return {
    states: actStates.filter((state) => !states.has(state)),
    commands: commandTypes.filter((command) => !commands.has(command)),
  };
}
