import { constants, createPublicKey, type KeyObject, verify } from "node:crypto";
import { type DigestName, digest as digestBytes } from "./digests.ts";
import { pkcs1Form, pssHolds } from "./rsa-block.ts";
import type { SignatureScheme } from "./signature-algorithm.ts";

/** `unsupported` is not a failure: nothing is known about the signature. */
export type CryptoAnswer = "valid" | "invalid" | "unsupported";

/** What a public key is, as far as a policy asks. */
export interface KeyFacts {
  readonly type: "rsa" | "ec" | "eddsa" | "dsa" | "other";
  /** Modulus or field size in bits, null when not known. */
  readonly bits: number | null;
}

const curveBits: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
  brainpoolP256r1: 256,
  brainpoolP384r1: 384,
  brainpoolP512r1: 512,
};

/** The key of a SubjectPublicKeyInfo, or null when node:crypto cannot use it. */
export function publicKeyOf(spki: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: spki, format: "der", type: "spki" });
    // Explicit curve parameters let a forger choose the generator (CVE-2020-0601): only named curves are keys.
    if (key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === undefined) return null;
    return key;
  } catch {
    // A key of an unknown kind or a broken one: for both the honest answer is that nothing can be checked with it.
    return null;
  }
}

const known = new WeakMap<KeyObject, KeyFacts>();

/** Remembered per key: node:crypto decodes a key anew for every question about it. */
export function keyFacts(key: KeyObject | null): KeyFacts {
  if (key === null) return { type: "other", bits: null };
  const facts = known.get(key) ?? readFacts(key);
  known.set(key, facts);
  return facts;
}

function readFacts(key: KeyObject): KeyFacts {
  const details = key.asymmetricKeyDetails;
  switch (key.asymmetricKeyType) {
    case "rsa":
    case "rsa-pss":
      return { type: "rsa", bits: details?.modulusLength ?? null };
    case "ec":
      return { type: "ec", bits: curveBits[details?.namedCurve ?? ""] ?? null };
    case "ed25519":
      return { type: "eddsa", bits: 256 };
    case "ed448":
      return { type: "eddsa", bits: 456 };
    case "dsa":
      return { type: "dsa", bits: details?.modulusLength ?? null };
    default:
      return { type: "other", bits: null };
  }
}

/**
 * Checks one signature over `data` (not over its digest).
 *
 * The key's type must be the one the algorithm names: an RSA signature under an EC key is `invalid`, not a retry.
 * PSS with a mask digest other than its own is checked block by block: node:crypto cannot express it.
 */
export function verifySignature(
  key: KeyObject | null,
  scheme: SignatureScheme,
  fallbackDigest: DigestName | null,
  data: Uint8Array,
  signature: Uint8Array,
): CryptoAnswer {
  if (key === null) return "unsupported";
  const expected = { rsa: "rsa", pss: "rsa", ecdsa: "ec", "ecdsa-plain": "ec", dsa: "dsa", eddsa: "eddsa" }[
    scheme.kind
  ];
  if (keyFacts(key).type !== expected) return "invalid";
  if (scheme.kind === "pss" && scheme.maskDigest !== scheme.digest) {
    return pssHolds(key, scheme, digestBytes(scheme.digest, data), signature) ? "valid" : "invalid";
  }
  const digest = scheme.kind === "eddsa" ? null : (scheme.digest ?? fallbackDigest);
  if (digest === null && scheme.kind !== "eddsa") return "unsupported";
  try {
    return verify(digest, data, options(key, scheme), signature) ? "valid" : "invalid";
  } catch {
    // OpenSSL throws for digests it was built without and for keys too small for the digest: nothing was decided.
    return "unsupported";
  }
}

/**
 * The same over a digest, for content that passed by as a stream.
 *
 * RSA only: node:crypto takes no finished digest for the others, which stay `unsupported`.
 */
export function verifyDigest(
  key: KeyObject | null,
  scheme: SignatureScheme,
  fallbackDigest: DigestName | null,
  digestOf: (name: DigestName) => Uint8Array | null,
  signature: Uint8Array,
): CryptoAnswer {
  if (key === null) return "unsupported";
  if (scheme.kind !== "rsa" && scheme.kind !== "pss") return "unsupported";
  if (keyFacts(key).type !== "rsa") return "invalid";
  const name = scheme.digest ?? fallbackDigest;
  const hash = name === null ? null : digestOf(name);
  if (name === null || hash === null) return "unsupported";
  const holds =
    scheme.kind === "pss" ? pssHolds(key, scheme, hash, signature) : pkcs1Form(key, name, hash, signature) !== null;
  return holds ? "valid" : "invalid";
}

function options(key: KeyObject, scheme: SignatureScheme) {
  switch (scheme.kind) {
    case "rsa":
      // What node:crypto takes for granted need not be said, and a bare key costs it less; a key for PSS alone is told.
      return key.asymmetricKeyType === "rsa" ? key : { key, padding: constants.RSA_PKCS1_PADDING };
    case "pss":
      return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength };
    case "ecdsa-plain":
      return { key, dsaEncoding: "ieee-p1363" as const };
    default:
      return key;
  }
}
