import { createHash, type KeyObject, sign } from "node:crypto";
import { digestOf, signatureIdentifier } from "./algorithm-identifiers.ts";
import { certificateIdentity } from "./certificate-identity.ts";
import {
  bitString,
  boolean,
  constructed,
  element,
  integer,
  namedBits,
  nul,
  objectIdentifier,
  octetString,
  primitive,
  printableString,
  sequence,
  setOf,
  time,
  utf8String,
} from "./der/write.ts";
import { joinBytes } from "./join-bytes.ts";
import type { SignerPort } from "./signer.ts";

const nameTypes = {
  commonName: "2.5.4.3",
  surname: "2.5.4.4",
  serialNumber: "2.5.4.5",
  country: "2.5.4.6",
  organization: "2.5.4.10",
  organizationalUnit: "2.5.4.11",
  givenName: "2.5.4.42",
} as const;

/** A distinguished name, in the order in which it is written. */
export type TestName = readonly (readonly [keyof typeof nameTypes, string])[];

/** Bit numbers of KeyUsage (RFC 5280 §4.2.1.3). `nonRepudiation` is what a signature certificate has. */
const keyUsages = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;

export type TestCertificateRequest = {
  readonly subject: TestName;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyUsage: readonly (keyof typeof keyUsages)[];
  readonly authority: boolean;
};

/** Who issues: an authority, or the subject's own RSA key for a root. */
export type TestIssuer = SignerPort | { readonly ownKey: KeyObject };

/**
 * Makes an X.509 certificate (RFC 5280) for tests and the demo.
 *
 * It claims no policy, no QcStatement and no revocation service: nothing may take it for a qualified one.
 * The serial number comes from key and subject, so that the same request gives the same certificate.
 *
 * @returns the certificate, DER.
 */
export async function testCertificate(request: TestCertificateRequest, issuer: TestIssuer): Promise<Uint8Array> {
  const key = spki(request.publicKey);
  const subject = name(request.subject);
  const by = issuing(issuer, subject, key);
  const algorithm = signatureIdentifier(by.algorithm);
  const body = sequence(
    constructed(0, integer(2)),
    serialNumber(key, subject),
    algorithm,
    by.subject,
    sequence(time(request.notBefore), time(request.notAfter)),
    subject,
    key,
    constructed(3, sequence(...extensions(request, key, by.subjectPublicKeyInfo))),
  );
  return sequence(body, algorithm, bitString(await by.sign(body)));
}

function issuing(issuer: TestIssuer, subject: Uint8Array, key: Uint8Array) {
  if (!("ownKey" in issuer)) return { ...issuer, ...certificateIdentity(issuer.certificate) };
  const algorithm = "RSA-SHA256" as const;
  return {
    subject,
    subjectPublicKeyInfo: key,
    algorithm,
    sign: async (body: Uint8Array) => sign(digestOf(algorithm), body, issuer.ownKey),
  };
}

function extensions({ authority, keyUsage }: TestCertificateRequest, key: Uint8Array, issuerKey: Uint8Array) {
  const constraints = authority ? sequence(boolean(true), integer(0)) : sequence();
  return [
    extension("2.5.29.19", constraints, "critical"),
    extension("2.5.29.15", namedBits(...keyUsage.map((usage) => keyUsages[usage])), "critical"),
    extension("2.5.29.14", octetString(keyIdentifier(key))),
    extension("2.5.29.35", sequence(primitive(0, keyIdentifier(issuerKey)))),
    // noRevAvail (RFC 9608): this authority publishes no revocation list, and says so.
    ...(authority ? [] : [extension("2.5.29.56", nul())]),
  ];
}

const extension = (oid: string, value: Uint8Array, critical?: "critical"): Uint8Array =>
  sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));

function name(parts: TestName): Uint8Array {
  return sequence(
    ...parts.map(([type, value]) => {
      // RFC 5280 appendix A: these two are PrintableString and nothing else.
      const text = type === "country" || type === "serialNumber" ? printableString(value) : utf8String(value);
      return setOf(sequence(objectIdentifier(nameTypes[type]), text));
    }),
  );
}

const spki = (publicKey: KeyObject): Uint8Array => publicKey.export({ format: "der", type: "spki" });

/** A name and not a proof: SHA-256 cut to 160 bits (RFC 7093 §2, method 1, over the whole key info as in method 4). */
const keyIdentifier = (key: Uint8Array): Uint8Array => createHash("sha256").update(key).digest().slice(0, 20);

/** Sixteen octets, positive and without leading zeros. */
function serialNumber(key: Uint8Array, subject: Uint8Array): Uint8Array {
  const digest = createHash("sha256")
    .update(joinBytes([key, subject]))
    .digest();
  return element(0x02, Uint8Array.of(0x40 | ((digest[0] ?? 0) & 0x3f)), digest.slice(1, 16));
}
