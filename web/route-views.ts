import type { ActHead, Assignment, Step } from "../shared/act/index.ts";
import type { FormTokens, ShownRefusal, Site } from "./views.ts";

type WithForms = { readonly site: Site; readonly forms: FormTokens };

/** What the financial office reads before it states its visto: a numbered act and its signed original. */
export type VistoProps = WithForms & {
  readonly head: ActHead;
  readonly step: Step;
  readonly assignment: Assignment;
  readonly refusal?: ShownRefusal | undefined;
};
/** Acts that wait for one person's signature, and the files they have sent so far. */
export type BatchProps = WithForms & {
  readonly name: string;
  readonly acts: readonly { readonly actId: string; readonly subject: string; readonly manifestDigest: string }[];
  readonly results: readonly {
    readonly fileName: string;
    readonly state: "OPEN" | "ACCEPTED" | "REFUSED";
    readonly text: string;
  }[];
};
