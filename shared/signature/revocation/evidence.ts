import type { Certificate } from "../x509/certificate.ts";
import type { Path } from "../x509/path.ts";
import type { Crl } from "./crl.ts";
import type { OcspAnswer } from "./ocsp.ts";
import type { RevocationReason } from "./reason.ts";

/** One authentic answer about one certificate. Times are milliseconds since 1970. */
export interface Evidence {
  readonly source: "crl" | "ocsp";
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  /** Speaks of the moment that was asked about; otherwise only what it says against the certificate counts. */
  readonly fresh: boolean;
  /** Bits of ReasonFlags that it would have told. */
  readonly reasons: number;
  readonly says: "good" | { readonly since: number; readonly reason: RevocationReason };
}

/** Why an answer did not count, the most telling last. */
export const revocationProblems = [
  "NONE",
  "UNREADABLE",
  "OTHER_CERTIFICATE",
  "OUT_OF_SCOPE",
  "ISSUER_NOT_FOUND",
  "UNDELEGATED",
  "NOT_YET",
  "STALE",
  "EXPIRED_ARE_DROPPED",
  "CRITICAL_EXTENSION",
  "WEAK_ALGORITHM",
  "UNKNOWN_TO_RESPONDER",
  "SOME_REASONS_ONLY",
] as const;
export type RevocationProblem = (typeof revocationProblems)[number];

export type Collected = { readonly evidence: Evidence[]; readonly problems: RevocationProblem[] };

/**
 * Whether a policy relies on the signature that the first of `issuers` made over a list or an answer at `made`,
 * milliseconds since 1970.
 */
export type IsStrong = (signed: Pick<Certificate, "signatureAlgorithm">, issuers: Path, made: number) => boolean;

/** What answers are held against: everything at hand, and the two moments. */
export interface RevocationContext {
  readonly crls: readonly Crl[];
  readonly ocsps: readonly OcspAnswer[];
  /** Issuers of answers are looked for among them. */
  readonly certificates: readonly Certificate[];
  /** The anchor of the path in question: answers must come from under the same one (RFC 5280 §6.3.3 f). */
  readonly anchor: Certificate;
  /** The moment whose status is asked: the best signature time, or the moment of the verdict where none is proved. */
  readonly controlTime: number;
  /** The moment of the verdict: nothing later than it exists. */
  readonly at: number;
  /** Certificates whose status is being asked further up: an answer cannot vouch for its own issuer. */
  readonly asking: ReadonlySet<Certificate>;
  /** An answer that is not says nothing good; what it says against a certificate stands. */
  readonly isStrong: IsStrong;
  /** Candidates that may still be tried: lists and issuers that multiply have been built to exhaust time. */
  readonly budget: { left: number };
}

/** Enough for every real chain; a hostile bag stays under a second. */
export const mostCandidates = 2000;

/** Clocks differ; an answer of a moment ahead is not from the future. */
const clockSkew = 5 * 60_000;

/** An answer without an end is taken for this long: the responder says that newer information is always there. */
const withoutEnd = 24 * 3_600_000;

/**
 * The times of an answer against the moments of the context (EN 319 102-1 §5.2.5 with the interval that it states).
 *
 * Fresh is one that was made after the moment in question, or that had not ended then.
 */
export function timeliness(
  thisUpdate: number,
  nextUpdate: number | null,
  { controlTime, at }: RevocationContext,
): "fresh" | "stale" | "not-yet" {
  if (thisUpdate > at + clockSkew) return "not-yet";
  if (thisUpdate >= controlTime) return "fresh";
  return controlTime <= (nextUpdate ?? thisUpdate + withoutEnd) ? "fresh" : "stale";
}

/** Suspension and revocation take effect when they are published (CAD art. 24 c. 4-bis): a later date in the answer does not put them off. */
export const effective = (revokedAt: number, thisUpdate: number): number => Math.min(revokedAt, thisUpdate);
