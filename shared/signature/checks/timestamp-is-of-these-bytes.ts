import { type Check, failed, noted, passed } from "./outcome.ts";

/** Does the timestamp token speak of these bytes (RFC 3161 §2.4.2)? */
export const timestampIsOfTheseBytes: Check = ({ timestamp }) => {
  if (timestamp === null) return passed;
  if (timestamp.imprintMatches === false) return failed("TIMESTAMP_OF_OTHER_BYTES", "HASH_FAILURE");
  return timestamp.imprintMatches === null ? noted("TIMESTAMPED_CONTENT_UNKNOWN") : passed;
};
