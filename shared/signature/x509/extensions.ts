import { contentBytes, contextPrimitive, type DerNode, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf, readWhole } from "../der/read.ts";
import { readBits, readBoolean, readOctets, readSmallInteger } from "../der/value.ts";
import { MalformedError } from "../error.ts";
import { hex } from "../text.ts";

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** What the extensions of a certificate say (RFC 5280 §4.2, ETSI EN 319 412-5). Null = the extension is absent. */
export interface ExtensionFacts {
  readonly keyUsage: ReadonlySet<KeyUsage> | null;
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | null } | null;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  /** OIDs of the QcStatements. */
  readonly qcStatements: readonly string[] | null;
  /** A CRL distribution point or an OCSP responder is named. */
  readonly revocationPublished: boolean;
  /** id-pkix-ocsp-nocheck and ETSI validity-assured short term. */
  readonly revocationNotNeeded: boolean;
  /** Critical extensions that this reader does not process. */
  readonly unknownCritical: readonly string[];
}

const keyUsageNames = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;
export type KeyUsage = (typeof keyUsageNames)[number];

export const extensionOid = {
  subjectKeyId: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  subjectAltName: "2.5.29.17",
  issuerAltName: "2.5.29.18",
  nameConstraints: "2.5.29.30",
  policyMappings: "2.5.29.33",
  policyConstraints: "2.5.29.36",
  freshestCrl: "2.5.29.46",
  inhibitAnyPolicy: "2.5.29.54",
  crlDistributionPoints: "2.5.29.31",
  certificatePolicies: "2.5.29.32",
  authorityKeyId: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  authorityInfoAccess: "1.3.6.1.5.5.7.1.1",
  qcStatements: "1.3.6.1.5.5.7.1.3",
  ocspNoCheck: "1.3.6.1.5.5.7.48.1.5",
  shortTerm: "0.4.0.194121.2.1",
} as const;

// All of them are processed: names, policies and constraints on the path, distribution points where revocation is asked.
const processed: ReadonlySet<string> = new Set([
  extensionOid.keyUsage,
  extensionOid.basicConstraints,
  extensionOid.extendedKeyUsage,
  extensionOid.certificatePolicies,
  extensionOid.subjectKeyId,
  extensionOid.authorityKeyId,
  extensionOid.subjectAltName,
  extensionOid.issuerAltName,
  extensionOid.nameConstraints,
  extensionOid.policyMappings,
  extensionOid.policyConstraints,
  extensionOid.inhibitAnyPolicy,
  extensionOid.crlDistributionPoints,
  extensionOid.freshestCrl,
]);

/** Reads the Extensions sequence. @throws {MalformedError} `X509_DUPLICATE_EXTENSION` (RFC 5280 §4.2: at most one of each) */
export function readExtensions(sequence: DerNode): Extension[] {
  const found: Extension[] = [];
  for (const node of childrenOf(sequence, TAG.sequence, "extensions")) {
    const parts = childrenOf(node, TAG.sequence, "extension");
    const oid = readOid(parts[0], "extension");
    const flag = parts[1]?.tag === TAG.boolean ? parts[1] : null;
    const critical = flag === null ? false : readBoolean(flag);
    const value = readOctets(parts[flag === null ? 1 : 2], "extension value");
    if (found.some((other) => other.oid === oid)) {
      throw new MalformedError("X509_DUPLICATE_EXTENSION", oid, node.start);
    }
    found.push({ oid, critical, value });
  }
  return found;
}

export function extensionFacts(extensions: readonly Extension[]): ExtensionFacts {
  const value = (oid: string) => extensions.find((extension) => extension.oid === oid)?.value ?? null;
  const read = <T>(oid: string, reader: (node: DerNode) => T): T | null => {
    const bytes = value(oid);
    return bytes === null ? null : reader(readWhole(bytes));
  };
  return {
    keyUsage: read(extensionOid.keyUsage, keyUsage),
    basicConstraints: read(extensionOid.basicConstraints, basicConstraints),
    extendedKeyUsage: read(extensionOid.extendedKeyUsage, (node) =>
      childrenOf(node, TAG.sequence, "extended key usage").map((use) => readOid(use)),
    ),
    subjectKeyId: read(extensionOid.subjectKeyId, (node) => hex(readOctets(node))),
    authorityKeyId: read(extensionOid.authorityKeyId, readAuthorityKeyId),
    qcStatements: read(extensionOid.qcStatements, (node) =>
      childrenOf(node, TAG.sequence, "QcStatements").map((item) => readOid(children(item)[0])),
    ),
    revocationPublished:
      value(extensionOid.crlDistributionPoints) !== null || read(extensionOid.authorityInfoAccess, namesOcsp) === true,
    revocationNotNeeded: value(extensionOid.ocspNoCheck) !== null || value(extensionOid.shortTerm) !== null,
    unknownCritical: extensions.filter(({ oid, critical }) => critical && !processed.has(oid)).map(({ oid }) => oid),
  };
}

function keyUsage(node: DerNode): ReadonlySet<KeyUsage> {
  const { octets } = readBits(node, "key usage");
  return new Set(keyUsageNames.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0));
}

function basicConstraints(node: DerNode): { ca: boolean; pathLength: number | null } {
  const parts = childrenOf(node, TAG.sequence, "basic constraints");
  const flag = parts[0]?.tag === TAG.boolean ? parts[0] : null;
  const length = parts[flag === null ? 0 : 1];
  return {
    ca: flag !== null && readBoolean(flag),
    pathLength: length === undefined ? null : readSmallInteger(length, "path length"),
  };
}

/** The keyIdentifier of an AuthorityKeyIdentifier, upper-case hex. @throws {MalformedError} */
export function readAuthorityKeyId(node: DerNode): string | null {
  const id = childrenOf(node, TAG.sequence, "authority key id").find((part) => part.tag === contextPrimitive(0));
  return id === undefined ? null : hex(contentBytes(id));
}

function namesOcsp(node: DerNode): boolean {
  return childrenOf(node, TAG.sequence, "authority information").some(
    (access) => readOid(children(access)[0]) === "1.3.6.1.5.5.7.48.1",
  );
}
