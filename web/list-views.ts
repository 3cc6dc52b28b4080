import type { ActSummary, Site } from "./views.ts";

type Page = { readonly site: Site };

/** One page of a list: how many there are in all, and the addresses of the pages around it. */
export type Paged = {
  readonly acts: readonly ActSummary[];
  readonly total: number;
  /** Place of the first act of this page, from 0. */
  readonly from: number;
  readonly nextHref?: string | undefined;
  readonly previousHref?: string | undefined;
};
export type AlboListProps = Page & Paged;

/** The search of the transparency pages, as the query string gave it. */
export type TransparencyQuery = Readonly<
  Partial<
    Record<"q" | "year" | "number" | "cig" | "company" | "sector" | "min" | "max" | "from" | "to" | "impronta", string>
  >
>;
export type TransparencyListProps = Page &
  Paged & {
    readonly query: TransparencyQuery;
    /** Departments that acts can be narrowed to. */
    readonly departments: readonly string[];
    /** Fields of the search that could not be read, and were left out: name and what was written. */
    readonly unread?: readonly (readonly [field: "min" | "max" | "from" | "to", value: string])[];
  };
