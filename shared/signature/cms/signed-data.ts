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
}

/** A SignedData as decoded (RFC 5652 §5.1). Nothing in it is verified. */
export interface SignedData {
  readonly version: number;
  readonly contentType: string;
  /** The content octets, or null when the signature is detached. */
  readonly content: Uint8Array | null;
  /** DER of each plain certificate; other choices (attribute certificates) are left out. */
  readonly certificates: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
}

const mostSigners = 200;

/**
 * Decodes a DER ContentInfo that must hold a SignedData; what follows it in `bytes` is not looked at.
 *
 * @throws {MalformedError} `CMS_NOT_SIGNED_DATA`, `CMS_TOO_MANY_SIGNERS`, `CMS_MALFORMED`, and those of the DER reader
 */
export function readSignedData(bytes: Uint8Array): SignedData {
  const [type, wrapper] = childrenOf(readElement(bytes), TAG.sequence, "ContentInfo");
  if (type === undefined || readOid(type, "content type") !== cmsOid.signedData) {
    throw new MalformedError("CMS_NOT_SIGNED_DATA", "the CMS is not a SignedData", type?.start ?? 0);
  }
  const [signedData] = childrenOf(wrapper, contextConstructed(0), "content");
  const parts = childrenOf(signedData, TAG.sequence, "SignedData");
  const [version, digests, encapsulated] = parts;
  expectTag(digests, TAG.set, "digestAlgorithms");
  const signerInfos = parts.at(-1);
  const signers = childrenOf(signerInfos, TAG.set, "signerInfos");
  if (signerInfos === digests) throw new MalformedError("CMS_MALFORMED", "signerInfos are missing", 0);
  if (signers.length > mostSigners) throw new MalformedError("CMS_TOO_MANY_SIGNERS", `${signers.length} signers`, 0);
  const [contentType, content] = childrenOf(encapsulated, TAG.sequence, "encapContentInfo");
  const bag = parts.slice(3, -1).find((part) => part.tag === contextConstructed(0));
  return {
    version: readSmallInteger(version, "version"),
    contentType: readOid(contentType, "eContentType"),
    content: content === undefined ? null : encapsulatedContent(content),
    certificates: (bag === undefined ? [] : children(bag)).filter((node) => node.tag === TAG.sequence).map(rawBytes),
    signers: signers.map(readSignerInfo),
  };
}

/** The eContent. PKCS #7 v1.5 allowed any type there: its content octets, without tag and length, are what is signed. */
function encapsulatedContent(wrapper: DerNode): Uint8Array {
  const [inner] = childrenOf(wrapper, contextConstructed(0), "eContent");
  if (inner === undefined) throw new MalformedError("CMS_MALFORMED", "eContent is empty", wrapper.start);
  return contentBytes(inner);
}

function readSignerInfo(node: DerNode): SignerInfo {
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
