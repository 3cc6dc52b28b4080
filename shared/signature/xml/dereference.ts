import type { Document, Element, Node } from "@xmldom/xmldom";
import { digest } from "../algorithms/digests.ts";
import { MalformedError } from "../error.ts";
import { sameBytes } from "../text.ts";
import { unwrapBase64 } from "./base64.ts";
import { type Budget, canonicalize } from "./canonicalize.ts";
import { descendants, isElement, isWithin, ns } from "./element.ts";
import { parseXml } from "./parse-xml.ts";
import type { Identified, Transform, XmlReference, XmlSignature } from "./xml-signature.ts";

/** What a reference of a signature is about. */
export type ReferenceTarget =
  | { readonly kind: "document" }
  | { readonly kind: "element"; readonly element: Element }
  | { readonly kind: "external"; readonly uri: string }
  | { readonly kind: "missing" };

/** `unsupported`: a transform or digest outside the list. `missing`: what it names is not there. */
export type ReferenceAnswer = "matches" | "differs" | "missing" | "unsupported";

export interface CheckedReference {
  readonly reference: XmlReference;
  readonly target: ReferenceTarget;
  readonly answer: ReferenceAnswer;
  /** The transform that was refused, when one was. */
  readonly refused: string | null;
  /** Elements were left out before hashing that are not the signature itself. */
  readonly leavesOut: boolean;
}

export interface ReferenceContext {
  readonly document: Document;
  readonly identified: Identified;
  /** Shared by all references of a file. */
  readonly budget: Budget;
  /** Bytes of what lies outside the document, or null. */
  readonly external: (uri: string | null) => Uint8Array | null;
}

/** Computes the digest of one reference and compares it. @throws {MalformedError} `XML_DUPLICATE_ID`, and when external XML is broken */
export function checkReference(
  reference: XmlReference,
  signature: XmlSignature,
  context: ReferenceContext,
): CheckedReference {
  const target = targetOf(reference, context);
  const refused = reference.transforms.find(({ kind }) => kind === "unknown");
  const base = {
    reference,
    target,
    refused: refused?.kind === "unknown" ? refused.uri : null,
    leavesOut: reference.transforms.some(({ kind }) => kind === "without-signatures"),
  };
  if (target.kind === "missing") return { ...base, answer: "missing" };
  if (refused !== undefined || reference.digest === null) return { ...base, answer: "unsupported" };
  const octets = octetsOf(target, reference.transforms, signature, context);
  if (octets === "missing" || octets === "unsupported") return { ...base, answer: octets };
  const same = sameBytes(digest(reference.digest, octets), reference.value);
  return { ...base, answer: same ? "matches" : "differs" };
}

function targetOf({ uri }: XmlReference, { identified }: ReferenceContext): ReferenceTarget {
  if (uri === "") return { kind: "document" };
  if (uri === null || !uri.startsWith("#")) return { kind: "external", uri: uri ?? "" };
  // XPointer is a language; the two words of it that are in use are "all of it" and "the element called".
  if (uri === "#xpointer(/)") return { kind: "document" };
  const name = /^#xpointer\(id\(['"]([^'"]+)['"]\)\)$/.exec(uri)?.[1] ?? uri.slice(1);
  const element = identified.get(name);
  if (element === null) {
    throw new MalformedError("XML_DUPLICATE_ID", `the identifier ${name.slice(0, 60)} is not the only one`, 0);
  }
  return element === undefined ? { kind: "missing" } : { kind: "element", element };
}

type Stage =
  | { readonly kind: "nodes"; readonly apex: Document | Element; readonly leftOut: ReadonlySet<Node> }
  | { readonly kind: "octets"; readonly bytes: Uint8Array };

function octetsOf(
  target: Exclude<ReferenceTarget, { kind: "missing" }>,
  transforms: readonly Transform[],
  signature: XmlSignature,
  context: ReferenceContext,
): Uint8Array | "missing" | "unsupported" {
  let stage: Stage;
  if (target.kind === "external") {
    const bytes = context.external(target.uri === "" ? null : target.uri);
    if (bytes === null) return "missing";
    stage = { kind: "octets", bytes };
  } else {
    const apex = target.kind === "document" ? context.document : target.element;
    stage = { kind: "nodes", apex, leftOut: new Set() };
  }
  for (const transform of transforms) {
    const next = apply(transform, stage, signature, context.budget);
    if (next === null) return "unsupported";
    stage = next;
  }
  if (stage.kind === "octets") return stage.bytes;
  // W3C XML Signature §4.4.3.2: nodes that are left at the end are canonicalized by C14N 1.0 without comments.
  return canonicalize(
    stage.apex,
    { exclusive: false, comments: false, version: "1.0", prefixes: [] },
    stage.leftOut,
    context.budget,
  );
}

/** One transform, or null where its kind of input is not one it can take. */
function apply(transform: Transform, stage: Stage, signature: XmlSignature, budget: Budget): Stage | null {
  switch (transform.kind) {
    case "canonicalization": {
      const nodes = stage.kind === "nodes" ? stage : nodesOf(stage.bytes);
      // §4.4.3.3: a same-document reference has no comments, whatever the method says.
      const method = stage.kind === "nodes" ? { ...transform.method, comments: false } : transform.method;
      return { kind: "octets", bytes: canonicalize(nodes.apex, method, nodes.leftOut, budget) };
    }
    case "enveloped":
      if (stage.kind !== "nodes" || !isWithin(signature.element, stage.apex)) return null;
      return { ...stage, leftOut: new Set([...stage.leftOut, signature.element]) };
    case "without-signatures": {
      if (stage.kind !== "nodes") return null;
      const root = isElement(stage.apex) ? stage.apex : (stage.apex as Document).documentElement;
      const all = root === null ? [] : descendants(root, ns.ds, "Signature");
      // A subtree that is itself inside a signature would be left out whole: nothing would be hashed.
      if (all.some((each) => each === root || (isElement(stage.apex) && isWithin(stage.apex, each)))) return null;
      return { ...stage, leftOut: new Set([...stage.leftOut, ...all]) };
    }
    case "base64":
      return base64Stage(stage);
    default:
      return null;
  }
}

function nodesOf(bytes: Uint8Array): { apex: Document; leftOut: ReadonlySet<Node> } {
  return { apex: parseXml(bytes), leftOut: new Set() };
}

function base64Stage(stage: Stage): Stage {
  const text =
    stage.kind === "octets" ? new TextDecoder("utf-8").decode(stage.bytes) : textUnder(stage.apex, stage.leftOut);
  return { kind: "octets", bytes: unwrapBase64(text) };
}

function textUnder(apex: Document | Element, leftOut: ReadonlySet<Node>): string {
  if (leftOut.size > 0) throw new MalformedError("XML_SIGNATURE_MALFORMED", "base64 of a part of a document", 0);
  const element = isElement(apex) ? apex : (apex as Document).documentElement;
  return element?.textContent ?? "";
}
