// What a copy says over and above the act's own text. The caller composes it from the register, the audit and the
// verifier; this folder only prints it. Instants are ISO 8601 in UTC, days are `YYYY-MM-DD` in Europe/Rome.

/** Somebody approved through a personal link: a simple electronic signature, never printed as a digital one. */
export type ApprovalStamp = {
  readonly name: string;
  /** As people read it: "Responsabile unico del progetto", "Servizio finanziario". */
  readonly role: string;
  readonly at: string;
  /** Whom the person stood in for, where a recorded substitute decided. */
  readonly onBehalfOf?: string | undefined;
  /** What the page showed when the decision was taken, where it is not the act's manifest in force. */
  readonly manifestDigest?: string | undefined;
};

/** A signature that the verifier looked at. A signature that is not intact has no place on a copy. */
export type SignatureStamp = {
  readonly name: string;
  readonly role: string;
  /** Printed masked; pass the whole code. */
  readonly fiscalCode?: string | undefined;
  /**
   * `valid`: total-passed under a loaded trusted list. `intact`: the mathematics hold, but the certificate could not be
   * brought to a trusted list, and the copy says so.
   */
  readonly verdict: "valid" | "intact";
  /** `null` where it could not be decided. */
  readonly qualified: boolean | null;
  readonly issuer?: string | undefined;
  readonly format: "PAdES" | "CAdES";
  /** Time stated by the signer. */
  readonly claimedAt?: string | undefined;
  /** Time proved by a timestamp; the only one that is printed as a fact. */
  readonly provedAt?: string | undefined;
};

/** An attachment with the verdict about the stored file. */
export type AttachmentStamp = {
  readonly label: string;
  readonly title?: string | undefined;
  /** 64 hex digits; absent where the act records none. */
  readonly fingerprint?: string | undefined;
  readonly verdict: "VERIFIED" | "MISMATCH" | "SIGNATURE_BAD" | "INFECTED" | "UNREADABLE" | "PENDING";
};

/** The axis of effect (TUEL art. 183 c. 7): whether the act is executive, and since when. */
export type EffectStamp =
  | { readonly state: "executive-on-adoption" }
  | { readonly state: "awaiting-visto" }
  | {
      readonly state: "executive";
      readonly from: string;
      readonly vistoBy: string;
      readonly commitments?: readonly string[];
    }
  | { readonly state: "visto-refused"; readonly reason: string };

/** The visto di regolarità contabile (TUEL art. 183 c. 7): a signed statement of its own, kept beside the original. */
export type VistoStamp = {
  readonly outcome: "FAVOURABLE" | "REFUSED";
  /** Whom it was given by, and as what: "Responsabile del servizio finanziario". */
  readonly by: string;
  readonly role: string;
  /** When the statement was recorded. */
  readonly at: string;
  /** The signed statement's file. */
  readonly file: { readonly fileName: string; readonly sha256: string };
  /** What the verifier said of the statement's signature. */
  readonly signature?: SignatureStamp | undefined;
  /** Numbers of the impegni that it assigned, e.g. "2025/881". */
  readonly commitments?: readonly string[] | undefined;
  /** Why it was refused. */
  readonly reason?: string | undefined;
};

/** A later act that changes this one or takes it away; the act itself stays as it was signed. */
export type AmendmentStamp = {
  readonly kind: "RECTIFIED" | "ANNULLED" | "REVOKED";
  readonly number: number;
  readonly year: number;
  readonly date: string;
  /** The body's words where there are any: "per errore materiale". */
  readonly note?: string | undefined;
};

/** A copy that was sealed before this one; it is kept, and this one says so. */
export type EarlierCopyStamp = { readonly revision: number; readonly sha256: string; readonly at: string };

export type CopyStamps = {
  readonly number: number;
  readonly year: number;
  /** Day of adoption, `YYYY-MM-DD`. */
  readonly date: string;
  readonly approvals: readonly ApprovalStamp[];
  readonly signatures: readonly SignatureStamp[];
  /** The signed file, kept and served untouched: the copy names it and never replaces it (CAD art. 1, duplicato). */
  readonly original: { readonly fileName: string; readonly sha256: string };
  readonly attachments: readonly AttachmentStamp[];
  readonly effect: EffectStamp;
  readonly visto?: VistoStamp | undefined;
  /** In the order in which they came; the newest stands on every page too. */
  readonly amendedBy?: readonly AmendmentStamp[] | undefined;
  readonly earlierCopies?: readonly EarlierCopyStamp[] | undefined;
  readonly verification: {
    /** What the QR encodes. */
    readonly url: string;
    /** What is printed as the address. */
    readonly address: string;
    /** E.g. "7KQ2-M4XD". */
    readonly code: string;
  };
  /** Of the manifest that was approved and signed: the words that its mails and pages showed. Absent where there is none. */
  readonly controlWords?: readonly string[] | undefined;
  /** The text is the one with omissis: the pages say so, and do not call themselves a copy of the whole one. */
  readonly omissis?: boolean | undefined;
  /** 1 for the first copy; a visto gives the copy a new revision. */
  readonly revision?: number | undefined;
  /** The body's keys are test keys: every page says that the document has no legal value. */
  readonly test: boolean;
};
