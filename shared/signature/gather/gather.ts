import { createHash } from "node:crypto";
import { cmsOid } from "../cms/oids.ts";
import { unwrapText } from "../cms/text-envelope.ts";
import { berToDer } from "../der/ber.ts";
import { TAG } from "../der/node.ts";
import { childrenOf, readElement } from "../der/read.ts";
import type { Facts, SignatureFacts, Unreadable } from "../facts.ts";
import { type BinaryEnvelope, recognise } from "../format.ts";
import type { PiecedEnvelope } from "../stream/envelope-in-pieces.ts";
import { hex } from "../text.ts";
import { containerFacts } from "./asic.ts";
import { bareFacts } from "./bare-facts.ts";
import { asUnreadable, contentOf, envelopeSignatures, readEnvelope, timestampFacts } from "./envelope.ts";
import { readCertificates } from "./find-certificate.ts";
import { pdfDigests, pdfFacts } from "./pdf.ts";
import { opaqueFormatOf, piecedContent } from "./pieced-content.ts";
import { defaultMaxBytes, knownFingerprint, maxLevels, type Prepared, prepare, type Sources } from "./prepare.ts";
import { signedContent } from "./signer.ts";
import { xadesSignatures } from "./xades.ts";

/**
 * Finds out everything about a file that does not depend on a policy or on a moment.
 *
 * Never throws because of the bytes of the file.
 *
 * @throws {MalformedError} when an anchor is no certificate: that is the caller's own material
 */
export function gather(bytes: Uint8Array, sources: Sources): Facts {
  return level(bytes, prepare(sources), 1, knownFingerprint(sources));
}

/** One level of a file that is in memory as a whole. `knownDigest` spares hashing it again. */
export function level(bytes: Uint8Array, sources: Prepared, depth: number, knownDigest: string | null): Facts {
  const { format, envelope } = recognise(bytes);
  // One pass serves the signatures of a PDF and its impronta.
  const digests = format === "pdf" || format === "pdf-a" ? pdfDigests(bytes) : null;
  const impronta = () => hex(digests?.whole("sha256") ?? createHash("sha256").update(bytes).digest());
  const base: Facts = { ...bareFacts(sources.fileName ?? "", knownDigest ?? impronta(), bytes.length), format };
  if (bytes.length > (sources.maxBytes ?? defaultMaxBytes)) {
    return { ...base, unreadable: { code: "TOO_LARGE", detail: `${sources.maxBytes ?? defaultMaxBytes} byte` } };
  }
  if (digests !== null) return { ...base, ...pdfFacts(bytes, sources.trust, digests) };
  if (format === "p7m" || format === "p7s") return { ...base, ...cmsLevel(bytes, envelope, sources, depth) };
  if (format === "tst") return { ...base, ...timestampLevel(bytes, sources) };
  if (format === "asic-s" || format === "asic-e") return { ...base, ...containerLevel(bytes, sources, depth) };
  if (format === "xades") return { ...base, ...xmlLevel(bytes, sources) };
  return base;
}

interface LevelFacts {
  readonly unreadable: Unreadable | null;
  readonly signatures: readonly SignatureFacts[];
  readonly content: Facts | null;
  readonly levelsLeftOut: boolean;
}

const nothing: LevelFacts = { unreadable: null, signatures: [], content: null, levelsLeftOut: false };

function cmsLevel(bytes: Uint8Array, read: BinaryEnvelope | null, sources: Prepared, depth: number): LevelFacts {
  try {
    if (read !== null && "pieced" in read && sources.detachedContent === undefined) {
      return piecedLevel(read.pieced, sources, depth);
    }
    const envelope =
      read !== null && "normalised" in read
        ? readEnvelope(read.bytes, read.normalised)
        : readEnvelope(unwrapText(bytes).bytes);
    const content = contentOf(envelope, sources.detachedContent);
    const signatures = envelopeSignatures(envelope, content, sources.trust);
    const inner = envelope.signedData.content;
    if (inner === null) return { ...nothing, signatures };
    const hash = content.source === "attached" ? content.digestOf("sha256") : null;
    const digest = hash === null ? null : hex(hash);
    // Only plain data is a file of its own; other content types belong to their protocols.
    if (envelope.signedData.contentType !== cmsOid.data) return { ...nothing, signatures };
    if (depth >= maxLevels) return { ...nothing, signatures, levelsLeftOut: true };
    return { ...nothing, signatures, content: level(inner, inside(sources), depth + 1, digest) };
  } catch (error) {
    return { ...nothing, unreadable: asUnreadable(error) };
  }
}

/** The same for plain data in pieces, which are put together only where there is something in them to be read. */
function piecedLevel(pieced: PiecedEnvelope, sources: Prepared, depth: number): LevelFacts {
  const { signedData, ber, trailingBytes, pieces, size } = pieced;
  const envelope = { signedData, bag: readCertificates(signedData.certificates), ber, trailingBytes };
  const content = piecedContent(pieces);
  const signatures = envelopeSignatures(envelope, content, sources.trust);
  if (depth >= maxLevels) return { ...nothing, signatures, levelsLeftOut: true };
  const sha256 = hex(content.digestOf("sha256") ?? new Uint8Array());
  const format = opaqueFormatOf(pieces);
  if (format !== null) return { ...nothing, signatures, content: { ...bareFacts("", sha256, size), format } };
  const [whole = new Uint8Array()] = content.parts;
  return { ...nothing, signatures, content: level(whole, inside(sources), depth + 1, sha256) };
}

/** What was given for a file does not count for what lies in it: its name, its detached content. */
const inside = ({ trust, maxBytes }: Prepared): Prepared => (maxBytes === undefined ? { trust } : { trust, maxBytes });

function containerLevel(bytes: Uint8Array, sources: Prepared, depth: number): LevelFacts {
  const { unreadable, signatures, single } = containerFacts(bytes, sources.trust);
  if (single === null || unreadable !== null) return { ...nothing, unreadable, signatures };
  if (depth >= maxLevels) return { ...nothing, signatures, levelsLeftOut: true };
  return { ...nothing, signatures, content: level(single, inside(sources), depth + 1, null) };
}

/** A reference out of the document is to the one content that was given with it. */
function xmlLevel(bytes: Uint8Array, { trust, detachedContent }: Prepared): LevelFacts {
  return { ...nothing, signatures: xadesSignatures(bytes, () => detachedContent ?? null, trust) };
}

function timestampLevel(bytes: Uint8Array, sources: Prepared): LevelFacts {
  try {
    const envelope = readEnvelope(tokenIn(unwrapText(bytes).bytes));
    const content = signedContent(envelope.signedData.content === null ? "missing" : "attached", [
      envelope.signedData.content ?? new Uint8Array(),
    ]);
    const stamped = sources.detachedContent === undefined ? null : signedContent("external", [sources.detachedContent]);
    const timestamp = timestampFacts(envelope, stamped);
    const signatures = envelopeSignatures(envelope, content, sources.trust);
    return { ...nothing, signatures: signatures.map((signature) => ({ ...signature, timestamp })) };
  } catch (error) {
    return { ...nothing, unreadable: asUnreadable(error) };
  }
}

/** The token of a TimeStampResp, or the bytes themselves when they are a token. */
function tokenIn(bytes: Uint8Array): Uint8Array {
  const { der } = berToDer(bytes);
  const [first, second] = childrenOf(readElement(der), TAG.sequence, "timestamp");
  const response = first?.tag === TAG.sequence && second !== undefined;
  return response ? der.subarray(second.start, second.end) : bytes;
}
