import { createHash, hash } from "node:crypto";

export type DigestName =
  | "md5"
  | "sha1"
  | "sha224"
  | "sha256"
  | "sha384"
  | "sha512"
  | "ripemd160"
  | "sha3-224"
  | "sha3-256"
  | "sha3-384"
  | "sha3-512";

const names: Readonly<Record<string, DigestName>> = {
  "1.2.840.113549.2.5": "md5",
  "1.3.14.3.2.26": "sha1",
  "1.3.36.3.2.1": "ripemd160",
  "2.16.840.1.101.3.4.2.4": "sha224",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
  "2.16.840.1.101.3.4.2.7": "sha3-224",
  "2.16.840.1.101.3.4.2.8": "sha3-256",
  "2.16.840.1.101.3.4.2.9": "sha3-384",
  "2.16.840.1.101.3.4.2.10": "sha3-512",
};

/** The digest that an OID names, or null: an unknown one is never replaced by a default. */
export function digestOfOid(oid: string): DigestName | null {
  return names[oid] ?? null;
}

const oids = new Map(Object.entries(names).map(([oid, name]) => [name, oid]));

/** The OID of a digest, as DigestInfo and AlgorithmIdentifier name it. */
export const digestOid = (name: DigestName): string => oids.get(name) ?? "";

/** The digest of the bytes. */
export function digest(name: DigestName, ...parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return hash(name, only, "buffer");
  const state = createHash(name);
  for (const part of parts) state.update(part);
  return state.digest();
}
