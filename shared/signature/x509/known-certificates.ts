import { hash } from "node:crypto";
import { type Certificate, readCertificate } from "./certificate.ts";

/** Of certificates, and of the octets of one: what is kept stays below some megabytes, whatever the files hold. */
const most = { certificates: 512, octets: 8 * 1024 } as const;

/** The one used last stands last. */
const known = new Map<string, Certificate>();

/**
 * A certificate as {@link readCertificate} decodes it, once for as long as it is met again and again.
 *
 * Signers and their issuers are few and sign much; what is derived from the object (its key, which issuer signed it) is
 * remembered with it. Kept by the SHA-256 of all of its octets and as a copy, so that nothing a file holds or a caller
 * overwrites can answer for another certificate; only what decoding gives is kept, never a judgement.
 *
 * @throws {MalformedError} each time anew
 */
export function knownCertificate(bytes: Uint8Array): Certificate {
  if (bytes.length > most.octets) return readCertificate(bytes);
  const key = hash("sha256", bytes, "base64");
  const before = known.get(key);
  if (before !== undefined) known.delete(key);
  const certificate = before ?? readCertificate(Uint8Array.from(bytes));
  known.set(key, certificate);
  if (known.size > most.certificates) known.delete(known.keys().next().value ?? "");
  return certificate;
}
