import { cmsOid } from "../cms/oids.ts";
import { type Check, failed, type Outcome, passed } from "./outcome.ts";

/**
 * Do the signed attributes say one thing each, and what RFC 5652 §5.3 and §11 ask of them?
 *
 * Without attributes only plain data may be signed: an attacker who presents the attributes of a signature as content
 * of another type gets a signature over a file that nobody signed (draft-ietf-lamps-cms-euf-cma-signeddata). Every
 * widespread library accepts that forgery.
 */
export const signedAttributesAreSound: Check = ({ cms }) => {
  if (cms === null) return passed;
  const { attributes, contentType } = cms;
  if (cms.contentReadsAsAttributes) return failed("CONTENT_IS_ATTRIBUTES", "SIG_CONSTRAINTS_FAILURE");
  if (attributes === null) {
    return contentType === cmsOid.data || cms.isCounterSignature
      ? passed
      : failed("ATTRIBUTES_MISSING", "SIG_CONSTRAINTS_FAILURE", contentType);
  }
  const problems: Outcome[] = [];
  if (attributes.duplicated.length > 0) {
    problems.push(failed("ATTRIBUTE_DUPLICATED", "SIG_CONSTRAINTS_FAILURE", attributes.duplicated.join(", ")));
  }
  if (attributes.messageDigestCount === 0) problems.push(failed("MESSAGE_DIGEST_MISSING", "SIG_CONSTRAINTS_FAILURE"));
  if (attributes.algorithmProtection === "differs") {
    problems.push(failed("ALGORITHM_PROTECTION_DIFFERS", "SIG_CONSTRAINTS_FAILURE"));
  }
  const [stated] = attributes.contentTypes;
  // RFC 5652 §11.4: a counter-signature has no content of a type, and states none.
  if (cms.isCounterSignature) {
    if (stated !== undefined) problems.push(failed("CONTENT_TYPE_DIFFERS", "SIG_CONSTRAINTS_FAILURE", stated));
  } else if (stated === undefined) problems.push(failed("CONTENT_TYPE_MISSING", "SIG_CONSTRAINTS_FAILURE"));
  else if (stated !== contentType) {
    problems.push(failed("CONTENT_TYPE_DIFFERS", "SIG_CONSTRAINTS_FAILURE", `${stated} / ${contentType}`));
  }
  return problems;
};
