import { contextConstructed, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf, readWhole } from "../der/read.ts";
import { MalformedError } from "../error.ts";
import type { Certificate } from "../x509/certificate.ts";
import { extensionOid, readExtensions } from "../x509/extensions.ts";

/** What a certificate says about itself in QcStatements and policies (EN 319 412-5, EN 319 411-2). Claims of its issuer. */
export interface QcClaims {
  readonly compliance: boolean;
  /** The private key is in a qualified device. */
  readonly device: boolean;
  readonly types: readonly ("esign" | "eseal" | "web")[];
  readonly policies: readonly string[];
}

const compliance = "0.4.0.1862.1.1";
const device = "0.4.0.1862.1.4";
const qcType = "0.4.0.1862.1.6";
const types: Readonly<Record<string, "esign" | "eseal" | "web">> = {
  "0.4.0.1862.1.6.1": "esign",
  "0.4.0.1862.1.6.2": "eseal",
  "0.4.0.1862.1.6.3": "web",
};

/** QCP and QCP+ of TS 101 456, which made a certificate qualified before there were statements in it. */
export const legacyPolicies = { qcpPlus: "0.4.0.1456.1.1", qcp: "0.4.0.1456.1.2" } as const;

/** Reads the claims; what cannot be read claims nothing. */
export function qcClaims(certificate: Certificate): QcClaims {
  const statements = certificate.qcStatements ?? [];
  return {
    compliance: statements.includes(compliance),
    device: statements.includes(device),
    types: lenient(() => qcTypes(certificate)),
    policies: lenient(() => policyOids(certificate)),
  };
}

function lenient<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedError) return [];
    throw error;
  }
}

function extensionValue(certificate: Certificate, oid: string): Uint8Array | null {
  const parts = children(readWhole(certificate.tbs));
  const wrapper = parts.find(({ tag }) => tag === contextConstructed(3));
  const [sequence] = wrapper === undefined ? [] : children(wrapper);
  if (sequence === undefined) return null;
  return readExtensions(sequence).find((extension) => extension.oid === oid)?.value ?? null;
}

function qcTypes(certificate: Certificate): ("esign" | "eseal" | "web")[] {
  const value = extensionValue(certificate, extensionOid.qcStatements);
  if (value === null) return [];
  return childrenOf(readWhole(value), TAG.sequence, "QcStatements").flatMap((item) => {
    const [id, info] = children(item);
    if (readOid(id) !== qcType || info === undefined) return [];
    return children(info).flatMap((each) => types[readOid(each)] ?? []);
  });
}

function policyOids(certificate: Certificate): string[] {
  const value = extensionValue(certificate, extensionOid.certificatePolicies);
  if (value === null) return [];
  return childrenOf(readWhole(value), TAG.sequence, "policies").map((item) => readOid(children(item)[0]));
}
