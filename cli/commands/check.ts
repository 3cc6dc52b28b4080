import {
  type ActData,
  actJsonSchema,
  checkAct,
  type Finding,
  isBlocking,
  parseAct,
  printDay,
} from "../../shared/act/index.ts";

type Language = "it" | "en";

export type CheckArguments = {
  /** Path of the act's JSON; not needed with `schema`. */
  readonly file?: string | undefined;
  readonly json: boolean;
  /** Prints the JSON Schema of the input and does nothing else. */
  readonly schema?: boolean | undefined;
  readonly lang: Language;
};

/** What the command needs of the world: two streams and a file's bytes. `readFile` rejects when it cannot be read. */
export type CheckIo = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readFile: (path: string) => Promise<Uint8Array>;
};

type Problem = {
  readonly code: "USAGE" | "FILE_UNREADABLE" | "NOT_JSON" | "ACT_NOT_VALID";
  readonly exit: 64 | 66 | 1;
  readonly message: string;
  readonly problems?: readonly { readonly field: string; readonly value: string; readonly expectation: string }[];
};

/** An act with its whole text is well under a megabyte; more is not an act, and is not parsed. */
const largestFile = 16 * 1024 * 1024;

/**
 * `visto check ACT.json`: the findings of the act, for people or as JSON.
 *
 * Returns the exit code: 0 nothing blocks, 1 something blocks or the JSON is not an act, 64 no file given, 66 the file
 * cannot be read or is not JSON. With `--json` every answer but 64 is one JSON value on stdout.
 */
export async function checkCommand(args: CheckArguments, io: CheckIo): Promise<number> {
  if (args.schema === true) {
    io.out(`${JSON.stringify(actJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (args.file === undefined || args.file === "") return fail(usage[args.lang], args, io);
  const read = await readJson(args.file, args.lang, io);
  if ("problem" in read) return fail(read.problem, args, io);
  const parsed = parseAct(read.json);
  if (!parsed.ok) return fail(notAnAct(args, parsed.refusal.problems), args, io);
  const findings = checkAct(parsed.act, { language: args.lang });
  const blocking = isBlocking(findings);
  if (args.json) io.out(`${JSON.stringify({ findings, blocking })}\n`);
  else io.out(printable(report(parsed.act, findings, args.lang)));
  return blocking ? 1 : 0;
}

async function readJson(file: string, lang: Language, io: CheckIo): Promise<{ json: unknown } | { problem: Problem }> {
  const unreadable = (message: string): { problem: Problem } => ({
    problem: { code: "FILE_UNREADABLE", exit: 66, message },
  });
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return unreadable(
      lang === "it" ? `Il file «${file}» non si può leggere: ${why}` : `«${file}» cannot be read: ${why}`,
    );
  }
  if (bytes.length > largestFile) {
    const size = `${bytes.length} byte (max ${largestFile})`;
    return unreadable(lang === "it" ? `Il file «${file}» è troppo grande: ${size}` : `«${file}» is too large: ${size}`);
  }
  try {
    return { json: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch (error) {
    // Not a fault: bytes that are no UTF-8 and text that is no JSON are both "this is not JSON".
    const why = error instanceof Error ? error.message : String(error);
    const message = lang === "it" ? `Il file «${file}» non è JSON: ${why}` : `«${file}» is not JSON: ${why}`;
    return { problem: { code: "NOT_JSON", exit: 66, message } };
  }
}

const usage: Record<Language, Problem> = {
  it: {
    code: "USAGE",
    exit: 64,
    message: "Indicare il file dell’atto: visto check ATTO.json [--json] | visto check --schema",
  },
  en: { code: "USAGE", exit: 64, message: "Give the act's file: visto check ACT.json [--json] | visto check --schema" },
};

function notAnAct({ file, lang }: CheckArguments, problems: NonNullable<Problem["problems"]>): Problem {
  const message =
    lang === "it"
      ? `Il file «${file}» non contiene un atto valido (${problems.length} problemi).`
      : `«${file}» does not hold a valid act (${problems.length} problems; what was expected is said in Italian).`;
  return { code: "ACT_NOT_VALID", exit: 1, message, problems };
}

function fail(problem: Problem, { json, lang }: CheckArguments, io: CheckIo): number {
  const { code, message, problems } = problem;
  if (json && problem.exit !== 64) {
    io.out(
      `${JSON.stringify({ findings: [], blocking: true, error: { code, message, ...(problems && { problems }) } })}\n`,
    );
    return problem.exit;
  }
  const [found, expected] = lang === "it" ? ["trovato", "atteso"] : ["found", "expected"];
  const lines = (problems ?? []).map(
    ({ field, value, expectation }) => `  ${field}\n      ${found}: ${value}\n      ${expected}: ${expectation}`,
  );
  io.err(printable(`${[message, ...lines].join("\n")}\n`));
  return problem.exit;
}

const headings = {
  it: { E: "Errori, bloccano l’atto", A: "Avvisi, da confermare con una motivazione", I: "Note" },
  en: { E: "Errors, they block the act", A: "Warnings, to acknowledge with a reason", I: "Notes" },
} as const;

function report(act: ActData, findings: readonly Finding[], lang: Language): string {
  const number = act.number === undefined ? "" : ` ${act.number}/${act.year ?? ""}`;
  const date = act.date === undefined ? "" : ` ${lang === "it" ? "del" : "of"} ${printDay(act.date)}`;
  const title = `${act.body.name} – ${lang === "it" ? "determinazione" : "act"}${number}${date}\n${act.subject}\n`;
  const groups = (["E", "A", "I"] as const).flatMap((severity) => {
    const group = findings.filter((finding) => finding.severity === severity);
    if (group.length === 0) return [];
    const lines = group.map(({ code, message, where }) => `  ${code}  ${message}\n          ${where}`);
    return [`${headings[lang][severity]} (${group.length})\n${lines.join("\n")}\n`];
  });
  return [title, ...groups, `${outcome(findings, lang)}\n`].join("\n");
}

function outcome(findings: readonly Finding[], lang: Language): string {
  const errors = findings.filter(({ severity }) => severity === "E").length;
  if (errors > 0) {
    const count = errors === 1 ? { it: "1 errore", en: "1 error" } : { it: `${errors} errori`, en: `${errors} errors` };
    return lang === "it" ? `Esito: l’atto è bloccato da ${count.it}.` : `Result: ${count.en} block the act.`;
  }
  if (findings.length === 0) return lang === "it" ? "Esito: nessun rilievo." : "Result: nothing found.";
  return lang === "it" ? "Esito: nessun errore bloccante." : "Result: nothing blocks the act.";
}

/** Text of an act is somebody else's: control and direction characters could rewrite what the terminal shows. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, "\u{FFFD}");
}
