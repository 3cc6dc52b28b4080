import type { SignatureFacts } from "../facts.ts";

/**
 * When the signer says to have signed, milliseconds since 1970, or null: signed attributes and /M of a PDF, and what a
 * timestamp itself states. Content timestamps belong here: they are older than the signature that holds them.
 *
 * The latest counts: all of them are signed, so the signature is not older than any by its own word.
 */
export function claimedTime({ kind, cms, pdf, timestamp }: SignatureFacts): number | null {
  if (kind === "timestamp") return timestamp?.time ?? null;
  const content = (cms?.timestamps ?? []).filter(({ purpose }) => purpose === "content");
  const stamped = content.flatMap(({ signature }) => signature.timestamp?.time ?? []);
  const word = pdf?.claimedTime ?? cms?.attributes?.signingTimes[0];
  const claims = [...stamped, ...(word === undefined || word === null ? [] : [word])];
  return claims.length === 0 ? null : Math.max(...claims);
}
