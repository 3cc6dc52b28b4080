import { contentBytes, contextConstructed, contextPrimitive, type DerNode, rawBytes } from "../der/node.ts";
import { children } from "../der/read.ts";
import { MalformedError } from "../error.ts";
import { hex, latin1 } from "../text.ts";
import { type Name, readName } from "./name.ts";

/** A GeneralName (RFC 5280 §4.2.1.6). `other` keeps its tag number and its octets: kinds
 * that nobody here compares, and texts that are no IA5String. */
export type GeneralName =
  | { readonly kind: "email" | "dns" | "uri"; readonly value: string }
  | { readonly kind: "ip"; readonly octets: Uint8Array }
  | { readonly kind: "directory"; readonly name: Name }
  | { readonly kind: "other"; readonly tag: number; readonly octets: Uint8Array };

const texts: Readonly<Record<number, "email" | "dns" | "uri">> = { 1: "email", 2: "dns", 6: "uri" };

/** @throws {MalformedError} */
export function readGeneralName(node: DerNode): GeneralName {
  const kind = texts[node.tag & 0x1f];
  if (kind !== undefined && node.tag === contextPrimitive(node.tag & 0x1f)) {
    const value = latin1(contentBytes(node));
    // A NUL inside once ended the name for one reader and not for another (CVE-2009-2408): no comparison is made with it.
    if (/[^\u0020-\u007e]/.test(value)) return { kind: "other", tag: node.tag & 0x1f, octets: rawBytes(node) };
    return { kind, value };
  }
  if (node.tag === contextPrimitive(7)) return { kind: "ip", octets: contentBytes(node) };
  if (node.tag === contextConstructed(4)) {
    const [name] = children(node);
    if (name === undefined) throw new MalformedError("DER_BAD_VALUE", "an empty directory name", node.start);
    return { kind: "directory", name: readName(name) };
  }
  if ((node.tag & 0xc0) !== 0x80) throw new MalformedError("DER_UNEXPECTED_TAG", "not a general name", node.start);
  return { kind: "other", tag: node.tag & 0x1f, octets: rawBytes(node) };
}

/** The elements of GeneralNames, whatever tag the list itself has. @throws {MalformedError} */
export function readGeneralNames(list: DerNode): GeneralName[] {
  return children(list).map(readGeneralName);
}

/** The two name the same thing: how distribution points are compared. */
export function sameGeneralName(a: GeneralName, b: GeneralName): boolean {
  return generalNameKey(a) === generalNameKey(b);
}

function generalNameKey(name: GeneralName): string {
  switch (name.kind) {
    case "directory":
      return `directory ${name.name.relative.join("\u0002")}`;
    case "ip":
      return `ip ${hex(name.octets)}`;
    case "other":
      return `other ${hex(name.octets)}`;
    default:
      return `${name.kind} ${name.value}`;
  }
}
