import { type Check, noted, type Outcome } from "./outcome.ts";

/** What a reader of the report should know although it decides nothing. */
export const remarks: Check = ({ cms, pdf }) => {
  if (cms === null) return [];
  const found: Outcome[] = [];
  if (cms.attributes?.sorted === false && cms.cryptography === "valid") found.push(noted("ATTRIBUTES_STORED_UNSORTED"));
  if (cms.ber && pdf === null) found.push(noted("ENVELOPE_IS_BER"));
  if (cms.trailingBytes > 0) found.push(noted("TRAILING_BYTES", String(cms.trailingBytes)));
  if (cms.digestInfoWithoutNull) found.push(noted("DIGEST_INFO_WITHOUT_NULL"));
  if (pdf !== null && cms.signersInEnvelope > 1) found.push(noted("PDF_MORE_SIGNERS", String(cms.signersInEnvelope)));
  return found;
};
