import { createHash } from "node:crypto";
import { digestIdentifier, digestOf, signatureIdentifier } from "./algorithm-identifiers.ts";
import { certificateIdentity } from "./certificate-identity.ts";
import { constructed, objectIdentifier, octetString, retagged, sequence, setOf, time } from "./der/write.ts";
import type { SignerPort } from "./signer.ts";

export const oidData = "1.2.840.113549.1.7.1";
const oidContentType = "1.2.840.113549.1.9.3";
const oidMessageDigest = "1.2.840.113549.1.9.4";
const oidSigningTime = "1.2.840.113549.1.9.5";
const oidSigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
const oidAlgorithmProtection = "1.2.840.113549.1.9.52";

/**
 * The signed attributes as the SET OF that is signed (RFC 5652 §5.4): sorted, because a verifier that re-encodes
 * (Bouncy Castle, so DSS) and one that hashes what is stored (OpenSSL) must see the same bytes.
 */
export function signedAttributes(
  signer: Pick<SignerPort, "algorithm" | "certificate">,
  facts: { readonly messageDigest: Uint8Array; readonly signingTime?: Date },
): Uint8Array {
  const attributes = [
    attribute(oidContentType, objectIdentifier(oidData)),
    attribute(oidMessageDigest, octetString(facts.messageDigest)),
    attribute(oidSigningCertificateV2, signingCertificateV2(signer.certificate)),
    attribute(oidAlgorithmProtection, algorithmProtection(signer)),
  ];
  if (facts.signingTime !== undefined) attributes.push(attribute(oidSigningTime, time(facts.signingTime)));
  return setOf(...attributes);
}

const attribute = (oid: string, value: Uint8Array): Uint8Array => sequence(objectIdentifier(oid), setOf(value));

/**
 * ESS signing-certificate-v2 (RFC 5035 §3): which certificate was meant, so that another one with the same key cannot
 * be put in its place. SHA-256 is the default and so, in DER, left out.
 */
function signingCertificateV2(certificate: Uint8Array): Uint8Array {
  const { issuer, serialNumber } = certificateIdentity(certificate);
  const hash = octetString(createHash("sha256").update(certificate).digest());
  const issuerSerial = sequence(sequence(constructed(4, issuer)), serialNumber);
  return sequence(sequence(sequence(hash, issuerSerial)));
}

/** CMSAlgorithmProtection (RFC 6211): the algorithms outside the signed attributes cannot be swapped. */
function algorithmProtection({ algorithm }: Pick<SignerPort, "algorithm">): Uint8Array {
  return sequence(digestIdentifier(digestOf(algorithm)), retagged(1, signatureIdentifier(algorithm)));
}
