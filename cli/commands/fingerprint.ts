import { createHash } from "node:crypto";
import { exitCodes, type Files, type Io, type Language, type OpenFile } from "../io.ts";
import { nodeFiles } from "../node-files.ts";
import { printable } from "../printable.ts";

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

const bufferSize = 256 * 1024;

/** Larger envelopes are not opened: reading inside them as a stream comes later. */
const largestEnvelope = 256 * 1024 * 1024;

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
      const answer = await fingerprintOf(file, io, files);
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

async function fingerprintOf(file: string, io: Io, files: Files): Promise<Fingerprinted> {
  const handle = await files.openFile(file);
  try {
    const { sha256, size, head } = await digestOf(handle);
    const envelope = mayBeEnvelope(head) && size <= largestEnvelope;
    return { file, sha256, size, content: envelope ? await innermost(await io.readFile(file)) : null };
  } finally {
    await handle.close();
  }
}

/** Two buffers take turns: one is hashed while the other is read (half the time goes into each at full speed). */
async function digestOf(handle: OpenFile): Promise<{ sha256: string; size: number; head: Uint8Array }> {
  const hash = createHash("sha256");
  const buffers = [new Uint8Array(bufferSize), new Uint8Array(bufferSize)] as const;
  let head = new Uint8Array();
  let position = 0;
  let turn: 0 | 1 = 0;
  let reading = handle.read(buffers[turn], 0);
  for (;;) {
    const count = await reading;
    if (count === 0) return { sha256: hash.digest("hex").toUpperCase(), size: position, head };
    const full = buffers[turn].subarray(0, count);
    if (position === 0) head = full.slice(0, 64);
    position += count;
    turn = turn === 0 ? 1 : 0;
    reading = handle.read(buffers[turn], position);
    hash.update(full);
  }
}

/** The first bytes of a DER or BER SEQUENCE, of PEM, or of the base64 of a SEQUENCE. */
function mayBeEnvelope(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head)
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  return head[0] === 0x30 || text.startsWith("-----BEGIN") || text.startsWith("M");
}

/** What lies inside the last of the envelopes; the verifier is loaded only where there is one. */
async function innermost(bytes: Uint8Array): Promise<Fingerprinted["content"]> {
  const { gather } = await import("../../shared/signature/index.ts");
  let content = gather(bytes, { anchors: [] }).content;
  while (content?.content) content = content.content;
  return content === null ? null : { sha256: content.sha256, size: content.size, format: content.format };
}

function lines({ file, sha256, content }: Fingerprinted, lang: Language): string {
  const first = `${sha256}  ${file}\n`;
  if (content === null) return first;
  const inside = lang === "it" ? "contenuto" : "content";
  return `${first}${content.sha256}  ${file} (${inside}: ${content.format}, ${content.size} byte)\n`;
}
