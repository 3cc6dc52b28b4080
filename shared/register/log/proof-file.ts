import { type Checkpoint, readCheckpoint } from "./checkpoint.ts";
import { decimal, fromBase64, toBase64 } from "./encoding.ts";
import { type Hash, hashBytes } from "./hash.ts";
import type { Note } from "./note.ts";

const firstLine = "c2sp.org/tlog-proof@v1";
/** Longest file that is read, in characters; a proof has about a thousand. */
const mostText = 200_000;
/** A path through the largest tree that a number can count. */
const mostHashes = 53;

/** A proof that a leaf is in the log (C2SP tlog-proof), with what the leaf commits to. */
export type ProofFile = {
  /** Salt and event, as JSON; nothing vouches for it before the leaf that it gives was found. Absent: redacted. */
  readonly extra?: Uint8Array | undefined;
  readonly index: number;
  readonly path: readonly Hash[];
  /** The signed checkpoint, word for word. */
  readonly checkpoint: string;
};

/** A `.tlog-proof` file. */
export function writeProofFile({ extra, index, path, checkpoint }: ProofFile): string {
  const lines = [firstLine, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...path.map(toBase64)];
  return `${lines.join("\n")}\n\n${checkpoint}`;
}

/** Reads a `.tlog-proof` file, whole or not at all: `undefined` for whatever is not one. Nothing is verified yet. */
export function readProofFile(
  text: string,
): (ProofFile & { readonly head: Checkpoint & { readonly note: Note } }) | undefined {
  const end = text.indexOf("\n\n");
  if (text.length > mostText || end < 0) return undefined;
  const [first, ...lines] = text.slice(0, end).split("\n");
  if (first !== firstLine) return undefined;
  const extraLine = lines[0]?.startsWith("extra ") ? lines.shift()?.slice(6) : undefined;
  const extra = extraLine === undefined ? undefined : fromBase64(extraLine);
  if (extraLine !== undefined && extra === undefined) return undefined;
  const index = lines[0]?.startsWith("index ") ? decimal(lines.shift()?.slice(6) ?? "") : undefined;
  const path = lines.map(fromBase64);
  if (index === undefined || path.length > mostHashes) return undefined;
  const hashes = path.filter((hash) => hash?.length === hashBytes) as Hash[];
  const checkpoint = text.slice(end + 2);
  const head = readCheckpoint(checkpoint);
  if (hashes.length !== path.length || !head) return undefined;
  return { extra, index, path: hashes, checkpoint, head };
}
