import { type DerNode, rawBytes, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf } from "../der/read.ts";
import { readText } from "../der/value.ts";

/** A distinguished name: its bytes decide identity, its attributes are for people. */
export interface Name {
  readonly raw: Uint8Array;
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
} as const;

/** Reads a Name (RFC 5280 §4.1.2.4). Values of unknown string types are left out of the attributes, not of the bytes. */
export function readName(node: DerNode): Name {
  const attributes: { oid: string; value: string }[] = [];
  for (const relative of childrenOf(node, TAG.sequence, "name")) {
    for (const pair of childrenOf(relative, TAG.set, "relative name")) {
      const [oid, value] = children(pair);
      const text = value === undefined ? null : readText(value);
      if (text !== null) attributes.push({ oid: readOid(oid, "name attribute"), value: text });
    }
  }
  return { raw: rawBytes(node), attributes };
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
