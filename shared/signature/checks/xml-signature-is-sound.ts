import { type Check, failed, noted, type Outcome, passed, undecided } from "./outcome.ts";

/** Do the references of an XML signature hold, and do they cover what makes it a signature of somebody (EN 319 132-1 §4)? */
export const xmlSignatureIsSound: Check = ({ xml }) => {
  if (xml === undefined) return passed;
  const found: Outcome[] = [];
  for (const { uri, answer, detail } of xml.references) {
    if (answer === "unsupported") found.push(unsupported(uri, detail));
  }
  if (xml.dataReferences === 0) found.push(failed("XML_NOTHING_SIGNED", "SIG_CONSTRAINTS_FAILURE"));
  if (xml.doubledCertificate) found.push(failed("XML_CERTIFICATE_DOUBLED", "SIG_CONSTRAINTS_FAILURE"));
  if (xml.properties === "ambiguous") found.push(undecided("XADES_PROPERTIES_AMBIGUOUS", "SIG_CONSTRAINTS_FAILURE"));
  if (xml.properties === "unsigned") found.push(undecided("XADES_PROPERTIES_NOT_SIGNED", "SIG_CONSTRAINTS_FAILURE"));
  if (xml.manifests > 0) found.push(undecided("XML_MANIFEST_NOT_FOLLOWED", "SIGNED_DATA_NOT_FOUND"));
  return found;
};

function unsupported(uri: string, detail: string): Outcome {
  return detail === ""
    ? undecided("XML_REFERENCE_NOT_COMPUTED", "CRYPTO_CONSTRAINTS_FAILURE", uri)
    : undecided("XML_TRANSFORM_NOT_COVERED", "FORMAT_FAILURE", `${uri}: ${detail}`);
}

/** Is the whole document signed? A part that is not is where another text can stand (signature wrapping). */
export const xmlDocumentIsSignedWhole: Check = ({ xml, container }) => {
  if (xml === undefined) return passed;
  const found: Outcome[] = [];
  if (xml.coverage === "partial" && container === undefined) {
    found.push(undecided("XML_PARTIALLY_SIGNED", "FORMAT_FAILURE"));
  }
  if (xml.properties === "absent") found.push(noted("XML_NO_XADES_PROPERTIES"));
  if (xml.policy !== null) found.push(noted("SIGNATURE_POLICY_NOT_PROCESSED", xml.policy));
  if (xml.counterSignatures > 0) found.push(noted("COUNTER_SIGNATURE_NOT_CHECKED"));
  return found;
};
