import { type Language, type ReasonCode, sentence } from "../messages.ts";
import type { Disagreement, SignatureReport } from "../report.ts";

/** Reasons over which another tool is known to answer otherwise (measured on real files). */
const otherwise: readonly { readonly code: ReasonCode; readonly with: Disagreement["with"] }[] = [
  // OpenSSL hashes the attributes as they are stored.
  { code: "ATTRIBUTES_STORED_UNSORTED", with: "openssl" },
  { code: "SIGNED_OVER_UNSORTED_ATTRIBUTES", with: "openssl" },
  // OpenSSL compares the one encoding that has NULL.
  { code: "DIGEST_INFO_WITHOUT_NULL", with: "openssl" },
  // OpenSSL never looks at the attribute.
  { code: "ALGORITHM_PROTECTION_DIFFERS", with: "openssl" },
  // OpenSSL takes the digest from one field and never looks at the other.
  { code: "ALGORITHMS_DISAGREE", with: "openssl" },
  { code: "DIGEST_ALGORITHM_IS_NOT_A_DIGEST", with: "openssl" },
  // OpenSSL compares neither the content type nor the absence of attributes.
  { code: "ATTRIBUTES_MISSING", with: "openssl" },
  { code: "CONTENT_IS_ATTRIBUTES", with: "openssl" },
  { code: "CONTENT_TYPE_DIFFERS", with: "openssl" },
  // OpenSSL reads the first of two and goes on.
  { code: "ATTRIBUTE_DUPLICATED", with: "openssl" },
  // DSS reports these changes as warnings beside a valid signature.
  { code: "CHANGED_AFTER_SIGNING_FORBIDDEN", with: "dss" },
  { code: "CHANGED_AFTER_SIGNING_SUSPICIOUS", with: "dss" },
];

/** Why another tool may say otherwise about the same file. Not a promise that it does: versions differ. */
export function disagreementsOf(signatures: readonly SignatureReport[], language: Language): Disagreement[] {
  const codes = new Set(signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
  return otherwise
    .filter(({ code }) => codes.has(code))
    .map(({ code, with: tool }) => ({ with: tool, code, message: sentence(code, language) }));
}
