import { samePersonName } from "../person-name.ts";
import type { ActEvent, ActItem, Command } from "./command.ts";
import type { ActHead, Step } from "./head.ts";
import { actLimits, overLimit, reasonOf } from "./limits.ts";
import { manifestDigest } from "./manifest.ts";
import type { Outcome } from "./reduce.ts";
import { closeUploads, withoutUpload } from "./reduce-draft.ts";
import { refusal } from "./refusal.ts";
import { assignmentItem, openNext, revokeRoute } from "./route-steps.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/**
 * Asks for approval. The PDF is prepared next; only then is there something to approve. Files that were still awaited
 * no longer are: what is printed, approved and signed is what is verified now.
 */
export function submit(head: ActHead, command: Of<"submit">, now: string): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  if (head.submission !== undefined) return refusal("ALREADY_SUBMITTED", { at: head.submission.at });
  if (head.origin === "imported") return refusal("ALREADY_NUMBERED_ELSEWHERE");
  const errors = head.findings.filter((finding) => finding.severity === "E");
  if (errors.length > 0) return refusal("BLOCKING_FINDINGS", { codes: errors.map((one) => one.code).join(", ") });
  const acknowledged = new Set(head.acknowledged.map((entry) => entry.code));
  const open = head.findings.filter((finding) => finding.severity === "A" && !acknowledged.has(finding.code));
  if (open.length > 0)
    return refusal("WARNINGS_NOT_ACKNOWLEDGED", { codes: [...new Set(open.map((one) => one.code))].join(", ") });
  if (head.rendition === null) return refusal("RENDITION_NOT_DECIDED");
  const people = command.route.reduce((sum, step) => sum + step.assignees.length, 0);
  if (people > actLimits.people) return overLimit("route", people, actLimits.people);
  const route = compile(command.route);
  if (typeof route === "string") return refusal("ROUTE_NOT_COMPLETE", { detail: route });
  const signatory = route.at(-1)?.assignments[0]?.name ?? "";
  if (samePersonName(signatory, head.proceedingOfficer))
    return refusal("SIGNATORY_IS_PROCEEDING_OFFICER", { name: signatory });
  if (!samePersonName(signatory, head.signatory))
    return refusal("ROUTE_NOT_COMPLETE", {
      detail: `firma “${signatory}”, ma l'atto indica come firmatario “${head.signatory}”`,
    });
  return {
    next: { ...head, route, slots: head.slots.map(withoutUpload), submission: { by: command.by, at: now } },
    items: closeUploads(head.slots),
    events: [{ type: "act.submitted.v1", data: { rev: head.rev, steps: route.length } }],
  };
}

/** A route of sequential steps, one signature at its end: numbering needs a signed determina (CAD art. 21 c. 2-ter). */
function compile(steps: Of<"submit">["route"]): Step[] | string {
  if (steps.length === 0) return "nessun passaggio";
  if (steps.some((step) => step.assignees.length === 0)) return "un passaggio è senza persona";
  const isRepeated = ({ assignees }: (typeof steps)[number]) =>
    new Set(assignees.map((one) => one.who)).size < assignees.length;
  if (steps.some(isRepeated)) return "un passaggio nomina due volte la stessa persona";
  const signatures = steps.filter((step) => step.kind === "signature");
  if (signatures.length !== 1 || steps.at(-1)?.kind !== "signature")
    return "l'ultimo passaggio, e solo quello, è la firma digitale";
  if (signatures[0]?.assignees.length !== 1) return "la firma spetta a una sola persona";
  return steps.map((step, index) => ({
    n: index + 1,
    kind: step.kind,
    role: step.role,
    state: "WAITING",
    assignments: step.assignees.map((assignee) => ({ ...assignee, state: "PENDING" })),
  }));
}

/** The PDF is there: the manifest is frozen and the first step opens. */
export function openApproval(head: ActHead, command: Of<"openApproval">, now: string): Outcome {
  if (head.submission === undefined) return refusal("NOT_SUBMITTED");
  if (command.rev !== head.rev) return refusal("STALE_VERSION", { seen: command.rev, current: head.rev });
  const digest = manifestDigest(head, command.mainDoc);
  const next = openNext(head, head.route, command.dueAt, now);
  if (!next) return refusal("ROUTE_NOT_COMPLETE", { detail: "nessun passaggio da aprire" });
  return {
    next: {
      ...head,
      state: next.opened.kind === "signature" ? "APPROVED" : "IN_APPROVAL",
      mainDoc: command.mainDoc,
      manifestDigest: digest,
      route: next.route,
    },
    items: next.items,
    events: [
      {
        type: "act.approval-opened.v1",
        data: { rev: head.rev, mainDoc: command.mainDoc.sha256, manifestDigest: digest },
      },
      ...next.events,
    ],
  };
}

/**
 * One person's decision on exactly what they read. It names the manifest digest that was on the page: a page opened
 * before a correction must not approve the correction.
 */
export function decide(head: ActHead, command: Of<"decide">, now: string): Outcome {
  const step = head.route.find((one) => one.n === command.step);
  const assignment = step?.assignments.find((one) => one.who === command.who);
  if (!step || !assignment) return refusal("NOT_ASSIGNED");
  if (command.seenDigest !== head.manifestDigest)
    return refusal("CONTENT_CHANGED", {
      seen: command.seenDigest.slice(0, 16),
      current: head.manifestDigest?.slice(0, 16) ?? "—",
    });
  if (assignment.state !== "PENDING")
    return refusal("ALREADY_DECIDED", { at: assignment.at ?? "", decision: assignment.state });
  if (step.state !== "OPEN") return refusal("OUT_OF_TURN", { waitingFor: waitingFor(head) });
  if (command.choice !== "APPROVE") {
    const told = reasonOf(command.reason);
    return "refusal" in told ? told.refusal : turnDown(head, step, command, told.reason, now);
  }
  if (step.kind === "signature") return refusal("SIGNATURE_NEEDED");
  const remark = command.reason.trim();
  if (remark.length > actLimits.reasonLength) return overLimit("reason", remark.length, actLimits.reasonLength);
  return approve(head, step, command, remark, now);
}

const waitingFor = (head: ActHead) => head.route.find((step) => step.state === "OPEN")?.role ?? "—";

function decisionOf(
  head: ActHead,
  command: Of<"decide">,
  reason: string,
  now: string,
): { item: ActItem; event: ActEvent } {
  const { step, who, choice, seenDigest, method } = command;
  return {
    item: { item: "decision", rev: head.rev, step, who, choice, reason, manifestDigest: seenDigest, method, at: now },
    event: { type: "act.decided.v1", data: { rev: head.rev, step, choice, manifestDigest: seenDigest } },
  };
}

function approve(head: ActHead, step: Step, command: Of<"decide">, reason: string, now: string): Outcome {
  const assignments = step.assignments.map((one) =>
    one.who === command.who ? { ...one, state: "APPROVED" as const, at: now, ...(reason ? { reason } : {}) } : one,
  );
  const satisfied = assignments.every((one) => one.state === "APPROVED");
  const decided: Step = { ...step, assignments, state: satisfied ? "SATISFIED" : "OPEN" };
  const route = head.route.map((one) => (one.n === step.n ? decided : one));
  const { item, event } = decisionOf(head, command, reason, now);
  const own = assignments
    .filter((one) => one.who === command.who)
    .map((one) => assignmentItem(head, decided, one, now));
  if (!satisfied) return { next: { ...head, route }, items: [item, ...own], events: [event] };
  const next = openNext(head, route, dueAfter(step, now), now);
  if (!next) throw new Error("a route ends with a signature, so an approval always has a step after it");
  const approved = next.opened.kind === "signature";
  return {
    next: { ...head, route: next.route, state: approved ? "APPROVED" : "IN_APPROVAL" },
    items: [item, ...own, ...next.items],
    events: [
      event,
      ...(approved
        ? [{ type: "act.approved.v1" as const, data: { rev: head.rev, manifestDigest: command.seenDigest } }]
        : []),
      ...next.events,
    ],
  };
}

/** Each step gets as many milliseconds as the one before had. */
function dueAfter(step: Step, now: string): string {
  const given = Date.parse(step.dueAt ?? now) - Date.parse(step.openedAt ?? now);
  return new Date(Date.parse(now) + Math.max(given, 86_400_000)).toISOString();
}

function turnDown(head: ActHead, step: Step, command: Of<"decide">, reason: string, now: string): Outcome {
  const state = command.choice === "RETURN" ? "RETURNED" : "REJECTED";
  const { item, event } = decisionOf(head, command, reason, now);
  const route = head.route.map((one) =>
    one.n === step.n
      ? {
          ...one,
          assignments: one.assignments.map((a) => (a.who === command.who ? { ...a, state, at: now, reason } : a)),
        }
      : one,
  ) as Step[];
  const revoked = revokeRoute({ ...head, route }, now);
  const { submission: _, signedUpload: _u, ...rest } = head;
  const turnedBack = { how: state, by: command.who, reason, at: now };
  return {
    next: { ...rest, state, route: revoked.route, turnedBack },
    items: [item, ...revoked.items, ...closeUploads([], head)],
    events: [
      event,
      { type: state === "RETURNED" ? "act.returned.v1" : "act.rejected.v1", data: { rev: head.rev, step: step.n } },
    ],
  };
}

/** Asks for fresh links for whoever the open step waits for: the mailer makes them, the officer never sees one. */
export function requestLinks(head: ActHead, command: Of<"requestLinks">): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  const step = head.route.find((one) => one.state === "OPEN");
  if (!step) return refusal("OUT_OF_TURN", { waitingFor: "—" });
  return { next: { ...head }, events: [{ type: "act.links-requested.v1", data: { rev: head.rev, step: step.n } }] };
}

/** The proponent takes the act back to correct it. Whoever had approved is told that it no longer counts. */
export function recall(head: ActHead, command: Of<"recall">, now: string): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  if (head.submission === undefined) return refusal("NOT_SUBMITTED");
  const told = reasonOf(command.reason);
  if ("refusal" in told) return told.refusal;
  const revoked = revokeRoute(head, now);
  const { submission: _, signedUpload: _u, ...rest } = head;
  const turnedBack = { how: "RECALLED", by: command.by, reason: told.reason, at: now };
  return {
    next: { ...rest, state: "RETURNED", route: revoked.route, turnedBack },
    items: [...revoked.items, ...closeUploads([], head)],
    events: [{ type: "act.recalled.v1", data: { rev: head.rev } }],
  };
}
