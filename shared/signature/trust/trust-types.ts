/** A trusted list as far as it is known: who issued it, when, and until when it may be relied on. Times are milliseconds since 1970. */
export interface TrustedListFacts {
  /** ISO 3166 code of the scheme (TS 119 612 §5.3.10), `EU` for the list of the lists. */
  readonly territory: string;
  readonly sequence: number;
  readonly issued: number;
  /** Null: the scheme is closed (§5.3.15). */
  readonly nextUpdate: number | null;
  readonly operator: string;
  /** SHA-256 of the file, upper-case hex. */
  readonly sha256: string;
  /** SHA-256 of the certificate that signed it, upper-case hex. */
  readonly signer: string;
}

/** Which certificates a qualifier is about (TS 119 612 §5.5.9.2.2). */
export interface Criteria {
  readonly assert: "all" | "atLeastOne" | "none";
  readonly keyUsages: readonly { readonly bit: string; readonly value: boolean }[];
  /** Every policy of a set must be in the certificate. */
  readonly policySets: readonly (readonly string[])[];
  readonly extendedKeyUsages: readonly string[];
  readonly subjectAttributes: readonly string[];
  readonly lists: readonly Criteria[];
  /** A criterion stands here that is not understood: nothing is concluded from the list. */
  readonly unknown: boolean;
}

export interface QualifierRule {
  /** The last part of each URI: `QCForESig`, `QCWithQSCD`… */
  readonly qualifiers: readonly string[];
  readonly criteria: Criteria;
}

/** What was true of a service from a moment on. */
export interface ServiceStatus {
  /** The last part of the URI: `granted`, `withdrawn`, `accredited`… */
  readonly status: string;
  readonly type: string;
  readonly from: number;
  /** The last part of each additional service information: `ForeSignatures`, `RootCA-QC`… */
  readonly additional: readonly string[];
  readonly qualifiers: readonly QualifierRule[];
}

/** One trust service with its history, newest status first. */
export interface TrustService {
  readonly list: TrustedListFacts;
  readonly provider: string;
  readonly name: string;
  /** DER of the certificates that identify it. All bear one key and one name. */
  readonly certificates: readonly Uint8Array[];
  readonly history: readonly ServiceStatus[];
}

/** Where another list lies and who may sign it (§5.3.13). */
export interface ListPointer {
  readonly territory: string;
  readonly location: string;
  readonly isXml: boolean;
  readonly certificates: readonly Uint8Array[];
}

/** A list whose XML signature holds; whose signature it is has still to be asked. */
export interface TrustedList {
  readonly facts: TrustedListFacts;
  readonly isListOfLists: boolean;
  readonly signer: Uint8Array;
  readonly pointers: readonly ListPointer[];
  /** Where the lists lie that announced a change of signers, newest first (TS 119 615 §4.1); of the list of the lists only. */
  readonly pivots: readonly string[];
  readonly services: readonly TrustService[];
  /** Entries that were left out, and why. */
  readonly leftOut: readonly string[];
}
