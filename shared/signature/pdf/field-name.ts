import type { PdfDocument } from "./document.ts";
import { pdfText } from "./signature-fields.ts";
import { entryOf, isString, type PdfValue } from "./value.ts";

/** The fully qualified name (§12.7.3.2) of a field under a parent; a widget bears its field's. */
export function fieldNameIn(document: PdfDocument, field: PdfValue, parentName: string): string {
  const name = document.resolve(entryOf(field, "T"));
  const part = isString(name) ? pdfText(name) : "";
  return [parentName, part].filter((each) => each !== "").join(".") || "?";
}
