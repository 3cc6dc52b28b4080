import type { TrustStore } from "../../signature/index.ts";

/** What a body trusts at one moment: certificates outright, and what signed lists say. */
export type Trust = {
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  /** Absent: no list was given. A list past its next update is still here, and is no evidence: each verdict says so. */
  readonly trustedLists?: TrustStore;
  /** The files of the lists that are believed, to be kept with the verdicts that stand on them. */
  readonly lists: readonly Uint8Array[];
};

/** Where the body's certificates and trusted lists lie. */
export interface TrustSource {
  /** As they lie there now. @throws when the place cannot be read: that is never "nothing is trusted" */
  current(): Promise<Trust>;
}
