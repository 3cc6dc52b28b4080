import { type AlgorithmIdentifier, readAlgorithm } from "../algorithms/signature-algorithm.ts";
import { contentBytes, contextConstructed, contextPrimitive, type DerNode, rawBytes, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf, expectTag, readElement } from "../der/read.ts";
import { readIntegerHex, readOctets, readSmallInteger } from "../der/value.ts";
import { MalformedError } from "../error.ts";
import { hex } from "../text.ts";
import { type Attribute, readAttributes, readSignedAttributes, type SignedAttributes } from "./attributes.ts";
import { cmsOid } from "./oids.ts";

export type SignerId =
  | { readonly kind: "issuer-serial"; readonly issuer: Uint8Array; readonly serialNumber: string }
  | { readonly kind: "key-id"; readonly keyId: string };

export interface SignerInfo {
  readonly version: number;
  readonly id: SignerId;
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signedAttributes: SignedAttributes | null;
  readonly unsignedAttributes: readonly Attribute[];
  readonly signature: Uint8Array;
  /** The fields up to the signature as they are encoded: what an archive timestamp covers. */
  readonly fields: readonly Uint8Array[];
}

/** A SignedData as decoded (RFC 5652 §5.1). Nothing in it is verified. */
export interface SignedData {
  readonly version: number;
  readonly contentType: string;
  /** The content octets, or null when the signature is detached. */
  readonly content: Uint8Array | null;
  /** DER of each plain certificate; other choices (attribute certificates) are left out. */
  readonly certificates: readonly Uint8Array[];
  /** DER of each CertificateList, and of each OCSPResponse (RFC 5940). */
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** OIDs of the digests that a reader of a stream is told to prepare. */
  readonly digestOids: readonly string[];
  readonly signers: readonly SignerInfo[];
}

const mostSigners = 200;

/**
 * Decodes a DER ContentInfo that must hold a SignedData; what follows it in `bytes` is not looked at.
 *
 * @throws {MalformedError} `CMS_NOT_SIGNED_DATA`, `CMS_TOO_MANY_SIGNERS`, `CMS_MALFORMED`, and those of the DER reader
 */
export function readSignedData(bytes: Uint8Array): SignedData {
  const [type, wrapper, ...more] = childrenOf(readElement(bytes), TAG.sequence, "ContentInfo");
  if (type === undefined || readOid(type, "content type") !== cmsOid.signedData) {
    throw new MalformedError("CMS_NOT_SIGNED_DATA", "the CMS is not a SignedData", type?.start ?? 0);
  }
  const [signedData, ...beside] = childrenOf(wrapper, contextConstructed(0), "content");
  alone([...more, ...beside], "ContentInfo");
  const parts = childrenOf(signedData, TAG.sequence, "SignedData");
  const [version, digests, encapsulated] = parts;
  const digestNodes = childrenOf(digests, TAG.set, "digestAlgorithms");
  const signerInfos = parts.at(-1);
  const signers = childrenOf(signerInfos, TAG.set, "signerInfos");
  if (signerInfos === digests) throw new MalformedError("CMS_MALFORMED", "signerInfos are missing", 0);
  if (signers.length > mostSigners) throw new MalformedError("CMS_TOO_MANY_SIGNERS", `${signers.length} signers`, 0);
  const [contentType, content, ...others] = childrenOf(encapsulated, TAG.sequence, "encapContentInfo");
  alone(others, "encapContentInfo");
  const bag = parts.slice(3, -1).find((part) => part.tag === contextConstructed(0));
  return {
    version: readSmallInteger(version, "version"),
    contentType: readOid(contentType, "eContentType"),
    content: content === undefined ? null : encapsulatedContent(content),
    certificates: (bag === undefined ? [] : children(bag)).filter((node) => node.tag === TAG.sequence).map(rawBytes),
    ...revocationInfo(parts.slice(3, -1).find((part) => part.tag === contextConstructed(1))),
    digestOids: digestNodes.map((node) => readAlgorithm(node, "digestAlgorithms").oid),
    signers: signers.map(readSignerInfo),
  };
}

/** A second element where one belongs is what another reader might take for the signed one. */
function alone(others: readonly DerNode[], what: string): void {
  const [first] = others;
  if (first !== undefined) throw new MalformedError("CMS_MALFORMED", `more than one element in ${what}`, first.start);
}

/** RevocationInfoChoices (RFC 5652 §10.2.1): lists as they are, OCSP answers under `[1]` (RFC 5940 §2). */
function revocationInfo(node: DerNode | undefined): Pick<SignedData, "crls" | "ocsps"> {
  const choices = node === undefined ? [] : children(node);
  const ocsps = choices.flatMap((choice) => {
    if (choice.tag !== contextConstructed(1)) return [];
    const [format, info] = children(choice);
    return info !== undefined && readOid(format) === cmsOid.ocspResponse ? [rawBytes(info)] : [];
  });
  return { crls: choices.filter(({ tag }) => tag === TAG.sequence).map(rawBytes), ocsps };
}

/** The eContent. PKCS #7 v1.5 allowed any type there: its content octets, without tag and length, are what is signed. */
function encapsulatedContent(wrapper: DerNode): Uint8Array {
  const [inner, ...others] = childrenOf(wrapper, contextConstructed(0), "eContent");
  alone(others, "eContent");
  if (inner === undefined) throw new MalformedError("CMS_MALFORMED", "eContent is empty", wrapper.start);
  return contentBytes(inner);
}

/** Decodes one SignerInfo (RFC 5652 §5.3); counter-signatures are SignerInfos too. @throws {MalformedError} */
export function readSignerInfo(node: DerNode): SignerInfo {
  const parts = childrenOf(node, TAG.sequence, "SignerInfo");
  const [version, id, digestAlgorithm] = parts;
  const signed = parts[3]?.tag === contextConstructed(0) ? parts[3] : null;
  const rest = parts.slice(signed === null ? 3 : 4);
  const [signatureAlgorithm, signature, unsigned] = rest;
  if (unsigned !== undefined) expectTag(unsigned, contextConstructed(1), "unsignedAttrs");
  if (rest.length > 3) throw new MalformedError("CMS_MALFORMED", "fields after unsignedAttrs", node.start);
  return {
    version: readSmallInteger(version, "SignerInfo version"),
    id: readSignerId(id, node),
    digestAlgorithm: readAlgorithm(digestAlgorithm, "digestAlgorithm"),
    signatureAlgorithm: readAlgorithm(signatureAlgorithm, "signatureAlgorithm"),
    signedAttributes: signed === null ? null : readSignedAttributes(signed),
    unsignedAttributes: unsigned === undefined ? [] : readAttributes(unsigned),
    signature: readOctets(signature, "signature"),
    fields: parts.slice(0, signed === null ? 5 : 6).map(rawBytes),
  };
}

function readSignerId(node: DerNode | undefined, parent: DerNode): SignerId {
  if (node?.tag === contextPrimitive(0)) return { kind: "key-id", keyId: hex(contentBytes(node)) };
  const [issuer, serial] = childrenOf(node, TAG.sequence, "signer identifier", parent.start);
  return {
    kind: "issuer-serial",
    issuer: rawBytes(expectTag(issuer, TAG.sequence, "issuer")),
    serialNumber: readIntegerHex(serial, "signer serial number"),
  };
}
