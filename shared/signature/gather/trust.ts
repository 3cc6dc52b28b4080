import type { RevocationMaterial } from "../facts.ts";
import type { TrustService } from "../trust/trust-types.ts";
import type { Certificate } from "../x509/certificate.ts";
import { knownCertificate } from "../x509/known-certificates.ts";

/** What a signature's certificate is held against, however it came: given, in the envelope or in a PDF's DSS. */
export interface Trust {
  readonly anchors: readonly Certificate[];
  /** Issuers that did not come in the envelope. */
  readonly certificates: readonly Certificate[];
  readonly revocation: RevocationMaterial;
  /** Some of the answers came in the file: in an envelope, or in the DSS of a PDF. */
  readonly carriesAnswers?: boolean;
  /** Set when trusted lists were given: `anchors` holds the certificates of their services too. */
  readonly lists?: {
    readonly services: readonly TrustService[];
    readonly territories: readonly string[];
    readonly plainAnchors: readonly Certificate[];
  };
}

export const noMaterial: RevocationMaterial = { crls: [], ocsps: [] };

/** The same trust with more material, for what came inside an envelope or a DSS: bytes that nobody verified yet. */
export function withMaterial(
  trust: Trust,
  more: Partial<RevocationMaterial> & { readonly certificates?: readonly Certificate[] },
): Trust {
  const { crls, ocsps } = trust.revocation;
  const brought = (more.crls?.length ?? 0) + (more.ocsps?.length ?? 0) > 0;
  return {
    ...trust,
    ...(brought ? { carriesAnswers: true } : {}),
    certificates: [...trust.certificates, ...(more.certificates ?? [])],
    revocation: { crls: [...crls, ...(more.crls ?? [])], ocsps: [...ocsps, ...(more.ocsps ?? [])] },
  };
}

/** Issuers given as DER. @throws {MalformedError} when one is no certificate: that is the caller's own material */
export function givenCertificates(bytes: readonly Uint8Array[]): Certificate[] {
  return bytes.map(knownCertificate);
}
