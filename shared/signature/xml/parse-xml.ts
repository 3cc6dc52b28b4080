import { DOMParser, type Document, type Element, type Node, ParseError } from "@xmldom/xmldom";
import { MalformedError } from "../error.ts";

/** What is read before a file is given up: its size, and the signs that cost the reader time. */
export interface XmlLimits {
  readonly bytes: number;
  /** Tags and attributes together, as `<` and `=` count them. */
  readonly marks: number;
}

/** A signed document: an invoice with its attachments has less. */
export const documentLimits: XmlLimits = { bytes: 8 * 1024 * 1024, marks: 250_000 };
/** A trusted list: the Italian one has 2.5 MB and 52,000 marks, the largest some 15 MB. */
export const listLimits: XmlLimits = { bytes: 32 * 1024 * 1024, marks: 3_000_000 };

/** The library copies every binding in scope at each declaration: declarations times prefixes is its work. */
const mostBindings = 3_000_000;
const maxDepth = 200;
const maxNodes = 1_500_000;

// XML 1.0 §2.2: these may not occur at all. The library lets them pass.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * Reads UTF-8 bytes as one XML 1.0 document without a document type.
 *
 * Document types are refused whole: entities expand (billion laughs), fetch (XXE) and let two parsers see two texts.
 * What the library would only warn about is refused too, because a signature must not depend on how errors are mended.
 *
 * @throws {MalformedError} `XML_TOO_LARGE` (before anything is read), `XML_ENCODING`, `XML_DOCTYPE`, `XML_MALFORMED`, `XML_TOO_DEEP`
 */
export function parseXml(bytes: Uint8Array, limits: XmlLimits = documentLimits): Document {
  if (bytes.length > limits.bytes) throw new MalformedError("XML_TOO_LARGE", `more than ${limits.bytes} bytes`, 0);
  boundMarks(bytes, limits);
  const text = decode(bytes);
  boundBindings(text);
  const doctype = text.search(/<!(?:doctype|entity)/i);
  if (doctype >= 0) throw new MalformedError("XML_DOCTYPE", "document types and entities are refused", doctype);
  const bad = text.search(forbidden);
  if (bad >= 0) throw new MalformedError("XML_MALFORMED", "a character that XML does not allow", bad);
  const document = parse(text);
  measure(document);
  return document;
}

function boundMarks(bytes: Uint8Array, { marks }: XmlLimits): void {
  let left = marks;
  for (const octet of bytes) {
    if ((octet === 0x3c || octet === 0x3d) && --left < 0) {
      throw new MalformedError("XML_TOO_LARGE", `more than ${marks} tags and attributes`, 0);
    }
  }
}

function boundBindings(text: string): void {
  const prefixes = new Set<string>();
  let declarations = 0;
  for (const [, prefix = ""] of text.matchAll(/\sxmlns(:[^\s=<>]{1,200})?\s*=/g)) {
    declarations++;
    prefixes.add(prefix);
    if (declarations * prefixes.size > mostBindings) {
      throw new MalformedError("XML_TOO_LARGE", "too many namespaces", 0);
    }
  }
}

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new MalformedError("XML_ENCODING", "the text is not UTF-8", 0, { cause: error });
  }
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(text.slice(0, 200))?.[1];
  if (declared !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(declared)) {
    throw new MalformedError("XML_ENCODING", `encoding ${declared.slice(0, 30)}`, 0);
  }
  return text;
}

function parse(text: string): Document {
  const parser = new DOMParser({
    locator: false,
    // XML 1.0 §2.11. The library's default is that of XML 1.1, which folds characters that 1.0 keeps and signs.
    normalizeLineEndings: (source) => source.replace(/\r\n?/g, "\n"),
    onError: (_level, message) => {
      throw new MalformedError("XML_MALFORMED", message.slice(0, 200), 0);
    },
  });
  try {
    return parser.parseFromString(text, "text/xml");
  } catch (error) {
    if (error instanceof MalformedError) throw error;
    if (error instanceof ParseError || isDomException(error)) {
      throw new MalformedError("XML_MALFORMED", String(error.message).slice(0, 200), 0, { cause: error });
    }
    throw error;
  }
}

const isDomException = (error: unknown): error is Error =>
  error instanceof Error && (error.name === "DOMException" || error.constructor.name === "DOMException");

/** Bounds what recursion over the tree will cost, by a walk that does not recurse. */
function measure(document: Document): void {
  let depth = 0;
  let nodes = 0;
  let node: Node | null = document;
  while (node !== null) {
    if (++nodes > maxNodes) throw new MalformedError("XML_TOO_DEEP", `more than ${maxNodes} nodes`, 0);
    const first: Node | null = node.firstChild;
    if (first !== null) {
      if (++depth > maxDepth) throw new MalformedError("XML_TOO_DEEP", `more than ${maxDepth} levels`, 0);
      node = first;
      continue;
    }
    while (node !== null && node.nextSibling === null) {
      node = node.parentNode;
      depth--;
    }
    node = node === null ? null : node.nextSibling;
  }
}

/** The root element. @throws {MalformedError} */
export function rootOf(document: Document): Element {
  const root = document.documentElement;
  if (root === null) throw new MalformedError("XML_MALFORMED", "no root element", 0);
  return root;
}
