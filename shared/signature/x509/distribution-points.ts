import { contentBytes, contextConstructed, contextPrimitive, type DerNode, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf, readWhole } from "../der/read.ts";
import { MalformedError } from "../error.ts";
import type { Certificate } from "./certificate.ts";
import { type Extension, extensionOid } from "./extensions.ts";
import { type GeneralName, readGeneralName, readGeneralNames } from "./general-name.ts";

/** Where a CRL is found, or what it is the CRL of (RFC 5280 §4.2.1.13): full names, or one relative name. */
export type PointName =
  | { readonly kind: "full"; readonly names: readonly GeneralName[] }
  | { readonly kind: "relative"; readonly pairs: readonly DerNode[] };

export interface DistributionPoint {
  readonly name: PointName | null;
  /** Bits of ReasonFlags; {@link allReasons} when absent. */
  readonly reasons: number;
  readonly crlIssuer: readonly GeneralName[];
}

/** Bits 1 to 8 of ReasonFlags: keyCompromise to aACompromise. Bit 0 is unused. */
export const allReasons = 0b111111110;

/** The distribution points of a certificate, none when it names none. @throws {MalformedError} */
export function distributionPoints({ extensions }: Pick<Certificate, "extensions">): DistributionPoint[] {
  const extension = extensions.find(({ oid }) => oid === extensionOid.crlDistributionPoints);
  return extension === undefined ? [] : pointsIn(extension);
}

function pointsIn(extension: Extension): DistributionPoint[] {
  return childrenOf(readWhole(extension.value), TAG.sequence, "distribution points").map((node) => {
    const parts = childrenOf(node, TAG.sequence, "distribution point");
    const part = (tag: number) => parts.find((one) => one.tag === tag);
    const name = part(contextConstructed(0));
    const reasons = part(contextPrimitive(1));
    const issuer = part(contextConstructed(2));
    return {
      name: name === undefined ? null : readPointName(name),
      reasons: reasons === undefined ? allReasons : readReasons(reasons),
      crlIssuer: issuer === undefined ? [] : readGeneralNames(issuer),
    };
  });
}

/** The DistributionPointName inside its explicit `[0]`. @throws {MalformedError} */
export function readPointName(wrapper: DerNode): PointName {
  const [choice] = children(wrapper);
  if (choice?.tag === contextConstructed(0)) return { kind: "full", names: readGeneralNames(choice) };
  if (choice?.tag === contextConstructed(1)) return { kind: "relative", pairs: children(choice) };
  throw new MalformedError("X509_MALFORMED", "a distribution point name of an unknown form", wrapper.start);
}

/** ReasonFlags as bits: bit n of the ASN.1 is bit n of the number. @throws {MalformedError} */
export function readReasons(node: DerNode): number {
  const [unused, ...octets] = contentBytes(node);
  if (unused === undefined || unused > 7 || octets.length > 2) {
    throw new MalformedError("DER_BAD_VALUE", "bad reason flags", node.start);
  }
  let flags = 0;
  for (let bit = 0; bit <= 8; bit++) if (((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) flags |= 1 << bit;
  return flags & allReasons;
}

const access = { ocsp: "1.3.6.1.5.5.7.48.1", caIssuers: "1.3.6.1.5.5.7.48.2" } as const;

/** Addresses in the authority information access extension (RFC 5280 §4.2.2.1). @throws {MalformedError} */
export function accessAddresses(
  { extensions }: Pick<Certificate, "extensions">,
  method: keyof typeof access,
): string[] {
  const extension = extensions.find(({ oid }) => oid === extensionOid.authorityInfoAccess);
  if (extension === undefined) return [];
  return childrenOf(readWhole(extension.value), TAG.sequence, "authority information").flatMap((node) => {
    const [oid, location] = children(node);
    if (readOid(oid, "access method") !== access[method] || location === undefined) return [];
    const name = readGeneralName(location);
    return name.kind === "uri" ? [name.value] : [];
  });
}

/** Addresses of CRLs that a certificate names. @throws {MalformedError} */
export function crlAddresses(certificate: Pick<Certificate, "extensions">): string[] {
  return distributionPoints(certificate).flatMap(({ name }) =>
    name?.kind === "full" ? name.names.flatMap((one) => (one.kind === "uri" ? [one.value] : [])) : [],
  );
}
