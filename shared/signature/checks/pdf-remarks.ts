import { type Check, noted, type Outcome } from "./outcome.ts";

/** What a reader should know about how a PDF was signed although it decides nothing. */
export const pdfRemarks: Check = ({ pdf }) => {
  if (pdf === null) return [];
  const found: Outcome[] = [];
  // Before anything was changed: what shadow documents look like on the day they are signed.
  if (pdf.hiddenObjects > 0) found.push(noted("PDF_HIDDEN_OBJECTS", String(pdf.hiddenObjects)));
  if (pdf.sharedWith !== null) found.push(noted("PDF_SIGNATURE_SHARED", pdf.sharedWith));
  if (pdf.namedDigest !== null) found.push(noted("PDF_DIGEST_NAMED_BY_SUBFILTER", pdf.namedDigest));
  return found;
};
