import { createHash, type KeyObject, sign } from "node:crypto";
import { bytes, explicit, generalized, int, nul, octets, oid, seq, set, sorted, tlv } from "./der.ts";
import { type Holder, sha256WithRsa } from "./pki.ts";

// Writes CMS and timestamp tokens, right and wrong in as many ways as the negative suite asks for.

export const id = {
  data: "1.2.840.113549.1.7.1",
  tst: "1.2.840.113549.1.9.16.1.4",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha1: "1.3.14.3.2.26",
  md5: "1.2.840.113549.2.5",
  ess: "1.2.840.113549.1.9.16.2.12",
  ess2: "1.2.840.113549.1.9.16.2.47",
  signatureTimestamp: "1.2.840.113549.1.9.16.2.14",
  contentTimestamp: "1.2.840.113549.1.9.16.2.20",
  archiveTimestamp: "0.4.0.1733.2.4",
  hashIndex: "0.4.0.19122.1.5",
  counterSignature: "1.2.840.113549.1.9.6",
  protection: "1.2.840.113549.1.9.52",
} as const;
const names: Readonly<Record<string, string>> = { [id.sha256]: "sha256", [id.sha1]: "sha1", [id.md5]: "md5" };

export const hash = (algorithm: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  bytes(
    createHash(names[algorithm] ?? algorithm)
      .update(bytes(...parts))
      .digest(),
  );
export const algorithm = (dotted: string, parameters: Uint8Array | null = nul): Uint8Array =>
  seq(oid(dotted), ...(parameters === null ? [] : [parameters]));
export const attribute = (dotted: string, ...values: readonly Uint8Array[]): Uint8Array =>
  seq(oid(dotted), set(...values));

export const contentType = (dotted: string = id.data): Uint8Array => attribute("1.2.840.113549.1.9.3", oid(dotted));
export const messageDigest = (content: Uint8Array, algorithm: string = id.sha256): Uint8Array =>
  attribute("1.2.840.113549.1.9.4", octets(hash(algorithm, content)));
export const signingTime = (iso: string): Uint8Array => attribute("1.2.840.113549.1.9.5", generalized(iso));
export const ess2 = (certificate: Uint8Array, issuerSerial?: Uint8Array): Uint8Array =>
  attribute(id.ess2, seq(seq(seq(octets(hash(id.sha256, certificate)), ...(issuerSerial ? [issuerSerial] : [])))));
export const ess1 = (certificate: Uint8Array): Uint8Array =>
  attribute(id.ess, seq(seq(seq(octets(hash(id.sha1, certificate))))));
export const issuerSerial = (issuer: Uint8Array, serial: number): Uint8Array =>
  seq(seq(explicit(4, issuer)), int(serial));

export interface SignerWish {
  readonly holder: Holder;
  /** Replaces the usual attributes; null: none. */
  readonly attributes?: readonly Uint8Array[] | null;
  /** What is signed, where that is not the attributes as a SET. */
  readonly signed?: Uint8Array;
  readonly digest?: string;
  readonly signatureAlgorithm?: Uint8Array;
  readonly sign?: (data: Uint8Array, key: KeyObject) => Uint8Array;
  readonly sid?: Uint8Array;
  readonly contentType?: string;
  /** Unsigned attributes, made when the signature is known. */
  readonly unsigned?: (signature: Uint8Array) => readonly Uint8Array[];
}

export const usualAttributes = (content: Uint8Array, holder: Holder, type: string = id.data): Uint8Array[] => [
  contentType(type),
  messageDigest(content),
  ess2(holder.der),
];

/** A SignerInfo over the content. */
export function signerInfo(content: Uint8Array, wish: SignerWish): Uint8Array {
  const { holder, digest = id.sha256 } = wish;
  const usual = usualAttributes(content, holder, wish.contentType);
  const attributes = wish.attributes === undefined ? usual : wish.attributes;
  const stored = attributes === null ? null : sorted(attributes);
  const data = wish.signed ?? (stored === null ? content : set(...stored));
  const signature = (wish.sign ?? usualSignature)(data, holder.key);
  const unsigned = wish.unsigned?.(signature) ?? [];
  // The holder of a test is named by its own issuer: an end entity's name is read out of its certificate.
  return seq(
    int(1),
    wish.sid ?? sidOf(holder.der),
    algorithm(digest, null),
    ...(stored === null ? [] : [explicit(0, ...stored)]),
    wish.signatureAlgorithm ?? usualAlgorithm(holder.key),
    octets(signature),
    ...(unsigned.length === 0 ? [] : [explicit(1, ...unsigned)]),
  );
}

const usualSignature = (data: Uint8Array, key: KeyObject): Uint8Array =>
  bytes(sign(key.asymmetricKeyType === "ed25519" ? null : "sha256", data, key));

function usualAlgorithm(key: KeyObject): Uint8Array {
  if (key.asymmetricKeyType === "rsa") return sha256WithRsa;
  return algorithm(key.asymmetricKeyType === "ed25519" ? "1.3.101.112" : "1.2.840.10045.4.3.2", null);
}

/** IssuerAndSerialNumber of a certificate. */
export function sidOf(der: Uint8Array): Uint8Array {
  const body = (at: number) => at + 2 + ((der[at + 1] ?? 0) < 0x80 ? 0 : (der[at + 1] ?? 0) & 0x7f);
  const end = (at: number) => {
    const first = der[at + 1] ?? 0;
    if (first < 0x80) return at + 2 + first;
    return body(at) + der.subarray(at + 2, body(at)).reduce((sum, octet) => sum * 256 + octet, 0);
  };
  const version = body(body(0));
  const serial = end(version);
  const issuer = end(end(serial));
  return seq(der.subarray(issuer, end(issuer)), der.subarray(serial, end(serial)));
}

export interface EnvelopeWish {
  readonly content: Uint8Array | null;
  readonly type?: string;
  readonly certificates: readonly Uint8Array[];
  readonly infos: readonly Uint8Array[];
  readonly digests?: readonly string[];
}

export function envelope({ content, type = id.data, certificates, infos, digests }: EnvelopeWish): Uint8Array {
  const inner = seq(oid(type), ...(content === null ? [] : [explicit(0, octets(content))]));
  const announced = set(...(digests ?? [id.sha256]).map((each) => algorithm(each, null)));
  const signedData = seq(int(1), announced, inner, explicit(0, ...certificates), set(...infos));
  return seq(oid("1.2.840.113549.1.7.2"), explicit(0, signedData));
}

/** One signer's envelope. */
export function signedBy(content: Uint8Array, wish: SignerWish, more: Partial<EnvelopeWish> = {}): Uint8Array {
  const type = wish.contentType ?? id.data;
  const digests = [wish.digest ?? id.sha256];
  const infos = [signerInfo(content, wish)];
  return envelope({ content, type, certificates: [wish.holder.der], infos, digests, ...more });
}

/** A timestamp token over `stamped` (RFC 3161 §2.4.2). */
export function token(
  stamped: Uint8Array,
  authority: Holder,
  time: string,
  unsigned: readonly Uint8Array[] = [],
  digest: string = id.sha256,
): Uint8Array {
  const imprint = seq(algorithm(digest, null), octets(hash(digest, stamped)));
  const info = seq(int(1), oid("1.2.3.4"), imprint, int(7), generalized(time), seq(int(1)));
  return signedBy(info, { holder: authority, contentType: id.tst, unsigned: () => unsigned });
}

export const timestampAttribute = (kind: string, tst: Uint8Array): Uint8Array => attribute(kind, tst);
export const withTag = (tag: number, element: Uint8Array): Uint8Array => bytes([tag], element.subarray(1));
export { tlv };
