import type { SignatureFacts } from "../facts.ts";
import type { ReasonCode } from "../messages.ts";
import type { Policy } from "../policy.ts";
import type { SubIndication } from "../report.ts";

/**
 * What one check concluded.
 *
 * `undecided` is not a softer failure: the standard keeps "known to be bad" and "not enough to know" apart, and a clerk
 * acts differently on each. `noted` changes no verdict.
 */
export type Outcome =
  | { readonly status: "passed" }
  | {
      readonly status: "failed" | "undecided";
      readonly code: ReasonCode;
      readonly sub: SubIndication;
      readonly detail: string;
    }
  | { readonly status: "noted"; readonly code: ReasonCode; readonly detail: string };

/** One question about one signature. `at` is the moment of the verdict, milliseconds since 1970. */
export type Check = (facts: SignatureFacts, policy: Policy, at: number) => Outcome | readonly Outcome[];

export const passed: Outcome = { status: "passed" };

export const failed = (code: ReasonCode, sub: SubIndication, detail = ""): Outcome => ({
  status: "failed",
  code,
  sub,
  detail,
});

export const undecided = (code: ReasonCode, sub: SubIndication, detail = ""): Outcome => ({
  status: "undecided",
  code,
  sub,
  detail,
});

export const noted = (code: ReasonCode, detail = ""): Outcome => ({ status: "noted", code, detail });
