import type { ActEvent, Command } from "./command.ts";
import { compileRoute } from "./compile-route.ts";
import type { ActHead } from "./head.ts";
import { keepOpinions } from "./keep-opinions.ts";
import { manifestDigest } from "./manifest.ts";
import type { Outcome } from "./reduce.ts";
import { closeUploads, withoutUpload } from "./reduce-draft.ts";
import { refusal } from "./refusal.ts";
import { openNext, openSteps } from "./route-steps.ts";

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
  const compiled = compileRoute(head, command.route, command.policy);
  if ("whoCanFix" in compiled) return compiled;
  return {
    next: {
      ...head,
      route: compiled.route,
      ...(command.policy ? { policy: command.policy } : {}),
      slots: head.slots.map(withoutUpload),
      submission: { by: command.by, at: now },
    },
    items: closeUploads(head.slots),
    events: [{ type: "act.submitted.v1", data: { rev: head.rev, steps: compiled.route.length } }],
  };
}

/** The PDF is there: the manifest is frozen, opinions that the change did not touch stay, the first steps open. */
export function openApproval(head: ActHead, command: Of<"openApproval">, now: string): Outcome {
  if (head.submission === undefined) return refusal("NOT_SUBMITTED");
  if (command.rev !== head.rev) return refusal("STALE_VERSION", { seen: command.rev, current: head.rev });
  const digest = manifestDigest(head, command.mainDoc);
  const kept = keepOpinions(head, now);
  const next = openNext(head, kept.route, command.dueAt, now);
  if (!next)
    return refusal("ROUTE_NOT_COMPLETE", {
      detail: { it: "nessun passaggio da aprire", en: "no step to open" },
    });
  const opened: ActEvent = {
    type: "act.approval-opened.v1",
    data: { rev: head.rev, mainDoc: command.mainDoc.sha256, manifestDigest: digest },
  };
  return {
    next: {
      ...head,
      state: next.opened.some((step) => step.kind === "signature") ? "APPROVED" : "IN_APPROVAL",
      mainDoc: command.mainDoc,
      manifestDigest: digest,
      route: next.route,
    },
    events: [opened, ...kept.events, ...next.events],
  };
}

/** Asks for fresh links for whoever the open steps wait for: the mailer makes them, the officer never sees one. */
export function requestLinks(head: ActHead, command: Of<"requestLinks">): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  const waiting = openSteps(head).filter((step) => step.assignments.some((one) => one.state === "PENDING"));
  if (waiting.length === 0)
    return openSteps(head).length > 0 ? refusal("NOBODY_ASSIGNED") : refusal("OUT_OF_TURN", { waitingFor: "—" });
  return {
    next: { ...head },
    events: waiting.map(({ n }) => ({ type: "act.links-requested.v1", data: { rev: head.rev, step: n } })),
  };
}
