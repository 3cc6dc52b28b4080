import type { Document, Element } from "@xmldom/xmldom";
import type { DigestName } from "../algorithms/digests.ts";
import type { SignatureScheme } from "../algorithms/signature-algorithm.ts";
import { MalformedError } from "../error.ts";
import { digestOfUri, methodOfUri, schemeOfUri } from "./algorithms.ts";
import type { Canonicalization } from "./canonicalize.ts";
import {
  attribute,
  bytesOf,
  child,
  childrenNamed,
  descendants,
  elementsOf,
  everyElement,
  isIdentifier,
  isNamed,
  ns,
} from "./element.ts";

/** One step between what a reference names and what is hashed. `unknown` is never guessed at. */
export type Transform =
  | { readonly kind: "enveloped" }
  | { readonly kind: "base64" }
  /** Leaves out every ds:Signature: the one XPath that XAdES tools write, in either notation. */
  | { readonly kind: "without-signatures" }
  | { readonly kind: "canonicalization"; readonly method: Canonicalization }
  | { readonly kind: "unknown"; readonly uri: string };

export interface XmlReference {
  readonly element: Element;
  /** Null: the attribute is absent. */
  readonly uri: string | null;
  readonly type: string | null;
  readonly transforms: readonly Transform[];
  /** Null: not a digest of the list. */
  readonly digest: DigestName | null;
  readonly value: Uint8Array;
}

/** A ds:Signature as written (W3C XML Signature §4). Nothing in it is verified. */
export interface XmlSignature {
  readonly element: Element;
  readonly id: string | null;
  readonly signedInfo: Element;
  /** Null: not a method of the list. */
  readonly method: Canonicalization | null;
  readonly scheme: SignatureScheme | null;
  readonly schemeUri: string;
  readonly references: readonly XmlReference[];
  readonly value: Uint8Array;
  /** X509Certificate values of its own KeyInfo, DER. */
  readonly certificates: readonly Uint8Array[];
  readonly objects: readonly Element[];
}

const mostReferences = 2000;
const mostSignatures = 200;

/** The outermost ds:Signature elements: one inside another (a counter-signature) belongs to it. @throws {MalformedError} */
export function signatureElements(root: Element): Element[] {
  const all = descendants(root, ns.ds, "Signature");
  const outer = all.filter((element) => !hasSignatureAbove(element));
  if (outer.length > mostSignatures) throw malformed(`${outer.length} signatures`);
  return outer;
}

function hasSignatureAbove(element: Element): boolean {
  for (let node = element.parentNode; node !== null; node = node.parentNode) {
    if (node.nodeType === 1 && isNamed(node as Element, ns.ds, "Signature")) return true;
  }
  return false;
}

/**
 * Reads a ds:Signature, its children in the order of the schema and each once.
 *
 * A second SignedInfo or SignatureValue is refused: two readers would verify two different things.
 *
 * @throws {MalformedError} `XML_SIGNATURE_MALFORMED`, `XML_MALFORMED`
 */
export function readXmlSignature(element: Element): XmlSignature {
  const [signedInfo, value, ...rest] = elementsOf(element);
  if (signedInfo === undefined || !isNamed(signedInfo, ns.ds, "SignedInfo")) throw malformed("no SignedInfo");
  if (value === undefined || !isNamed(value, ns.ds, "SignatureValue")) throw malformed("no SignatureValue");
  const [first] = rest;
  const keyInfo = first !== undefined && isNamed(first, ns.ds, "KeyInfo") ? first : null;
  const objects = keyInfo === null ? rest : rest.slice(1);
  if (!objects.every((each) => isNamed(each, ns.ds, "Object"))) throw malformed("an element where only Object may be");
  const [canonicalization, algorithm, ...references] = elementsOf(signedInfo);
  if (canonicalization === undefined || !isNamed(canonicalization, ns.ds, "CanonicalizationMethod")) {
    throw malformed("no CanonicalizationMethod");
  }
  if (algorithm === undefined || !isNamed(algorithm, ns.ds, "SignatureMethod")) throw malformed("no SignatureMethod");
  if (references.length === 0 || references.length > mostReferences) throw malformed(`${references.length} references`);
  const schemeUri = attribute(algorithm, "Algorithm") ?? "";
  return {
    element,
    id: attribute(element, "Id"),
    signedInfo,
    method: methodOf(canonicalization),
    scheme: schemeOfUri(schemeUri),
    schemeUri,
    references: references.map(readReference),
    value: bytesOf(value),
    certificates: keyInfo === null ? [] : keyInfoCertificates(keyInfo),
    objects,
  };
}

function keyInfoCertificates(keyInfo: Element): Uint8Array[] {
  return childrenNamed(keyInfo, ns.ds, "X509Data").flatMap((data) =>
    childrenNamed(data, ns.ds, "X509Certificate").map(bytesOf),
  );
}

function readReference(element: Element): XmlReference {
  if (!isNamed(element, ns.ds, "Reference")) throw malformed("an element where only Reference may be");
  const [first, ...others] = elementsOf(element);
  const transforms = first !== undefined && isNamed(first, ns.ds, "Transforms") ? first : null;
  const [method, value, extra] = transforms === null ? [first, ...others] : others;
  if (method === undefined || !isNamed(method, ns.ds, "DigestMethod")) throw malformed("no DigestMethod");
  if (value === undefined || !isNamed(value, ns.ds, "DigestValue") || extra !== undefined)
    throw malformed("DigestValue");
  return {
    element,
    uri: attribute(element, "URI"),
    type: attribute(element, "Type"),
    transforms: transforms === null ? [] : elementsOf(transforms).map(readTransform),
    digest: digestOfUri(attribute(method, "Algorithm") ?? ""),
    value: bytesOf(value),
  };
}

/** The canonicalization that an element with an Algorithm asks for, or null when it is not on the list. */
export function methodOf(element: Element): Canonicalization | null {
  const method = methodOfUri(attribute(element, "Algorithm") ?? "");
  if (method === null || !method.exclusive) return method;
  const [inclusive] = elementsOf(element).filter((each) => each.localName === "InclusiveNamespaces");
  const list = inclusive === undefined ? "" : (attribute(inclusive, "PrefixList") ?? "");
  const prefixes = list.split(/\s+/).filter((prefix) => prefix !== "");
  return { ...method, prefixes: prefixes.map((prefix) => (prefix === "#default" ? "" : prefix)) };
}

const xpath = "http://www.w3.org/TR/1999/REC-xpath-19991116";
const filter2 = "http://www.w3.org/2002/06/xmldsig-filter2";

function readTransform(element: Element): Transform {
  if (!isNamed(element, ns.ds, "Transform")) throw malformed("an element where only Transform may be");
  const uri = attribute(element, "Algorithm") ?? "";
  if (uri === `${ns.ds}enveloped-signature`) return { kind: "enveloped" };
  if (uri === `${ns.ds}base64`) return { kind: "base64" };
  if (leavesOutSignatures(element, uri)) return { kind: "without-signatures" };
  const method = methodOf(element);
  return method === null ? { kind: "unknown", uri } : { kind: "canonicalization", method };
}

/** Two fixed expressions, compared letter by letter: an XPath engine would let the signer's file run programs here. */
function leavesOutSignatures(element: Element, uri: string): boolean {
  const [inner, second] = elementsOf(element);
  if (inner === undefined || second !== undefined || inner.localName !== "XPath") return false;
  const expression = (inner.textContent ?? "").replace(/\s+/g, "");
  const prefix = /^(?:not\(ancestor-or-self::|\/descendant::)([\w.-]+):Signature\)?$/.exec(expression)?.[1];
  if (prefix === undefined || inner.lookupNamespaceURI(prefix) !== ns.ds) return false;
  if (uri === xpath && inner.namespaceURI === ns.ds) return expression === `not(ancestor-or-self::${prefix}:Signature)`;
  const subtracts = uri === filter2 && inner.namespaceURI === filter2 && attribute(inner, "Filter") === "subtract";
  return subtracts && expression === `/descendant::${prefix}:Signature`;
}

/** The elements of a document by identifier; null stands for an identifier that two elements bear. */
export type Identified = ReadonlyMap<string, Element | null>;

/**
 * Collects the identifiers of a document.
 *
 * With two elements of one name the verified one need not be the one that is read (signature wrapping), so a reference
 * to such a name is refused; where nobody refers to it, it does no harm.
 */
export function identified(document: Document): Identified {
  const found = new Map<string, Element | null>();
  const root = document.documentElement;
  for (const element of root === null ? [] : everyElement(root)) {
    for (let at = 0; at < element.attributes.length; at++) {
      const each = element.attributes.item(at);
      if (each === null || !isIdentifier(each)) continue;
      const known = found.get(each.value);
      found.set(each.value, known === undefined || known === element ? element : null);
    }
  }
  return found;
}

/** The xades:QualifyingProperties of a signature, from its own Objects only. */
export function qualifyingProperties(signature: XmlSignature): Element[] {
  return signature.objects.flatMap((object) =>
    elementsOf(object).filter(
      (each) =>
        each.localName === "QualifyingProperties" && /^http:\/\/uri\.etsi\.org\/01903\/v/.test(each.namespaceURI ?? ""),
    ),
  );
}

/** Signed properties of a QualifyingProperties, whatever the version of XAdES. */
export const signedProperties = (properties: Element): Element | null =>
  child(properties, properties.namespaceURI ?? "", "SignedProperties");

const malformed = (what: string) => new MalformedError("XML_SIGNATURE_MALFORMED", what, 0);
