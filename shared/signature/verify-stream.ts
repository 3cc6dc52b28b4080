import type { Facts } from "./facts.ts";
import { knownFingerprint, prepare, type Sources } from "./gather/prepare.ts";
import { judge } from "./judge/judge.ts";
import { defaultPolicy } from "./policy.ts";
import type { Report } from "./report.ts";
import { levelReader } from "./stream/level-reader.ts";
import type { VerifyOptions } from "./verify-bytes.ts";

/** Bytes as they come; a chunk may be overwritten once the next one is asked for. */
export type ByteChunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Verifies a `.p7m` of any size in one pass over a stream, in memory that does not grow with it: DER, BER with
 * indefinite lengths and octet strings in pieces, PEM and base64, envelopes in envelopes. The report has the SHA-256 of
 * the file and of the content at every level, and is the one that `verifyBytes` gives.
 *
 * Other formats, also inside an envelope, are kept as a whole up to `maxBytes` (256 MB when absent) and examined then;
 * larger ones are answered `undetermined` / `TOO_LARGE`, with their SHA-256. A signature without signed attributes
 * under a key other than RSA cannot be checked over more than 1 MB of content, and the report says so.
 *
 * Never throws because of the bytes.
 *
 * @throws {MalformedError} when an anchor is no certificate; {TypeError} when `sha256` is none; whatever the stream throws
 */
export async function verifyP7mStream(stream: ByteChunks, options: VerifyOptions): Promise<Report> {
  const facts = await gatherStream(stream, options);
  return judge(facts, options.policy ?? defaultPolicy, options.at, options.language ?? "it");
}

/** The facts of {@link verifyP7mStream} without a judgement. */
export async function gatherStream(stream: ByteChunks, sources: Sources): Promise<Facts> {
  const reader = levelReader(prepare(sources), 1, knownFingerprint(sources));
  for await (const chunk of stream) reader.push(chunk);
  return reader.end().facts;
}
