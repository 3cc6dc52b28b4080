import { type Check, failed, passed } from "./outcome.ts";

/** Does the final file show the very signature dictionary that the signed revision holds? Otherwise it is the spoofing attack. */
export const signatureDictionaryIsTheSignedOne: Check = ({ pdf }) =>
  pdf?.dictionary === "differs" ? failed("PDF_DICTIONARY_REPLACED", "FORMAT_FAILURE", pdf.field) : passed;
