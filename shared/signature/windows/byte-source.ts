/**
 * A file that stays where it is: one fixed version, of which any part can be read.
 *
 * Faults of whatever keeps it are thrown through, and never become a verdict.
 */
export interface ByteSource {
  /** Octets. */
  readonly length: number;
  /** The octets from `from` up to and without `to`, all of them, in an array that nobody overwrites. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>;
  /** All octets in order. A chunk may be overwritten once the next is asked for. */
  readonly stream: () => AsyncIterable<Uint8Array>;
}

/** What was read and how often: what an examination costs whoever keeps the file. */
export interface ReadingCost {
  /** Octets and number of the reads of single places. */
  readonly picked: number;
  readonly reads: number;
  /** Octets that were streamed; the length of the file for one pass. */
  readonly streamed: number;
  /** Octets that went through a hash over the file; certificates and attributes are not counted. */
  readonly hashed: number;
}

export type SourceFaultCode =
  /** Less came than the length says. */
  | "SOURCE_SHORT"
  /** More came than was asked for. */
  | "SOURCE_LONG"
  /** The same place had other octets the second time. */
  | "SOURCE_CHANGED"
  /** The length is no number of octets. */
  | "SOURCE_LENGTH";

/** The source is not the one fixed file that it must be: nothing is known about anybody's document. */
export class SourceFault extends Error {
  override readonly name = "SourceFault";
  readonly code: SourceFaultCode;

  constructor(code: SourceFaultCode, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/** Exactly these octets, or a fault. @throws {SourceFault} and the source's own faults */
export async function readExactly(source: ByteSource, from: number, to: number): Promise<Uint8Array> {
  const bytes = await source.read(from, to);
  if (bytes.length < to - from) throw new SourceFault("SOURCE_SHORT", `${bytes.length} of ${to - from} at ${from}`);
  if (bytes.length > to - from) throw new SourceFault("SOURCE_LONG", `${bytes.length} for ${to - from} at ${from}`);
  return bytes;
}

/** The stream of a source, held to its length. @throws {SourceFault} and the source's own faults */
export async function* streamExactly(source: ByteSource): AsyncIterable<Uint8Array> {
  let passed = 0;
  for await (const chunk of source.stream()) {
    passed += chunk.length;
    if (passed > source.length) throw new SourceFault("SOURCE_LONG", `more than ${source.length}`);
    yield chunk;
  }
  if (passed < source.length) throw new SourceFault("SOURCE_SHORT", `${passed} of ${source.length}`);
}
