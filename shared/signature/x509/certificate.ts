import { type AlgorithmIdentifier, readAlgorithm } from "../algorithms/signature-algorithm.ts";
import { contextConstructed, type DerNode, rawBytes, TAG } from "../der/node.ts";
import { children, childrenOf, expectTag, readWhole } from "../der/read.ts";
import { readTime } from "../der/time.ts";
import { integerKey, readBits, readIntegerHex, readSmallInteger } from "../der/value.ts";
import { MalformedError } from "../error.ts";
import { sameBytes } from "../text.ts";
import { type Extension, type ExtensionFacts, extensionFacts, readExtensions } from "./extensions.ts";
import { type Name, readName } from "./name.ts";

/** A certificate as decoded (RFC 5280 §4.1). Nothing in it is verified yet. Times are milliseconds since 1970. */
export interface Certificate extends ExtensionFacts {
  readonly raw: Uint8Array;
  /** The bytes that the issuer signed. */
  readonly tbs: Uint8Array;
  /** 0 is v1. */
  readonly version: number;
  /** Upper-case hex. */
  readonly serialNumber: string;
  /** The serial number with its sign, as CRLs and OCSP answers are searched for it: see {@link integerKey}. */
  readonly serialKey: string;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: number;
  readonly notAfter: number;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** All of them, as they stand. */
  readonly extensions: readonly Extension[];
}

/**
 * Decodes one DER certificate.
 *
 * @throws {MalformedError} also when the two signature algorithms differ (RFC 5280 §4.1.1.2: they MUST be the same)
 */
export function readCertificate(bytes: Uint8Array): Certificate {
  const [tbsNode, algorithmNode, signatureNode] = childrenOf(readWhole(bytes), TAG.sequence, "certificate");
  const tbs = expectTag(tbsNode, TAG.sequence, "tbsCertificate");
  const signatureAlgorithm = readAlgorithm(algorithmNode, "signatureAlgorithm");
  const parts = children(tbs);
  const first = parts[0]?.tag === contextConstructed(0) ? 1 : 0;
  const [serial, inner, issuer, validity, subject, spki] = parts.slice(first, first + 6);
  if (inner === undefined || algorithmNode === undefined || !sameBytes(rawBytes(inner), rawBytes(algorithmNode))) {
    throw new MalformedError("X509_MALFORMED", "the two signature algorithms differ", tbs.start);
  }
  const [notBefore, notAfter] = childrenOf(validity, TAG.sequence, "validity");
  const extensions = extensionsOf(parts.slice(first + 6));
  return {
    raw: bytes,
    tbs: rawBytes(tbs),
    version: first === 0 ? 0 : versionOf(parts[0]),
    serialNumber: readIntegerHex(serial, "serial number"),
    serialKey: integerKey(serial, "serial number"),
    signatureAlgorithm,
    signature: signatureOctets(signatureNode),
    issuer: readName(expectTag(issuer, TAG.sequence, "issuer")),
    subject: readName(expectTag(subject, TAG.sequence, "subject")),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    publicKey: rawBytes(expectTag(spki, TAG.sequence, "subjectPublicKeyInfo")),
    extensions,
    ...extensionFacts(extensions),
  };
}

function versionOf(wrapper: DerNode | undefined): number {
  const [version] = childrenOf(wrapper, contextConstructed(0), "version");
  return readSmallInteger(version, "certificate version");
}

/**
 * A signature that is not of whole octets verifies nothing and is kept as none, as OpenSSL does: the certificate that
 * signs the Italian trusted list is such a one, and it is believed because it is named, not because it is signed.
 */
function signatureOctets(node: DerNode | undefined): Uint8Array {
  const { unused, octets } = readBits(node, "certificate signature");
  return unused === 0 ? octets : new Uint8Array();
}

function extensionsOf(rest: readonly DerNode[]) {
  const wrapper = rest.find((node) => node.tag === contextConstructed(3));
  const [sequence] = wrapper === undefined ? [] : children(wrapper);
  return sequence === undefined ? [] : readExtensions(sequence);
}
