import { type DerNode, rawBytes, TAG } from "../signature/der/node.ts";
import { childrenOf, expectTag, readWhole } from "../signature/der/read.ts";
import { MalformedError } from "../signature/error.ts";
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
  try {
    const [body] = childrenOf(readWhole(certificate), TAG.sequence, "the certificate");
    const fields = childrenOf(body, TAG.sequence, "its signed part");
    // [0] version is absent from a v1 certificate only.
    const [serialNumber, , issuer, , subject, key] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
    const raw = (node: DerNode | undefined, tag: number, what: string) => rawBytes(expectTag(node, tag, what)).slice();
    return {
      serialNumber: raw(serialNumber, TAG.integer, "its serial number"),
      issuer: raw(issuer, TAG.sequence, "its issuer"),
      subject: raw(subject, TAG.sequence, "its subject"),
      subjectPublicKeyInfo: raw(key, TAG.sequence, "its public key"),
    };
  } catch (cause) {
    if (!(cause instanceof MalformedError)) throw cause;
    throw new SealError("CERTIFICATE_UNREADABLE", `not an X.509 certificate in DER: ${cause.message}`, { cause });
  }
}
