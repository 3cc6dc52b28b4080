import { type Check, failed, passed } from "./outcome.ts";

/** Is the digest in the signed attributes the digest of the content? If not, the content was changed after signing. */
export const messageDigestIsOfTheContent: Check = ({ cms }) =>
  cms?.digestMatches === false ? failed("CONTENT_CHANGED_AFTER_SIGNING", "HASH_FAILURE") : passed;
