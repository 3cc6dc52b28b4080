import { type Check, failed, passed, undecided } from "./outcome.ts";

/** Are the bytes that were signed at hand, and one set of them only? */
export const signedContentIsKnown: Check = ({ cms }) => {
  if (cms?.content === "missing") return undecided("DETACHED_CONTENT_MISSING", "SIGNED_DATA_NOT_FOUND");
  if (cms?.content === "conflict") return failed("CONTENT_CONFLICT", "HASH_FAILURE");
  if (cms?.digestNotComputed) return undecided("DIGEST_NOT_ANNOUNCED", "FORMAT_FAILURE", cms.digest ?? "");
  return passed;
};
