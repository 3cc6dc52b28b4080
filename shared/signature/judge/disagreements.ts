import type { Language } from "../messages.ts";
import type { Disagreement, SignatureReport } from "../report.ts";
import { type KnownDisagreement, knownDisagreements } from "../texts/disagreements.ts";

/** Why another tool may say otherwise about the same file. Not a promise that it does: versions and settings differ. */
export function disagreementsOf(signatures: readonly SignatureReport[], language: Language): Disagreement[] {
  return knownDisagreements
    .filter((known) => signatures.some((signature) => isOver(signature, known)))
    .map(({ code, with: tool, says }) => ({ with: tool, code, message: says[language === "it" ? 0 : 1] }));
}

function isOver({ reasons, field }: SignatureReport, known: KnownDisagreement): boolean {
  const has = (code: KnownDisagreement["code"]) => reasons.some((reason) => reason.code === code);
  // A viewer of PDFs says nothing about other files.
  if (known.with === "adobe" && field === null) return false;
  return has(known.code) && (known.unless === undefined || !has(known.unless));
}
