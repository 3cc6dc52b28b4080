import type { SignerId } from "../cms/signed-data.ts";
import { type CertificateReference, refersTo } from "../cms/signing-certificate.ts";
import { MalformedError } from "../error.ts";
import { sameBytes } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { knownCertificate } from "../x509/known-certificates.ts";

export interface CertificateChoice {
  readonly certificate: Certificate | null;
  readonly problem: "none" | "missing" | "ambiguous" | "unreadable";
}

/** Decodes what can be decoded; the count of the others is told, because the signer's may be one of them. */
export function readCertificates(bags: readonly Uint8Array[]): { certificates: Certificate[]; unreadable: number } {
  const certificates: Certificate[] = [];
  let unreadable = 0;
  for (const bytes of bags) {
    try {
      const certificate = knownCertificate(bytes);
      if (!certificates.some((other) => sameBytes(other.raw, certificate.raw))) certificates.push(certificate);
    } catch (error) {
      // A certificate that is not the signer's may be broken without harm; the signer's is missed by its absence.
      if (!(error instanceof MalformedError)) throw error;
      unreadable++;
    }
  }
  return { certificates, unreadable };
}

/**
 * The signer's certificate among those that came along.
 *
 * Two certificates can bear one identifier (same issuer and serial, or one key identifier): the signed reference then
 * decides, and where there is none the choice is left open rather than made by order.
 */
export function findCertificate(
  id: SignerId,
  bag: { readonly certificates: readonly Certificate[]; readonly unreadable: number },
  references: readonly CertificateReference[],
): CertificateChoice {
  const fitting = bag.certificates.filter((certificate) =>
    id.kind === "key-id"
      ? certificate.subjectKeyId === id.keyId
      : certificate.serialNumber === id.serialNumber && sameBytes(certificate.issuer.raw, id.issuer),
  );
  const [only] = fitting;
  if (only === undefined) return { certificate: null, problem: bag.unreadable > 0 ? "unreadable" : "missing" };
  if (fitting.length === 1) return { certificate: only, problem: "none" };
  const referred = fitting.filter((certificate) => references.some((reference) => refersTo(reference, certificate)));
  const sameKey = fitting.every((certificate) => sameBytes(certificate.publicKey, only.publicKey));
  if (referred.length === 1 && referred[0] !== undefined) return { certificate: referred[0], problem: "none" };
  return sameKey ? { certificate: only, problem: "ambiguous" } : { certificate: null, problem: "ambiguous" };
}
