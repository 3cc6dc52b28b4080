import { type DigestName, digest, digestOfOid } from "../algorithms/digests.ts";
import { type SignatureScheme, schemeLabel, schemeOf } from "../algorithms/signature-algorithm.ts";
import { type CryptoAnswer, keyFacts, publicKeyOf, verifySignature } from "../algorithms/verify-signature.ts";
import { type Attribute, attributesOf, readAttributes, type SignedAttributes } from "../cms/attributes.ts";
import { cmsOid } from "../cms/oids.ts";
import type { SignedData, SignerInfo } from "../cms/signed-data.ts";
import { type CertificateReference, certificateReferences, refersTo } from "../cms/signing-certificate.ts";
import { contentBytes, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { readWhole } from "../der/read.ts";
import { readTime } from "../der/time.ts";
import { readOctets } from "../der/value.ts";
import { MalformedError } from "../error.ts";
import type { AttributeFacts, CmsFacts } from "../facts.ts";
import { sameBytes } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { findPaths } from "../x509/path.ts";
import { findCertificate } from "./find-certificate.ts";
import type { Trust } from "./trust.ts";

/** The signed bytes in pieces (a PDF has two), and their digests computed once each. */
export interface SignedContent {
  readonly source: "attached" | "external" | "missing" | "conflict";
  readonly parts: readonly Uint8Array[];
  readonly digestOf: (name: DigestName) => Uint8Array;
}

export interface Envelope {
  readonly signedData: SignedData;
  readonly bag: { readonly certificates: readonly Certificate[]; readonly unreadable: number };
  readonly ber: boolean;
  readonly trailingBytes: number;
}

/** Content whose digests are remembered, so that ten signers of one file hash it once. */
export function signedContent(source: SignedContent["source"], parts: readonly Uint8Array[]): SignedContent {
  const known = new Map<DigestName, Uint8Array>();
  const digestOf = (name: DigestName) => {
    const value = known.get(name) ?? digest(name, ...parts);
    known.set(name, value);
    return value;
  };
  return { source, parts, digestOf };
}

/** Everything about one signer of an envelope. @throws {MalformedError} when an attribute cannot be read */
export function signerFacts(envelope: Envelope, signer: SignerInfo, content: SignedContent, trust: Trust): CmsFacts {
  const attributes = signer.signedAttributes;
  const references = attributes === null ? [] : certificateReferences(attributes.list);
  const { certificate, problem } = findCertificate(signer.id, envelope.bag, references);
  const digestName = digestOfOid(signer.digestAlgorithm.oid);
  const scheme = schemeOf(signer.signatureAlgorithm);
  const key = certificate === null ? null : publicKeyOf(certificate.publicKey);
  const answer = cryptography({ signer, scheme, digestName, content, key });
  return {
    contentType: envelope.signedData.contentType,
    digest: digestName,
    digestOid: signer.digestAlgorithm.oid,
    scheme,
    algorithm: scheme === null ? null : schemeLabel(scheme, digestName),
    attributes: attributes === null ? null : attributeFacts(attributes, references, certificate),
    content: content.source,
    contentReadsAsAttributes: attributes === null && readsAsAttributes(content.parts),
    digestMatches: attributes === null ? null : messageDigestMatches(attributes.list, digestName, content),
    ...answer,
    certificate,
    certificateProblem: problem,
    key: keyFacts(key),
    paths:
      certificate === null
        ? null
        : findPaths(certificate, [...envelope.bag.certificates, ...trust.certificates], trust.anchors),
    anchorsGiven: trust.anchors.length > 0,
    revocation: trust.revocation,
    ber: envelope.ber,
    trailingBytes: envelope.trailingBytes,
    signersInEnvelope: envelope.signedData.signers.length,
    signatureTimestamps: attributesOf(signer.unsignedAttributes, cmsOid.signatureTimestamp).length,
    counterSignatures: attributesOf(signer.unsignedAttributes, cmsOid.counterSignature).length,
  };
}

interface CryptoInput {
  readonly signer: SignerInfo;
  readonly scheme: SignatureScheme | null;
  readonly digestName: DigestName | null;
  readonly content: SignedContent;
  readonly key: ReturnType<typeof publicKeyOf>;
}

function cryptography(input: CryptoInput): { cryptography: CryptoAnswer; holdsOverStoredOrder: boolean } {
  const { signer, scheme, digestName, content, key } = input;
  if (scheme === null) return { cryptography: "unsupported", holdsOverStoredOrder: false };
  const check = (data: Uint8Array) => verifySignature(key, scheme, digestName, data, signer.signature);
  const attributes = signer.signedAttributes;
  if (attributes === null) {
    const known = content.source === "attached" || content.source === "external";
    return { cryptography: known ? check(joined(content.parts)) : "unsupported", holdsOverStoredOrder: false };
  }
  const answer = check(attributes.sorted);
  const unsorted = answer === "invalid" && !sameBytes(attributes.sorted, attributes.stored);
  return { cryptography: answer, holdsOverStoredOrder: unsorted && check(attributes.stored) === "valid" };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The content is the DER of a SET of attributes with a message digest: what signatures with attributes are made over. */
function readsAsAttributes([first, second]: readonly Uint8Array[]): boolean {
  if (first === undefined || second !== undefined || first[0] !== TAG.set) return false;
  try {
    const list = readAttributes(readWhole(first));
    return attributesOf(list, cmsOid.messageDigest).length > 0 && attributesOf(list, cmsOid.contentType).length > 0;
  } catch (error) {
    if (error instanceof MalformedError) return false;
    throw error;
  }
}

function messageDigestMatches(
  list: readonly Attribute[],
  name: DigestName | null,
  content: SignedContent,
): boolean | null {
  if (content.source === "missing" || name === null) return null;
  const [value] = attributesOf(list, cmsOid.messageDigest)[0]?.values ?? [];
  return value === undefined ? null : sameBytes(readOctets(value, "messageDigest"), content.digestOf(name));
}

// RFC 5652 §5.3: a SET of attributes has no two of a type; §11: these have exactly one value.
const singleValued: ReadonlySet<string> = new Set([
  cmsOid.contentType,
  cmsOid.messageDigest,
  cmsOid.signingTime,
  cmsOid.signingCertificate,
  cmsOid.signingCertificateV2,
  cmsOid.algorithmProtection,
]);

function attributeFacts(
  attributes: SignedAttributes,
  references: readonly CertificateReference[],
  certificate: Certificate | null,
): AttributeFacts {
  const { list } = attributes;
  const values = (oid: string) => attributesOf(list, oid).flatMap((attribute) => attribute.values);
  const repeated = list.filter((attribute) => attributesOf(list, attribute.oid).length > 1);
  const many = list.filter((attribute) => singleValued.has(attribute.oid) && attribute.values.length !== 1);
  return {
    contentTypes: values(cmsOid.contentType).map((value) => readOid(value, "content-type attribute")),
    messageDigestCount: values(cmsOid.messageDigest).length,
    signingTimes: values(cmsOid.signingTime).flatMap((value) => lenientTime(value)),
    duplicated: [...new Set([...repeated, ...many].map((attribute) => attribute.oid))],
    signingCertificate: referenceState(references, certificate),
    sorted: sameBytes(attributes.sorted, attributes.stored),
  };
}

/** A signing time in a form outside RFC 5652 §11.3 is a claim that cannot be read, not a broken signature. */
function lenientTime(value: Parameters<typeof readTime>[0]): number[] {
  try {
    return value === undefined || contentBytes(value).length === 0 ? [] : [readTime(value)];
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    return [];
  }
}

function referenceState(
  references: readonly CertificateReference[],
  certificate: Certificate | null,
): AttributeFacts["signingCertificate"] {
  if (references.length === 0) return "absent";
  if (certificate === null) return "unknown";
  return references.every((reference) => refersTo(reference, certificate)) ? "matches" : "differs";
}
