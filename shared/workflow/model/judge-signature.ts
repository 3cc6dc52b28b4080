import { type ActHead, type Assignment, type Deputy, type Step, whyNotEligible } from "../../act/index.ts";
import { matchSigner, type ReasonCode, type Report, type SignatureReport } from "../../signature/index.ts";
import type { BodySettings } from "../ports/body.ts";

/** Why a signed file is not taken: a stable code and the sentence for whoever uploaded it. */
export type No = { readonly code: string; readonly message: string };

/** Said before anything else about a signed file: nobody is to open it. */
export const infectedFile: No = {
  code: "INFECTED",
  message: "Nel file è stato trovato un programma dannoso: va firmato di nuovo, da un computer controllato.",
};

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
  if (!signature) return { code: "NOT_SIGNED", message: "Il file non contiene alcuna firma." };
  const because = signature.reasons
    .filter((reason) => reason.level !== "note")
    .map((reason) => reason.message)
    .join(" ");
  if (signature.integrity !== "valid")
    return { code: "SIGNATURE_NOT_INTACT", message: `La firma non è integra. ${because}` };
  if (report.verdict === "invalid" || signature.indication === "TOTAL_FAILED")
    return { code: "SIGNATURE_NOT_VALID", message: `Una firma del file non è valida. ${because}` };
  if (signature.kind === "pades" && signature.coverage !== "whole-file" && !isUntouched(signature))
    return { code: "SIGNATURE_NOT_WHOLE", message: "La firma non copre tutto il file." };
  const open = signature.reasons.filter((reason) => reason.level === "undecided" && !mayStayOpen.includes(reason.code));
  if (open.length > 0)
    return {
      code: "SIGNATURE_NOT_CERTAIN",
      message: `La firma non si può accertare. ${open.map((one) => one.message).join(" ")}`,
    };
  return policyProblem(signature, wanted, because);
}

/** What this body asks beyond a signature that holds (CAD art. 24; eIDAS art. 25). */
function policyProblem(
  signature: SignatureReport,
  wanted: NonNullable<BodySettings["signatures"]>,
  because: string,
): No | undefined {
  if (wanted.passed && signature.indication !== "TOTAL_PASSED")
    return {
      code: "SIGNATURE_NOT_PASSED",
      message: `L'ente accetta solo firme accertate per intero (catena e revoca). ${because}`,
    };
  if (wanted.qualified && signature.signer?.qualified !== true)
    return {
      code: "NOT_QUALIFIED",
      message: "L'ente richiede un certificato qualificato: dagli elenchi di fiducia non risulta.",
    };
  if (wanted.levels && (signature.level === null || !wanted.levels.includes(signature.level)))
    return {
      code: "LEVEL_NOT_TAKEN",
      message: `L'ente accetta firme di livello ${wanted.levels.join(", ")}; questa è ${signature.level ?? "senza livello"}.`,
    };
  return undefined;
}

/** Later revisions that only add validation data or another signature leave what was signed as it was. */
const isUntouched = (signature: SignatureReport) =>
  signature.laterChanges === "none" || signature.laterChanges === "allowed";

/** Names the holder, so that whoever signed by mistake knows whose turn it is (FIR-04). */
export function signerProblem({ signature, by }: OwnSignature, assignment: Assignment): No | undefined {
  if (!signature.signer) return { code: "SIGNER_UNKNOWN", message: "Il certificato del firmatario non è leggibile." };
  if (by) return undefined;
  return { code: "FIR-04", message: `Ha firmato ${signature.signer.name}, ma deve firmare ${assignment.name}.` };
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
