import { type DigestName, digest, digestOfOid } from "../algorithms/digests.ts";
import { contextConstructed, type DerNode, rawBytes, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf, readWhole } from "../der/read.ts";
import { readIntegerHex, readOctets } from "../der/value.ts";
import { sameBytes } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { type Name, nameText, readName } from "../x509/name.ts";
import { remembering } from "../x509/remember.ts";
import { type Attribute, attributesOf } from "./attributes.ts";
import { cmsOid } from "./oids.ts";

/** A reference from the signature to the signer's certificate (ESSCertID, ESSCertIDv2, RFC 5035 §4-5). */
export interface CertificateReference {
  /** Null when the digest is not a known one. */
  readonly digest: DigestName | null;
  readonly hash: Uint8Array;
  readonly serialNumber: string | null;
  /** The directory name among the issuer names, DER; null when none is given. */
  readonly issuer: Name | null;
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
  return { digest: "sha1", hash: readOctets(hash), ...namedBy(issuerSerial) };
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
    ...namedBy(issuerSerial),
  };
}

/** IssuerSerial (RFC 5035 §4): GeneralNames and a serial number. */
function namedBy(issuerSerial: DerNode | undefined): Pick<CertificateReference, "serialNumber" | "issuer"> {
  if (issuerSerial === undefined) return { serialNumber: null, issuer: null };
  const [names, serial] = childrenOf(issuerSerial, TAG.sequence, "issuerSerial");
  const directory = childrenOf(names, TAG.sequence, "issuer names").find(({ tag }) => tag === contextConstructed(4));
  const [name] = directory === undefined ? [] : children(directory);
  return {
    serialNumber: readIntegerHex(serial, "referenced serial number"),
    issuer: name === undefined ? null : knownName(rawBytes(name)),
  };
}

const knownName = remembering({ values: 128, octets: 2 * 1024 }, (bytes) => readName(readWhole(bytes)));

/** The reference names this certificate: the digest decides, issuer and serial number must not contradict it. */
export function refersTo(reference: CertificateReference, certificate: Certificate): boolean {
  if (reference.digest === null) return false;
  if (reference.serialNumber !== null && reference.serialNumber !== certificate.serialNumber) return false;
  if (reference.issuer !== null && !readsTheSame(reference.issuer, certificate.issuer)) return false;
  return sameBytes(digest(reference.digest, certificate.raw), reference.hash);
}

/** Signing programs re-encode names (PrintableString as UTF8String), so the words are compared, not the octets. */
const readsTheSame = (a: Name, b: Name): boolean => sameBytes(a.raw, b.raw) || plain(a) === plain(b);

const plain = (name: Name): string => nameText(name).toLowerCase().replace(/\s+/g, " ");
