import type { SignedData } from "../cms/signed-data.ts";
import { MalformedError } from "../error.ts";
import type { EnvelopeHead } from "./envelope-head.ts";
import { type Closed, closeEnvelope } from "./envelope-tail.ts";
import { keptBytes } from "./kept-bytes.ts";
import { octetPieces } from "./octet-pieces.ts";

/** Certificates, revocation data and signatures that may follow a content; real ones have some hundred kilobytes. */
export const mostTail = 8 * 1024 * 1024;

export interface EnvelopeReader {
  /** Reads on; never throws. */
  push(chunk: Uint8Array): void;
  end(): ReadEnvelope | EnvelopeProblem;
}

export interface ReadEnvelope {
  readonly signedData: SignedData;
  readonly ber: boolean;
  readonly trailingBytes: number;
}

export interface EnvelopeProblem {
  readonly code: string;
  readonly detail: string;
}

type State = "content" | "tail" | "after" | "broken";

/**
 * Reads one SignedData as it passes by, behind a head that was read already: its content goes on to `content`, and
 * nothing of it stays here.
 */
export function envelopeReader(head: EnvelopeHead, content: (octets: Uint8Array) => void): EnvelopeReader {
  const { length } = head.content ?? { length: 0 };
  const end = length === null ? null : head.next + length;
  const pieces = octetPieces(head.content?.constructed ?? false, end, content);
  // Most tails are a few certificates and a signature.
  const kept = keptBytes(mostTail, 16 * 1024);
  const outermost = head.wrappers[0]?.end ?? null;
  let state: State = head.content === null ? "tail" : "content";
  let problem: EnvelopeProblem | null = null;
  let closed: Closed | null = null;
  let position = 0;
  let tailStart = head.next;
  let tailLength = 0;
  let trailing = 0;
  let foreign = 0;

  const fail = (error: unknown): void => {
    if (!(error instanceof MalformedError)) throw error;
    problem = { code: error.code, detail: error.message };
    state = "broken";
  };

  const after = (bytes: Uint8Array): void => {
    let last = bytes.length;
    while (last > 0 && bytes[last - 1] === 0) last--;
    if (last > 0) foreign = trailing + last;
    trailing += bytes.length;
  };

  const finish = (bytes: Uint8Array): void => {
    closed = closeEnvelope(head, bytes, tailStart);
    state = "after";
    after(bytes.subarray(closed.length));
  };

  const tail = (bytes: Uint8Array): void => {
    // A definite envelope says where it ends; only what belongs to it is kept.
    const own = outermost === null ? bytes : bytes.subarray(0, Math.max(0, outermost - position));
    if (tailLength + own.length > mostTail) {
      if (outermost !== null) throw new MalformedError("TOO_LARGE", `${mostTail} byte`, position);
      // Without a stated end it may have ended long ago, and this is what somebody appended.
      finish(kept.all() ?? new Uint8Array());
      after(bytes);
      return;
    }
    kept.push(own);
    tailLength += own.length;
    if (own.length < bytes.length) {
      finish(kept.all() ?? new Uint8Array());
      after(bytes.subarray(own.length));
    }
  };

  return {
    push(chunk) {
      let at = Math.min(chunk.length, Math.max(0, head.next - position));
      try {
        if (state === "content" && position + at >= head.next) {
          at = pieces.take(chunk, at, position);
          if (pieces.done()) {
            state = "tail";
            tailStart = position + at;
          }
        }
        const rest = chunk.subarray(at);
        position += at;
        if (state === "tail" && rest.length > 0) tail(rest);
        else if (state === "after") after(rest);
        position += rest.length;
      } catch (error) {
        position += chunk.length - at;
        fail(error);
      }
    },
    end() {
      try {
        if (state === "tail") finish(kept.all() ?? new Uint8Array());
        else if (state === "content") throw new MalformedError("DER_TRUNCATED", "the content breaks off", position);
      } catch (error) {
        fail(error);
      }
      if (problem !== null || closed === null) return problem ?? { code: "DER_TRUNCATED", detail: "" };
      return { signedData: closed.signedData, ber: closed.ber, trailingBytes: foreign };
    },
  };
}
