import type { Command } from "commander";

const titles: Readonly<Record<string, string>> = {
  "Usage:": "Uso / Usage:",
  "Options:": "Opzioni / Options:",
  "Commands:": "Comandi / Commands:",
};

/** What commander finds wrong with a line, first in Italian: what is quoted stays as it was written. */
const problems: readonly (readonly [english: RegExp, italian: string])[] = [
  [/^error: unknown command '(.*?)'/, "comando sconosciuto: $1"],
  [/^error: unknown option '(.*?)'/, "opzione sconosciuta: $1"],
  [/^error: missing required argument '(.*?)'/, "manca un argomento: $1"],
  [/^error: required option '(.*?)' not specified/, "manca un'opzione che serve: $1"],
  [/^error: option '(.*?)' argument missing/, "manca il valore di un'opzione: $1"],
  [/^error: too many arguments(?: for '(.*?)')?/, "argomenti di troppo: $1"],
  [
    /^error: (?:option|command-argument value|option value) '(.*?)' argument '(.*?)' is invalid/,
    "valore non valido di $1: $2",
  ],
];

function withItalian(text: string): string {
  const known = problems.find(([english]) => english.test(text));
  const found = known?.[0].exec(text);
  if (!known || !found) return text;
  const italian = known[1].replace(/\$(\d)/g, (_, place: string) => found[Number(place)] ?? "").trimEnd();
  return `errore: ${italian}\n${text}`;
}

const codes = `
Codici di uscita / exit codes:
   0  valido, o fatto / valid, or done
   1  non valido, impronta diversa, o rifiutato / not valid, another impronta, or refused
   2  indeterminato o senza firme / undetermined or unsigned
  64  uso / usage
  66  un file non si legge / a file cannot be read
  70  guasto interno / a fault of ours
`;

/** Help and errors in both languages, as all that the commands say of themselves; before any command is added. */
export const inBothLanguages = (program: Command): Command =>
  program
    .helpOption("-h, --help", "mostra questo aiuto / shows this help")
    .helpCommand("help [command]", "l'aiuto di un comando / the help of a command")
    .showHelpAfterError("(visto --help)")
    .configureOutput({ outputError: (text, write) => write(withItalian(text)) })
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      // Of a switch nobody needs to be told that it is off.
      optionDescription: ({ description, defaultValue }) =>
        typeof defaultValue === "string" || typeof defaultValue === "number"
          ? `${description} (${defaultValue})`
          : description,
    })
    .addHelpText("after", codes);
