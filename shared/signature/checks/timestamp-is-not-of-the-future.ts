import { type Check, passed, undecided } from "./outcome.ts";

/** Was the token issued before the moment of the verdict, give or take its own accuracy? A clock that is ahead proves nothing. */
export const timestampIsNotOfTheFuture: Check = ({ timestamp }, _policy, at) => {
  if (timestamp === null || timestamp.time === null) return passed;
  return timestamp.time - (timestamp.accuracy ?? 0) > at
    ? undecided("TIMESTAMP_IN_THE_FUTURE", "TIMESTAMP_ORDER_FAILURE", new Date(timestamp.time).toISOString())
    : passed;
};
