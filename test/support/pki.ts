import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { bits, bytes, explicit, generalized, int, octets, oid, seq, set, tlv, utf8 } from "./der.ts";

// Certificates of fictitious people and authorities, made anew by every run with node:crypto. All of them say PROVA.

export const sha256WithRsa = seq(oid("1.2.840.113549.1.1.11"), Uint8Array.from([5, 0]));
const ecdsaWithSha256 = seq(oid("1.2.840.10045.4.3.2"));
const ed25519 = seq(oid("1.3.101.112"));
const withSha1 = {
  rsa: seq(oid("1.2.840.113549.1.1.5"), Uint8Array.from([5, 0])),
  ec: seq(oid("1.2.840.10045.4.1")),
} as const;

export interface Holder {
  readonly der: Uint8Array;
  readonly key: KeyObject;
  readonly name: Uint8Array;
  readonly serial: number;
}

export interface Wish {
  readonly name: string;
  readonly issuer?: Holder;
  readonly serial?: number;
  readonly key?: KeyObject;
  readonly from?: string;
  readonly to?: string;
  readonly extensions?: readonly Uint8Array[];
  /** Of the issuer's signature; SHA-256 when absent. */
  readonly hash?: "sha1";
}

export const rsaKey = (modulusLength = 2048, publicExponent = 65537): KeyObject =>
  generateKeyPairSync("rsa", { modulusLength, publicExponent }).privateKey;
export const ecKey = (namedCurve = "P-256"): KeyObject => generateKeyPairSync("ec", { namedCurve }).privateKey;
export const edKey = (): KeyObject => generateKeyPairSync("ed25519").privateKey;

export const nameOf = (common: string): Uint8Array =>
  seq(set(seq(oid("2.5.4.10"), utf8("PROVA TEST"))), set(seq(oid("2.5.4.3"), utf8(common))));

const extension = (id: string, critical: boolean, value: Uint8Array): Uint8Array =>
  seq(oid(id), ...(critical ? [tlv(0x01, Uint8Array.from([0xff]))] : []), octets(value));

export const authority: readonly Uint8Array[] = [
  extension("2.5.29.19", true, seq(tlv(0x01, Uint8Array.from([0xff])))),
  extension("2.5.29.15", true, tlv(0x03, Uint8Array.from([1, 0x06]))),
];
const signing = [extension("2.5.29.15", true, tlv(0x03, Uint8Array.from([6, 0x40])))];
/** Key usage digitalSignature and extended key usage timeStamping, critical or not (RFC 3161 §2.3). */
export const stamping = (critical = true): readonly Uint8Array[] => [
  extension("2.5.29.15", true, tlv(0x03, Uint8Array.from([7, 0x80]))),
  extension("2.5.29.37", critical, seq(oid("1.3.6.1.5.5.7.3.8"))),
];
export const keyId = (id: Uint8Array): Uint8Array => extension("2.5.29.14", false, octets(id));

let nextSerial = 1000;

/** A certificate as wished; signed by itself where no issuer is given. */
export function issue(wish: Wish): Holder {
  const key = wish.key ?? ecKey();
  const name = nameOf(wish.name);
  const serial = wish.serial ?? nextSerial++;
  const issuerKey = wish.issuer?.key ?? key;
  const algorithm = algorithmOf(issuerKey, wish.hash);
  const tbs = seq(
    explicit(0, int(2)),
    int(serial),
    algorithm,
    wish.issuer?.name ?? name,
    seq(generalized(wish.from ?? "2005-01-01T00:00:00Z"), generalized(wish.to ?? "2060-01-01T00:00:00Z")),
    name,
    new Uint8Array(createPublicKey(key).export({ format: "der", type: "spki" })),
    explicit(3, seq(...(wish.extensions ?? signing))),
  );
  return { der: signedBy(issuerKey, tbs, wish.hash), key, name, serial };
}

/** The signed form of certificates, lists and OCSP answers: what is signed, the algorithm, the signature. */
export function signedBy(key: KeyObject, tbs: Uint8Array, hash?: "sha1"): Uint8Array {
  const digest = key.asymmetricKeyType === "ed25519" ? null : (hash ?? "sha256");
  return seq(tbs, algorithmOf(key, hash), bits(bytes(sign(digest, tbs, key))));
}

export function algorithmOf(key: KeyObject, hash?: "sha1"): Uint8Array {
  const usual: Readonly<Record<string, Uint8Array>> = { rsa: sha256WithRsa, ec: ecdsaWithSha256, ed25519 };
  const algorithms: Readonly<Record<string, Uint8Array>> = hash === "sha1" ? withSha1 : usual;
  const algorithm = algorithms[key.asymmetricKeyType ?? ""];
  if (algorithm === undefined) throw new Error("a key this writer has no algorithm for");
  return algorithm;
}
