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

/** When a signature is known to have existed, milliseconds since 1970. */
export interface SignatureTime {
  /** The earliest trusted timestamp over it, null where there is none. */
  readonly proved: number | null;
  /** Best signature time of EN 319 102-1 §5.5.4: the proved one, else the moment of the verdict. */
  readonly best: number;
}

/** One question about one signature. `at` is the moment of the verdict, milliseconds since 1970. */
export type Check = (
  facts: SignatureFacts,
  policy: Policy,
  at: number,
  time: SignatureTime,
) => Outcome | readonly Outcome[];

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
