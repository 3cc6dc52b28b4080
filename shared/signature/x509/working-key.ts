import type { KeyObject } from "node:crypto";
import { readAlgorithm } from "../algorithms/signature-algorithm.ts";
import { publicKeyOf } from "../algorithms/verify-signature.ts";
import { derElement, joinDer } from "../der/element.ts";
import { rawBytes, TAG } from "../der/node.ts";
import { childrenOf, readWhole } from "../der/read.ts";
import { MalformedError } from "../error.ts";
import type { Certificate } from "./certificate.ts";

const dsa = "1.2.840.10040.4.1";

/** The SubjectPublicKeyInfo is a DSA key whose parameters are those of its issuer (RFC 5280 §6.1.4 e, RFC 3279 §2.3.2). */
export function inheritsParameters(certificate: Pick<Certificate, "publicKey">): boolean {
  return dsaParts(certificate.publicKey)?.parameters === null;
}

/**
 * The key of the first certificate of a path, with the DSA parameters of the nearest issuer that states them.
 *
 * Null when it cannot be used: an unknown kind, or nobody above states the parameters.
 */
export function workingKey(path: readonly Pick<Certificate, "publicKey">[]): KeyObject | null {
  const [first, ...above] = path;
  if (first === undefined) return null;
  if (!inheritsParameters(first)) return keyOf(first);
  for (const issuer of above) {
    const stated = dsaParts(issuer.publicKey);
    // A key of another kind in between ends the inheritance: its parameters are not a DSA key's.
    if (stated === null) return null;
    const own = dsaParts(first.publicKey);
    if (stated.parameters === null || own === null) continue;
    const algorithm = derElement(TAG.sequence, joinDer([own.oid, stated.parameters]));
    return publicKeyOf(derElement(TAG.sequence, joinDer([algorithm, own.key])));
  }
  return null;
}

const keys = new WeakMap<object, KeyObject | null>();

/** The key that the certificate states, or null when it cannot be used; decoded once a certificate. */
export function keyOf(certificate: Pick<Certificate, "publicKey">): KeyObject | null {
  const known = keys.get(certificate);
  if (known !== undefined) return known;
  const key = publicKeyOf(certificate.publicKey);
  keys.set(certificate, key);
  return key;
}

function dsaParts(spki: Uint8Array): { oid: Uint8Array; parameters: Uint8Array | null; key: Uint8Array } | null {
  try {
    const [algorithmNode, key] = childrenOf(readWhole(spki), TAG.sequence, "subjectPublicKeyInfo");
    const [oid] = childrenOf(algorithmNode, TAG.sequence, "key algorithm");
    const { oid: name, parameters } = readAlgorithm(algorithmNode, "key algorithm");
    if (name !== dsa || key === undefined || oid === undefined) return null;
    const stated = parameters !== null && parameters[0] === TAG.sequence ? parameters : null;
    return { oid: rawBytes(oid), parameters: stated, key: rawBytes(key) };
  } catch (error) {
    // A key that cannot be read is answered as unusable where it is asked for.
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
