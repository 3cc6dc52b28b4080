import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import {
  bitString,
  boolean,
  constructed,
  element,
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  printableString,
  retagged,
  sequence,
  setOf,
  time,
  utf8String,
} from "../../shared/seal/der/write.ts";

// Certificates and lists for tests, with anything in them that a real authority would never write.

const keys = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>();

/** The same P-256 key for the same name, within one run. */
export function keyOf(name: string) {
  const known = keys.get(name) ?? generateKeyPairSync("ec", { namedCurve: "P-256" });
  keys.set(name, known);
  return known;
}

export type NamePart = string | { readonly printable: string } | { readonly email: string };

/** A name of organizational units, the last a common name; strings are UTF8String. */
export function name(...parts: readonly NamePart[]): Uint8Array {
  return sequence(
    ...parts.map((part) => {
      const isEmail = typeof part === "object" && "email" in part;
      const oid = isEmail ? "1.2.840.113549.1.9.1" : "2.5.4.11";
      const text = (value: string) => element(0x16, new TextEncoder().encode(value));
      const value =
        typeof part === "string"
          ? utf8String(part)
          : "email" in part
            ? text(part.email)
            : printableString(part.printable);
      return setOf(sequence(objectIdentifier(oid), value));
    }),
  );
}

export const extension = (oid: string, value: Uint8Array, critical = true): Uint8Array =>
  sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** GeneralName choices. */
export const generalName = {
  email: (text: string) => element(0x81, ascii(text)),
  dns: (text: string) => element(0x82, ascii(text)),
  uri: (text: string) => element(0x86, ascii(text)),
  ip: (...octets: number[]) => element(0x87, Uint8Array.from(octets)),
  directory: (of: Uint8Array) => constructed(4, of),
  other: () => element(0xa0, objectIdentifier("1.2.3"), constructed(0, utf8String("x"))),
};

const subtrees = (number: number, bases: readonly Uint8Array[]): Uint8Array[] =>
  bases.length === 0 ? [] : [retagged(number, sequence(...bases.map((base) => sequence(base))))];

export const extensions = {
  authority: (pathLength?: number) =>
    extension("2.5.29.19", sequence(boolean(true), ...(pathLength === undefined ? [] : [integer(pathLength)]))),
  usage: (...bits: number[]) => extension("2.5.29.15", namedBits(...bits)),
  alternative: (...names: Uint8Array[]) => extension("2.5.29.17", sequence(...names), false),
  constraints: (permitted: readonly Uint8Array[], excluded: readonly Uint8Array[] = []) =>
    extension("2.5.29.30", sequence(...subtrees(0, permitted), ...subtrees(1, excluded))),
  policies: (...oids: string[]) =>
    extension("2.5.29.32", sequence(...oids.map((oid) => sequence(objectIdentifier(oid)))), false),
  mappings: (...pairs: [string, string][]) =>
    extension("2.5.29.33", sequence(...pairs.map(([a, b]) => sequence(objectIdentifier(a), objectIdentifier(b))))),
  requirePolicy: (after: number) => extension("2.5.29.36", sequence(element(0x80, Uint8Array.of(after)))),
  inhibitMapping: (after: number) => extension("2.5.29.36", sequence(element(0x81, Uint8Array.of(after)))),
  inhibitAny: (after: number) => extension("2.5.29.54", integer(after)),
  points: (...points: Uint8Array[]) => extension("2.5.29.31", sequence(...points), false),
};

export const usageBit = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;

/** A distribution point of one full name, and who signs its list. */
export const point = (full: Uint8Array | null, issuer?: Uint8Array, reasons?: readonly number[]): Uint8Array =>
  sequence(
    ...(full === null ? [] : [constructed(0, element(0xa0, full))]),
    ...(reasons === undefined ? [] : [primitiveBits(1, reasons)]),
    ...(issuer === undefined ? [] : [element(0xa2, generalName.directory(issuer))]),
  );

function primitiveBits(number: number, bits: readonly number[]): Uint8Array {
  const copy = namedBits(...bits).slice();
  copy[0] = 0x80 | number;
  return copy;
}

const ecdsaWithSha256 = () => sequence(objectIdentifier("1.2.840.10045.4.3.2"));

export interface CertificatePlan {
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  /** Names of keys. */
  readonly key: string;
  readonly signedBy: string;
  /** The INTEGER as it shall stand. */
  readonly serial?: Uint8Array;
  readonly from?: string;
  readonly to?: string;
  readonly extensions?: readonly Uint8Array[];
  /** Version 1 has no extensions. */
  readonly version1?: boolean;
  readonly publicKey?: Uint8Array;
}

/** One certificate, DER. */
export function certificate(plan: CertificatePlan): Uint8Array {
  const spki = plan.publicKey ?? new Uint8Array(keyOf(plan.key).publicKey.export({ format: "der", type: "spki" }));
  const tbs = sequence(
    ...(plan.version1 ? [] : [constructed(0, integer(2))]),
    plan.serial ?? integer(1),
    ecdsaWithSha256(),
    plan.issuer,
    sequence(time(new Date(plan.from ?? "2024-01-01")), time(new Date(plan.to ?? "2044-01-01"))),
    plan.subject,
    spki,
    ...(plan.version1 ? [] : [constructed(3, sequence(...(plan.extensions ?? [])))]),
  );
  return signed(tbs, plan.signedBy);
}

function signed(tbs: Uint8Array, signedBy: string): Uint8Array {
  const signature = sign("sha256", tbs, keyOf(signedBy).privateKey);
  return sequence(tbs, ecdsaWithSha256(), bitString(new Uint8Array(signature)));
}

export interface ListPlan {
  readonly issuer: Uint8Array;
  readonly signedBy: string;
  readonly from?: string;
  readonly to?: string | null;
  readonly entries?: readonly Uint8Array[];
  readonly extensions?: readonly Uint8Array[];
}

/** One certificate revocation list, DER. */
export function revocationList(plan: ListPlan): Uint8Array {
  const tbs = sequence(
    integer(1),
    ecdsaWithSha256(),
    plan.issuer,
    time(new Date(plan.from ?? "2025-01-01")),
    ...(plan.to === null ? [] : [time(new Date(plan.to ?? "2043-01-01"))]),
    ...(plan.entries === undefined ? [] : [sequence(...plan.entries)]),
    ...(plan.extensions === undefined ? [] : [constructed(0, sequence(...plan.extensions))]),
  );
  return signed(tbs, plan.signedBy);
}

/** A revoked certificate; `reason` is the number of CRLReason. */
export const revoked = (
  serial: Uint8Array,
  plan: { at?: string; reason?: number; issuer?: Uint8Array } = {},
): Uint8Array => {
  const details = [
    ...(plan.reason === undefined ? [] : [extension("2.5.29.21", element(0x0a, Uint8Array.of(plan.reason)), false)]),
    ...(plan.issuer === undefined ? [] : [extension("2.5.29.29", sequence(generalName.directory(plan.issuer)))]),
  ];
  const date = time(new Date(plan.at ?? "2024-06-01"));
  return sequence(serial, date, ...(details.length === 0 ? [] : [sequence(...details)]));
};
