import type { ReasonCode } from "../messages.ts";
import type { QualificationReport } from "../report.ts";
import { signatureQualification } from "../trust/signature-qualification.ts";
import { claimsQualified } from "../x509/qualified.ts";
import { type Check, noted, passed } from "./outcome.ts";

/** Says what the trusted lists make of the certificate, or that nobody asked them. Changes no verdict. */
export const qualificationIsTold: Check = ({ cms, kind }, _policy, _at, time) => {
  if (kind === "timestamp" || cms?.certificate == null) return passed;
  const found = signatureQualification(cms, time.best);
  if (found === null) {
    return noted(claimsQualified(cms.certificate) ? "QUALIFIED_CLAIM_NOT_CHECKED" : "NOT_QUALIFIED");
  }
  if (found.certificate === "unknown") return noted("QUALIFIED_LIST_NOT_GIVEN");
  return noted(codeOf(found), detailOf(found));
};

function codeOf({ signature, certificate, provider, atIssuance, atSigning }: QualificationReport): ReasonCode {
  if (certificate === "not-qualified") {
    if (provider === null) return "NOT_QUALIFIED_NO_SERVICE";
    if (atIssuance !== atSigning) return atIssuance ? "NOT_QUALIFIED_AT_SIGNING" : "NOT_QUALIFIED_AT_ISSUANCE";
    return "NOT_QUALIFIED_BY_LIST";
  }
  const codes = {
    QESig: "QUALIFIED_SIGNATURE",
    QESeal: "QUALIFIED_SEAL",
    "AdESig-QC": "QUALIFIED_CERTIFICATE_NO_DEVICE",
    "AdESeal-QC": "QUALIFIED_CERTIFICATE_NO_DEVICE",
    AdES: "QUALIFIED_CERTIFICATE_OTHER_USE",
  } as const;
  return codes[signature];
}

const detailOf = ({ provider, territory, listSequence, status }: QualificationReport): string =>
  provider === null ? "" : `${provider}, ${territory} ${listSequence}, ${status}`;
