import { type DerNode, rawBytes, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf } from "../der/read.ts";
import { readText } from "../der/value.ts";
import { sameBytes } from "../text.ts";
import { relativeNameKey } from "./name-key.ts";

/** A distinguished name: its relative names decide identity, its attributes are for people. */
export interface Name {
  readonly raw: Uint8Array;
  /** One key a relative name, most general first, equal for equal names. */
  readonly relative: readonly string[];
  readonly attributes: readonly { readonly oid: string; readonly value: string }[];
}

const labels: Readonly<Record<string, string>> = {
  "2.5.4.3": "CN",
  "2.5.4.4": "SN",
  "2.5.4.5": "serialNumber",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.12": "title",
  "2.5.4.42": "GN",
  "2.5.4.46": "dnQualifier",
  "2.5.4.97": "organizationIdentifier",
};

export const nameOid = {
  commonName: "2.5.4.3",
  surname: "2.5.4.4",
  serialNumber: "2.5.4.5",
  organization: "2.5.4.10",
  givenName: "2.5.4.42",
  dnQualifier: "2.5.4.46",
  organizationIdentifier: "2.5.4.97",
  emailAddress: "1.2.840.113549.1.9.1",
} as const;

/** Reads a Name (RFC 5280 §4.1.2.4). Values of unknown string types are left out of the attributes, not of the bytes. */
export function readName(node: DerNode): Name {
  const attributes: { oid: string; value: string }[] = [];
  const relative = childrenOf(node, TAG.sequence, "name").map((one) => {
    const pairs = readRelativeName(one);
    for (const { oid, value } of pairs) {
      const text = value === undefined ? null : readText(value);
      if (text !== null) attributes.push({ oid, value: text });
    }
    return relativeNameKey(pairs);
  });
  return { raw: rawBytes(node), relative, attributes };
}

function readRelativeName(node: DerNode): { oid: string; value: DerNode | undefined }[] {
  return childrenOf(node, TAG.set, "relative name").map((pair) => {
    const [oid, value] = children(pair);
    return { oid: readOid(oid, "name attribute"), value };
  });
}

/** A name below `base`, from the content of a `nameRelativeToCRLIssuer` (RFC 5280 §4.2.1.13): the pairs of one relative name. */
export function nameBelow(base: Name, pairs: readonly DerNode[]): Name {
  const read = pairs.map((pair) => {
    const [oid, value] = children(pair);
    return { oid: readOid(oid, "name attribute"), value };
  });
  return { raw: new Uint8Array(), relative: [...base.relative, relativeNameKey(read)], attributes: [] };
}

/** The names are equal as RFC 5280 §7.1 compares them. Two empty names are not: they name nobody. */
export function sameName(a: Name, b: Name): boolean {
  if (a.relative.length === 0 || a.relative.length !== b.relative.length) return false;
  if (a.raw.length > 0 && sameBytes(a.raw, b.raw)) return true;
  return a.relative.every((key, at) => key === b.relative[at]);
}

/** `name` is `base` or lies below it (RFC 5280 §4.2.1.10). */
export function isWithin(name: Name, base: Name): boolean {
  return base.relative.length <= name.relative.length && base.relative.every((key, at) => key === name.relative[at]);
}

/** Every value of an attribute. */
export function nameAttributes(name: Name, oid: string): string[] {
  return name.attributes.filter((attribute) => attribute.oid === oid).map(({ value }) => value);
}

/** The first value of an attribute, or null. */
export function nameAttribute(name: Name, oid: string): string | null {
  return name.attributes.find((attribute) => attribute.oid === oid)?.value ?? null;
}

/** The name in one line, most specific part first, as people read it. */
export function nameText(name: Name): string {
  return [...name.attributes]
    .reverse()
    .map(({ oid, value }) => `${labels[oid] ?? oid}=${value}`)
    .join(", ");
}

/** Who it is: the common name, else given name and surname, else the organisation, else the whole name. */
export function displayName(name: Name): string {
  const given = nameAttribute(name, nameOid.givenName);
  const surname = nameAttribute(name, nameOid.surname);
  const full = given !== null && surname !== null ? `${given} ${surname}` : null;
  const common = nameAttribute(name, nameOid.commonName);
  // CIE and older smart cards put "codice fiscale/card number" into the CN; the person's name stands beside it.
  const readable = common !== null && /^[A-Z0-9]{16}[/.]/i.test(common) ? null : common;
  return readable ?? full ?? common ?? nameAttribute(name, nameOid.organization) ?? nameText(name);
}
