import type { Element } from "@xmldom/xmldom";
import { MalformedError } from "../error.ts";
import type { TokenFacts } from "../facts.ts";
import { canonicalize } from "../xml/canonicalize.ts";
import type { CheckedReference } from "../xml/dereference.ts";
import {
  attribute,
  bytesOf,
  child,
  childrenNamed,
  descendants,
  elementsOf,
  isNamed,
  ns,
  textOf,
} from "../xml/element.ts";
import { signatureProperties } from "../xml/xades-properties.ts";
import { methodOf, qualifyingProperties, signedProperties, type XmlSignature } from "../xml/xml-signature.ts";
import { readCertificates } from "./find-certificate.ts";
import { signedContent } from "./signer.ts";
import { tokenFacts } from "./tokens.ts";
import { type Trust, withMaterial } from "./trust.ts";

/** The XAdES properties of a signature; `signed` is null unless the signature covers them. */
export interface XadesProperties {
  readonly state: "absent" | "signed" | "unsigned" | "ambiguous";
  readonly signed: Element | null;
  readonly unsigned: readonly Element[];
  readonly counterSignatures: number;
}

/**
 * Finds the properties and whether they are signed (EN 319 132-1 §4.4): one QualifyingProperties that targets this
 * signature, and a reference to its SignedProperties that is computed over nothing else.
 */
export function propertiesOf(signature: XmlSignature, checked: readonly CheckedReference[]): XadesProperties {
  const all = qualifyingProperties(signature);
  const [only, second] = all;
  if (only === undefined) return { state: "absent", signed: null, unsigned: [], counterSignatures: 0 };
  const unsigned = all.flatMap(unsignedProperties);
  const counterSignatures = unsigned.filter(({ localName }) => localName === "CounterSignature").length;
  const rest = { unsigned, counterSignatures };
  const target = attribute(only, "Target");
  const isOurs = target === null || target === "" || target === `#${signature.id ?? ""}`;
  if (second !== undefined || !isOurs) return { state: "ambiguous", signed: null, ...rest };
  const properties = signedProperties(only);
  if (properties === null) return { state: "unsigned", signed: null, ...rest };
  const isSigned = checked.some(
    ({ target: what, answer, reference }) =>
      what.kind === "element" &&
      what.element === properties &&
      answer === "matches" &&
      reference.transforms.every(({ kind }) => kind === "canonicalization"),
  );
  return isSigned ? { state: "signed", signed: properties, ...rest } : { state: "unsigned", signed: null, ...rest };
}

function unsignedProperties(qualifying: Element): Element[] {
  const namespace = qualifying.namespaceURI ?? "";
  const parent = child(child(qualifying, namespace, "UnsignedProperties"), namespace, "UnsignedSignatureProperties");
  return parent === null ? [] : elementsOf(parent);
}

/** The identifier of an explicit signature policy, or null. */
export function policyOf({ signed }: XadesProperties): string | null {
  const element = signed === null ? undefined : signatureProperties(signed).find(isPolicy);
  if (element === undefined) return null;
  const [identifier] = descendants(element, element.namespaceURI ?? "", "Identifier");
  return identifier === undefined ? null : textOf(identifier);
}

const isPolicy = ({ localName }: Element): boolean => localName === "SignaturePolicyIdentifier";

const mostTimestamps = 50;

/**
 * The timestamps in unsigned properties (§5.3, §5.5). Those over the signature value are compared; what the archive
 * and reference timestamps cover is not put together here, and their `imprintMatches` stays null.
 */
export function signatureTimestamps(signature: XmlSignature, properties: XadesProperties, trust: Trust): TokenFacts[] {
  const found: TokenFacts[] = [];
  for (const element of properties.unsigned) {
    const purpose = purposes[element.localName ?? ""];
    if (purpose === undefined) continue;
    const tokens = childrenNamed(element, element.namespaceURI ?? "", "EncapsulatedTimeStamp");
    for (const token of tokens.length > 0 ? tokens : descendants(element, ns.xades, "EncapsulatedTimeStamp")) {
      if (found.length >= mostTimestamps) return found;
      const stamped = () => (purpose === "signature" ? signatureValueOf(signature, element) : null);
      found.push({ purpose, signature: oneToken(token, stamped, trust) });
    }
  }
  return found;
}

const purposes: Readonly<Record<string, TokenFacts["purpose"]>> = {
  SignatureTimeStamp: "signature",
  SigAndRefsTimeStamp: "references",
  SigAndRefsTimeStampV2: "references",
  RefsOnlyTimeStamp: "references",
  RefsOnlyTimeStampV2: "references",
  ArchiveTimeStamp: "archive",
};

function oneToken(token: Element, stamped: () => ReturnType<typeof signedContent> | null, trust: Trust) {
  try {
    return tokenFacts(bytesOf(token), stamped, trust);
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    const unreadable = { code: error.code, detail: error.message };
    return { kind: "timestamp", unreadable, cms: null, timestamp: null, pdf: null } as const;
  }
}

/** §5.3: the octets of ds:SignatureValue under the canonicalization that the timestamp names, C14N 1.0 where it names none. */
function signatureValueOf(signature: XmlSignature, timestamp: Element) {
  const value = elementsOf(signature.element).find((each) => isNamed(each, ns.ds, "SignatureValue"));
  const named = child(timestamp, ns.ds, "CanonicalizationMethod");
  const plain = { exclusive: false, comments: false, version: "1.0", prefixes: [] } as const;
  const method = named === null ? plain : methodOf(named);
  return value === undefined || method === null ? null : signedContent("external", [canonicalize(value, method)]);
}

/** The trust with the certificates, lists and answers that unsigned properties bring. None is believed for being there. */
export function carriedInXades(
  { unsigned }: XadesProperties,
  given: Trust,
): { readonly trust: Trust; readonly carries: boolean } {
  const values = (name: string) =>
    unsigned.flatMap((element) => descendants(element, ns.xades, name)).flatMap((element) => lenientBytes(element));
  const crls = values("EncapsulatedCRLValue");
  const ocsps = values("EncapsulatedOCSPValue");
  const { certificates } = readCertificates(values("EncapsulatedX509Certificate"));
  return { trust: withMaterial(given, { certificates, crls, ocsps }), carries: crls.length + ocsps.length > 0 };
}

/** Unsigned values that cannot be read are values that are not there: they decide nothing about the signature. */
function lenientBytes(element: Element): Uint8Array[] {
  try {
    return [bytesOf(element)];
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    return [];
  }
}
