/** CRLReason (RFC 5280 §5.3.1). Unknown numbers are `unspecified`: the certificate is revoked all the same. */
export type RevocationReason = (typeof names)[number];

const names = [
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  "unspecified",
  "removeFromCRL",
  "privilegeWithdrawn",
  "aACompromise",
] as const;

export const reasonOf = (code: number): RevocationReason => names[code] ?? "unspecified";

/** The bit of certificateHold in ReasonFlags. */
export const holdFlag = 1 << 6;
