import { boolean, integer, nul, objectIdentifier, octetString, sequence } from "./der/write.ts";

const sha256 = "2.16.840.1.101.3.4.2.1";

/** What a timestamp is asked over, and what makes the question this one. */
export type TimestampAsk = {
  /** SHA-256 of what is stamped, 32 octets. */
  readonly imprint: Uint8Array;
  /** Unpredictable octets, 8 to 32, made anew for every question: an older answer cannot be played again. */
  readonly nonce: Uint8Array;
};

/**
 * A DER TimeStampReq (RFC 3161 §2.4.1), version 1: the imprint, the nonce as a non-negative INTEGER, the authority's
 * certificate wanted in the answer, no policy named.
 *
 * @throws {RangeError} when the imprint is no SHA-256 or the nonce is too short to be one
 */
export function timestampRequest({ imprint, nonce }: TimestampAsk): Uint8Array {
  if (imprint.length !== 32) throw new RangeError("the imprint is not a SHA-256");
  if (nonce.length < 8 || nonce.length > 32) throw new RangeError("a nonce has 8 to 32 octets");
  // With NULL as OpenSSL writes it: there are authorities that refuse the absent parameters of RFC 5754.
  const algorithm = sequence(objectIdentifier(sha256), nul());
  return sequence(integer(1), sequence(algorithm, octetString(imprint)), nonceInteger(nonce), boolean(true));
}

/** The nonce as it stands in the request and must stand in the token. */
export const nonceInteger = (nonce: Uint8Array): Uint8Array =>
  integer(nonce.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n));
