import { type ActHead, type Assignment, type Deputy, type Step, whyNotEligible } from "../../act/index.ts";
import { matchSigner, type Reason, type ReasonCode, type Report, type SignatureReport } from "../../signature/index.ts";
import { sentenceIn } from "../../signature/report-in.ts";
import type { BodySettings } from "../ports/body.ts";
import { fileNo, type InBoth, type No } from "./signed-file-words.ts";

/** Whoever may sign for a place: the person, or a substitute whom the directory recorded with formula and decree. */
export type MaySign = { readonly person: Assignment | Deputy; readonly instead: Assignment | undefined };

export function whoMaySign(head: ActHead, step: Step, assignment: Assignment): MaySign[] {
  const deputies = (assignment.deputies ?? []).filter(
    (one) => one.formula !== undefined && whyNotEligible(head, head.route, step, one) === undefined,
  );
  return [
    { person: assignment, instead: undefined },
    ...deputies.map((person): MaySign => ({ person, instead: assignment })),
  ];
}

export type Signer = NonNullable<SignatureReport["signer"]>;

export function matchOf(signer: Signer, { name, fiscalCode }: Pick<Deputy, "name" | "fiscalCode">) {
  return matchSigner(signer, { name, ...(fiscalCode === undefined ? {} : { fiscalCode }) });
}

export type OwnSignature = { readonly signature: SignatureReport; readonly by: MaySign | undefined };

/** The signature of whoever may sign for the place; of several signers in one file, theirs, else the last one. */
export function ownSignature(report: Report, may: readonly MaySign[]): OwnSignature | undefined {
  const people = report.signatures.filter((one) => one.kind !== "timestamp");
  for (const by of may)
    for (const signature of people)
      if (signature.signer && matchOf(signature.signer, by.person).match !== "none") return { signature, by };
  const last = people.at(-1);
  return last ? { signature: last, by: undefined } : undefined;
}

/**
 * What may stay open about a signature that is accepted, and is said on every page: nobody gave a trusted list, the
 * one that was given is past its next update (our neglect, not the signer's), or nobody has asked for the certificate's
 * revocation yet. Anything else that is open (a certificate out of its days, a key that is not for signing, a change
 * after the signature) is not for a machine to wave through.
 */
const mayStayOpen: readonly ReasonCode[] = [
  "TRUST_NOT_AVAILABLE",
  "CHAIN_NOT_FOUND",
  "REVOCATION_NOT_CHECKED",
  "TRUSTED_LIST_EXPIRED",
];

/** What the policy asks of the file: no signature in it is bad, and the one that counts is intact and its whole content's. */
export function signatureProblem(
  signature: SignatureReport | undefined,
  report: Report,
  wanted: BodySettings["signatures"] = {},
): No | undefined {
  if (!signature) return fileNo("NOT_SIGNED");
  const because = inBoth(signature.reasons.filter((reason) => reason.level !== "note"));
  if (signature.integrity !== "valid") return fileNo("SIGNATURE_NOT_INTACT", { because });
  if (report.verdict === "invalid" || signature.indication === "TOTAL_FAILED")
    return fileNo("SIGNATURE_NOT_VALID", { because });
  if (signature.kind === "pades" && signature.coverage !== "whole-file" && !isUntouched(signature))
    return fileNo("SIGNATURE_NOT_WHOLE");
  const open = signature.reasons.filter((reason) => reason.level === "undecided" && !mayStayOpen.includes(reason.code));
  if (open.length > 0) return fileNo("SIGNATURE_NOT_CERTAIN", { because: inBoth(open) });
  return policyProblem(signature, wanted, because);
}

/** The verifier's sentences, which its report has in one language. */
const inBoth = (reasons: readonly Pick<Reason, "code" | "message">[]): InBoth => {
  const said = (language: "it" | "en") => reasons.map((reason) => sentenceIn(reason, language)).join(" ");
  return { it: said("it"), en: said("en") };
};

/** Why a file could not be examined to the end, in the verifier's words. */
export const unreadable = (error: NonNullable<Report["error"]>): No => ({
  code: "UNREADABLE",
  why: { it: sentenceIn(error, "it"), en: sentenceIn(error, "en") },
});

/** What this body asks beyond a signature that holds (CAD art. 24; eIDAS art. 25). */
function policyProblem(
  signature: SignatureReport,
  wanted: NonNullable<BodySettings["signatures"]>,
  because: InBoth,
): No | undefined {
  if (wanted.passed && signature.indication !== "TOTAL_PASSED") return fileNo("SIGNATURE_NOT_PASSED", { because });
  if (wanted.qualified && signature.signer?.qualified !== true) return fileNo("NOT_QUALIFIED");
  if (wanted.levels && (signature.level === null || !wanted.levels.includes(signature.level)))
    return fileNo("LEVEL_NOT_TAKEN", {
      levels: wanted.levels.join(", "),
      level: signature.level ?? { it: "senza livello", en: "without a level" },
    });
  return undefined;
}

/** Later revisions that only add validation data or another signature leave what was signed as it was. */
const isUntouched = (signature: SignatureReport) =>
  signature.laterChanges === "none" || signature.laterChanges === "allowed";

/** Names the holder, so that whoever signed by mistake knows whose turn it is (FIR-04). */
export function signerProblem({ signature, by }: OwnSignature, assignment: Assignment): No | undefined {
  if (!signature.signer) return fileNo("SIGNER_UNKNOWN");
  return by ? undefined : fileNo("FIR-04", { signer: signature.signer.name, holder: assignment.name });
}

/** Who signed, for whom, and how the certificate was matched, as the act keeps it. */
export function signerFacts({ signature, by }: OwnSignature, step: Step, assignment: Assignment) {
  const { signer } = signature;
  if (!signer || !by) throw new Error("checked before");
  const { person, instead } = by;
  const held = instead ? { name: (instead.onBehalfOf ?? instead).name } : assignment.onBehalfOf;
  const { formula, decree } = person;
  return {
    signer: {
      name: signer.name,
      fiscalCode: signer.fiscalCode,
      issuer: signer.issuer,
      qualified: signer.qualified,
      matchedBy: matchOf(signer, person).match === "fiscal-code" ? ("fiscal-code" as const) : ("name" as const),
    },
    role: step.role,
    ...(held
      ? { onBehalfOf: { name: held.name, ...(formula ? { formula } : {}), ...(decree ? { decree } : {}) } }
      : {}),
    by: assignment.who,
  };
}
