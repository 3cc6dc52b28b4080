import { type DigestName, digestOfOid } from "../algorithms/digests.ts";
import { readAlgorithm } from "../algorithms/signature-algorithm.ts";
import { cmsOid } from "../cms/oids.ts";
import { berToDer } from "../der/ber.ts";
import { contextConstructed, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { childrenOf, readElement } from "../der/read.ts";
import { MalformedError } from "../error.ts";
import { berHeader } from "./ber-header.ts";

/** An element that is still open where the content begins. */
export interface Wrapper {
  readonly what: string;
  /** Offset in the envelope after its last octet; null for an indefinite length. */
  readonly end: number | null;
}

/** What stands before the content of a SignedData: enough to hash the content as it passes by. */
export interface EnvelopeHead {
  /** From the outside in: ContentInfo, [0], SignedData, encapContentInfo and, when there is content, its [0]. */
  readonly wrappers: readonly Wrapper[];
  /** DER of version and digestAlgorithms, and of the content type. */
  readonly version: Uint8Array;
  readonly digestAlgorithms: Uint8Array;
  readonly contentTypeOid: Uint8Array;
  readonly contentType: string;
  /** The digests that are announced and known. */
  readonly digests: readonly DigestName[];
  /** The content's own element; null when it is detached. `length` null: indefinite. */
  readonly content: { readonly constructed: boolean; readonly length: number | null } | null;
  /** Offset after what was read. */
  readonly next: number;
  /** Something so far was not DER. */
  readonly ber: boolean;
}

/**
 * Reads the head of a BER SignedData from its first bytes, or null where they are not enough or the content is no
 * octet string: then the envelope has to be had as a whole.
 *
 * @throws {MalformedError}
 */
export function readEnvelopeHead(bytes: Uint8Array): EnvelopeHead | null {
  const wrappers: Wrapper[] = [];
  let at = 0;
  let ber = false;
  /** An element is over where its length says, whatever stands behind it: what would follow there is not part of it. */
  const within = (end: number): void => {
    if (wrappers.some((wrapper) => wrapper.end !== null && end > wrapper.end)) {
      throw new MalformedError("DER_TRUNCATED", "length runs past the enclosing element", at);
    }
  };
  const open = (tag: number, what: string): boolean => {
    const header = berHeader(bytes, at, bytes.length);
    if (header === null) return false;
    if (header.tag !== tag) throw new MalformedError("DER_UNEXPECTED_TAG", `${what} has tag ${header.tag}`, at);
    const end = header.length === null ? null : header.next + header.length;
    within(end ?? header.next);
    wrappers.push({ what, end });
    ber ||= header.length === null || !header.minimal;
    at = header.next;
    return true;
  };
  const whole = (): Uint8Array | null => {
    const header = berHeader(bytes, at, bytes.length);
    // A definite length tells whether all of it is here; an indefinite one is seen by trying.
    if (header === null || (header.length !== null && header.next + header.length > bytes.length)) return null;
    const { der, changed, end } = berToDer(bytes, at);
    within(end);
    ber ||= changed;
    at = end;
    return der;
  };
  try {
    if (!open(TAG.sequence, "ContentInfo")) return null;
    const type = whole();
    if (type === null || readOid(readElement(type)) !== cmsOid.signedData) return null;
    if (!open(contextConstructed(0), "content") || !open(TAG.sequence, "SignedData")) return null;
    const version = whole();
    const digestAlgorithms = whole();
    if (version === null || digestAlgorithms === null || !open(TAG.sequence, "encapContentInfo")) return null;
    const contentTypeOid = whole();
    if (contentTypeOid === null) return null;
    const common = { version, digestAlgorithms, contentTypeOid, contentType: readOid(readElement(contentTypeOid)) };
    const digests = digestsIn(digestAlgorithms);
    const inner = berHeader(bytes, at, bytes.length);
    if (inner === null) return null;
    const encapsulated = wrappers.at(-1);
    if (encapsulated?.end === at || (encapsulated?.end === null && inner.tag === 0)) {
      return { ...common, digests, wrappers, content: null, next: at, ber };
    }
    if (!open(contextConstructed(0), "eContent")) return null;
    const content = berHeader(bytes, at, bytes.length);
    if (content === null) return null;
    const constructed = content.tag === 0x24;
    // PKCS #7 allowed any type here. What is constructed and no octet string has to be normalised as a whole.
    if ((content.tag & 0x20) !== 0 && !constructed) return null;
    ber ||= constructed || !content.minimal;
    return { ...common, digests, wrappers, content: { constructed, length: content.length }, next: content.next, ber };
  } catch (error) {
    // Cut off by the end of what is at hand rather than by the file: not enough to know.
    if (error instanceof MalformedError && (error.code === "DER_TRUNCATED" || error.code === "BER_UNTERMINATED")) {
      return null;
    }
    throw error;
  }
}

function digestsIn(digestAlgorithms: Uint8Array): DigestName[] {
  const nodes = childrenOf(readElement(digestAlgorithms), TAG.set, "digestAlgorithms");
  const names = nodes.flatMap((node) => digestOfOid(readAlgorithm(node, "digestAlgorithms").oid) ?? []);
  return [...new Set(names)];
}
