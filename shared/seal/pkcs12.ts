import { createPrivateKey, type KeyObject } from "node:crypto";
import forge from "node-forge/lib/index.js";
import { certificateIdentity } from "./certificate-identity.ts";
import { SealError } from "./error.ts";
import { keySigner } from "./key-signer.ts";
import type { SignerPort } from "./signer.ts";

/**
 * Opens a PKCS#12 (RFC 7292) with one private key, RSA or on a NIST curve.
 *
 * @returns a signer; its chain is what the file holds, nearest issuer first. Nobody has verified that chain.
 * @throws {SealError} `PKCS12_UNREADABLE`, `PKCS12_WITHOUT_KEY`, `CERTIFICATE_UNREADABLE`
 */
export function readPkcs12(pkcs12: Uint8Array, password: string): SignerPort {
  const { privateKey, certificates } = open(pkcs12, password);
  if (privateKey === undefined) throw new SealError("PKCS12_WITHOUT_KEY", "the PKCS#12 holds no private key");
  const own = certificates.find((certificate) => isFor(certificate, privateKey));
  if (own === undefined) throw new SealError("PKCS12_WITHOUT_KEY", "the PKCS#12 lacks the certificate of its key");
  return keySigner(privateKey, own, issuersOf(own, certificates));
}

/**
 * Makes a PKCS#12 of an RSA key and its certificates (AES-256, for tests and the demo).
 *
 * The salts are the library's own random bytes: two calls give two files.
 */
export function makePkcs12(
  privateKey: KeyObject,
  certificates: readonly Uint8Array[],
  password: string,
  friendlyName: string,
): Uint8Array {
  const key = forge.pki.privateKeyFromAsn1(asn1(privateKey.export({ format: "der", type: "pkcs8" })));
  const bags = certificates.map((certificate) => forge.pki.certificateFromAsn1(asn1(certificate)));
  return der(forge.pkcs12.toPkcs12Asn1(key, bags, password, { algorithm: "aes256", friendlyName }));
}

function open(pkcs12: Uint8Array, password: string) {
  try {
    const pfx = forge.pkcs12.pkcs12FromAsn1(asn1(pkcs12), true, password);
    const { certBag, keyBag, pkcs8ShroudedKeyBag } = forge.pki.oids;
    const bags = (bagType: string) => pfx.getBags({ bagType })[bagType] ?? [];
    const certificates = bags(certBag).flatMap(({ cert, asn1: raw }) => {
      if (cert) return [der(forge.pki.certificateToAsn1(cert))];
      return raw === undefined ? [] : [der(raw)];
    });
    const [bag] = [...bags(pkcs8ShroudedKeyBag), ...bags(keyBag)];
    // The library hands over keys that it does not know, elliptic ones, as the PrivateKeyInfo itself.
    const info = bag?.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag?.asn1;
    const privateKey =
      info === undefined ? undefined : createPrivateKey({ key: der(info), format: "der", type: "pkcs8" });
    return { privateKey, certificates };
  } catch (cause) {
    throw new SealError("PKCS12_UNREADABLE", "the PKCS#12 cannot be opened: not one, or another password", { cause });
  }
}

function isFor(certificate: Uint8Array, privateKey: KeyObject): boolean {
  try {
    keySigner(privateKey, certificate);
    return true;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}

/** Follows issuer to subject among the certificates at hand; a certificate is never visited twice. */
function issuersOf(own: Uint8Array, certificates: readonly Uint8Array[]): Uint8Array[] {
  const left = new Map(
    certificates.filter((one) => one !== own).map((one) => [one, hex(certificateIdentity(one).subject)]),
  );
  const chain: Uint8Array[] = [];
  for (let current: Uint8Array | undefined = own; current !== undefined; ) {
    const wanted = hex(certificateIdentity(current).issuer);
    const [issuer] = [...left].find(([, subject]) => subject === wanted) ?? [];
    if (issuer !== undefined) {
      left.delete(issuer);
      chain.push(issuer);
    }
    current = issuer;
  }
  return chain;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (octet) => octet.toString(16).padStart(2, "0")).join("");

const asn1 = (bytes: Uint8Array) =>
  forge.asn1.fromDer(Array.from(bytes, (octet) => String.fromCharCode(octet)).join(""));

const der = (value: Parameters<typeof forge.asn1.toDer>[0]): Uint8Array =>
  Uint8Array.from(forge.asn1.toDer(value).getBytes(), (octet) => octet.charCodeAt(0));
