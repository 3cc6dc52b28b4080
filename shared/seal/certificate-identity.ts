import { type Element, readElement, readMembers } from "./der/read.ts";
import { SealError } from "./error.ts";

/** The parts of a certificate that a signature, or the next certificate of a chain, repeats: DER, tag included. */
export type CertificateIdentity = {
  readonly serialNumber: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly subjectPublicKeyInfo: Uint8Array;
};

/**
 * Finds them in a certificate (RFC 5280 §4.1); the rest of it is not looked at.
 *
 * @throws {SealError} `CERTIFICATE_UNREADABLE`
 */
export function certificateIdentity(certificate: Uint8Array): CertificateIdentity {
  const whole = readElement(certificate, 0);
  const parts = whole?.tag === 0x30 && whole.end === certificate.length ? readMembers(certificate, whole) : undefined;
  const body = parts?.length === 3 ? parts[0] : undefined;
  const fields = body?.tag === 0x30 ? readMembers(certificate, body) : undefined;
  // [0] version is absent from a v1 certificate only.
  const [serialNumber, , issuer, , subject, key] = fields?.[0]?.tag === 0xa0 ? fields.slice(1) : (fields ?? []);
  const tagged = (field: Element | undefined, tag: number): Uint8Array => {
    if (field?.tag !== tag) throw new SealError("CERTIFICATE_UNREADABLE", "the certificate is not an X.509 one in DER");
    return certificate.slice(field.start, field.end);
  };
  return {
    serialNumber: tagged(serialNumber, 0x02),
    issuer: tagged(issuer, 0x30),
    subject: tagged(subject, 0x30),
    subjectPublicKeyInfo: tagged(key, 0x30),
  };
}
