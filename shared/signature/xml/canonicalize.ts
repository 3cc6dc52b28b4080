import type { Attr, Document, Element, Node, ProcessingInstruction } from "@xmldom/xmldom";
import { MalformedError } from "../error.ts";
import { isElement } from "./element.ts";

/** A canonicalization method (W3C C14N 1.0, 1.1, Exclusive 1.0) with what it is told. */
export interface Canonicalization {
  readonly exclusive: boolean;
  readonly comments: boolean;
  readonly version: "1.0" | "1.1";
  /** InclusiveNamespaces PrefixList of the exclusive method; "" stands for #default. */
  readonly prefixes: readonly string[];
}

type Scope = ReadonlyMap<string, string>;
/**
 * What canonicalizing a whole file may still cost, in characters and namespace bindings looked at.
 *
 * A thousand references to one large document are a small file and hours of work; so is an element under thousands of
 * namespaces. Real files use a few times their own length.
 */
export interface Budget {
  left: number;
}

/** For a file of so many bytes: four times itself, and enough for small files with many references. */
export const newBudget = (bytes = 0): Budget => ({ left: 20_000_000 + 4 * bytes });

interface Work {
  readonly method: Canonicalization;
  readonly leftOut: ReadonlySet<Node>;
  readonly out: string[];
  readonly budget: Budget;
}

function spend({ budget }: Work, cost: number): void {
  budget.left -= cost;
  if (budget.left < 0) throw new MalformedError("XML_TOO_LARGE", "too much to canonicalize", 0);
}

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

/**
 * The canonical octets of a document or of the subtree of an element, without the elements that are left out.
 *
 * Written here, because the canonicalizers on npm write a processing instruction as if it were text and drop every
 * attribute whose name begins with "xmlns": both let signed content be changed.
 *
 * @throws {MalformedError} `XML_MALFORMED` where C14N 1.1 would have to join xml:base values, `XML_TOO_LARGE` when the
 * budget is spent
 */
export function canonicalize(
  apex: Document | Element,
  method: Canonicalization,
  leftOut: ReadonlySet<Node> = new Set(),
  budget: Budget = newBudget(),
): Uint8Array {
  const work: Work = { method, leftOut, out: [], budget };
  if (isElement(apex)) element(apex, inheritedScope(apex), new Map(), work, inheritedAttributes(apex, work));
  else documentNodes(apex, work);
  return new TextEncoder().encode(work.out.join(""));
}

/** Comments and instructions outside the root stand on lines of their own (C14N 1.0 §2.3). */
function documentNodes(document: Document, work: Work): void {
  let afterRoot = false;
  for (let node = document.firstChild; node !== null; node = node.nextSibling) {
    if (work.leftOut.has(node)) continue;
    if (isElement(node)) {
      element(node, new Map(), new Map(), work, []);
      afterRoot = true;
      continue;
    }
    const isComment = node.nodeType === 8;
    if (!(isComment && work.method.comments) && !isInstruction(node)) continue;
    if (afterRoot) work.out.push("\n");
    other(node, work);
    if (!afterRoot) work.out.push("\n");
  }
}

/** The XML declaration is an instruction to the library, and not one to XML. */
const isInstruction = (node: Node): boolean => node.nodeType === 7 && node.nodeName.toLowerCase() !== "xml";

function element(node: Element, outer: Scope, rendered: Scope, work: Work, inherited: readonly Attr[]): void {
  const { out, method, leftOut } = work;
  const scope = declaredIn(node, outer);
  // Inclusive canonicalization looks at every binding in scope, and so does copying one.
  spend(work, node.attributes.length + 32 + (scope !== outer || !method.exclusive ? scope.size : 0));
  const wanted = method.exclusive ? utilised(node, scope, method.prefixes) : scope.keys();
  const declarations: [string, string][] = [];
  for (const prefix of new Set(wanted)) {
    const uri = scope.get(prefix) ?? "";
    if (prefix !== "xml" && (rendered.get(prefix) ?? "") !== uri) declarations.push([prefix, uri]);
  }
  const name = node.tagName;
  out.push("<", name);
  for (const [prefix, uri] of declarations.sort(([a], [b]) => compare(a, b))) {
    out.push(prefix === "" ? " xmlns" : ` xmlns:${prefix}`, '="', escapeAttribute(uri), '"');
  }
  for (const each of sortedAttributes([...plainAttributes(node), ...inherited])) {
    spend(work, each.value.length);
    out.push(" ", each.name, '="', escapeAttribute(each.value), '"');
  }
  out.push(">");
  const nowRendered = declarations.length === 0 ? rendered : new Map([...rendered, ...declarations]);
  for (let inner = node.firstChild; inner !== null; inner = inner.nextSibling) {
    if (leftOut.has(inner)) continue;
    if (isElement(inner)) element(inner, scope, nowRendered, work, []);
    else other(inner, work);
  }
  out.push("</", name, ">");
}

function other(node: Node, work: Work): void {
  const { out, method } = work;
  spend(work, (node.nodeValue ?? "").length + 8);
  if (node.nodeType === 3 || node.nodeType === 4) out.push(escapeText(node.nodeValue ?? ""));
  else if (node.nodeType === 8) {
    if (method.comments) out.push("<!--", node.nodeValue ?? "", "-->");
  } else if (isInstruction(node)) {
    const { target, data } = node as ProcessingInstruction;
    out.push("<?", target, data === "" ? "" : ` ${data}`, "?>");
  } else if (node.nodeType !== 7) {
    throw new MalformedError("XML_MALFORMED", `a node of type ${node.nodeType}`, 0);
  }
}

/** Exclusive C14N §3: the prefixes that the element and its attributes use, and those that are listed. */
function utilised(node: Element, scope: Scope, listed: readonly string[]): string[] {
  const used = [node.prefix ?? ""];
  for (const { prefix } of plainAttributes(node)) if (prefix !== null && prefix !== "") used.push(prefix);
  return [...used, ...listed.filter((prefix) => scope.has(prefix))];
}

const isDeclaration = ({ name }: Attr): boolean => name === "xmlns" || name.startsWith("xmlns:");

function allAttributes(node: Element): Attr[] {
  const found: Attr[] = [];
  for (let at = 0; at < node.attributes.length; at++) {
    const each = node.attributes.item(at);
    if (each !== null) found.push(each);
  }
  return found;
}

const plainAttributes = (node: Element): Attr[] => allAttributes(node).filter((each) => !isDeclaration(each));

function declaredIn(node: Element, outer: Scope): Scope {
  const declarations = allAttributes(node).filter(isDeclaration);
  if (declarations.length === 0) return outer;
  const scope = new Map(outer);
  for (const { name, value } of declarations) scope.set(name === "xmlns" ? "" : name.slice(6), value);
  return scope;
}

function ancestorsOf(apex: Element): Element[] {
  const found: Element[] = [];
  for (let node = apex.parentNode; node !== null; node = node.parentNode) if (isElement(node)) found.unshift(node);
  return found;
}

const inheritedScope = (apex: Element): Scope =>
  ancestorsOf(apex).reduce<Scope>((scope, node) => declaredIn(node, scope), new Map());

/** Inclusive C14N §2.4: the apex of a subtree takes over the xml: attributes of its ancestors. */
function inheritedAttributes(apex: Element, { method }: Work): Attr[] {
  if (method.exclusive) return [];
  const found = new Map<string, Attr>();
  for (const node of ancestorsOf(apex)) {
    for (const each of plainAttributes(node)) {
      if (each.namespaceURI !== xmlNamespace) continue;
      if (method.version === "1.1" && each.localName === "id") continue;
      if (method.version === "1.1" && each.localName === "base") {
        throw new MalformedError("XML_MALFORMED", "xml:base is not joined", 0);
      }
      found.set(each.name, each);
    }
  }
  for (const { name } of plainAttributes(apex)) found.delete(name);
  return [...found.values()];
}

function sortedAttributes(attributes: readonly Attr[]): Attr[] {
  if (attributes.length < 2) return [...attributes];
  return [...attributes].sort(
    (a, b) => compare(a.namespaceURI ?? "", b.namespaceURI ?? "") || compare(a.localName ?? "", b.localName ?? ""),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const textEscapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;" };
const attributeEscapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};

const escapeText = (text: string): string => text.replace(/[&<>\r]/g, (sign) => textEscapes[sign] ?? sign);
const escapeAttribute = (text: string): string =>
  text.replace(/[&<"\t\n\r]/g, (sign) => attributeEscapes[sign] ?? sign);
