import { contentBytes, contextConstructed, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf, readWhole } from "../der/read.ts";
import { readSmallInteger } from "../der/value.ts";
import { MalformedError } from "../error.ts";
import { type DigestName, digestOfOid } from "./digests.ts";

/** AlgorithmIdentifier as it stands: `parameters` is the raw element, or null when absent. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: Uint8Array | null;
}

/** How to check a signature. `digest` null = the one that the CMS digestAlgorithm names. */
export type SignatureScheme =
  | { readonly kind: "rsa" | "ecdsa" | "ecdsa-plain" | "dsa"; readonly digest: DigestName | null }
  | { readonly kind: "pss"; readonly digest: DigestName; readonly maskDigest: DigestName; readonly saltLength: number }
  | { readonly kind: "eddsa" };

const schemes: Readonly<Record<string, SignatureScheme>> = {
  "1.2.840.113549.1.1.1": { kind: "rsa", digest: null },
  "1.2.840.113549.1.1.4": { kind: "rsa", digest: "md5" },
  "1.2.840.113549.1.1.5": { kind: "rsa", digest: "sha1" },
  "1.3.14.3.2.29": { kind: "rsa", digest: "sha1" },
  "1.3.36.3.3.1.2": { kind: "rsa", digest: "ripemd160" },
  "1.2.840.113549.1.1.14": { kind: "rsa", digest: "sha224" },
  "1.2.840.113549.1.1.11": { kind: "rsa", digest: "sha256" },
  "1.2.840.113549.1.1.12": { kind: "rsa", digest: "sha384" },
  "1.2.840.113549.1.1.13": { kind: "rsa", digest: "sha512" },
  "2.16.840.1.101.3.4.3.13": { kind: "rsa", digest: "sha3-224" },
  "2.16.840.1.101.3.4.3.14": { kind: "rsa", digest: "sha3-256" },
  "2.16.840.1.101.3.4.3.15": { kind: "rsa", digest: "sha3-384" },
  "2.16.840.1.101.3.4.3.16": { kind: "rsa", digest: "sha3-512" },
  "1.2.840.10045.2.1": { kind: "ecdsa", digest: null },
  "1.2.840.10045.4.1": { kind: "ecdsa", digest: "sha1" },
  "1.2.840.10045.4.3.1": { kind: "ecdsa", digest: "sha224" },
  "1.2.840.10045.4.3.2": { kind: "ecdsa", digest: "sha256" },
  "1.2.840.10045.4.3.3": { kind: "ecdsa", digest: "sha384" },
  "1.2.840.10045.4.3.4": { kind: "ecdsa", digest: "sha512" },
  "2.16.840.1.101.3.4.3.9": { kind: "ecdsa", digest: "sha3-224" },
  "2.16.840.1.101.3.4.3.10": { kind: "ecdsa", digest: "sha3-256" },
  "2.16.840.1.101.3.4.3.11": { kind: "ecdsa", digest: "sha3-384" },
  "2.16.840.1.101.3.4.3.12": { kind: "ecdsa", digest: "sha3-512" },
  // BSI TR-03111 plain signatures: r and s side by side.
  "0.4.0.127.0.7.1.1.4.1.1": { kind: "ecdsa-plain", digest: "sha1" },
  "0.4.0.127.0.7.1.1.4.1.2": { kind: "ecdsa-plain", digest: "sha224" },
  "0.4.0.127.0.7.1.1.4.1.3": { kind: "ecdsa-plain", digest: "sha256" },
  "0.4.0.127.0.7.1.1.4.1.4": { kind: "ecdsa-plain", digest: "sha384" },
  "0.4.0.127.0.7.1.1.4.1.5": { kind: "ecdsa-plain", digest: "sha512" },
  "1.2.840.10040.4.1": { kind: "dsa", digest: null },
  "1.2.840.10040.4.3": { kind: "dsa", digest: "sha1" },
  "2.16.840.1.101.3.4.3.1": { kind: "dsa", digest: "sha224" },
  "2.16.840.1.101.3.4.3.2": { kind: "dsa", digest: "sha256" },
  "1.3.101.112": { kind: "eddsa" },
  "1.3.101.113": { kind: "eddsa" },
};

const pssOid = "1.2.840.113549.1.1.10";

/** The scheme an AlgorithmIdentifier names, or null when it is not on the list. @throws {MalformedError} for broken PSS parameters */
export function schemeOf(algorithm: AlgorithmIdentifier): SignatureScheme | null {
  if (algorithm.oid === pssOid) return pssScheme(algorithm.parameters);
  return schemes[algorithm.oid] ?? null;
}

/**
 * RSASSA-PSS-params of RFC 4055 §3.1: every field has a default, and the defaults are SHA-1 and a salt of 20 octets.
 *
 * Absent altogether, which a signature's algorithm must not be, they are read as the defaults too, as Bouncy Castle does;
 * OpenSSL refuses. Whether SHA-1 will do is for the policy to say.
 */
function pssScheme(parameters: Uint8Array | null): SignatureScheme | null {
  if (parameters === null) return { kind: "pss", digest: "sha1", maskDigest: "sha1", saltLength: 20 };
  let hash: DigestName | null = "sha1";
  let maskDigest: DigestName | null = "sha1";
  let saltLength = 20;
  for (const field of childrenOf(readWhole(parameters), TAG.sequence, "PSS parameters")) {
    const [value] = children(field);
    if (field.tag === contextConstructed(0))
      hash = digestOfOid(readOid(childrenOf(value, TAG.sequence, "PSS hash")[0]));
    else if (field.tag === contextConstructed(1)) {
      const [oid, inner] = childrenOf(value, TAG.sequence, "PSS mask");
      if (readOid(oid) !== "1.2.840.113549.1.1.8") return null;
      maskDigest = digestOfOid(readOid(childrenOf(inner, TAG.sequence, "PSS mask hash")[0]));
    } else if (field.tag === contextConstructed(2)) saltLength = readSmallInteger(value, "PSS salt length");
    else if (field.tag === contextConstructed(3)) {
      if (readSmallInteger(value, "PSS trailer") !== 1) return null;
    } else throw new MalformedError("DER_UNEXPECTED_TAG", "unknown PSS parameter", field.start);
  }
  return hash === null || maskDigest === null ? null : { kind: "pss", digest: hash, maskDigest, saltLength };
}

/** The name that people know: `RSA-SHA256`, `RSA-PSS-SHA256`, `ECDSA-SHA256`, `EdDSA`. */
export function schemeLabel(scheme: SignatureScheme, fallback: DigestName | null): string {
  if (scheme.kind === "eddsa") return "EdDSA";
  const name = { rsa: "RSA", pss: "RSA-PSS", ecdsa: "ECDSA", "ecdsa-plain": "ECDSA", dsa: "DSA" }[scheme.kind];
  return `${name}-${(scheme.digest ?? fallback ?? "?").toUpperCase()}`;
}

/** Reads `SEQUENCE { OID, parameters? }`. */
export function readAlgorithm(node: Parameters<typeof childrenOf>[0], what = "algorithm"): AlgorithmIdentifier {
  const [oid, parameters] = childrenOf(node, TAG.sequence, what);
  const raw = parameters === undefined ? null : parameters.bytes.subarray(parameters.start, parameters.end);
  return { oid: readOid(oid, what), parameters: raw };
}

/** True when parameters are absent or NULL, as RFC 5754 wants them for RSA and digests. */
export function emptyParameters(algorithm: AlgorithmIdentifier): boolean {
  if (algorithm.parameters === null) return true;
  const node = readWhole(algorithm.parameters);
  return node.tag === TAG.null && contentBytes(node).length === 0;
}
