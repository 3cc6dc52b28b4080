import { type AlgorithmIdentifier, readAlgorithm } from "../algorithms/signature-algorithm.ts";
import { contentBytes, contextConstructed, contextPrimitive, type DerNode, rawBytes, TAG } from "../der/node.ts";
import { children, childrenOf, expectTag, readWhole } from "../der/read.ts";
import { readTime } from "../der/time.ts";
import { integerKey, readBitOctets, readSmallInteger } from "../der/value.ts";
import { MalformedError } from "../error.ts";
import { sameBytes } from "../text.ts";
import { allReasons, type PointName, readPointName, readReasons } from "../x509/distribution-points.ts";
import { type Extension, extensionOid, readAuthorityKeyId, readExtensions } from "../x509/extensions.ts";
import { type Name, readName } from "../x509/name.ts";

/** A CertificateList as decoded (RFC 5280 §5.1). Nothing in it is verified. Times are milliseconds since 1970. */
export interface Crl {
  readonly raw: Uint8Array;
  /** The bytes that the issuer signed. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly issuer: Name;
  readonly thisUpdate: number;
  /** Null: absent, against RFC 5280 §5.1.2.5. Such a list is never fresh. */
  readonly nextUpdate: number | null;
  readonly number: bigint | null;
  /** Number of the list that this one only adds to; null for a complete one. */
  readonly deltaBase: bigint | null;
  readonly authorityKeyId: string | null;
  readonly scope: CrlScope | null;
  /** Certificates that expired since then are still listed (ITU-T X.509 §9.5.2.8); null when it does not say. */
  readonly keepsExpiredSince: number | null;
  readonly unknownCritical: readonly string[];
  /** The SEQUENCE of revoked certificates, read when it is searched; null when none is. */
  readonly entries: DerNode | null;
}

/** The issuing distribution point (RFC 5280 §5.2.5). */
export interface CrlScope {
  readonly raw: Uint8Array;
  readonly point: PointName | null;
  readonly onlyUsers: boolean;
  readonly onlyAuthorities: boolean;
  readonly onlyAttributes: boolean;
  readonly reasons: number;
  readonly indirect: boolean;
}

export const crlOid = {
  number: "2.5.29.20",
  deltaIndicator: "2.5.29.27",
  issuingDistributionPoint: "2.5.29.28",
  expiredCertsOnCrl: "2.5.29.60",
} as const;

const processed: ReadonlySet<string> = new Set([
  ...Object.values(crlOid),
  extensionOid.authorityKeyId,
  extensionOid.issuerAltName,
  extensionOid.freshestCrl,
  extensionOid.authorityInfoAccess,
]);

/** Decodes one DER CRL. @throws {MalformedError} */
export function readCrl(bytes: Uint8Array): Crl {
  const [tbsNode, algorithmNode, signatureNode] = childrenOf(readWhole(bytes), TAG.sequence, "CRL");
  const tbs = expectTag(tbsNode, TAG.sequence, "tbsCertList");
  const parts = children(tbs);
  const first = parts[0]?.tag === TAG.integer ? 1 : 0;
  if (first === 1 && readSmallInteger(parts[0], "CRL version") !== 1) {
    throw new MalformedError("CRL_MALFORMED", "a CRL of an unknown version", tbs.start);
  }
  const [inner, issuer, thisUpdate] = parts.slice(first);
  if (inner === undefined || algorithmNode === undefined || !sameBytes(rawBytes(inner), rawBytes(algorithmNode))) {
    throw new MalformedError("CRL_MALFORMED", "the two signature algorithms differ", tbs.start);
  }
  const rest = parts.slice(first + 3);
  const hasNext = rest[0]?.tag === TAG.utcTime || rest[0]?.tag === TAG.generalizedTime;
  const entries = rest.find(({ tag }) => tag === TAG.sequence) ?? null;
  const wrapper = rest.find(({ tag }) => tag === contextConstructed(0));
  const [sequence] = wrapper === undefined ? [] : children(wrapper);
  return {
    raw: bytes,
    tbs: rawBytes(tbs),
    signatureAlgorithm: readAlgorithm(algorithmNode, "CRL signature algorithm"),
    signature: readBitOctets(signatureNode, "CRL signature"),
    issuer: readName(expectTag(issuer, TAG.sequence, "CRL issuer")),
    thisUpdate: readTime(thisUpdate),
    nextUpdate: hasNext ? readTime(rest[0]) : null,
    entries,
    ...extensionFacts(sequence === undefined ? [] : readExtensions(sequence)),
  };
}

function extensionFacts(extensions: readonly Extension[]) {
  const read = <T>(oid: string, reader: (node: DerNode) => T): T | null => {
    const extension = extensions.find((one) => one.oid === oid);
    return extension === undefined ? null : reader(readWhole(extension.value));
  };
  return {
    number: read(crlOid.number, listNumber),
    deltaBase: read(crlOid.deltaIndicator, listNumber),
    authorityKeyId: read(extensionOid.authorityKeyId, readAuthorityKeyId),
    scope: read(crlOid.issuingDistributionPoint, scope),
    keepsExpiredSince: read(crlOid.expiredCertsOnCrl, readTime),
    unknownCritical: extensions.filter(({ oid, critical }) => critical && !processed.has(oid)).map(({ oid }) => oid),
  };
}

function listNumber(node: DerNode): bigint {
  const key = integerKey(node, "CRL number");
  if (key.startsWith("-") || key.length > 64) throw new MalformedError("DER_BAD_VALUE", "a bad CRL number", node.start);
  return BigInt(`0x${key}`);
}

function scope(node: DerNode): CrlScope {
  const parts = childrenOf(node, TAG.sequence, "issuing distribution point");
  const part = (tag: number) => parts.find((one) => one.tag === tag);
  const flag = (number: number) => {
    const [value, more] = contentBytes(part(contextPrimitive(number)) ?? absent);
    if (more !== undefined || (value !== 0 && value !== 0xff)) {
      throw new MalformedError("DER_BAD_VALUE", "a BOOLEAN that is not FF or 00", node.start);
    }
    return value === 0xff;
  };
  const point = part(contextConstructed(0));
  const reasons = part(contextPrimitive(3));
  return {
    raw: rawBytes(node),
    point: point === undefined ? null : readPointName(point),
    onlyUsers: flag(1),
    onlyAuthorities: flag(2),
    reasons: reasons === undefined ? allReasons : readReasons(reasons),
    indirect: flag(4),
    onlyAttributes: flag(5),
  };
}

/** Content octets of FALSE, the default. */
const absent: DerNode = { bytes: new Uint8Array([0]), tag: TAG.boolean, start: 0, contentStart: 0, end: 1, depth: 0 };
