import { createHash } from "node:crypto";
import { digestIdentifier, digestOf, signatureIdentifier } from "./algorithm-identifiers.ts";
import { certificateIdentity } from "./certificate-identity.ts";
import { constructed, integer, objectIdentifier, octetString, retagged, sequence, setOf } from "./der/write.ts";
import { joinBytes } from "./join-bytes.ts";
import { oidData, signedAttributes } from "./signed-attributes.ts";
import type { SignerPort } from "./signer.ts";

const oidSignedData = "1.2.840.113549.1.7.2";

export type SignedDataOptions = {
  /** `true` puts the content inside (.p7m), `false` leaves it outside (PAdES, detached .p7s). */
  readonly attached: boolean;
  /** CAdES only: PAdES has its time in the PDF's /M. A claim of the signer, no proof. */
  readonly signingTime?: Date;
  /**
   * Asks a timestamp token (RFC 3161, DER) over the signature's octets: it makes the signature one of baseline T. What it
   * throws stops the signing; nothing stands in for a token.
   */
  readonly timestamp?: ((signature: Uint8Array) => Promise<Uint8Array>) | undefined;
};

/** id-aa-timeStampToken (RFC 3161 appendix A), the signature-time-stamp of EN 319 122-1. */
const oidTimestampToken = "1.2.840.113549.1.9.16.2.14";

/**
 * Builds a CMS SignedData with one signer (RFC 5652), with the signed attributes of a CAdES baseline B signature
 * (EN 319 122-1), or T where a timestamp is asked for. The certificate's validity is not looked at, nor whether the
 * token holds.
 *
 * @param content in parts that are signed as one; a PDF is signed around its own signature.
 * @returns the ContentInfo, DER.
 * @throws {SealError} `CERTIFICATE_UNREADABLE`; and whatever the key or the timestamp throws
 */
export async function signedData(
  content: readonly Uint8Array[],
  signer: SignerPort,
  options: SignedDataOptions,
): Promise<Uint8Array> {
  const { certificate, chain, algorithm } = signer;
  const digest = digestOf(algorithm);
  const { issuer, serialNumber } = certificateIdentity(certificate);
  const attributes = signedAttributes(signer, {
    messageDigest: content.reduce((hash, part) => hash.update(part), createHash(digest)).digest(),
    ...(options.signingTime === undefined ? {} : { signingTime: options.signingTime }),
  });
  const signature = await signer.sign(attributes);

  const token = await options.timestamp?.(signature);

  const version1 = integer(1);
  const signerInfo = sequence(
    version1,
    sequence(issuer, serialNumber),
    digestIdentifier(digest),
    retagged(0, attributes),
    signatureIdentifier(algorithm),
    octetString(signature),
    ...(token ? [retagged(1, setOf(sequence(objectIdentifier(oidTimestampToken), setOf(token))))] : []),
  );
  const inside = options.attached ? [constructed(0, octetString(joinBytes(content)))] : [];
  const body = sequence(
    version1,
    setOf(digestIdentifier(digest)),
    sequence(objectIdentifier(oidData), ...inside),
    retagged(0, setOf(certificate, ...chain)),
    setOf(signerInfo),
  );
  return sequence(objectIdentifier(oidSignedData), constructed(0, body));
}
