import { digest } from "../algorithms/digests.ts";
import { derElement, joinDer } from "../der/element.ts";
import { rawBytes, TAG } from "../der/node.ts";
import { children, readWhole } from "../der/read.ts";
import { encodedOid } from "../der/write.ts";
import { sameBytes } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { keyOctets, type OcspAnswer } from "./ocsp.ts";

const sequence = (...parts: readonly Uint8Array[]) => derElement(TAG.sequence, joinDer(parts));
const octets = (value: Uint8Array) => derElement(TAG.octetString, value);

/**
 * An OCSPRequest, DER, for one certificate under its issuer (RFC 6960 §4.1.1).
 *
 * The identifier hashes with SHA-1: it names and proves nothing, and responders that answer in advance (RFC 5019) know
 * no other. `nonce` of 16 to 32 octets (RFC 9654) when given. @throws {MalformedError}
 */
export function ocspRequest(certificate: Certificate, issuer: Certificate, nonce?: Uint8Array): Uint8Array {
  const sha1 = sequence(encodedOid("1.3.14.3.2.26"), derElement(TAG.null, new Uint8Array()));
  const nameHash = octets(digest("sha1", certificate.issuer.raw));
  const keyHash = octets(digest("sha1", keyOctets(issuer)));
  const list = sequence(sequence(sequence(sha1, nameHash, keyHash, serialNumberOf(certificate))));
  if (nonce === undefined) return sequence(sequence(list));
  const extension = sequence(encodedOid("1.3.6.1.5.5.7.48.1.2"), octets(octets(nonce)));
  return sequence(sequence(list, derElement(0xa2, sequence(extension))));
}

/** The INTEGER as it stands, padding and sign included: responders compare octets. */
function serialNumberOf({ tbs }: Certificate): Uint8Array {
  const [first, second] = children(readWhole(tbs));
  const serial = first?.tag === TAG.integer ? first : second;
  return serial === undefined ? new Uint8Array() : rawBytes(serial);
}

/** False when the answer carries a nonce and it is not the one that was sent: an answer to somebody else, or replayed. */
export function answersTo({ nonce }: OcspAnswer, sent: Uint8Array): boolean {
  // Responders that answer in advance leave it out, as they may; their age is judged by their dates.
  return nonce === null || sameBytes(nonce, octets(sent)) || sameBytes(nonce, sent);
}
