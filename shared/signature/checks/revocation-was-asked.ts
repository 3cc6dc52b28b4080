import { type Check, noted, passed, undecided } from "./outcome.ts";

/**
 * Was it asked whether the certificate is revoked? Nothing here asks yet, and the report says so.
 *
 * A certificate that was revoked or suspended when it signed equals no signature (CAD art. 24 c. 4-bis): where its
 * issuer publishes the answer, not having asked leaves the signature open.
 */
export const revocationWasAsked: Check = ({ cms }, policy) => {
  const path = cms?.paths?.paths[0];
  if (path === undefined) return passed;
  // Anchors are trusted by decision; nobody above them could revoke them.
  const asked = path.slice(0, Math.max(1, path.length - 1)).filter((certificate) => !certificate.revocationNotNeeded);
  if (asked.length === 0 || path.length === 1) return passed;
  const published = asked.some((certificate) => certificate.revocationPublished);
  return published && policy.revocation === "when-published"
    ? undecided("REVOCATION_NOT_CHECKED", "TRY_LATER")
    : noted("REVOCATION_NOT_CHECKED");
};
