import type { Document, Element } from "@xmldom/xmldom";
import { digest } from "../algorithms/digests.ts";
import { MalformedError } from "../error.ts";
import { hex } from "../text.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { newBudget } from "../xml/canonicalize.ts";
import { checkReference } from "../xml/dereference.ts";
import { descendants, ns } from "../xml/element.ts";
import { rootOf } from "../xml/parse-xml.ts";
import { verifySignedInfo } from "../xml/verify-xml-signature.ts";
import { certificateDigests, namesCertificate } from "../xml/xades-properties.ts";
import {
  identified,
  qualifyingProperties,
  readXmlSignature,
  signedProperties,
  type XmlReference,
  type XmlSignature,
} from "../xml/xml-signature.ts";

/** Why a list is not believed. Stable. */
export type ListProblem =
  | "LIST_UNREADABLE"
  | "LIST_NOT_SIGNED"
  | "LIST_SIGNATURE_FORM"
  | "LIST_CONTENT_CHANGED"
  | "LIST_SIGNATURE_WRONG"
  | "LIST_ALGORITHM"
  | "LIST_SIGNER_NOT_TRUSTED"
  | "LIST_SIGNER_NAME_ONLY"
  | "LIST_SEQUENCE_ROLLBACK"
  | "LIST_SUPERSEDED"
  | "LIST_TERRITORY";

export class ListRefused extends Error {
  override readonly name = "ListRefused";
  readonly problem: ListProblem;
  constructor(problem: ListProblem, detail: string, options?: { cause?: unknown }) {
    super(detail, options);
    this.problem = problem;
  }
}

// TS 119 612 §5.7.1 with TS 119 312: nothing weaker was ever allowed in a list that is in force.
const digests: ReadonlySet<string> = new Set(["sha256", "sha384", "sha512", "sha3-256", "sha3-384", "sha3-512"]);

/**
 * The certificate whose key signed the whole list.
 *
 * TS 119 612 §5.7 and annex B: one enveloped XAdES signature at the end of the root; one reference to the whole
 * document with the enveloped and the exclusive canonicalization transform, one to the signed properties, nothing
 * else. Anything besides is refused, for it is the room that signature wrapping needs.
 *
 * @throws {ListRefused} @throws {MalformedError}
 */
export function signerOfList(document: Document, size: number): Certificate {
  const root = rootOf(document);
  const [element, second] = descendants(root, ns.ds, "Signature");
  if (element === undefined) throw new ListRefused("LIST_NOT_SIGNED", "no signature");
  if (second !== undefined) throw new ListRefused("LIST_SIGNATURE_FORM", "more than one signature");
  if (element.parentNode !== root) throw new ListRefused("LIST_SIGNATURE_FORM", "the signature is not at the top");
  const signature = readXmlSignature(element);
  const properties = checkForm(signature);
  const ids = identified(document);
  const budget = newBudget(size);
  for (const reference of signature.references) {
    const { answer } = checkReference(reference, signature, {
      document,
      identified: ids,
      external: () => null,
      budget,
    });
    if (answer !== "matches") throw new ListRefused("LIST_CONTENT_CHANGED", `${reference.uri}: ${answer}`);
  }
  return checkSigner(signature, properties);
}

/** @throws {ListRefused} Returns the signed properties. */
function checkForm(signature: XmlSignature): Element {
  const { scheme, method, references } = signature;
  const form = (detail: string) => new ListRefused("LIST_SIGNATURE_FORM", detail);
  const weak = scheme === null || (scheme.kind !== "eddsa" && !digests.has(scheme.digest ?? ""));
  if (weak) throw new ListRefused("LIST_ALGORITHM", signature.schemeUri);
  if (method === null) throw new ListRefused("LIST_ALGORITHM", "canonicalization");
  const whole = references.filter(({ uri }) => uri === "");
  const [list] = whole;
  if (list === undefined || whole.length !== 1 || references.length !== 2)
    throw form(`${references.length} references`);
  if (!isEnveloped(list)) throw form("the transforms are not those of a list");
  const [qualifying, second] = qualifyingProperties(signature);
  const properties = qualifying === undefined ? null : signedProperties(qualifying);
  if (qualifying === undefined || second !== undefined || properties === null) throw form("no signed properties");
  const other = references.find((reference) => reference !== list);
  if (other?.uri !== `#${properties.getAttribute("Id") ?? ""}`) throw form("the signed properties are not signed");
  if (other.transforms.length > 1 || other.transforms.some(({ kind }) => kind !== "canonicalization")) {
    throw form("the transforms of the signed properties");
  }
  for (const { digest: name } of references) {
    if (name === null || !digests.has(name)) throw new ListRefused("LIST_ALGORITHM", name ?? "digest");
  }
  return properties;
}

function isEnveloped({ transforms }: XmlReference): boolean {
  const [first, second, third] = transforms;
  const isExclusive = second?.kind === "canonicalization" && second.method.exclusive && !second.method.comments;
  return first?.kind === "enveloped" && isExclusive && third === undefined;
}

function checkSigner(signature: XmlSignature, properties: Element): Certificate {
  const [raw] = signature.certificates;
  if (raw === undefined) throw new ListRefused("LIST_SIGNATURE_FORM", "no signer certificate");
  const certificate = readCertificate(raw);
  const answer = verifySignedInfo(signature, certificate);
  if (answer !== "valid") throw new ListRefused("LIST_SIGNATURE_WRONG", answer);
  const named = certificateDigests(properties);
  if (named.length > 0 && !namesCertificate(named, certificate)) {
    throw new ListRefused("LIST_SIGNATURE_FORM", "the signature names another certificate");
  }
  return certificate;
}

/** SHA-256 of a certificate, upper-case hex. */
export const certificateName = (certificate: Uint8Array): string => hex(digest("sha256", certificate));

/** A reader's error as a refusal of the list; anything else is a fault of ours and goes on. */
export function asRefused(error: unknown): ListRefused {
  if (error instanceof ListRefused) return error;
  if (error instanceof MalformedError) return new ListRefused("LIST_UNREADABLE", error.message, { cause: error });
  throw error;
}
