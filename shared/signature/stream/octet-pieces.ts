import { maxDepth } from "../der/limits.ts";
import { MalformedError } from "../error.ts";
import { berHeader, longestHeader } from "./ber-header.ts";

export interface OctetPieces {
  /**
   * Reads on at `at` of `chunk`, whose first byte has the offset `base` in the envelope.
   *
   * Answers the place after what was taken; less than the end of the chunk only when the string is over.
   * @throws {MalformedError}
   */
  take(chunk: Uint8Array, at: number, base: number): number;
  readonly done: () => boolean;
}

/** Element headers around the content take five levels of the depth that an envelope may have. */
const deepest = maxDepth - 6;

/**
 * Follows the content octet string of an envelope, in one piece or constructed of pieces (X.690 §8.7.3), and hands on
 * its octets alone. Remembers nothing of them.
 *
 * `end`: offset in the envelope after a string of definite length, null for an indefinite one.
 */
export function octetPieces(
  constructed: boolean,
  end: number | null,
  octets: (bytes: Uint8Array) => void,
): OctetPieces {
  const open: (number | null)[] = constructed ? [end] : [];
  // Of each open string: where the innermost of definite length around it ends.
  const limits: (number | null)[] = constructed ? [end] : [];
  let remaining = constructed || end === null ? 0 : end;
  const primitive = !constructed;
  let started = false;
  const pending = new Uint8Array(longestHeader);
  let held = 0;
  let over = false;

  const close = (at: number): void => {
    while (open.length > 0 && open[open.length - 1] === at) pop();
    over = open.length === 0;
  };

  const pop = (): void => {
    open.pop();
    limits.pop();
  };

  const endless = (): boolean => limits[limits.length - 1] === null;

  /** Takes in one header; `next` is the offset in the envelope after it. */
  const header = (tag: number, length: number | null, next: number): void => {
    const around = open[open.length - 1] ?? null;
    const last = length === null ? null : next + length;
    const limit = limits[limits.length - 1] ?? null;
    if (limit !== null && (last ?? next) > limit) {
      throw new MalformedError("DER_TRUNCATED", "length runs past the enclosing element", next);
    }
    if (tag === 0 && length === 0) {
      // Inside a definite length they carry no content, and the reader of whole files passes over them too.
      if (around === null) pop();
      close(next);
    } else if (tag === 0x24) {
      if (open.length >= deepest) throw new MalformedError("DER_TOO_DEEP", `more than ${maxDepth} levels`, next);
      open.push(last);
      limits.push(last ?? limit);
      close(next);
    } else if (tag === 0x04 && last !== null) {
      remaining = last - next;
      if (remaining === 0) close(next);
    } else throw bad("an octet string in pieces holds another type", next);
  };

  return {
    done: () => over,
    take(chunk, from, base) {
      let at = from;
      if (!started) {
        started = true;
        // The first call stands right behind the string's own header.
        if (primitive) remaining -= base + at;
        if (primitive && remaining === 0) over = true;
        else if (!primitive) close(base + at);
      }
      while (!over && at < chunk.length) {
        if (remaining > 0) {
          const piece = chunk.subarray(at, at + remaining);
          octets(piece);
          at += piece.length;
          remaining -= piece.length;
          if (remaining > 0) break;
          if (primitive) over = true;
          else close(base + at);
          continue;
        }
        // What signing programs write all the time: a piece with two octets of length inside an endless string.
        if (held === 0 && chunk[at] === 0x04 && chunk[at + 1] === 0x82 && at + 4 <= chunk.length && endless()) {
          remaining = ((chunk[at + 2] ?? 0) << 8) | (chunk[at + 3] ?? 0);
          at += 4;
          continue;
        }
        // Whole headers are read in place; one that a chunk cuts is put together first.
        const inPlace = held === 0 ? berHeader(chunk, at, chunk.length) : null;
        if (inPlace !== null) {
          at = inPlace.next;
          header(inPlace.tag, inPlace.length, base + at);
          continue;
        }
        pending[held++] = chunk[at++] ?? 0;
        const found = berHeader(pending, 0, held);
        if (found === null) continue;
        held = 0;
        header(found.tag, found.length, base + at);
      }
      return at;
    },
  };
}

const bad = (message: string, at: number): MalformedError =>
  new MalformedError("BER_BAD_CONSTRUCTED_STRING", message, at);
