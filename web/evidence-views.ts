import type { Report } from "../shared/signature/index.ts";

// What verdicts stand on and what they still lack, as pages are given it.

/** A trusted list past its next update; `until` null: its scheme is closed. */
export type LateList = { readonly territory: string; readonly sequence: number; readonly until: string | null };

/** `verdict` absent: nobody was asked again yet. */
export type LaterVerdict = {
  readonly name: string;
  readonly attempts: number;
  readonly missing: number;
  readonly at: string;
  readonly verdict?: Report["verdict"] | undefined;
};

/** Something that a verdict stands on; `about` names the files. */
export type EvidenceEntry = {
  readonly kind: "report" | "timestamp" | "certificate" | "crl" | "ocsp" | "list";
  readonly sha256: string;
  readonly about: readonly string[];
};
