import type { Attr, Element, Node } from "@xmldom/xmldom";
import { unwrapBase64 } from "./base64.ts";

/** Names of the vocabularies that are read here. */
export const ns = {
  ds: "http://www.w3.org/2000/09/xmldsig#",
  xades: "http://uri.etsi.org/01903/v1.3.2#",
  xades141: "http://uri.etsi.org/01903/v1.4.1#",
  asic: "http://uri.etsi.org/02918/v1.2.1#",
  tsl: "http://uri.etsi.org/02231/v2#",
  tslTypes: "http://uri.etsi.org/02231/v2/additionaltypes#",
  qualifications: "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#",
} as const;

export const isElement = (node: Node): node is Element => node.nodeType === 1;

/** The element children, in their order. */
export function elementsOf(parent: Element): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) if (isElement(node)) found.push(node);
  return found;
}

/** The element children with this name. */
export function childrenNamed(parent: Element, namespace: string, name: string): Element[] {
  return elementsOf(parent).filter((element) => isNamed(element, namespace, name));
}

export function isNamed(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}

/** The first element child with this name, or null. */
export function child(parent: Element | null, namespace: string, name: string): Element | null {
  return parent === null ? null : (childrenNamed(parent, namespace, name)[0] ?? null);
}

/** Follows names of one namespace downwards. */
export function path(parent: Element | null, namespace: string, ...names: readonly string[]): Element | null {
  return names.reduce<Element | null>((element, name) => child(element, namespace, name), parent);
}

/** The text of an element without the white space around it, or null when there is no element. */
export function textOf(element: Element | null): string | null {
  return element === null ? null : (element.textContent ?? "").trim();
}

/** An attribute without a namespace, or null. */
export function attribute(element: Element, name: string): string | null {
  return element.hasAttribute(name) ? element.getAttribute(name) : null;
}

/** The bytes of an element that holds base64. @throws {MalformedError} `XML_MALFORMED` */
export function bytesOf(element: Element | null): Uint8Array {
  return unwrapBase64(textOf(element) ?? "");
}

/** Every element below and including this one with the name, in document order. */
export function descendants(root: Element, namespace: string, name: string): Element[] {
  const found: Element[] = [];
  for (const element of everyElement(root)) if (isNamed(element, namespace, name)) found.push(element);
  return found;
}

/** This element and everything below it, in document order. */
export function everyElement(root: Element): Element[] {
  const found: Element[] = [];
  const open: Element[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    found.push(element);
    for (let node = element.lastChild; node !== null; node = node.previousSibling) if (isElement(node)) open.push(node);
  }
  return found;
}

/** `ancestor` is the element or holds it. */
export function isWithin(element: Node, ancestor: Node): boolean {
  for (let node: Node | null = element; node !== null; node = node.parentNode) if (node === ancestor) return true;
  return false;
}

/** Attributes that carry identifiers. Without a schema the names decide; two elements with one identifier are refused elsewhere. */
export function isIdentifier({ name }: Attr): boolean {
  return name === "Id" || name === "ID" || name === "id" || name === "xml:id";
}
