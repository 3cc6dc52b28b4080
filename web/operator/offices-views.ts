import type { FormTokens, ShownRefusal, Site } from "../views.ts";

type Holder = {
  readonly who: string;
  readonly from: string;
  readonly to?: string | undefined;
  readonly decree: string;
};
type Delegation = Holder & {
  readonly to: string;
  readonly kind: "absence" | "standing";
  readonly formula: string;
};
type Asked =
  | { readonly named: "rup" | "signatory" | "proceedingOfficer" }
  | { readonly office: string }
  | { readonly who: string };

/** Offices, people and routes, as whoever administers them sees them; others read the same without contacts and forms. */
export type OfficesProps = {
  readonly site: Site;
  readonly forms: FormTokens;
  readonly offices: readonly {
    readonly name: string;
    readonly today: { readonly holder: Holder | undefined; readonly absences: readonly Delegation[] };
    readonly holders: readonly Holder[];
    readonly delegations: readonly Delegation[];
  }[];
  readonly people: readonly {
    readonly who: string;
    readonly name: string;
    readonly office: string;
    readonly email: string;
    readonly channel: string | undefined;
  }[];
  readonly templates: readonly {
    readonly kinds?: readonly string[] | undefined;
    readonly steps: readonly {
      readonly kind: "approval" | "opinion" | "signature" | "visto";
      readonly role: string;
      readonly ask: readonly Asked[];
      readonly mode?: "ALL" | "ANY" | "QUORUM" | undefined;
      readonly quorum?: number | undefined;
      readonly days?: number | undefined;
      readonly when: "always" | "spending";
    }[];
    readonly policy: { readonly keepOpinions: boolean };
  }[];
  readonly changes: readonly {
    readonly what: "holder" | "substitute" | "contact";
    readonly office?: string | undefined;
    readonly who: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly mayChange: boolean;
  readonly done?: boolean | undefined;
  readonly refusal?: ShownRefusal | undefined;
};
