import { type DigestName, digest, digestOfOid } from "../algorithms/digests.ts";
import { type DerNode, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { childrenOf } from "../der/read.ts";
import { readIntegerHex, readOctets } from "../der/value.ts";
import { sameBytes } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { type Attribute, attributesOf } from "./attributes.ts";
import { cmsOid } from "./oids.ts";

/** A reference from the signature to the signer's certificate (ESSCertID, ESSCertIDv2, RFC 5035 §4-5). */
export interface CertificateReference {
  /** Null when the digest is not a known one. */
  readonly digest: DigestName | null;
  readonly hash: Uint8Array;
  readonly serialNumber: string | null;
}

/** The first reference of every signing-certificate attribute: the signer's own comes first (RFC 5035 §5). */
export function certificateReferences(attributes: readonly Attribute[]): CertificateReference[] {
  const first = (oid: string, read: (node: DerNode | undefined) => CertificateReference) =>
    attributesOf(attributes, oid).flatMap((attribute) => attribute.values.map((value) => read(firstId(value))));
  return [...first(cmsOid.signingCertificate, referenceV1), ...first(cmsOid.signingCertificateV2, referenceV2)];
}

function firstId(value: DerNode): DerNode | undefined {
  return childrenOf(childrenOf(value, TAG.sequence, "signing certificate")[0], TAG.sequence, "certificate ids")[0];
}

function referenceV1(node: DerNode | undefined): CertificateReference {
  const [hash, issuerSerial] = childrenOf(node, TAG.sequence, "ESSCertID");
  return { digest: "sha1", hash: readOctets(hash), serialNumber: serialOf(issuerSerial) };
}

function referenceV2(node: DerNode | undefined): CertificateReference {
  const parts = childrenOf(node, TAG.sequence, "ESSCertIDv2");
  // DEFAULT SHA-256: the algorithm is left out when it is that one.
  const algorithm = parts[0]?.tag === TAG.sequence ? parts[0] : undefined;
  const [hash, issuerSerial] = algorithm === undefined ? parts : parts.slice(1);
  const oid = algorithm === undefined ? null : readOid(childrenOf(algorithm, TAG.sequence, "hash algorithm")[0]);
  return {
    digest: oid === null ? "sha256" : digestOfOid(oid),
    hash: readOctets(hash),
    serialNumber: serialOf(issuerSerial),
  };
}

function serialOf(issuerSerial: DerNode | undefined): string | null {
  if (issuerSerial === undefined) return null;
  return readIntegerHex(childrenOf(issuerSerial, TAG.sequence, "issuerSerial")[1], "referenced serial number");
}

/** The reference names this certificate: the digest decides, the serial number must not contradict it. */
export function refersTo(reference: CertificateReference, certificate: Certificate): boolean {
  if (reference.digest === null) return false;
  if (reference.serialNumber !== null && reference.serialNumber !== certificate.serialNumber) return false;
  return sameBytes(digest(reference.digest, certificate.raw), reference.hash);
}
