import type { ActItem, Command, DraftFacts } from "./command.ts";
import type { ActHead, Slot } from "./head.ts";
import { opinionsLeft } from "./keep-opinions.ts";
import { actLimits, overLimit, reasonOf } from "./limits.ts";
import type { Outcome } from "./reduce.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { revokeRoute } from "./route-steps.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const withoutAttachments = ({ attachments: _, ...facts }: DraftFacts) => facts;

const fixedBy = (facts: DraftFacts) =>
  Object.fromEntries(
    facts.attachments.flatMap(({ label, recorded }) => (recorded === null ? [] : [[label, recorded]])),
  );

function freshSlot({ label, title, recorded, publication }: DraftFacts["attachments"][number]): Slot {
  const source = recorded === null ? "upload" : "act";
  return { label, title, recorded, source, state: "DECLARED", ...(publication ? { publication } : {}) };
}

function wrongAttachments({ attachments }: DraftFacts): Refusal | undefined {
  if (attachments.length > actLimits.attachments)
    return overLimit("declaredAttachments", attachments.length, actLimits.attachments);
  for (const [index, { label, title }] of attachments.entries()) {
    if (attachments.findIndex((one) => one.label === label) < index) return refusal("LABEL_USED_TWICE", { label });
    if (title.length > actLimits.titleLength)
      return overLimit(`declaredAttachments.${label}.title`, title.length, actLimits.titleLength);
  }
  return undefined;
}

/** The permissions to upload that end with these slots, or with the signature step that they were for. */
export const closeUploads = (slots: readonly Slot[], head?: Pick<ActHead, "signedUpload">): ActItem[] =>
  [...slots.map((slot) => slot.upload), head?.signedUpload].flatMap((upload) =>
    upload ? [{ item: "upload-closed", slotId: upload.slotId }] : [],
  );

export function createDraft(command: Of<"createDraft">, now: string): Outcome {
  const { facts } = command;
  const wrong = wrongAttachments(facts);
  if (wrong) return wrong;
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
  const refused = wrongAttachments(command.facts) ?? changedFingerprint(head, command.facts);
  if (refused) return refused;
  const rev = head.rev + 1;
  const kept = withoutRoute(head);
  const earlierOpinions = opinionsLeft(head);
  const slots = command.facts.attachments.map((declared) => revisedSlot(head, declared));
  const dropped = head.slots.filter((slot) => !slots.some((one) => one.label === slot.label));
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
      ...(earlierOpinions.length > 0 ? { earlierOpinions } : {}),
    },
    items: [
      { item: "revision", rev, data: command.facts.data, by: command.by, at: now },
      ...closeUploads(dropped, head),
    ],
    events: [{ type: "act.revised.v1", data: { rev, data: command.facts.data.sha256 } }],
  };
}

function withoutRoute(head: ActHead) {
  const { mainDoc: _m, manifestDigest: _d, submission: _s, ...kept } = head;
  const { signedUpload: _u, signatureRefusal: _r, turnedBack: _t, earlierOpinions: _o, ...rest } = kept;
  const { policy: _p, parts: _a, ...plain } = rest;
  return plain;
}

function revisedSlot(head: ActHead, declared: DraftFacts["attachments"][number]): Slot {
  // A label that comes back still has the impronta that the act once recorded for it.
  const recorded = head.fixedFingerprints[declared.label] ?? declared.recorded;
  const fresh = freshSlot({ ...declared, recorded });
  const found = head.slots.find((slot) => slot.label === declared.label);
  if (!found) return fresh;
  const { publication: _, ...was } = found;
  const kept: Slot = {
    ...was,
    title: declared.title,
    ...(fresh.publication ? { publication: fresh.publication } : {}),
  };
  if (recorded === null || was.source === "act") return kept;
  // From now on the act itself records the impronta: the file that is there either has it, or is not the attachment.
  if (was.recorded === recorded) return { ...kept, source: "act" };
  return was.upload ? { ...fresh, state: "SLOT_OPEN", upload: was.upload } : fresh;
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

/** The slot as it stands when no file is awaited any more. */
export function withoutUpload({ upload: _, ...slot }: Slot): Slot {
  return slot.state === "SLOT_OPEN" ? { ...slot, state: "DECLARED" } : slot;
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
  const codes = [...new Set(command.codes)];
  const warnings = new Set(head.findings.filter((finding) => finding.severity === "A").map((finding) => finding.code));
  const strangers = codes.filter((code) => !warnings.has(code));
  if (codes.length === 0 || strangers.length > 0)
    return refusal("FINDING_NOT_A_WARNING", { codes: strangers.join(", ").slice(0, 200) || "—" });
  const kept = head.acknowledged.filter((entry) => !codes.includes(entry.code));
  const added: ActHead["acknowledged"] = [];
  for (const code of codes) {
    const told = reasonOf(reasonFor(command, code));
    if ("refusal" in told) return ofFinding(told.refusal, code);
    added.push({ code, reason: told.reason, by: command.by, at: now });
  }
  return {
    next: { ...head, acknowledged: [...kept, ...added] },
    events: [{ type: "act.findings-acknowledged.v1", data: { codes: codes.join(" ") } }],
  };
}

const reasonFor = ({ reasons, reason }: Of<"acknowledgeFindings">, code: string): string => {
  const own = reasons && Object.hasOwn(reasons, code) ? reasons[code]?.trim() : undefined;
  return own ? own : reason;
};

/** The reason that is missing is one finding's: which one is said. */
const ofFinding = (refused: Refusal, code: string): Refusal =>
  refused.code === "REASON_TOO_SHORT"
    ? refusal("FINDING_WITHOUT_REASON", {
        code,
        length: refused.details["length"] ?? "",
        minimum: refused.details["minimum"] ?? "",
      })
    : refused;

export function withdraw(head: ActHead, command: Of<"withdraw">, now: string): Outcome {
  if (head.proponent !== command.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  const told = reasonOf(command.reason);
  if ("refusal" in told) return told.refusal;
  if (isSubmitted(head)) return refusal("ALREADY_SUBMITTED", { at: head.submission?.at ?? "" });
  const route = revokeRoute(head.route, now);
  const { signedUpload: _, ...rest } = head;
  const turnedBack = { how: "WITHDRAWN", by: command.by, reason: told.reason, at: now };
  return {
    next: { ...rest, state: "WITHDRAWN", route, turnedBack, slots: head.slots.map(withoutUpload) },
    items: closeUploads(head.slots, head),
    events: [{ type: "act.withdrawn.v1", data: { rev: head.rev } }],
  };
}
