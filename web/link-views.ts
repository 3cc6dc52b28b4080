import type { Step } from "../shared/act/index.ts";
import type { FormTokens, ShownRefusal, Site } from "./views.ts";

// What the pages around a link show: who is asked to confirm themselves, and which mails did not arrive.

/** A mail about an act that did not arrive. */
export type UndeliveredProps = {
  readonly name: string;
  readonly state: "SENT" | "WAITING" | "FAILED";
  readonly status: string;
  readonly attempts: number;
  readonly at: string;
  readonly nextAt?: string | undefined;
};

/** What whoever opened a link is asked before they see anything of the act. */
export type SecondFactorProps = { readonly site: Site; readonly forms: FormTokens } & {
  readonly task: {
    /** First letters of the subject's words. */
    readonly subject: string;
    readonly role: string;
    readonly kind: Step["kind"];
    readonly offered: readonly { readonly kind: "otp" | "totp" | "passkey"; readonly to?: string }[];
    /** Until when the code that was sent last is good. */
    readonly codeUntil?: string;
  };
  readonly refusal?: ShownRefusal | undefined;
};
export type AuthenticatorProps = { readonly site: Site; readonly forms: FormTokens } & {
  readonly enrolment: {
    readonly state: "NONE" | "PENDING" | "ACTIVE";
    readonly pending?: { readonly secret: string; readonly address: string };
  };
  /** Whether this site can have passkeys. */
  readonly passkeys: boolean;
  readonly refusal?: ShownRefusal | undefined;
};
