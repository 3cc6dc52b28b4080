import type { Command, DraftFacts } from "./command.ts";
import type { ActHead, Slot } from "./head.ts";
import type { Outcome } from "./reduce.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { revokeRoute } from "./route-steps.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const minimumReason = 10;

const withoutAttachments = ({ attachments: _, ...facts }: DraftFacts) => facts;

const fixedBy = (facts: DraftFacts) =>
  Object.fromEntries(
    facts.attachments.flatMap(({ label, recorded }) => (recorded === null ? [] : [[label, recorded]])),
  );

function freshSlot({ label, title, recorded }: DraftFacts["attachments"][number]): Slot {
  return { label, title, recorded, source: recorded === null ? "upload" : "act", state: "DECLARED" };
}

export function createDraft(command: Of<"createDraft">, now: string): Outcome {
  const { facts } = command;
  return {
    next: {
      ...withoutAttachments(facts),
      state: "DRAFT",
      actId: command.actId,
      tenant: command.tenant,
      rev: 1,
      auditSeq: 0,
      auditHead: "",
      createdAt: now,
      proponent: command.by,
      slots: facts.attachments.map(freshSlot),
      fixedFingerprints: fixedBy(facts),
      acknowledged: [],
      route: [],
      effect: "NONE",
    },
    items: [{ item: "revision", rev: 1, data: facts.data, by: command.by, at: now }],
    events: [{ type: "act.created.v1", data: { rev: 1, data: facts.data.sha256, origin: facts.origin } }],
  };
}

/**
 * A new revision of the same act. Whatever was approved spoke of other bytes, so the route is dropped; a recorded
 * impronta is insert-only, so a revision that offers another one is refused (a changed file is a mismatch, never a new
 * truth), also when the label had been dropped in between.
 */
export function saveRevision(head: ActHead, command: Of<"saveRevision">, now: string): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  if (head.ver !== command.seenVer) return refusal("STALE_VERSION", { seen: command.seenVer, current: head.ver });
  if (isSubmitted(head)) return refusal("ALREADY_SUBMITTED", { at: head.submission?.at ?? "" });
  const changed = changedFingerprint(head, command.facts);
  if (changed) return changed;
  const rev = head.rev + 1;
  const { mainDoc: _m, manifestDigest: _d, submission: _s, signedUpload: _u, signatureRefusal: _r, ...kept } = head;
  const slots = command.facts.attachments.map((declared) => {
    const was = head.slots.find((slot) => slot.label === declared.label);
    if (was) return { ...was, title: declared.title };
    // A label that comes back still has the impronta that the act once recorded for it.
    return freshSlot({ ...declared, recorded: head.fixedFingerprints[declared.label] ?? declared.recorded });
  });
  return {
    next: {
      ...kept,
      ...withoutAttachments(command.facts),
      state: "DRAFT",
      rev,
      slots,
      fixedFingerprints: { ...fixedBy(command.facts), ...head.fixedFingerprints },
      acknowledged: [],
      route: [],
    },
    items: [
      { item: "revision", rev, data: command.facts.data, by: command.by, at: now },
      ...revokeRoute(head, now).items,
    ],
    events: [{ type: "act.revised.v1", data: { rev, data: command.facts.data.sha256 } }],
  };
}

function changedFingerprint(head: ActHead, facts: DraftFacts): Refusal | undefined {
  for (const { label, recorded: offered } of facts.attachments) {
    const recorded = head.fixedFingerprints[label] ?? head.slots.find((slot) => slot.label === label)?.recorded ?? null;
    if (offered !== null && recorded !== null && offered !== recorded)
      return refusal("FINGERPRINT_IS_FIXED", { label, recorded, offered });
  }
  return undefined;
}

const isSubmitted = (head: ActHead) => head.state === "READY" && head.submission !== undefined;

export function completeDraft(head: ActHead, command: Of<"completeDraft">): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  const state = stateOfAttachments(head);
  return { next: { ...head, state }, events: [{ type: "act.completed.v1", data: { rev: head.rev, to: state } }] };
}

/** BLOCKED while an error stands or a file is in quarantine; ATTACHMENTS_PENDING while one is to come; else READY. */
export function stateOfAttachments(
  head: Pick<ActHead, "findings" | "slots">,
): "BLOCKED" | "ATTACHMENTS_PENDING" | "READY" {
  if (head.findings.some((finding) => finding.severity === "E")) return "BLOCKED";
  const isPending = (slot: Slot) => slot.state === "DECLARED" || slot.state === "SLOT_OPEN";
  if (head.slots.some((slot) => !isPending(slot) && slot.state !== "VERIFIED")) return "BLOCKED";
  return head.slots.some(isPending) ? "ATTACHMENTS_PENDING" : "READY";
}

/** Warnings are acknowledged with a reason, errors never: the machine finds incoherences, a person decides. */
export function acknowledgeFindings(head: ActHead, command: Of<"acknowledgeFindings">, now: string): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  if (isSubmitted(head)) return refusal("ALREADY_SUBMITTED", { at: head.submission?.at ?? "" });
  const reason = command.reason.trim();
  if (reason.length < minimumReason)
    return refusal("REASON_TOO_SHORT", { length: reason.length, minimum: minimumReason });
  const warnings = new Set(head.findings.filter((finding) => finding.severity === "A").map((finding) => finding.code));
  const strangers = command.codes.filter((code) => !warnings.has(code));
  if (command.codes.length === 0 || strangers.length > 0)
    return refusal("FINDING_NOT_A_WARNING", { codes: strangers.join(", ") || "—" });
  const kept = head.acknowledged.filter((entry) => !command.codes.includes(entry.code));
  const added = command.codes.map((code) => ({ code, reason, by: command.by, at: now }));
  return {
    next: { ...head, acknowledged: [...kept, ...added] },
    events: [{ type: "act.findings-acknowledged.v1", data: { codes: command.codes.join(" ") } }],
  };
}

export function withdraw(head: ActHead, command: Of<"withdraw">, now: string): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  const reason = command.reason.trim();
  if (reason.length < minimumReason)
    return refusal("REASON_TOO_SHORT", { length: reason.length, minimum: minimumReason });
  if (isSubmitted(head)) return refusal("ALREADY_SUBMITTED", { at: head.submission?.at ?? "" });
  const { route, items } = revokeRoute(head, now);
  return {
    next: { ...head, state: "WITHDRAWN", route },
    items,
    events: [{ type: "act.withdrawn.v1", data: { rev: head.rev } }],
  };
}
