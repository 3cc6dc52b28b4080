import type { Policy, Report, VerifyOptions } from "../../shared/signature/index.ts";
// The parts and not the whole: what a large PDF does not need is not loaded for it.
import { defaultPolicy } from "../../shared/signature/policy.ts";
import { verifySource } from "../../shared/signature/verify-source.ts";
import { SourceFault } from "../../shared/signature/windows/byte-source.ts";
import { fileSource } from "../file-source.ts";
import { exitCodes, type Files, type Io, type Language } from "../io.ts";
import { nodeFiles } from "../node-files.ts";
import { printable } from "../printable.ts";
import { readOrTell, readTrustFolder, tell } from "../trust-folder.ts";
import type { RecordedAct } from "./recorded-fingerprints.ts";
import { evidenceReader, evidenceText } from "./verify-evidence.ts";
import { reportText } from "./verify-text.ts";

export type VerifyArguments = {
  readonly files: readonly string[];
  /** The act whose recorded impronte the files are compared with. */
  readonly act?: string | undefined;
  /** What detached signatures sign. */
  readonly detached?: string | undefined;
  /** A folder of certificates to trust (PEM or DER) and of signed trusted lists (XML). */
  readonly trust?: string | undefined;
  /** The moment of the verdict, ISO 8601; now when absent. */
  readonly at?: string | undefined;
  readonly policy?: string | undefined;
  readonly json: boolean;
  /** One line of JSON a file. With "-" the paths are read from stdin, one a line. */
  readonly jsonl?: boolean | "-" | undefined;
  readonly lang: Language;
};

/**
 * `visto verify FILE…`: every signature in each file, and the impronte of an act.
 *
 * Exit codes: 0 all valid, 1 one is not valid or has not the recorded impronta, 66 one cannot be read, 2 one is
 * undetermined or unsigned, 64 usage; the first of these that applies. `now` is the moment when `--at` is not given.
 */
export async function verifyCommand(
  args: VerifyArguments,
  io: Io,
  files: Files = nodeFiles,
  now: () => Date = () => new Date(),
): Promise<number> {
  if (args.files.length === 0 && args.jsonl !== "-")
    return usage(io, args, "Indicare almeno un file.", "Name at least one file.");
  const at = args.at === undefined ? now() : new Date(args.at);
  if (Number.isNaN(at.getTime()))
    return usage(io, args, `--at non è un istante: ${args.at}`, `--at is no instant: ${args.at}`);
  const options = await readOptions(args, at, io, files);
  if (typeof options === "number") return options;
  const session: Session = { args, io, files, options, recorded: null, place: 0, seen: new Map() };
  if (args.act !== undefined) {
    session.recorded = await readAct(session, args.act);
    if (session.recorded === null) return exitCodes.unreadable;
  }
  return args.jsonl === "-" ? fromInput(session, files) : fromArguments(session);
}

/** A file over this is read in pieces, and never taken for an act; a PDF that is no act already over the second. */
const largeFile = 64 * 1024 * 1024;
const largePdf = 8 * 1024 * 1024;

interface Session {
  readonly args: VerifyArguments;
  readonly io: Io;
  readonly files: Files;
  readonly options: VerifyOptions;
  recorded: RecordedAct | null;
  /** Label of each recorded impronta that a file had, and that file. */
  readonly seen: Map<string, string>;
  place: number;
}

async function fromInput(session: Session, files: Files): Promise<number> {
  let worst: number = exitCodes.done;
  for await (const line of files.inputLines()) {
    if (line === "") continue;
    const answer = await verifyFile(session, line);
    session.io.out(`${JSON.stringify(answer.report)}\n`);
    worst = worse(worst, answer.code);
  }
  return worst;
}

async function fromArguments(session: Session): Promise<number> {
  const { args, io } = session;
  const reports: Report[] = [];
  let worst: number = exitCodes.done;
  const withEvidence = evidenceReader(io, args.lang);
  for (const [index, file] of args.files.entries()) {
    const first = index === 0 && args.act === undefined && args.files.length > 1;
    const answer = await withEvidence(file, await verifyFile(session, file, first));
    worst = worse(worst, answer.code);
    reports.push(answer.report);
    if (args.jsonl) io.out(`${JSON.stringify(answer.report)}\n`);
    // What could not be read was told as such: it is no verdict about a document.
    else if (!args.json && answer.code !== exitCodes.unreadable)
      io.out(printable(reportText(answer.report, args.lang) + evidenceText(answer.report, args.lang)));
  }
  const left = await tellLeftOver(session);
  if (args.json && !args.jsonl) {
    const [act, ...others] = reports;
    const told = left === null ? reports : [{ ...act, attachments: left }, ...others];
    io.out(`${JSON.stringify(told.length === 1 ? told[0] : told)}\n`);
  }
  return left !== null && left.missing.length > 0 ? worse(worst, exitCodes.undetermined) : worst;
}

/** What the act, when it was the first of the files, records and no other file is: the check is not of the whole act. */
async function tellLeftOver({ args, io, recorded, seen }: Session) {
  if (recorded === null || args.act !== undefined) return null;
  const { leftOver, leftText } = await import("./recorded-fingerprints.ts");
  const left = leftOver(recorded, new Set(seen.keys()));
  (args.json || args.jsonl ? io.err : io.out)(printable(leftText(left, args.lang)));
  return { ...left, matched: Object.fromEntries(seen) };
}

/** The report on a file, and its bytes where they were small enough to have in memory; null when it cannot be read. */
async function reportOn(
  session: Session,
  file: string,
  mayBeAct: boolean,
): Promise<{ report: Report; bytes: Uint8Array | null } | null> {
  const { io, args, files, options } = session;
  // What has no size of its own (a device, a reader's own names) is read as a whole.
  const size = await files.sizeOf(file).catch(() => 0);
  const inPieces = size > largeFile || (size > largePdf && !mayBeAct && (await beginsAsPdf(files, file)));
  if (inPieces) return reportOnLarge(session, file, size);
  const bytes = await readOrTell(io, file, args.lang);
  if (bytes === null) return null;
  const { verifyBytes } = await import("../../shared/signature/index.ts");
  return { report: verifyBytes(bytes, { ...options, fileName: file }), bytes };
}

/** False also when it cannot be read: that is told by whoever reads it next. */
async function beginsAsPdf(files: Files, file: string): Promise<boolean> {
  const handle = await files.openFile(file).catch(() => null);
  if (handle === null) return false;
  const head = new Uint8Array(5);
  const count = await handle.read(head, 0).catch(() => 0);
  await handle.close();
  return count === head.length && new TextDecoder().decode(head) === "%PDF-";
}

async function reportOnLarge({ io, args, files, options }: Session, file: string, size: number) {
  try {
    const handle = await files.openFile(file);
    try {
      return { report: await verifySource(fileSource(handle, size), { ...options, fileName: file }), bytes: null };
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Node's faults of the file system name the call that failed; anything else is a fault of ours.
    if (error instanceof SourceFault || (error instanceof Error && "syscall" in error))
      return tell(io, file, args.lang, error);
    throw error;
  }
}

async function verifyFile(session: Session, file: string, mayBeAct = false): Promise<{ report: Report; code: number }> {
  const found = await reportOn(session, file, mayBeAct);
  if (found === null) return { report: unreadable(file, session.args.lang), code: exitCodes.unreadable };
  const { report, bytes } = found;
  if (mayBeAct && bytes !== null) {
    const { recordedIn } = await import("./recorded-fingerprints.ts");
    const act = await recordedIn(bytes);
    if (act.recorded.length > 0) session.recorded = act;
    return { report, code: codeOf(report) };
  }
  if (session.recorded === null) return { report, code: codeOf(report) };
  const { compareWithAct } = await import("./recorded-fingerprints.ts");
  const compared = {
    ...report,
    impronta: compareWithAct(report, session.recorded, session.place++, session.args.lang),
  };
  if (compared.impronta !== null && compared.impronta.matches !== "none")
    session.seen.set(compared.impronta.label, file);
  return { report: compared, code: codeOf(compared) };
}

function codeOf({ verdict, impronta }: Report): number {
  // An attachment without an impronta in the act matches nothing, and nothing says that it is another file.
  const unknown = impronta?.matches === "none" && impronta.recorded === "";
  if (verdict === "invalid" || (impronta?.matches === "none" && !unknown)) return exitCodes.refused;
  if (unknown) return exitCodes.undetermined;
  return verdict === "valid" ? exitCodes.done : exitCodes.undetermined;
}

/** Not valid outweighs unreadable outweighs undetermined: the worst thing known about any file is the answer. */
function worse(a: number, b: number): number {
  const order: readonly number[] = [exitCodes.refused, exitCodes.unreadable, exitCodes.undetermined, exitCodes.done];
  return order.indexOf(a) <= order.indexOf(b) ? a : b;
}

async function readAct(session: Session, path: string): Promise<RecordedAct | null> {
  const bytes = await readOrTell(session.io, path, session.args.lang);
  if (bytes === null) return null;
  const { recordedIn } = await import("./recorded-fingerprints.ts");
  const act = await recordedIn(bytes);
  if (act.recorded.length > 0) return act;
  const it = session.args.lang === "it";
  session.io.err(printable(it ? `${path}: nessuna impronta registrata.\n` : `${path}: no impronta recorded.\n`));
  return null;
}

async function readOptions(args: VerifyArguments, at: Date, io: Io, files: Files): Promise<VerifyOptions | number> {
  const trust = args.trust === undefined ? { anchors: [] } : await readTrustFolder(args.trust, io, files, args.lang);
  if (trust === null) return exitCodes.unreadable;
  const policy = args.policy === undefined ? defaultPolicy : await readPolicy(args.policy, io, args.lang);
  if (policy === null) return exitCodes.unreadable;
  const base = { ...trust, at, policy, language: args.lang };
  if (args.detached === undefined) return base;
  const detachedContent = await readOrTell(io, args.detached, args.lang);
  return detachedContent === null ? exitCodes.unreadable : { ...base, detachedContent };
}

async function readPolicy(path: string, io: Io, lang: Language): Promise<Policy | null> {
  const bytes = await readOrTell(io, path, lang);
  if (bytes === null) return null;
  const { readPolicyJson } = await import("../../shared/signature/index.ts");
  const read = readPolicyJson(new TextDecoder().decode(bytes));
  return "problem" in read ? tell(io, path, lang, new Error(read.problem)) : read.policy;
}

function usage(io: Io, args: VerifyArguments, italian: string, english: string): number {
  io.err(printable(`${args.lang === "it" ? italian : english}\n`));
  return exitCodes.usage;
}

/** The shape of a report for a file that could not be read: nothing is said about the document. */
function unreadable(file: string, lang: Language): Report {
  const message = lang === "it" ? "Il file non può essere letto." : "The file cannot be read.";
  return {
    file,
    sha256: "",
    size: 0,
    format: "other",
    verdict: "undetermined",
    signatures: [],
    content: null,
    disagreements: [],
    impronta: null,
    error: { code: "FILE_UNREADABLE", message },
  };
}
