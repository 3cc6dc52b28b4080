/** What verdicts stand on, and what is still missing, English. */
export const evidence = {
  timestampMissing: "Timestamp not obtained yet",
  timestampMissingText:
    "The signed file has arrived and waits for its timestamp: «why». Attempt «attempts», on «time»; it is asked again from «retry». This system's own clock never stands in for it.",
  why: {
    TSA_NO_TOKEN: "the timestamp authority gave none",
    TOKEN_OVER_OTHER_BYTES: "the one that came is over other bytes",
    TOKEN_NOT_ACCEPTED: "the one that came does not pass verification",
  },
  situation: "the timestamp over the signed file (attempts: «attempts»)",
  timestamp: "Timestamp",
  timestampText: "A timestamp proves that the signed file existed on «time».",
  downloadTimestamp: "Download the timestamp",
  unanswered:
    "«n» addresses named in the certificates (revocation, certificates of authorities) gave no answer: what could not be established is said in the details.",
  later: "Addresses that had given no answer were asked again",
  laterText:
    "«name»: «verdict», on «time» (attempts: «attempts»; addresses still without an answer: «missing»). The verdict recorded at arrival stays as it was.",
  verdicts: {
    valid: "the signatures are valid",
    invalid: "at least one signature is not valid",
    undetermined: "still undetermined",
    unsigned: "no signatures",
  },
  title: "Kept evidence",
  lead: "What the verdicts on signatures stand on: with these files a verdict can be derived again, also without a network.",
  kinds: {
    report: "Verification report",
    timestamp: "Timestamp",
    certificate: "Certificate",
    crl: "Revocation list (CRL)",
    ocsp: "OCSP answer",
    list: "Trusted list",
  },
  lateListTitle: "Trusted lists to refresh",
  lateList: "List «territory» no. «sequence»: it should have been refreshed by «until».",
  lateListClosed: "List «territory» no. «sequence»: its publisher no longer refreshes it.",
  lateListText:
    "Until it is refreshed, the trust of certificates that depend on these lists stays unverified. Command: visto refresh-trust-lists.",
} as const;
