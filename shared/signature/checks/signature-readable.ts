import { type Check, passed, undecided } from "./outcome.ts";

/** Can the signature be read at all? Unknown sub-filters and broken CMS leave it open: nothing is known about it. */
export const signatureReadable: Check = ({ unreadable, pdf }) => {
  if (unreadable === null) return passed;
  if (unreadable.code === "UNREACHABLE") return undecided("SIGNATURE_UNREACHABLE", "FORMAT_FAILURE", unreadable.detail);
  if (unreadable.code === "PDF_SUBFILTER")
    return undecided("PDF_SUBFILTER_NOT_COVERED", "FORMAT_FAILURE", unreadable.detail);
  const detail = pdf === null ? unreadable.detail : `${pdf.field}, ${unreadable.detail || unreadable.code}`;
  return undecided("SIGNATURE_UNREADABLE", "FORMAT_FAILURE", detail);
};
