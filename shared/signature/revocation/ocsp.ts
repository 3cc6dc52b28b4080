import { type DigestName, digest, digestOfOid } from "../algorithms/digests.ts";
import { type AlgorithmIdentifier, readAlgorithm } from "../algorithms/signature-algorithm.ts";
import { contentBytes, contextConstructed, contextPrimitive, type DerNode, rawBytes, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf, expectTag, readWhole } from "../der/read.ts";
import { readTime } from "../der/time.ts";
import { integerKey, readBitOctets, readOctets } from "../der/value.ts";
import { MalformedError } from "../error.ts";
import { hex, sameBytes } from "../text.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { type Extension, readExtensions } from "../x509/extensions.ts";
import { type Name, readName } from "../x509/name.ts";
import { type RevocationReason, reasonOf } from "./reason.ts";

/** A BasicOCSPResponse as decoded (RFC 6960 §4.2.1). Nothing in it is verified. Times are milliseconds since 1970. */
export interface OcspAnswer {
  readonly raw: Uint8Array;
  /** The bytes that the responder signed. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly responder: { readonly name: Name } | { readonly keyHash: string };
  readonly producedAt: number;
  readonly responses: readonly SingleResponse[];
  readonly nonce: Uint8Array | null;
  readonly unknownCritical: readonly string[];
  readonly certificates: readonly Certificate[];
}

export interface SingleResponse {
  readonly id: CertId;
  readonly status: "good" | "unknown" | { readonly revokedAt: number; readonly reason: RevocationReason };
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  /** The responder still knows certificates that expired since then (§4.4.4). */
  readonly archiveCutoff: number | null;
  readonly unknownCritical: readonly string[];
}

export interface CertId {
  /** Null: not a known digest, so nothing can be compared. */
  readonly digest: DigestName | null;
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  readonly serialKey: string;
}

const oid = {
  basic: "1.3.6.1.5.5.7.48.1.1",
  nonce: "1.3.6.1.5.5.7.48.1.2",
  archiveCutoff: "1.3.6.1.5.5.7.48.1.6",
} as const;

const statusNames = ["successful", "malformedRequest", "internalError", "", "tryLater", "sigRequired", "unauthorized"];

/**
 * Decodes an OCSPResponse, or the BasicOCSPResponse that signatures and PDFs embed without it.
 *
 * @throws {MalformedError} `OCSP_NO_ANSWER` when the responder did not answer, named by its status
 */
export function readOcsp(bytes: Uint8Array): OcspAnswer {
  const parts = childrenOf(readWhole(bytes), TAG.sequence, "OCSP answer");
  if (parts[0]?.tag !== TAG.enumerated) return readBasic(bytes);
  const [status = 255] = contentBytes(parts[0]);
  if (status !== 0) throw new MalformedError("OCSP_NO_ANSWER", statusNames[status] ?? String(status), parts[0].start);
  const [wrapped] = childrenOf(parts[1], contextConstructed(0), "response bytes");
  const [type, response] = childrenOf(wrapped, TAG.sequence, "response bytes");
  if (readOid(type, "response type") !== oid.basic) {
    throw new MalformedError("OCSP_MALFORMED", "an OCSP answer of an unknown type", 0);
  }
  return readBasic(readOctets(response, "response"));
}

function readBasic(bytes: Uint8Array): OcspAnswer {
  const [tbsNode, algorithm, signature, bag] = childrenOf(readWhole(bytes), TAG.sequence, "BasicOCSPResponse");
  const tbs = expectTag(tbsNode, TAG.sequence, "tbsResponseData");
  const parts = children(tbs);
  const first = parts[0]?.tag === contextConstructed(0) ? 1 : 0;
  const [responder, producedAt, list, wrapper] = parts.slice(first);
  const extensions = extensionsIn(wrapper, 1);
  const nonce = extensions.find((one) => one.oid === oid.nonce);
  const [certificates] = bag === undefined ? [] : childrenOf(bag, contextConstructed(0), "OCSP certificates");
  return {
    raw: bytes,
    tbs: rawBytes(tbs),
    signatureAlgorithm: readAlgorithm(algorithm, "OCSP signature algorithm"),
    signature: readBitOctets(signature, "OCSP signature"),
    responder: readResponder(responder, tbs),
    producedAt: readTime(producedAt),
    responses: childrenOf(list, TAG.sequence, "OCSP responses").map(readSingle),
    nonce: nonce === undefined ? null : nonce.value,
    unknownCritical: unknownIn(extensions, [oid.nonce]),
    certificates: certificates === undefined ? [] : readable(childrenOf(certificates, TAG.sequence, "certificates")),
  };
}

/** Certificates that cannot be read may be anybody's: the responder's is missed by its absence. */
function readable(nodes: readonly DerNode[]): Certificate[] {
  return nodes.flatMap((node) => {
    try {
      return [readCertificate(rawBytes(node))];
    } catch (error) {
      if (error instanceof MalformedError) return [];
      throw error;
    }
  });
}

function readResponder(node: DerNode | undefined, parent: DerNode): OcspAnswer["responder"] {
  if (node !== undefined) {
    const [inner] = children(node);
    if (node.tag === contextConstructed(1) && inner !== undefined) return { name: readName(inner) };
    if (node.tag === contextConstructed(2)) return { keyHash: hex(readOctets(inner, "responder key hash")) };
  }
  throw new MalformedError("OCSP_MALFORMED", "the responder is not named", parent.start);
}

function readSingle(node: DerNode): SingleResponse {
  const [id, status, thisUpdate, ...rest] = childrenOf(node, TAG.sequence, "OCSP response");
  const next = rest.find(({ tag }) => tag === contextConstructed(0));
  const extensions = extensionsIn(
    rest.find(({ tag }) => tag === contextConstructed(1)),
    1,
  );
  const cutoff = extensions.find((one) => one.oid === oid.archiveCutoff);
  return {
    id: readCertId(id),
    status: readStatus(status, node),
    thisUpdate: readTime(thisUpdate),
    nextUpdate: next === undefined ? null : readTime(children(next)[0]),
    archiveCutoff: cutoff === undefined ? null : readTime(readWhole(cutoff.value)),
    unknownCritical: unknownIn(extensions, [oid.archiveCutoff]),
  };
}

function readStatus(node: DerNode | undefined, parent: DerNode): SingleResponse["status"] {
  if (node?.tag === contextPrimitive(0)) return "good";
  if (node?.tag === contextPrimitive(2)) return "unknown";
  const [time, wrapper] = childrenOf(node, contextConstructed(1), "certificate status", parent.start);
  const [reason] = wrapper === undefined ? [] : childrenOf(wrapper, contextConstructed(0), "revocation reason");
  const [code = 0] = reason === undefined ? [] : contentBytes(expectTag(reason, TAG.enumerated, "revocation reason"));
  return { revokedAt: readTime(time), reason: reasonOf(code) };
}

function readCertId(node: DerNode | undefined): CertId {
  const [algorithm, nameHash, keyHash, serial] = childrenOf(node, TAG.sequence, "CertID");
  return {
    digest: digestOfOid(readAlgorithm(algorithm, "CertID digest").oid),
    nameHash: readOctets(nameHash, "issuer name hash"),
    keyHash: readOctets(keyHash, "issuer key hash"),
    serialKey: integerKey(serial, "CertID serial number"),
  };
}

/** The extensions inside the explicit `[number]`, none when it is absent or another element. */
function extensionsIn(wrapper: DerNode | undefined, number: number): Extension[] {
  if (wrapper?.tag !== contextConstructed(number)) return [];
  const [sequence] = children(wrapper);
  return sequence === undefined ? [] : readExtensions(sequence);
}

const unknownIn = (extensions: readonly Extension[], known: readonly string[]): string[] =>
  extensions.filter((one) => one.critical && !known.includes(one.oid)).map((one) => one.oid);

/** The public key's BIT STRING octets, which CertID and responder identifiers hash. @throws {MalformedError} */
export function keyOctets({ publicKey }: Pick<Certificate, "publicKey">): Uint8Array {
  const [, key] = childrenOf(readWhole(publicKey), TAG.sequence, "subjectPublicKeyInfo");
  return readBitOctets(key, "public key");
}

/** The identifier is of this certificate under this issuer (RFC 6960 §4.1.1). @throws {MalformedError} */
export function isAbout(id: CertId, certificate: Certificate, issuer: Certificate): boolean {
  if (id.digest === null || id.serialKey !== certificate.serialKey) return false;
  const name = digest(id.digest, certificate.issuer.raw);
  const sameNames = sameBytes(id.nameHash, name) || sameBytes(id.nameHash, digest(id.digest, issuer.subject.raw));
  return sameNames && sameBytes(id.keyHash, digest(id.digest, keyOctets(issuer)));
}
