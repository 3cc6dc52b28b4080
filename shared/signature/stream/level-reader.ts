import { cmsOid } from "../cms/oids.ts";
import { textDecoder } from "../cms/text-decoder.ts";
import { looksBinary, looksLikeTextEnvelope, textEnvelopeStart } from "../cms/text-envelope.ts";
import type { Facts } from "../facts.ts";
import { detectFormat, opaqueFormats } from "../format.ts";
import { bareFacts } from "../gather/bare-facts.ts";
import { asUnreadable } from "../gather/envelope.ts";
import { level } from "../gather/gather.ts";
import { defaultMaxBytes, maxLevels, type Prepared } from "../gather/prepare.ts";
import { hex } from "../text.ts";
import { type EnvelopeHead, readEnvelopeHead } from "./envelope-head.ts";
import { type EnvelopeLevel, envelopeLevel } from "./envelope-level.ts";
import { keptBytes } from "./kept-bytes.ts";
import { runningDigests } from "./running-digests.ts";

/** A file, or what lies in an envelope, examined as it passes by. */
export interface LevelReader {
  /** Reads on; never throws because of the bytes, which the caller may overwrite afterwards. */
  push(bytes: Uint8Array): void;
  end(): LevelEnd;
}

export interface LevelEnd {
  readonly facts: Facts;
  readonly sha256: Uint8Array;
  /** All of the bytes where they were few enough to keep. */
  readonly bytes: Uint8Array | null;
  /** The first of them. */
  readonly head: Uint8Array;
}

/** Enough to know a format and the head of an envelope. */
const headSize = 4096;

/** Kept whatever the format is: signatures without attributes are checked over the content itself. */
const keptOfAnything = 1024 * 1024;

/**
 * Reads one level. An envelope is verified as it passes by, whatever its size; another format is kept as a whole up to
 * `maxBytes` and then examined as `gather` does, and one that is larger is answered TOO_LARGE with its SHA-256.
 */
export function levelReader(sources: Prepared, depth: number, known: string | null = null): LevelReader {
  const maxBytes = sources.maxBytes ?? defaultMaxBytes;
  const digests = runningDigests(known === null ? ["sha256"] : []);
  const kept = keptBytes(maxBytes);
  const head = new Uint8Array(headSize);
  let size = 0;
  let decided = false;
  let envelope: EnvelopeLevel | null = null;
  // What is examined as a whole is hashed then, together with what its signatures cover.
  let hashing = true;

  const keep = (bytes: Uint8Array): void => {
    if (!hashing && !kept.fits(bytes.length)) {
      digests.push(kept.all() ?? new Uint8Array());
      hashing = true;
    }
    if (hashing) digests.push(bytes);
    kept.push(bytes);
  };

  const decide = (): void => {
    decided = true;
    const start = head.subarray(0, Math.min(size, headSize));
    envelope = openEnvelope(start, sources, depth);
    if (envelope !== null || opaqueFormats.has(detectFormat(start))) kept.limit(Math.min(maxBytes, keptOfAnything));
    else hashing = false;
    keep(start);
    envelope?.push(start);
  };

  return {
    push(bytes) {
      let rest = bytes;
      if (!decided) {
        const piece = bytes.subarray(0, headSize - size);
        head.set(piece, size);
        size += piece.length;
        rest = bytes.subarray(piece.length);
        if (size < headSize) return;
        decide();
      }
      if (rest.length === 0) return;
      size += rest.length;
      keep(rest);
      envelope?.push(rest);
    },
    end() {
      if (!decided) decide();
      const all = kept.all();
      const start = head.slice(0, Math.min(size, headSize));
      if (!hashing && all !== null) {
        const facts = level(all, sources, depth, known);
        return { facts, sha256: octetsOf(facts.sha256), bytes: all, head: start };
      }
      const sha256 = digests.finish().get("sha256") ?? octetsOf(known ?? "");
      const base = bareFacts(sources.fileName ?? "", hex(sha256), size);
      return { facts: factsAtEnd(base, start, all), sha256, bytes: all, head: start };
    },
  };

  function factsAtEnd(base: Facts, start: Uint8Array, all: Uint8Array | null): Facts {
    if (envelope !== null) return { ...base, ...envelope.end() };
    if (all !== null) return level(all, sources, depth, base.sha256);
    const format = detectFormat(start);
    const lost = !opaqueFormats.has(format);
    return { ...base, format, unreadable: lost ? { code: "TOO_LARGE", detail: `${maxBytes} byte` } : null };
  }
}

const octetsOf = (text: string): Uint8Array =>
  Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));

/** A reader of the envelope that the bytes begin; null when they begin none that can be read as it passes by. */
function openEnvelope(start: Uint8Array, sources: Prepared, depth: number): EnvelopeLevel | null {
  try {
    if (looksBinary(start)) {
      const head = streamable(readEnvelopeHead(start));
      return head === null
        ? null
        : envelopeLevel(
            head,
            (bytes) => bytes,
            () => null,
            sources,
            depth,
            innerReader,
          );
    }
    if (!looksLikeTextEnvelope(start)) return null;
    const head = streamable(readEnvelopeHead(textEnvelopeStart(start)));
    if (head === null) return null;
    const decoder = textDecoder();
    return envelopeLevel(head, decoder.push, decoder.end, sources, depth, innerReader);
  } catch (error) {
    asUnreadable(error);
    return null;
  }
}

/** Timestamp tokens are small and are read as a whole. */
const streamable = (head: EnvelopeHead | null): EnvelopeHead | null =>
  head === null || head.contentType === cmsOid.tstInfo ? null : head;

/** The reader of what lies inside, unless it is no file of its own or too many levels down. */
function innerReader(head: EnvelopeHead, sources: Prepared, depth: number): LevelReader | null {
  if (head.contentType !== cmsOid.data || depth >= maxLevels) return null;
  const { trust, maxBytes } = sources;
  return levelReader(maxBytes === undefined ? { trust } : { trust, maxBytes }, depth + 1);
}
