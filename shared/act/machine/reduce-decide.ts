import type { ActEvent, ActItem, Choice, Command } from "./command.ts";
import { firstEligible } from "./eligible.ts";
import type { ActHead, Assignment, Step } from "./head.ts";
import { actLimits, overLimit, reasonOf } from "./limits.ts";
import type { Outcome } from "./reduce.ts";
import { closeUploads } from "./reduce-draft.ts";
import { withoutSignatures } from "./reduce-take-back.ts";
import { type Refusal, refusal } from "./refusal.ts";
import {
  canBeSatisfied,
  closeStep,
  dueAfter,
  isSatisfied,
  openNext,
  openSteps,
  replaceStep,
  revokeRoute,
  seatNumber,
  setAssignment,
  substitute,
} from "./route-steps.ts";

type Decide = Extract<Command, { type: "decide" }>;
type Turn = { readonly step: Step; readonly assignment: Assignment; readonly reason: string };

/** What each kind of step may be answered with a click; anything else there needs a signed file, or another step. */
const answers: Readonly<Record<Step["kind"], readonly Choice[]>> = {
  approval: ["APPROVE", "RETURN", "REJECT", "ABSTAIN", "DELEGATE"],
  opinion: ["FAVOURABLE", "WITH_REMARKS", "UNFAVOURABLE", "RETURN", "ABSTAIN", "DELEGATE"],
  signature: ["RETURN", "REJECT", "ABSTAIN", "DELEGATE"],
  visto: ["ABSTAIN", "DELEGATE"],
};

export const choicesOf = (kind: Step["kind"]): readonly Choice[] => answers[kind];

/**
 * One person's decision on exactly what they read. It names the manifest digest that was on the page: a page opened
 * before a correction must not approve the correction.
 */
export function decide(head: ActHead, command: Decide, now: string): Outcome {
  const step = head.route.find((one) => one.n === command.step);
  const assignment = step?.assignments.find((one) => one.who === command.who);
  if (!step || !assignment) return refusal("NOT_ASSIGNED");
  if (command.seenDigest !== head.manifestDigest)
    return refusal("CONTENT_CHANGED", {
      seen: command.seenDigest.slice(0, 16),
      current: head.manifestDigest?.slice(0, 16) ?? "—",
    });
  if (assignment.state === "SUBSTITUTED") return refusal("NOT_ASSIGNED");
  if (assignment.state !== "PENDING")
    return refusal("ALREADY_DECIDED", { at: assignment.at ?? "", decision: assignment.state });
  if (step.state !== "OPEN") return refusal("OUT_OF_TURN", { waitingFor: waitingFor(head) });
  if (!answers[step.kind].includes(command.choice)) {
    const byFile = step.kind === "signature" || step.kind === "visto";
    return byFile ? refusal("SIGNATURE_NEEDED") : refusal("WRONG_CHOICE", { choice: command.choice, kind: step.kind });
  }
  const told = reasonFor(head, command);
  if ("whoCanFix" in told) return told;
  const turn = { step, assignment, reason: told.reason };
  switch (command.choice) {
    case "RETURN":
      return turnDown(head, turn, command, now);
    case "REJECT":
      return reject(head, turn, command, now);
    case "ABSTAIN":
      return abstain(head, turn, command, now);
    case "DELEGATE":
      return delegate(head, turn, command, now);
    case "UNFAVOURABLE":
      return step.unfavourable === "RETURN" ? turnDown(head, turn, command, now) : agree(head, turn, command, now);
    default:
      return agree(head, turn, command, now);
  }
}

const waitingFor = (head: ActHead) =>
  openSteps(head)
    .map((step) => step.role)
    .join(", ") || "—";

/** A yes may come with a remark; everything else says why. What a reason points at must be there. */
function reasonFor(head: ActHead, { choice, reason, anchor }: Decide): { readonly reason: string } | Refusal {
  if (anchor && "attachment" in anchor && !head.slots.some((slot) => slot.label === anchor.attachment))
    return refusal("UNKNOWN_ATTACHMENT", {
      label: anchor.attachment,
      labels: head.slots.map((slot) => slot.label).join(", ") || "—",
    });
  if (choice === "APPROVE" || choice === "FAVOURABLE" || choice === "DELEGATE") {
    const remark = reason.trim();
    if (remark.length > actLimits.reasonLength) return overLimit("reason", remark.length, actLimits.reasonLength);
    return { reason: remark };
  }
  const told = reasonOf(reason);
  return "refusal" in told ? told.refusal : told;
}

function recorded(head: ActHead, { assignment, reason }: Turn, command: Decide, now: string) {
  const { step, who, choice, seenDigest, method, reasonCode, anchor } = command;
  const { onBehalfOf, formula, decree } = assignment;
  const item: ActItem = {
    item: "decision",
    rev: head.rev,
    step,
    who,
    choice,
    reason,
    ...(reasonCode ? { reasonCode } : {}),
    ...(anchor ? { anchor } : {}),
    ...(onBehalfOf ? { onBehalfOf: onBehalfOf.who } : {}),
    ...(onBehalfOf && formula ? { formula } : {}),
    ...(onBehalfOf && decree ? { decree } : {}),
    manifestDigest: seenDigest,
    method,
    at: now,
  };
  const event: ActEvent = {
    type: "act.decided.v1",
    data: { rev: head.rev, step, choice, manifestDigest: seenDigest, ...(onBehalfOf ? { substitute: 1 } : {}) },
  };
  const because: Partial<Assignment> = {
    at: now,
    ...(reason ? { reason } : {}),
    ...(reasonCode ? { reasonCode } : {}),
    ...(anchor ? { anchor } : {}),
  };
  return { item, event, because };
}

/** A yes, or an opinion whatever it says: an opinion informs whoever signs, who alone answers for the act. */
function agree(head: ActHead, turn: Turn, command: Decide, now: string): Outcome {
  const { item, event, because } = recorded(head, turn, command, now);
  const { choice } = command;
  const given: Partial<Assignment> =
    choice === "FAVOURABLE" || choice === "WITH_REMARKS" || choice === "UNFAVOURABLE"
      ? { ...because, state: "OPINION", opinion: choice }
      : { ...because, state: "APPROVED" };
  const answered = setAssignment(turn.step, command.who, given);
  if (!isSatisfied(answered))
    return { next: { ...head, route: replaceStep(head.route, answered) }, items: [item], events: [event] };
  const advanced = advance(head, closeStep(answered, "SATISFIED", now), now);
  return { next: { ...head, ...advanced.next }, items: [item], events: [event, ...advanced.events] };
}

/** After a satisfied step: the rest of its group is waited for, else the next group opens. */
function advance(head: ActHead, closed: Step, now: string) {
  const route = replaceStep(head.route, closed);
  if (openSteps({ route }).length > 0) return { next: { route }, events: [] };
  const next = openNext(head, route, dueAfter(closed, now), now);
  if (!next) throw new Error("a route ends with a signature, so an approval always has a step after it");
  const approved = next.opened.some((step) => step.kind === "signature");
  const events: ActEvent[] = approved
    ? [{ type: "act.approved.v1", data: { rev: head.rev, manifestDigest: head.manifestDigest ?? null } }]
    : [];
  return {
    next: { route: next.route, state: approved ? ("APPROVED" as const) : ("IN_APPROVAL" as const) },
    events: [...events, ...next.events],
  };
}

/** One no of several people is not the end while enough of the others can still say yes. */
function reject(head: ActHead, turn: Turn, command: Decide, now: string): Outcome {
  const { item, event, because } = recorded(head, turn, command, now);
  const rejected = setAssignment(turn.step, command.who, { ...because, state: "REJECTED" });
  if (!canBeSatisfied(rejected)) return turnDown(head, turn, command, now);
  return { next: { ...head, route: replaceStep(head.route, rejected) }, items: [item], events: [event] };
}

function turnDown(head: ActHead, turn: Turn, command: Decide, now: string): Outcome {
  const state = command.choice === "REJECT" ? "REJECTED" : "RETURNED";
  const { item, event, because } = recorded(head, turn, command, now);
  const opinion = command.choice === "UNFAVOURABLE" ? { opinion: "UNFAVOURABLE" as const } : {};
  const route = replaceStep(head.route, setAssignment(turn.step, command.who, { ...because, ...opinion, state }));
  const { submission: _, ...rest } = withoutSignatures(head, command.who, turn.reason, now);
  const turnedBack = { how: state, by: command.who, reason: turn.reason, at: now };
  return {
    next: { ...rest, state, route: revokeRoute(route, now), turnedBack },
    items: [item, ...closeUploads([], head)],
    events: [
      event,
      {
        type: state === "RETURNED" ? "act.returned.v1" : "act.rejected.v1",
        data: { rev: head.rev, step: turn.step.n },
      },
    ],
  };
}

/**
 * "Mi astengo" (L. 241/1990 art. 6-bis): who has a conflict of interest must be able to step aside at any time. The
 * first recorded substitute takes the place; where there is none it stays vacant and the officer names somebody.
 */
function abstain(head: ActHead, turn: Turn, command: Decide, now: string): Outcome {
  const { item, event, because } = recorded(head, turn, command, now);
  const next = firstEligible(head, turn.step, turn.assignment.deputies ?? []);
  const left = { ...because, state: "ABSTAINED" as const };
  if (next) return passOn(head, turn, { to: next, left, item, event }, now);
  const vacant = setAssignment(turn.step, command.who, left);
  return {
    next: withoutUploadOf(head, command.who, { route: replaceStep(head.route, vacant) }),
    items: [item, ...closedUploadOf(head, command.who)],
    events: [event, { type: "act.step-vacant.v1", data: { rev: head.rev, step: turn.step.n } }],
  };
}

function delegate(head: ActHead, turn: Turn, command: Decide, now: string): Outcome {
  const { deputies = [] } = turn.assignment;
  const named = deputies.filter((one) => one.who === command.to);
  const to = firstEligible(head, turn.step, named);
  if (!to) return refusal("NO_SUCH_DEPUTY", { names: deputies.map((one) => one.name).join(", ") || "—" });
  const { item, event, because } = recorded(head, turn, command, now);
  return passOn(head, turn, { to, left: { ...because, state: "DELEGATED" }, item, event }, now);
}

type Passing = {
  readonly to: NonNullable<Assignment["deputies"]>[number];
  readonly left: Pick<Assignment, "state"> & Partial<Assignment>;
  readonly item: ActItem;
  readonly event: ActEvent;
};

function passOn(head: ActHead, { step, assignment }: Turn, { to, left, item, event }: Passing, _now: string): Outcome {
  const passed = substitute(step, assignment, to, left, true);
  const seat = seatNumber(passed, to.who);
  return {
    next: withoutUploadOf(head, assignment.who, { route: replaceStep(head.route, passed) }),
    items: [item, ...closedUploadOf(head, assignment.who)],
    events: [event, { type: "act.reassigned.v1", data: { rev: head.rev, step: step.n, seat, why: left.state } }],
  };
}

/** The head without the permission to upload and the visto that the person was preparing. */
export function withoutUploadOf(head: ActHead, who: string, over: Partial<ActHead>): Record<string, unknown> {
  const { signedUpload, vistoIntent, ...rest } = head;
  return {
    ...rest,
    ...(signedUpload && signedUpload.by !== who ? { signedUpload } : {}),
    ...(vistoIntent && vistoIntent.who !== who ? { vistoIntent } : {}),
    ...over,
  };
}

export const closedUploadOf = (head: ActHead, who: string): ActItem[] =>
  head.signedUpload?.by === who ? [{ item: "upload-closed", slotId: head.signedUpload.slotId }] : [];
