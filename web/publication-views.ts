import type { ActHead, AlboOutage, PersonalDatum, PublishedHead } from "../shared/act/index.ts";
import type { FormTokens, ShownRefusal, Site } from "./views.ts";

type Page = { readonly site: Site };

export type OmissisProps = Page & {
  readonly forms: FormTokens;
  readonly head: ActHead;
  /** Every text that can be rewritten: as the act has it, and as it would be published. */
  readonly texts: readonly {
    /** `subject`, `contractor`, `title:A`, or a section and the places in it: `motivation:0.2`. */
    readonly place: string;
    readonly text: string;
    readonly redacted: string;
  }[];
  /** What in the text to publish still looks like personal data. Never the whole of it. */
  readonly found: readonly PersonalDatum[];
  readonly reason?: string | undefined;
  readonly refusal?: ShownRefusal | undefined;
};

export type CertificateProps = Page & { readonly head: PublishedHead };

export type OutagesProps = Page & {
  readonly forms: FormTokens;
  readonly days: readonly AlboOutage[];
  /** Days that the looks of the product did not show to be online for twelve hours; minutes. Nobody confirmed them yet. */
  readonly proposed?: readonly {
    readonly day: string;
    readonly online: number;
    readonly down: number;
    readonly unknown: number;
  }[];
  /** Days that were proposed and, somebody said, not lost; the newest first. */
  readonly dismissed?: readonly AlboOutage[];
  readonly extended?: number | undefined;
  /** The day that was just said not to be lost. */
  readonly dismissedDay?: string | undefined;
  /** What was said of such a day, to stand in its form again. */
  readonly unlost?: { readonly day: string; readonly reason: string } | undefined;
  readonly values?: { readonly day: string; readonly reason: string } | undefined;
  readonly refusal?: ShownRefusal | undefined;
};

export type OpenDataProps = Page & { readonly years: readonly number[] };

/** A year of the register, and the page of its numbers that is looked at. */
export type RegisterYearProps = Page & {
  readonly year: number;
  /** The number before the first. */
  readonly opened: number;
  readonly last: number;
  /** How many places the check of the whole year found where something does not follow. */
  readonly faults: number;
  readonly slots: readonly {
    readonly number: number;
    /** `YYYY-MM-DD`. */
    readonly date: string;
    /** 64 upper-case hex digits. */
    readonly hash: string;
    readonly isPublished: boolean;
  }[];
  readonly total: number;
  readonly from: number;
  readonly nextHref?: string | undefined;
  readonly previousHref?: string | undefined;
  /** The body has a public log. */
  readonly proofs: boolean;
};
