import { MalformedError } from "./error.ts";
import { type Language, sentence } from "./messages.ts";
import type { Change } from "./pdf/changes.ts";
import { compareRevisions } from "./pdf/compare-revisions.ts";
import { openPdf, type PdfDocument } from "./pdf/document.ts";
import { wholeFile } from "./pdf/file-bytes.ts";
import { pagesOf } from "./pdf/pages.ts";
import { type SignatureField, signatureFields } from "./pdf/signature-fields.ts";
import { entryOf, isArray, isName, isReference } from "./pdf/value.ts";
import { isVisible, rectangleOf, widgetsOf } from "./pdf/widget.ts";
import { sameBytes } from "./text.ts";

/** A signature that the signed file adds to the fixed one, with where it shows on the page. */
export interface AddedSignature {
  readonly field: string;
  /** Page number from 1, null when the widget is on no page. */
  readonly page: number | null;
  /** Points in page space; all zeros or equal corners = invisible. */
  readonly rect: readonly [number, number, number, number] | null;
  readonly visible: boolean;
}

export type PdfComparison =
  | { readonly same: true; readonly how: "identical" }
  | { readonly same: true; readonly how: "incremental-signature"; readonly added: readonly AddedSignature[] }
  | {
      readonly same: false;
      readonly code: PdfComparisonCode;
      /** Italian, as in `says.it`. */
      readonly detail: string;
      readonly says: Readonly<Record<Language, string>>;
    };

export type PdfComparisonCode =
  | "FIXED_UNREADABLE"
  | "SIGNED_UNREADABLE"
  | "NOT_A_CONTINUATION"
  | "NO_SIGNATURE_ADDED"
  | "CONTENT_CHANGED";

/**
 * Says whether a signed upload carries exactly the content of the PDF that was given out for signature.
 *
 * The upload must begin with every byte of the fixed PDF, and what follows may only be incremental updates that add
 * signatures (ISO 32000-1 §7.5.6): fields, widgets, appearances, DSS, metadata. Anything else, however invisible, is
 * another document. The appearances of added signatures are listed, because they are laid over the page.
 *
 * It does not verify the signatures: `verifyBytes` does. Never throws because of the bytes.
 */
export function comparePdfContent(fixed: Uint8Array, signed: Uint8Array): PdfComparison {
  if (sameBytes(fixed, signed)) return { same: true, how: "identical" };
  if (signed.length < fixed.length || !sameBytes(fixed, signed.subarray(0, fixed.length))) {
    return different("NOT_A_CONTINUATION", {
      it: "Il file caricato non comincia con tutti i byte del documento da firmare.",
      en: "The uploaded file does not begin with all the bytes of the document to sign.",
    });
  }
  const older = opened(fixed);
  if (typeof older === "string") return different("FIXED_UNREADABLE", same(older));
  const newer = opened(signed);
  if (typeof newer === "string") return different("SIGNED_UNREADABLE", same(newer));
  try {
    const unwanted = compareRevisions(older, newer, fixed.length).filter((change) => !isWelcome(change, older));
    if (unwanted.length > 0)
      return different("CONTENT_CHANGED", { it: text(unwanted, "it"), en: text(unwanted, "en") });
    const added = addedSignatures(older, newer);
    if (added.length === 0)
      return different("NO_SIGNATURE_ADDED", {
        it: "Il file caricato non aggiunge alcuna firma.",
        en: "The uploaded file adds no signature.",
      });
    return { same: true, how: "incremental-signature", added };
  } catch (error) {
    if (error instanceof MalformedError) return different("SIGNED_UNREADABLE", same(error.message));
    throw error;
  }
}

const different = (code: PdfComparisonCode, says: Readonly<Record<Language, string>>): PdfComparison => ({
  same: false,
  code,
  detail: says.it,
  says,
});

/** What a reader of bytes says is for those who read bytes: the same in both languages. */
const same = (detail: string) => ({ it: detail, en: detail });

const text = (changes: readonly Change[], language: Language): string =>
  changes.map(({ code, detail }) => sentence(code, language, detail)).join(" ");

function opened(bytes: Uint8Array): PdfDocument | string {
  try {
    return openPdf(wholeFile(bytes));
  } catch (error) {
    if (error instanceof MalformedError) return error.message;
    throw error;
  }
}

/** What a signature may bring. The first signature may certify (/Perms); after one, that would be an attack. */
function isWelcome(change: Change, older: PdfDocument): boolean {
  if (change.level === "allowed") return change.code !== "CHANGE_EMPTY_FIELD_ADDED";
  return change.code === "CHANGE_CERTIFICATION" && signatureFields(older).every(({ signed }) => !signed);
}

function addedSignatures(older: PdfDocument, newer: PdfDocument): AddedSignature[] {
  const before = new Set(
    signatureFields(older)
      .filter(({ signed }) => signed)
      .map(({ name }) => name),
  );
  const added = signatureFields(newer).filter(({ name, signed }) => signed && !before.has(name));
  const signatures = added.filter(({ signature }) => !isName(entryOf(signature, "SubFilter"), "ETSI.RFC3161"));
  const places = annotationPlaces(newer);
  return signatures.flatMap((field) => appearancesOf(newer, field, places));
}

function appearancesOf(document: PdfDocument, field: SignatureField, places: ReadonlyMap<number, number>) {
  return widgetsOf(document, field.dictionary, field.number).map(({ number, widget }) => ({
    field: field.name,
    page: number === null ? null : (places.get(number) ?? null),
    rect: rectangleOf(document, widget),
    visible: isVisible(document, widget),
  }));
}

/** On which page each annotation lies, by object number. */
function annotationPlaces(document: PdfDocument): Map<number, number> {
  const places = new Map<number, number>();
  for (const page of pagesOf(document)) {
    const list = document.resolve(entryOf(page.dictionary, "Annots"));
    for (const item of isArray(list) ? list.items : []) if (isReference(item)) places.set(item.number, page.index);
  }
  return places;
}
