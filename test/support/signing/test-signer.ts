import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import {
  bits,
  boolean,
  constructed,
  generalizedTime,
  integer,
  octets,
  oid,
  printable,
  sequence,
  setOf,
  utcTime,
  utf8,
} from "./der-writer.ts";

/** A fictitious signer with a P-256 key and a certificate of its own making, thrown away with the test run. */
export interface TestSigner {
  readonly certificate: Uint8Array;
  readonly key: KeyObject;
  readonly name: Uint8Array;
  readonly serial: number;
}

const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(data).digest());
const sha256Oid = "2.16.840.1.101.3.4.2.1";
const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));
const sha256Algorithm = sequence(oid(sha256Oid));

export interface SignerOptions {
  readonly timestamping?: boolean;
  readonly serial?: number;
}

/** A P-256 signer with a self-signed certificate: integrity is what these tests ask about, not trust. */
export function testSigner(person: string, options: SignerOptions = {}): TestSigner {
  return signerWith(generateKeyPairSync("ec", { namedCurve: "P-256" }), ecdsaWithSha256, person, options);
}

/** The same with an RSA key, for signatures that know no other. */
export function rsaSigner(person: string): TestSigner {
  const sha256WithRsa = sequence(oid("1.2.840.113549.1.1.11"), Uint8Array.of(5, 0));
  return signerWith(generateKeyPairSync("rsa", { modulusLength: 2048 }), sha256WithRsa, person, {});
}

function signerWith(
  { privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  algorithm: Uint8Array,
  person: string,
  { timestamping = false, serial = 4711 }: SignerOptions,
): TestSigner {
  const name = sequence(
    setOf(sequence(oid("2.5.4.6"), printable("IT"))),
    setOf(sequence(oid("2.5.4.10"), utf8("PROVA TEST"))),
    setOf(sequence(oid("2.5.4.3"), utf8(person))),
  );
  const usage = sequence(oid("2.5.29.15"), boolean(true), octets(Uint8Array.of(0x03, 0x02, 0x06, 0xc0)));
  const purpose = sequence(oid("2.5.29.37"), boolean(true), octets(sequence(oid("1.3.6.1.5.5.7.3.8"))));
  const body = sequence(
    constructed(0, integer(2)),
    integer(serial),
    algorithm,
    name,
    sequence(utcTime("20240101000000Z"), utcTime("20490101000000Z")),
    name,
    new Uint8Array(publicKey.export({ format: "der", type: "spki" })),
    constructed(3, sequence(usage, ...(timestamping ? [purpose] : []))),
  );
  const certificate = sequence(body, algorithm, bits(new Uint8Array(sign("sha256", body, privateKey))));
  return { certificate, key: privateKey, name, serial };
}

const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value));

/** A CMS over the digest of the content: detached, or with the content inside. */
export function cmsOver(
  signer: TestSigner,
  content: Uint8Array,
  inside: { readonly type: string } | null = null,
): Uint8Array {
  const type = inside?.type ?? "1.2.840.113549.1.7.1";
  const attributes = [
    attribute("1.2.840.113549.1.9.3", oid(type)),
    attribute("1.2.840.113549.1.9.4", octets(sha256(content))),
    attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(sequence(octets(sha256(signer.certificate)))))),
  ];
  const signed = setOf(...attributes);
  const value = new Uint8Array(sign("sha256", signed, signer.key));
  const tagged = Uint8Array.from([0xa0, ...signed.subarray(1)]);
  const signerInfo = sequence(
    integer(1),
    sequence(signer.name, integer(signer.serial)),
    sha256Algorithm,
    tagged,
    ecdsaWithSha256,
    octets(value),
  );
  const encapsulated = inside === null ? sequence(oid(type)) : sequence(oid(type), constructed(0, octets(content)));
  const signedData = sequence(
    integer(inside === null ? 1 : 3),
    setOf(sha256Algorithm),
    encapsulated,
    constructed(0, signer.certificate),
    setOf(signerInfo),
  );
  return sequence(oid("1.2.840.113549.1.7.2"), constructed(0, signedData));
}

/** An RFC 3161 token over data, or over other data than it should be over. */
export function tokenOver(authority: TestSigner, data: Uint8Array, time = "20250601120000Z"): Uint8Array {
  const info = sequence(
    integer(1),
    oid("1.2.3.4.1"),
    sequence(sha256Algorithm, octets(sha256(data))),
    integer(77),
    generalizedTime(time),
  );
  return cmsOver(authority, info, { type: "1.2.840.113549.1.9.16.1.4" });
}
