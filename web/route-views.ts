import type { ActHead, Assignment, Step } from "../shared/act/index.ts";
import type { FormTokens, ShownRefusal, Site } from "./views.ts";

type WithForms = { readonly site: Site; readonly forms: FormTokens };

/** What the financial office reads before it states its visto: a numbered act and its signed original. */
export type VistoProps = WithForms & {
  readonly head: ActHead;
  readonly step: Step;
  readonly assignment: Assignment;
  /** Bytes that a plain form takes, for browsers without script; absent where there is none. */
  readonly plainUploadLimit?: number | undefined;
  readonly refusal?: ShownRefusal | undefined;
};
/** Acts that wait for one person's signature, the package with them, and the files that came back so far. */
export type BatchProps = WithForms & {
  readonly name: string;
  readonly acts: readonly {
    readonly actId: string;
    readonly subject: string;
    /** Cents; null when the act spends nothing. */
    readonly total: number | null;
    readonly manifestDigest: string;
    readonly dueAt: string | null;
  }[];
  readonly pack?:
    | {
        readonly state: "ASKED" | "READY";
        readonly count: number;
        /** Acts that did not fit. */
        readonly left: number;
        readonly length: number | null;
        readonly at: string;
      }
    | undefined;
  readonly files: readonly BatchFileProps[];
  /** Bytes that a plain form takes, for browsers without script; absent where there is none. */
  readonly plainUploadLimit?: number | undefined;
  readonly refusal?: ShownRefusal | undefined;
};
export type BatchFileProps = {
  readonly slotId: string;
  readonly fileName: string;
  readonly state: "OPEN" | "TAKEN" | "REFUSED";
  readonly subject?: string | undefined;
  readonly why?: { readonly it: string; readonly en: string } | undefined;
  readonly code?: string | undefined;
};
/** The answer of `/f/lotto/stato.json`. */
export type BatchStatus = {
  readonly pack: "ASKED" | "READY" | null;
  readonly files: Readonly<Record<string, { readonly busy: boolean; readonly title: string; readonly text: string }>>;
};
