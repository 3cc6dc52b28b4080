import { constants, type KeyObject, publicDecrypt } from "node:crypto";
import { encodedOid } from "../der/write.ts";
import { sameBytes } from "../text.ts";
import { type DigestName, digest, digestOid } from "./digests.ts";

/** Which of the two DigestInfo forms of RFC 8017 §9.2 note 1 a signature holds. */
export type DigestInfoForm = "with-null" | "without-null";

/**
 * RSASSA-PKCS1-v1_5 over a digest that is already known, by building the one block that may stand there and comparing
 * whole (RFC 8017 §8.2.2).
 *
 * Nothing is parsed out of the block: short padding and garbage after DigestInfo (Bleichenbacher 2006, CVE-2022-24771)
 * can only differ. The form whose AlgorithmIdentifier lacks NULL is told apart, because OpenSSL refuses it while
 * Bouncy Castle and RFC 8017 accept it. Null: neither.
 */
export function pkcs1Form(
  key: KeyObject,
  name: DigestName,
  hash: Uint8Array,
  signature: Uint8Array,
): DigestInfoForm | null {
  const block = rsaBlock(key, signature);
  if (block === null) return null;
  const oid = encodedOid(digestOid(name));
  if (sameBytes(block, paddedDigestInfo(oid, [0x05, 0x00], hash, block.length))) return "with-null";
  return sameBytes(block, paddedDigestInfo(oid, [], hash, block.length)) ? "without-null" : null;
}

function paddedDigestInfo(oid: Uint8Array, parameters: readonly number[], hash: Uint8Array, size: number): Uint8Array {
  const algorithm = [0x30, oid.length + parameters.length, ...oid, ...parameters];
  const info = [...algorithm, 0x04, hash.length, ...hash];
  const encoded = [0x30, info.length, ...info];
  // At least eight octets of padding (RFC 8017 §9.2 step 3): a key too short for the digest fits nothing.
  if (size < encoded.length + 11) return new Uint8Array();
  const block = new Uint8Array(size).fill(0xff);
  block.set([0x00, 0x01]);
  block[size - encoded.length - 1] = 0;
  block.set(encoded, size - encoded.length);
  return block;
}

export interface PssParameters {
  readonly digest: DigestName;
  readonly maskDigest: DigestName;
  readonly saltLength: number;
}

/**
 * EMSA-PSS-VERIFY (RFC 8017 §9.1.2) over a digest that is already known; node:crypto cannot be told a mask digest other
 * than the signature's own. The RSA operation stays node:crypto's.
 */
export function pssHolds(key: KeyObject, parameters: PssParameters, hash: Uint8Array, signature: Uint8Array): boolean {
  const block = rsaBlock(key, signature);
  const modulusBits = key.asymmetricKeyDetails?.modulusLength;
  if (block === null || modulusBits === undefined) return false;
  const encodedBits = modulusBits - 1;
  const size = Math.ceil(encodedBits / 8);
  // A modulus of 8k+1 bits has one octet more than its encoded message; it must be zero.
  if (block.length > size && block[0] !== 0) return false;
  const encoded = block.subarray(block.length - size);
  const { saltLength } = parameters;
  const dataLength = size - hash.length - 1;
  if (dataLength < saltLength + 1 || encoded[size - 1] !== 0xbc) return false;
  const spare = 8 * size - encodedBits;
  const masked = encoded.subarray(0, dataLength);
  const seed = encoded.subarray(dataLength, size - 1);
  if (((masked[0] ?? 0) & ~(0xff >> spare) & 0xff) !== 0) return false;
  const mask = maskGeneration(parameters.maskDigest, seed, dataLength);
  const data = masked.map((octet, at) => octet ^ (mask[at] ?? 0));
  data[0] = (data[0] ?? 0) & (0xff >> spare);
  const saltAt = dataLength - saltLength;
  for (let at = 0; at < saltAt - 1; at++) if (data[at] !== 0) return false;
  if (data[saltAt - 1] !== 0x01) return false;
  return sameBytes(digest(parameters.digest, new Uint8Array(8), hash, data.subarray(saltAt)), seed);
}

/** MGF1 (RFC 8017 §B.2.1). */
function maskGeneration(name: DigestName, seed: Uint8Array, length: number): Uint8Array {
  const mask = new Uint8Array(length);
  let filled = 0;
  for (let counter = 0; filled < length; counter++) {
    const octets = [(counter >>> 24) & 0xff, (counter >>> 16) & 0xff, (counter >>> 8) & 0xff, counter & 0xff];
    const block = digest(name, seed, new Uint8Array(octets)).subarray(0, length - filled);
    mask.set(block, filled);
    filled += block.length;
  }
  return mask;
}

/** The RSA public operation alone; null when the value is not one of this modulus (RFC 8017 §5.2.2). */
function rsaBlock(key: KeyObject, signature: Uint8Array): Uint8Array | null {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (key.asymmetricKeyType !== "rsa" && key.asymmetricKeyType !== "rsa-pss") return null;
  if (bits === undefined || signature.length !== Math.ceil(bits / 8)) return null;
  try {
    return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    // OpenSSL refuses a value that is not below the modulus, and keys that are for PSS alone: nothing was proved.
    return null;
  }
}
