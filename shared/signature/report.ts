import type { ReasonCode } from "./messages.ts";

/** What the bytes of a file are, found by looking at them; the name of the file is never believed. */
export type FileFormat =
  | "pdf"
  | "pdf-a"
  | "p7m"
  | "p7s"
  | "asic-s"
  | "asic-e"
  | "xades"
  | "tst"
  | "xml"
  | "zip"
  | "png"
  | "jpeg"
  | "tiff"
  | "text"
  | "empty"
  | "other";

/** The answer about one file. `valid` only when every signature in it is. */
export type Verdict = "valid" | "invalid" | "undetermined" | "unsigned";

/** ETSI EN 319 102-1 §5.1.3, names verbatim. */
export type Indication = "TOTAL_PASSED" | "TOTAL_FAILED" | "INDETERMINATE";

/** ETSI EN 319 102-1 §5.1.3 tables 5 and 6, as DSS spells them. */
export type SubIndication =
  | "FORMAT_FAILURE"
  | "HASH_FAILURE"
  | "SIG_CRYPTO_FAILURE"
  | "EXPIRED"
  | "NOT_YET_VALID"
  | "SIG_CONSTRAINTS_FAILURE"
  | "CHAIN_CONSTRAINTS_FAILURE"
  | "CERTIFICATE_CHAIN_GENERAL_FAILURE"
  | "CRYPTO_CONSTRAINTS_FAILURE"
  | "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
  | "NO_SIGNING_CERTIFICATE_FOUND"
  | "NO_CERTIFICATE_CHAIN_FOUND"
  | "OUT_OF_BOUNDS_NO_POE"
  | "OUT_OF_BOUNDS_NOT_REVOKED"
  | "REVOKED"
  | "REVOKED_NO_POE"
  | "REVOKED_CA_NO_POE"
  | "TRY_LATER"
  | "TIMESTAMP_ORDER_FAILURE"
  | "SIGNED_DATA_NOT_FOUND";

/** How much a reason weighs: it fails the signature, leaves it open, or only informs. */
export type ReasonLevel = "failed" | "undecided" | "note";

export interface Reason {
  readonly code: ReasonCode;
  readonly level: ReasonLevel;
  /** One sentence in the language that was asked for. */
  readonly message: string;
}

/** Who signed, as the certificate says; it proves identity only as far as `indication` goes. */
export interface SignerReport {
  readonly name: string;
  /** Codice fiscale from subject serialNumber (`TINIT-…` or the older `IT:…`), upper case. */
  readonly fiscalCode: string | null;
  /** The certificate's serial number, upper-case hex. */
  readonly serialNumber: string;
  readonly issuer: string;
  /**
   * With trusted lists: the certificate was a qualified one for signatures or seals, when issued and when it signed.
   * Without: false when it does not even claim so, null when it claims and nobody checked.
   */
  readonly qualified: boolean | null;
  /** What the trusted lists say; null without lists. */
  readonly qualification: QualificationReport | null;
  readonly notBefore: string;
  readonly notAfter: string;
  /** SHA-256 of the certificate, upper-case hex. */
  readonly certificateSha256: string;
}

/** What is known of the signer's certificate at the best signature time. ISO 8601 instants. */
export interface RevocationReport {
  readonly status: "good" | "revoked" | "suspended" | "unknown";
  readonly source: "crl" | "ocsp" | null;
  readonly thisUpdate: string | null;
  /** When revocation or suspension took effect. */
  readonly since: string | null;
  /** CRLReason of RFC 5280 §5.3.1. */
  readonly reason: string | null;
}

/** Qualified status under eIDAS (ETSI TS 119 615), from trusted lists alone. */
export interface QualificationReport {
  /** `unknown`: it claims to be qualified, and the list of its issuer's country was not given. */
  readonly certificate: "qualified" | "not-qualified" | "unknown";
  readonly atIssuance: boolean;
  /** At the best signature time: the earliest proved one, else the moment of the verdict. */
  readonly atSigning: boolean;
  readonly use: "esign" | "eseal" | "web" | null;
  /** The key was in a qualified device (QSCD). Null when the certificate is not qualified. */
  readonly device: boolean | null;
  readonly signature: "QESig" | "QESeal" | "AdESig-QC" | "AdESeal-QC" | "AdES";
  readonly provider: string | null;
  readonly service: string | null;
  /** ISO 3166 code of the list, and its number. */
  readonly territory: string | null;
  readonly listSequence: number | null;
  readonly status: string | null;
}

export interface SignatureReport {
  readonly kind: "pades" | "cades" | "cms" | "xades" | "timestamp";
  readonly level: "B" | "T" | "LT" | "LTA" | null;
  /** The bytes and the mathematics alone. */
  readonly integrity: "valid" | "invalid" | "undetermined";
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly reasons: readonly Reason[];
  readonly signer: SignerReport | null;
  /** ISO 8601 instants. `claimed` is the signer's own word; `proved` is the earliest trusted timestamp over the signature. */
  readonly signingTime: { readonly claimed: string | null; readonly proved: string | null };
  /** Of a timestamp: the ISO 8601 instant that its authority attests; worth something only as far as `indication` goes. */
  readonly time?: string | null;
  readonly algorithm: string | null;
  /** Null: the certificate leads to no anchor, or needs no answer. */
  readonly revocation: RevocationReport | null;
  readonly coverage: "whole-file" | "revision" | "partial" | null;
  /** In a container: the files that the signature is over. */
  readonly coveredFiles?: readonly string[];
  readonly laterChanges: "none" | "allowed" | "suspicious" | "forbidden" | null;
  readonly changes: readonly string[];
  /** Timestamps that the signature itself carries; those of a PDF document stand among the signatures. */
  readonly timestamps: readonly TimestampReport[];
  /** Who signed this signature's value (RFC 5652 §11.4). Each counts for the verdict of the file. */
  readonly counterSignatures: readonly SignatureReport[];
  /** Name of the PDF signature field, null elsewhere. */
  readonly field: string | null;
}

/** A timestamp token in a signature, verified as a signature of its authority. */
export interface TimestampReport extends SignatureReport {
  readonly purpose: "content" | "signature" | "references" | "archive";
  /** ISO 8601 instant that the authority attests; worth something only as far as `indication` goes. */
  readonly time: string | null;
}

/** What lies inside a `.p7m`, verified in its turn when it is signed itself. */
export interface ContentReport {
  readonly sha256: string;
  readonly size: number;
  readonly format: FileFormat;
  readonly signatures: readonly SignatureReport[];
  readonly content: ContentReport | null;
}

export interface Disagreement {
  readonly with: "openssl" | "adobe" | "dss";
  readonly code: ReasonCode;
  readonly message: string;
}

/** Comparison with an impronta that an act records. Filled in by the caller that has the act. */
export interface FingerprintComparison {
  readonly label: string;
  readonly recorded: string;
  readonly matches: "file" | "content" | "none";
  readonly message: string;
}

/** `visto verify --json` for one file. Fields may be added, never renamed. */
export interface Report {
  readonly file: string;
  /** SHA-256 of the file as it is, upper-case hex. */
  readonly sha256: string;
  readonly size: number;
  readonly format: FileFormat;
  readonly verdict: Verdict;
  readonly signatures: readonly SignatureReport[];
  readonly content: ContentReport | null;
  readonly disagreements: readonly Disagreement[];
  readonly impronta: FingerprintComparison | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}
