import { type Language, messages, type ReasonCode, sentence } from "./messages.ts";
import type { ContentReport, Disagreement, Report, SignatureReport } from "./report.ts";
import { knownDisagreements } from "./texts/disagreements.ts";

const languages = ["it", "en"] as const;
const place = { it: 0, en: 1 } as const;

/** What stood in the sentence's place for a detail; undefined when the sentence is not this code's, or was worded otherwise. */
function detailOf(code: ReasonCode, message: string, language: Language): string | undefined {
  if (sentence(code, language) === message) return "";
  const [before = "", after] = messages[code][place[language]].split("{}");
  const isIts = after !== undefined && message.startsWith(before) && message.endsWith(after);
  return isIts && message.length > before.length + after.length
    ? message.slice(before.length, message.length - after.length)
    : undefined;
}

/**
 * The sentence of a reason that was stored in one language, in the other: a code means the same in both, and its detail
 * (a name, an instant, an algorithm) is the same text. A sentence that is not the code's of today stays as it was stored.
 */
export function sentenceIn(
  { code, message }: { readonly code: string; readonly message: string },
  language: Language,
): string {
  if (!Object.hasOwn(messages, code)) return message;
  const known = code as ReasonCode;
  for (const from of languages) {
    const detail = detailOf(known, message, from);
    if (detail !== undefined) return sentence(known, language, detail);
  }
  return message;
}

/**
 * A kept report in a language: reasons, error and what other tools say, at every level. Nothing is verified again, and
 * `changes`, which are sentences without a code, stay in the language of the verdict.
 */
export function reportIn(report: Report, language: Language): Report {
  return {
    ...report,
    signatures: report.signatures.map((one) => signatureIn(one, language)),
    content: report.content === null ? null : contentIn(report.content, language),
    disagreements: report.disagreements.map((one) => disagreementIn(one, language)),
    error: report.error === null ? null : { ...report.error, message: sentenceIn(report.error, language) },
  };
}

function signatureIn<S extends SignatureReport>(signature: S, language: Language): S {
  return {
    ...signature,
    reasons: signature.reasons.map((reason) => ({ ...reason, message: sentenceIn(reason, language) })),
    // Reports of before there were any have none.
    timestamps: (signature.timestamps ?? []).map((one) => signatureIn(one, language)),
    counterSignatures: (signature.counterSignatures ?? []).map((one) => signatureIn(one, language)),
  };
}

const contentIn = (content: ContentReport, language: Language): ContentReport => ({
  ...content,
  signatures: content.signatures.map((one) => signatureIn(one, language)),
  content: content.content === null ? null : contentIn(content.content, language),
});

function disagreementIn(one: Disagreement, language: Language): Disagreement {
  const known = knownDisagreements.find(
    ({ code, with: tool, says }) => code === one.code && tool === one.with && says.includes(one.message),
  );
  return known ? { ...one, message: known.says[place[language]] } : one;
}
