import { createHash } from "node:crypto";
import type { DigestName } from "../algorithms/digests.ts";
import { joinDer } from "../der/element.ts";
import { detectFormat, opaqueFormats } from "../format.ts";
import type { FileFormat } from "../report.ts";
import type { SignedContent } from "./signer.ts";

/** Enough to know a format by. */
const headSize = 4096;

/** Content that lies in pieces: hashed as it lies, and put together only for whoever asks for the whole. */
export function piecedContent(pieces: readonly Uint8Array[]): SignedContent {
  const known = new Map<DigestName, Uint8Array>();
  let whole: Uint8Array | null = null;
  return {
    source: "attached",
    get parts() {
      whole ??= joinDer(pieces);
      return [whole];
    },
    digestOf(name) {
      const before = known.get(name);
      if (before !== undefined) return before;
      const hash = createHash(name);
      for (const piece of pieces) hash.update(piece);
      const value = hash.digest();
      known.set(name, value);
      return value;
    },
  };
}

/** The format of a content that holds no signatures, or null where the whole has to be looked into. */
export function opaqueFormatOf(pieces: readonly Uint8Array[]): FileFormat | null {
  const head = new Uint8Array(headSize);
  let size = 0;
  for (let at = 0; at < pieces.length && size < headSize; at++) {
    const piece = (pieces[at] ?? head).subarray(0, headSize - size);
    head.set(piece, size);
    size += piece.length;
  }
  const format = detectFormat(head.subarray(0, size));
  // The beginning of a SEQUENCE does not tell all that the whole of it may be.
  return head[0] === 0x30 || !opaqueFormats.has(format) ? null : format;
}
