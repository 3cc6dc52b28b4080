import type { Command } from "./command.ts";
import { compiledStep, stepProblem } from "./compile-route.ts";
import { whyNotEligible } from "./eligible.ts";
import type { ActHead, Amendment, AmendmentKind, Step } from "./head.ts";
import { actLimits, overLimit, reasonOf } from "./limits.ts";
import type { Outcome } from "./reduce.ts";
import { fileStepOf, refusedFile, signingItem } from "./reduce-signature.ts";
import { refusal } from "./refusal.ts";
import { closeStep, openNext, openSteps, replaceStep, setAssignment } from "./route-steps.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const vistoNeeded = { it: "serve un passaggio di visto", en: "a step of the visto is needed" };
const isVisto = (step: ActHead["route"][number]) => step.kind === "visto";

/**
 * Asks for a visto where none is under way: an act whose route had none, or whose visto was refused and whose reasons
 * were answered. The refused statement stays on the act.
 */
export function openVisto(head: ActHead, command: Of<"openVisto">, now: string): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  if (head.effect !== "PENDING_VISTO" && head.effect !== "VISTO_REFUSED") return refusal("NO_VISTO_NEEDED");
  if (openSteps(head).some(isVisto)) return refusal("VISTO_UNDER_WAY");
  const detail = command.step.kind === "visto" ? stepProblem(command.step) : vistoNeeded;
  if (detail) return refusal("ROUTE_NOT_COMPLETE", { detail });
  if (head.route.length >= actLimits.steps) return overLimit("route.steps", head.route.length + 1, actLimits.steps);
  const { group: _, ...compiled } = compiledStep(command.step, Math.max(0, ...head.route.map((one) => one.n)));
  const alone: Step = { ...compiled, added: true };
  for (const one of alone.assignments) {
    const refused = whyNotEligible(head, head.route, alone, one);
    if (refused) return refused;
  }
  const opened = openNext(head, [...head.route, alone], command.dueAt, now, "number");
  if (!opened) throw new Error("a waiting visto opens");
  return { next: { ...head, route: opened.route, effect: "PENDING_VISTO" }, events: opened.events };
}

/** What the financial office means to state; the statement to be signed is made from it. */
export function prepareVisto(head: ActHead, command: Of<"prepareVisto">, now: string): Outcome {
  const { who, outcome, commitments } = command;
  const step = fileStepOf(head, who);
  if (step?.kind !== "visto") return refusal("NOT_ASSIGNED");
  const told = outcome === "FAVOURABLE" ? { reason: command.reason.trim() } : reasonOf(command.reason);
  if ("refusal" in told) return told.refusal;
  if (told.reason.length > actLimits.reasonLength)
    return overLimit("reason", told.reason.length, actLimits.reasonLength);
  const numbers = [...new Set(commitments.map((one) => one.trim()).filter((one) => one !== ""))];
  if (numbers.length > actLimits.commitments) return overLimit("commitments", numbers.length, actLimits.commitments);
  const long = numbers.find((one) => one.length > actLimits.commitmentLength);
  if (long !== undefined) return overLimit("commitments", long.length, actLimits.commitmentLength);
  if (outcome !== "REFUSED" && numbers.length === 0) return refusal("COMMITMENTS_MISSING");
  return {
    next: { ...head, vistoIntent: { who, step: step.n, outcome, reason: told.reason, commitments: numbers, at: now } },
    events: [{ type: "act.visto-prepared.v1", data: { step: step.n, outcome } }],
  };
}

/**
 * Takes the signed statement. Favourable (also with remarks, which attest the coverage all the same): the act is
 * executive from that day (TUEL art. 183 c. 7). Refused: it is not, and says why; the number stays.
 */
export function recordVisto(head: ActHead, command: Of<"recordVisto">, now: string): Outcome {
  const { slotId, outcome } = command;
  if (head.signedUpload?.slotId !== slotId) return refusal("NO_SUCH_UPLOAD", { slotId });
  const { signedUpload, signatureRefusal: _r, ...rest } = head;
  const closed = { item: "upload-closed" as const, slotId };
  if (!outcome.accepted) {
    const data = { sha256: outcome.file.sha256, codes: outcome.codes.join(" ") };
    return {
      next: {
        ...rest,
        signatureRefusal: refusedFile(outcome, signedUpload.by, now),
      },
      items: [closed],
      events: [{ type: "act.visto-refused-file.v1", data }],
    };
  }
  const { visto } = outcome;
  const step = fileStepOf(head, visto.by);
  const signer = step?.assignments.find((one) => one.who === visto.by);
  if (step?.kind !== "visto" || !signer) return refusal("NOT_ASSIGNED");
  const { vistoIntent: _i, ...kept } = rest;
  const done = closeStep(setAssignment(step, visto.by, { state: "SIGNED", at: now }), "SATISFIED", now);
  const effect = visto.outcome === "REFUSED" ? "VISTO_REFUSED" : "EXECUTIVE";
  return {
    next: { ...kept, route: replaceStep(head.route, done), visti: [...(head.visti ?? []), visto], effect },
    items: [
      closed,
      signingItem(head, step, signer, head.manifestDigest ?? "", "VISTO", now),
      { item: "fingerprint", sha256: visto.sha256, label: "", rev: head.rev },
    ],
    events: [
      {
        type: "act.visto.v1",
        data: {
          outcome: visto.outcome,
          effect,
          sha256: visto.sha256,
          date: visto.date,
          revision: copyRevision(head) + 1,
        },
      },
    ],
  };
}

/** Which revision the copy must have: every visto and every amendment gives it a new one. */
export const copyRevision = (head: Pick<ActHead, "visti" | "amendedBy">): number =>
  1 + (head.visti?.length ?? 0) + (head.amendedBy?.length ?? 0);

/** Where the act stands after later acts: an annulment outweighs a revocation, a revocation a rectification. */
export function validityOf(head: Pick<ActHead, "amendedBy">): "VALID" | AmendmentKind {
  const all = (head.amendedBy ?? []).map((one) => one.how);
  return (["ANNULLED", "REVOKED", "RECTIFIED"] as const).find((how) => all.includes(how)) ?? "VALID";
}

/** Another numbered act rectifies, revokes or annuls this one. Nothing of this one is deleted. */
export function amend(head: ActHead, command: Of<"amend">, now: string): Outcome {
  const { how, amendment } = command;
  const { registration } = head;
  if (!registration) throw new Error("the table lists numbered acts only");
  const told = reasonOf(amendment.reason);
  if ("refusal" in told) return told.refusal;
  if (amendment.actId === head.actId) return refusal("AMENDS_ITSELF");
  const known = (head.amendedBy ?? []).find((one) => one.actId === amendment.actId);
  if (known) return refusal("ALREADY_AMENDED", { number: `${known.number}/${known.year}`, how: known.how });
  const standing = validityOf(head);
  if (standing === "ANNULLED" || (standing === "REVOKED" && how !== "ANNULLED"))
    return refusal("NO_LONGER_IN_FORCE", { validity: standing });
  const isLater =
    amendment.date > registration.date ||
    (amendment.date === registration.date &&
      (amendment.year !== registration.year || amendment.number > registration.number));
  if (!isLater) return refusal("AMENDED_BY_AN_EARLIER_ACT", { number: `${amendment.number}/${amendment.year}` });
  const entry: Amendment = { ...amendment, how, reason: told.reason, at: now };
  return {
    next: { ...head, amendedBy: [...(head.amendedBy ?? []), entry] },
    events: [
      {
        type: "act.amended.v1",
        data: {
          how,
          by: `${amendment.number}/${amendment.year}`,
          actId: amendment.actId,
          revision: copyRevision(head) + 1,
        },
      },
    ],
  };
}

/** The same link seen from the act that amends. */
export function declareAmendment(head: ActHead, command: Of<"declareAmendment">, now: string): Outcome {
  const { how, amendment } = command;
  if (head.proponent !== amendment.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  if (validityOf(head) !== "VALID" && validityOf(head) !== "RECTIFIED")
    return refusal("NO_LONGER_IN_FORCE", { validity: validityOf(head) });
  if ((head.amends ?? []).length >= actLimits.amendments)
    return overLimit("amends", (head.amends ?? []).length + 1, actLimits.amendments);
  return {
    next: { ...head, amends: [...(head.amends ?? []), { ...amendment, how, at: now }] },
    events: [
      { type: "act.amends.v1", data: { how, act: `${amendment.number}/${amendment.year}`, actId: amendment.actId } },
    ],
  };
}
