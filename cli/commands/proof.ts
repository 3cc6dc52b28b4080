import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { type CheckedProof, checkProof, type NoteKey, readVerifierLine } from "../../shared/register/log/index.ts";
import { exitCodes, type Files, type Io, type Language } from "../io.ts";
import { nodeFiles } from "../node-files.ts";
import { printable } from "../printable.ts";
import { readAhead } from "../read-ahead.ts";
import { proofTexts } from "./proof-texts.ts";
import type { JudgedStamp } from "./proof-timestamp.ts";

export type ProofArguments = {
  readonly file: string;
  readonly proof: string;
  /** The log's key: its line, or a file that holds it. */
  readonly key?: string;
  /** A timestamp over the proof's checkpoint, and what is trusted, a folder as for `verify`. */
  readonly timestamp?: string;
  readonly trust?: string;
  readonly json: boolean;
  readonly lang: Language;
};

/** The name under which a key beside a proof is found, as the demo leaves it. */
const keyFile = "log.vkey";

type FoundKey = { readonly key: NoteKey; readonly beside?: string };

/**
 * `visto proof verify FILE PROOF [--key VKEY] [--timestamp TSR [--trust DIR]]`: whether the file is in the public log,
 * offline, and where a timestamp over the proof's checkpoint is given, since when at least. Without `--key` the file
 * `log.vkey` beside the proof is taken, and said; without that nobody knows whose log it is.
 *
 * Exit codes, of both the worse: 0 valid, 1 not valid or of another file, 2 without a key or without the event, or a
 * timestamp whose authority nobody trusts; 64 a key that is none, 66 a file cannot be read or is no timestamp.
 */
export async function proofCommand(args: ProofArguments, io: Io, files: Files = nodeFiles): Promise<number> {
  const texts = proofTexts[args.lang];
  let sha256: string;
  let proof: string;
  try {
    sha256 = await digestOf(args.file, files);
    proof = new TextDecoder().decode(await io.readFile(args.proof));
  } catch (fault) {
    io.err(printable(`${fault instanceof Error ? fault.message : String(fault)}\n`));
    return exitCodes.unreadable;
  }
  const found = await findKey(args, io);
  if (found === "wrong") {
    io.err(`${texts.badKey}\n`);
    return exitCodes.usage;
  }
  const checked = checkProof(sha256, proof, found?.key);
  const stamp = checked.ok ? await stampOf(args, proof, io, files) : undefined;
  if (stamp === null) return exitCodes.unreadable;
  const about = { file: args.file, sha256, key: found?.key.name ?? null };
  if (args.json) io.out(`${JSON.stringify({ ...about, ...checked, ...(stamp ? { timestamp: stamp } : {}) })}\n`);
  else io.out(printable(`${linesOf(args, checked, found, stamp).join("\n")}\n`));
  return exitOf(checked, stamp);
}

async function stampOf({ timestamp, trust, lang }: ProofArguments, proof: string, io: Io, files: Files) {
  if (timestamp === undefined) return undefined;
  // What reads tokens is large, and most proofs come without one.
  const { judgeStamp } = await import("./proof-timestamp.ts");
  return judgeStamp({ timestamp, ...(trust === undefined ? {} : { trust }), lang }, proof, new Date(), io, files);
}

const decided = ({ verdict }: JudgedStamp) => (verdict === "valid" || verdict === "invalid" ? verdict : "undetermined");

const exitOf = (checked: CheckedProof, stamp: JudgedStamp | undefined): number => {
  if (checked.ok && stamp?.verdict === "invalid") return exitCodes.refused;
  if (checked.ok)
    return checked.signed && (stamp?.verdict ?? "valid") === "valid" ? exitCodes.done : exitCodes.undetermined;
  return checked.code === "PROOF_REDACTED" ? exitCodes.undetermined : exitCodes.refused;
};

async function findKey({ key, proof }: ProofArguments, io: Io): Promise<FoundKey | "wrong" | undefined> {
  const inFile = async (path: string) => {
    const bytes = await io.readFile(path).catch(() => undefined);
    return bytes && { line: readVerifierLine(new TextDecoder().decode(bytes.subarray(0, 1_000))) };
  };
  if (key !== undefined) {
    const read = readVerifierLine(key) ?? (await inFile(key))?.line;
    return read ? { key: read } : "wrong";
  }
  const beside = join(dirname(proof), keyFile);
  const read = await inFile(beside);
  if (!read) return undefined;
  return read.line ? { key: read.line, beside } : "wrong";
}

function linesOf(
  { file, lang }: ProofArguments,
  checked: CheckedProof,
  found: FoundKey | undefined,
  stamp: JudgedStamp | undefined,
): string[] {
  const texts = proofTexts[lang];
  if (!checked.ok) return [texts.faults[checked.code]];
  const { origin, index, size, event } = checked;
  return [
    checked.signed ? texts.holds(file) : texts.unsigned,
    `  ${texts.log}: ${origin} (${texts.leaf(index, size)})`,
    `  ${texts.event}: ${event.type}, ${event.time}`,
    ...(found?.beside === undefined ? [] : [`  ${texts.key}: ${texts.beside(found.beside)}`]),
    ...(stamp ? [`  ${texts.stamp[decided(stamp)]}: ${stamp.time ?? "—"}`] : []),
    ...(stamp?.reasons ?? []).map((reason) => `    - ${reason}`),
    ...(origin.endsWith("/TEST") ? [`  ${texts.test}`] : []),
    `  ${texts.witness}`,
  ];
}

async function digestOf(path: string, files: Files): Promise<string> {
  const file = await files.openFile(path);
  try {
    const hash = createHash("sha256");
    for await (const chunk of readAhead(file)) hash.update(chunk);
    return hash.digest("hex").toUpperCase();
  } finally {
    await file.close();
  }
}
