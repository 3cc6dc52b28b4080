import { MalformedError } from "../error.ts";
import { latin1 } from "../text.ts";
import type { PdfDocument } from "./document.ts";
import {
  entryOf,
  isArray,
  isDictionary,
  isName,
  isReference,
  isString,
  type PdfString,
  type PdfValue,
} from "./value.ts";

/** A field of type /Sig in the interactive form. */
export interface SignatureField {
  /** Fully qualified name (§12.7.3.2). */
  readonly name: string;
  /** The object number of the field, or null when it stands inside another object. */
  readonly number: number | null;
  readonly dictionary: PdfValue;
  /** The value as written (a reference as a rule) and as resolved; null when the field is not signed. */
  readonly value: PdfValue;
  readonly signature: PdfValue;
  /** The field dictionary itself carries /V; a field with /V null or without the key does not. */
  readonly signed: boolean;
}

const maxFields = 20_000;
const maxDepth = 32;

/** Every signature field that the catalog leads to, signed or not. @throws {MalformedError} */
export function signatureFields(document: PdfDocument): SignatureField[] {
  const form = document.resolve(entryOf(catalogOf(document), "AcroForm"));
  const found: SignatureField[] = [];
  const seen = new Set<number>();
  const visit = (item: PdfValue, parentName: string, parentType: PdfValue, depth: number) => {
    if (depth > maxDepth) throw new MalformedError("PDF_TOO_DEEP", "fields under fields", 0);
    const number = isReference(item) ? item.number : null;
    if (number !== null && seen.has(number)) return;
    if (number !== null) seen.add(number);
    if (seen.size > maxFields) throw new MalformedError("PDF_TOO_MANY_OBJECTS", "form fields", 0);
    const dictionary = document.resolve(item);
    if (!isDictionary(dictionary)) return;
    const part = document.resolve(entryOf(dictionary, "T"));
    const name = [parentName, isString(part) ? pdfText(part) : ""].filter((each) => each !== "").join(".");
    const type = dictionary.entries.get("FT") ?? parentType;
    const kids = document.resolve(entryOf(dictionary, "Kids"));
    if (isName(document.resolve(type), "Sig") && (dictionary.entries.has("T") || !isArray(kids))) {
      const value = entryOf(dictionary, "V");
      const signature = document.resolve(value);
      found.push({ name, number, dictionary, value, signature, signed: value !== null });
      return;
    }
    if (isArray(kids)) for (const kid of kids.items) visit(kid, name, type, depth + 1);
  };
  const fields = document.resolve(entryOf(form, "Fields"));
  if (isArray(fields)) for (const field of fields.items) visit(field, "", null, 0);
  return found;
}

/** The document catalog. @throws {MalformedError} `PDF_NO_CATALOG` */
export function catalogOf(document: PdfDocument): PdfValue {
  const catalog = document.resolve(document.trailer.entries.get("Root") ?? null);
  if (!isDictionary(catalog)) throw new MalformedError("PDF_NO_CATALOG", "the trailer leads to no catalog", 0);
  return catalog;
}

/**
 * A text string (§7.9.2.2): UTF-16 with its mark, UTF-8 with its mark, or one octet a character. Control characters
 * become spaces, so that a name cannot rewrite the terminal or the page it is shown on.
 */
export function pdfText(value: PdfString): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  return decoded(value.bytes).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, " ");
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    let text = "";
    for (let at = 2; at + 1 < bytes.length; at += 2) {
      text += String.fromCharCode((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0));
    }
    return text;
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder("utf-8").decode(bytes);
  return latin1(bytes);
}
