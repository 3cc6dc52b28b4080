import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { checkAct, isBlocking } from "../../shared/act/index.ts";
import { readActFile } from "../../shared/workflow/index.ts";
import { exitCodes, type Io, type Language } from "../io.ts";
import { printable } from "../printable.ts";
import { type Imported, importJson, importText } from "./import-text.ts";

export type ImportArguments = {
  /** A PDF, a `.p7m` around one, or a text. */
  readonly file?: string | undefined;
  readonly json: boolean;
  /** Where to write what was read, as `ACT.json`. */
  readonly out?: string | undefined;
  readonly lang: Language;
};

type Write = (path: string, text: string) => Promise<void>;
const toDisk: Write = (path, text) => writeFile(path, text);

type Failure = { readonly code: string; readonly exit: number; readonly message: string };

/**
 * `visto import ACT.pdf|ACT.txt`: reads an existing act into data, and says what it could not read.
 *
 * Exit codes: 0 the act was read (whatever its checks find), 2 nothing of an act is in the file (a scan has no text),
 * 1 the file is refused (too long, too large), 66 it cannot be read (missing, empty, broken, protected by a password,
 * no PDF and no text) or the result cannot be written, 64 usage. With `--json` every answer but 64 is one JSON value.
 */
export async function importCommand(args: ImportArguments, io: Io, write: Write = toDisk): Promise<number> {
  const { file, lang } = args;
  const say = (italian: string, english: string) => (lang === "it" ? italian : english);
  if (file === undefined || file === "") {
    io.err(
      `${say("Indicare il file dell'atto", "Give the act's file")}: visto import ACT.pdf [--json] [--out ACT.json]\n`,
    );
    return exitCodes.usage;
  }
  if (args.out !== undefined && resolve(args.out) === resolve(file)) {
    io.err(
      say("--out è il file da leggere: indicare un altro nome.\n", "--out is the file to read: give another name.\n"),
    );
    return exitCodes.usage;
  }
  const read = await readFrom(file, lang, io);
  if ("exit" in read) return fail(read, args, io);
  if (args.out !== undefined) {
    const act = read.value.read.whole ?? { schema: "visto/act/1", ...read.value.read.act };
    try {
      await write(args.out, `${JSON.stringify(act, null, 2)}\n`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = say(`Il risultato non si scrive in «${args.out}»: ${why}`, `Cannot write «${args.out}»: ${why}`);
      return fail({ code: "NOT_WRITTEN", exit: exitCodes.unreadable, message }, args, io);
    }
  }
  if (args.json) io.out(`${JSON.stringify(importJson(read, lang))}\n`);
  else io.out(printable(importText(read, args)));
  return read.value.read.found.length === 0 ? exitCodes.undetermined : exitCodes.done;
}

async function readFrom(file: string, lang: Language, io: Io): Promise<Imported | Failure> {
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = lang === "it" ? `Il file «${file}» non si legge: ${why}` : `«${file}» cannot be read: ${why}`;
    return { code: "FILE_UNREADABLE", exit: exitCodes.unreadable, message };
  }
  const outcome = await readActFile(bytes);
  if (!outcome.ok) {
    const { code, why } = outcome.refusal;
    const exit = code === "ACT_TOO_LONG" || code === "ACT_TOO_LARGE" ? exitCodes.refused : exitCodes.unreadable;
    return { code, exit, message: `${file}: ${why[lang]}` };
  }
  const { read } = outcome.value;
  const findings = read.whole === null ? [] : checkAct(read.whole, { language: lang, footers: read.footers });
  return { file, bytes, value: outcome.value, findings, blocking: isBlocking(findings) };
}

function fail({ code, exit, message }: Failure, { json }: ImportArguments, io: Io): number {
  if (json) io.out(`${JSON.stringify({ act: null, found: [], missing: [], error: { code, message } })}\n`);
  else io.err(printable(`${message}\n`));
  return exit;
}
