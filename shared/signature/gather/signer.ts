import { type DigestName, digest, digestOfOid } from "../algorithms/digests.ts";
import { pkcs1Form } from "../algorithms/rsa-block.ts";
import { type SignatureScheme, schemeLabel, schemeOf } from "../algorithms/signature-algorithm.ts";
import { type CryptoAnswer, keyFacts, verifyDigest, verifySignature } from "../algorithms/verify-signature.ts";
import { algorithmProtection } from "../cms/algorithm-protection.ts";
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
import { keyOf } from "../x509/working-key.ts";
import { withCarriedMaterial } from "./carried-material.ts";
import { type CounterSigned, counterSigners, maxCounterDepth } from "./counter-signers.ts";
import { findCertificate } from "./find-certificate.ts";
import { listedFacts } from "./listed.ts";
import { tokensOf } from "./tokens.ts";
import type { Trust } from "./trust.ts";

/** The signed bytes in pieces (a PDF has two), and their digests computed once each. */
export interface SignedContent {
  readonly source: "attached" | "external" | "missing" | "conflict";
  readonly parts: readonly Uint8Array[];
  /** Null: the content passed by as a stream and this digest was not prepared. */
  readonly digestOf: (name: DigestName) => Uint8Array | null;
  /** Set when the content passed by as a stream: `parts` are empty then. */
  readonly streamed?: { readonly readsAsAttributes: boolean };
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

/**
 * Everything about one signer of an envelope.
 *
 * `over` names the signature that a counter-signature is over. @throws {MalformedError} when an attribute cannot be read
 */
export function signerFacts(
  envelope: Envelope,
  signer: SignerInfo,
  content: SignedContent,
  given: Trust,
  over: CounterSigned | null = null,
): CmsFacts {
  const { trust, carriesValidationData } = withCarriedMaterial(envelope, signer, given);
  const attributes = signer.signedAttributes;
  const references = attributes === null ? [] : certificateReferences(attributes.list);
  const { certificate, problem } = findCertificate(signer.id, envelope.bag, references);
  const digestName = digestOfOid(signer.digestAlgorithm.oid);
  const scheme = schemeOf(signer.signatureAlgorithm);
  const key = certificate === null ? null : keyOf(certificate);
  const answer = cryptography({ signer, scheme, digestName, content, key });
  const issuers = [...envelope.bag.certificates, ...trust.certificates];
  const paths = certificate === null ? null : findPaths(certificate, issuers, trust.anchors);
  return {
    contentType: envelope.signedData.contentType,
    digest: digestName,
    digestOid: signer.digestAlgorithm.oid,
    scheme,
    algorithm: scheme === null ? null : schemeLabel(scheme, digestName),
    attributes: attributes === null ? null : attributeFacts(signer, attributes, references, certificate),
    content: content.source,
    contentReadsAsAttributes:
      attributes === null && (content.streamed?.readsAsAttributes ?? readsAsAttributes(content.parts)),
    digestMatches: attributes === null ? null : messageDigestMatches(attributes.list, digestName, content),
    ...answer,
    certificate,
    certificateProblem: problem,
    key: keyFacts(key),
    paths,
    anchorsGiven: trust.anchors.length > 0,
    ...listedFacts(paths, trust),
    issuers: [...envelope.bag.certificates, ...trust.certificates],
    revocation: trust.revocation,
    ber: envelope.ber,
    trailingBytes: envelope.trailingBytes,
    digestNotComputed: content.streamed !== undefined && digestName !== null && content.digestOf(digestName) === null,
    contentPassedBy: content.streamed !== undefined,
    isCounterSignature: over !== null,
    timestamps: over === null || over.depth <= maxCounterDepth ? tokensOf(envelope, signer, content, trust) : [],
    counterSigners: counterSigners(envelope, signer, trust, over?.depth ?? 0),
    carriesValidationData,
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
  readonly key: ReturnType<typeof keyOf>;
}

type CryptoFacts = Pick<CmsFacts, "cryptography" | "holdsOverStoredOrder" | "digestInfoWithoutNull">;

function cryptography(input: CryptoInput): CryptoFacts {
  const { signer, scheme, digestName, content, key } = input;
  const answer = (value: CryptoAnswer, extra: Partial<CryptoFacts> = {}): CryptoFacts => ({
    cryptography: value,
    holdsOverStoredOrder: false,
    digestInfoWithoutNull: false,
    ...extra,
  });
  if (scheme === null) return answer("unsupported");
  const attributes = signer.signedAttributes;
  const known = content.source === "attached" || content.source === "external";
  if (attributes === null && !known) return answer("unsupported");
  const over = (data: Uint8Array) => verifySignature(key, scheme, digestName, data, signer.signature);
  const prepared = attributes === null && content.streamed !== undefined;
  const data = attributes?.sorted ?? (prepared ? new Uint8Array() : joined(content.parts));
  const first = prepared ? verifyDigest(key, scheme, digestName, content.digestOf, signer.signature) : over(data);
  const name = (scheme.kind === "rsa" ? scheme.digest : null) ?? digestName;
  if (scheme.kind === "rsa" && key !== null && name !== null && first !== "unsupported") {
    const hash = prepared ? content.digestOf(name) : first === "invalid" ? digest(name, data) : null;
    const form = hash === null ? null : pkcs1Form(key, name, hash, signer.signature);
    if (form === "without-null") return answer("valid", { digestInfoWithoutNull: true });
  }
  if (first !== "invalid" || attributes === null) return answer(first);
  const unsorted = !sameBytes(attributes.sorted, attributes.stored);
  return answer(first, { holdsOverStoredOrder: unsorted && over(attributes.stored) === "valid" });
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
  const hash = content.digestOf(name);
  return value === undefined || hash === null ? null : sameBytes(readOctets(value, "messageDigest"), hash);
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
  signer: SignerInfo,
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
    algorithmProtection: algorithmProtection(values(cmsOid.algorithmProtection), signer),
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
