import { type Check, failed, passed } from "./outcome.ts";

/** Is every byte of the signed revision covered except the signature itself (ISO 32000-1 §12.8.1)? */
export const byteRangeLeavesOnlyContents: Check = ({ pdf }) => {
  if (pdf === null || pdf.byteRange.problem === null) return passed;
  return failed(pdf.byteRange.problem, "FORMAT_FAILURE", pdf.byteRange.range?.join(" ") ?? "");
};
