import { MalformedError } from "../error.ts";
import { readEnvelopeHead } from "./envelope-head.ts";
import { envelopeReader, type ReadEnvelope } from "./envelope-reader.ts";

/** An envelope without its content, and the content as the pieces it came in: views, in their order. */
export interface PiecedEnvelope extends ReadEnvelope {
  readonly contentType: string;
  readonly pieces: readonly Uint8Array[];
  readonly size: number;
}

/** More and shorter pieces cost more as views than a copy of all of them. */
const shortestWorthwhile = 512;

/** The head of an envelope: algorithms and lengths. */
const headSize = 4096;

/**
 * Reads an envelope of indefinite length in memory, as `openssl -stream` and signing devices write it, without putting
 * its content together: a copy of a large one costs as much as hashing it.
 *
 * It is the reader of streams, so that both give one answer. Null: it is no such envelope, its pieces are small, or
 * something is wrong with it, which the reader of whole envelopes then names.
 */
export function envelopeInPieces(bytes: Uint8Array): PiecedEnvelope | null {
  if (bytes[0] !== 0x30 || bytes[1] !== 0x80) return null;
  const head = headOf(bytes.subarray(0, headSize));
  if (head?.content?.constructed !== true) return null;
  let pieces: Uint8Array[] | null = [];
  let size = 0;
  const reader = envelopeReader(head, (octets) => {
    size += octets.length;
    pieces?.push(octets);
    // One short piece, the last, is always allowed.
    if (pieces !== null && (pieces.length - 1) * shortestWorthwhile > size) pieces = null;
  });
  reader.push(bytes);
  const read = reader.end();
  return pieces === null || !("signedData" in read) ? null : { ...read, contentType: head.contentType, pieces, size };
}

function headOf(start: Uint8Array) {
  try {
    return readEnvelopeHead(start);
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
