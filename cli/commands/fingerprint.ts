import { createHash } from "node:crypto";
import { exitCodes, type Files, type Io, type Language } from "../io.ts";
import { nodeFiles } from "../node-files.ts";
import { printable } from "../printable.ts";
import { readAhead } from "../read-ahead.ts";

export type FingerprintArguments = {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly lang: Language;
};

/** The impronta of a file, and of what lies inside it when it is a signed envelope; upper-case hex. */
type Fingerprinted = {
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
  readonly content: { readonly sha256: string; readonly size: number; readonly format: string } | null;
};

/** What lies in an envelope and is no envelope is looked into up to this size, to name its format. */
const lookedInto = 16 * 1024 * 1024;

/**
 * `visto fingerprint FILE…`: SHA-256 as a stream, in constant memory, as the acts print it.
 *
 * Exit codes: 0 done, 64 no file given, 66 a file cannot be read (the others are still answered).
 */
export async function fingerprintCommand(
  args: FingerprintArguments,
  io: Io,
  files: Files = nodeFiles,
): Promise<number> {
  if (args.files.length === 0) {
    io.err(args.lang === "it" ? "Indicare almeno un file.\n" : "Name at least one file.\n");
    return exitCodes.usage;
  }
  const done: Fingerprinted[] = [];
  let unreadable = false;
  for (const file of args.files) {
    try {
      const answer = await fingerprintOf(file, files);
      done.push(answer);
      if (!args.json) io.out(printable(lines(answer, args.lang)));
    } catch (error) {
      // Nothing about the document is known when its bytes cannot be had.
      unreadable = true;
      const reason = error instanceof Error ? error.message : String(error);
      io.err(
        printable(args.lang === "it" ? `${file}: non si legge (${reason})\n` : `${file}: unreadable (${reason})\n`),
      );
    }
  }
  if (args.json) io.out(`${JSON.stringify(args.files.length === 1 ? (done[0] ?? null) : done)}\n`);
  return unreadable ? exitCodes.unreadable : exitCodes.done;
}

async function fingerprintOf(file: string, files: Files): Promise<Fingerprinted> {
  const handle = await files.openFile(file);
  try {
    const chunks = readAhead(handle)[Symbol.asyncIterator]();
    const first = await chunks.next();
    const start = first.done === true ? new Uint8Array() : first.value;
    if (mayBeEnvelope(start.subarray(0, 64))) return { file, ...(await innermost(start, chunks)) };
    const hash = createHash("sha256");
    let size = 0;
    for (let chunk = first; chunk.done !== true; chunk = await chunks.next()) {
      hash.update(chunk.value);
      size += chunk.value.length;
    }
    return { file, sha256: hash.digest("hex").toUpperCase(), size, content: null };
  } finally {
    await handle.close();
  }
}

/** The first bytes of a DER or BER SEQUENCE, of PEM, or of the base64 of a SEQUENCE. */
function mayBeEnvelope(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head)
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  return head[0] === 0x30 || text.startsWith("-----BEGIN") || text.startsWith("M");
}

/** The file and what lies inside the last of its envelopes, in one pass; the verifier is loaded only where there is one. */
async function innermost(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Promise<Omit<Fingerprinted, "file">> {
  async function* all(): AsyncIterable<Uint8Array> {
    yield first;
    for (let chunk = await rest.next(); chunk.done !== true; chunk = await rest.next()) yield chunk.value;
  }
  const { gatherStream } = await import("../../shared/signature/index.ts");
  const { sha256, size, content: outer } = await gatherStream(all(), { anchors: [], maxBytes: lookedInto });
  let content = outer;
  while (content?.content) content = content.content;
  const inside = content === null ? null : { sha256: content.sha256, size: content.size, format: content.format };
  return { sha256, size, content: inside };
}

function lines({ file, sha256, content }: Fingerprinted, lang: Language): string {
  const first = `${sha256}  ${file}\n`;
  if (content === null) return first;
  const inside = lang === "it" ? "contenuto" : "content";
  return `${first}${content.sha256}  ${file} (${inside}: ${content.format}, ${content.size} byte)\n`;
}
