import type { ActItem, Command } from "./command.ts";
import type { ActHead, Slot } from "./head.ts";
import type { Outcome } from "./reduce.ts";
import { stateOfAttachments } from "./reduce-draft.ts";
import { refusal } from "./refusal.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** Opens the permission to upload one file for one label. An earlier permission of the label is replaced. */
export function openUpload(head: ActHead, command: Of<"openUpload">): Outcome {
  const { label, upload, limit } = command;
  if (head.proponent !== upload.by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  if (head.submission !== undefined) return refusal("ALREADY_SUBMITTED", { at: head.submission.at });
  const slot = head.slots.find((one) => one.label === label);
  if (!slot)
    return refusal("UNKNOWN_ATTACHMENT", { label, labels: head.slots.map((one) => one.label).join(", ") || "—" });
  if (upload.length === 0) return refusal("EMPTY_FILE", { fileName: upload.fileName });
  if (upload.length > limit)
    return refusal("FILE_TOO_LARGE", { fileName: upload.fileName, length: upload.length, limit });
  // What was found about an earlier file stays until there is a verdict about the new one.
  const opened: Slot = { ...slot, upload, state: slot.state === "DECLARED" ? "SLOT_OPEN" : slot.state };
  const closed: ActItem[] = slot.upload ? [{ item: "upload-closed", slotId: slot.upload.slotId }] : [];
  return {
    next: { ...head, slots: replaceSlot(head, opened) },
    items: [...closed, { item: "upload", label, upload }],
    events: [
      {
        type: "attachment.upload-opened.v1",
        data: { label, slotId: upload.slotId, length: upload.length, sha256: upload.sha256 ?? null },
      },
    ],
  };
}

/**
 * Records what the bytes are. A recorded impronta of the act is compared, never replaced; for a draft whose impronta
 * is taken from the file, a verified file gives it.
 */
export function recordVerdict(head: ActHead, command: Of<"recordVerdict">): Outcome {
  const { label, slotId, file, verdict } = command;
  const slot = head.slots.find((one) => one.label === label);
  if (!slot)
    return refusal("UNKNOWN_ATTACHMENT", { label, labels: head.slots.map((one) => one.label).join(", ") || "—" });
  if (slot.upload?.slotId !== slotId) return refusal("NO_SUCH_UPLOAD", { slotId });
  if (slot.source === "act" && verdict.code === "VERIFIED" && verdict.covers === "none")
    throw new Error(`attachment ${label}: a verdict that matches nothing cannot be VERIFIED`);
  const { upload: _, ...kept } = slot;
  const recorded = slot.source === "act" ? slot.recorded : verdict.code === "VERIFIED" ? verdict.found : slot.recorded;
  const judged: Slot = { ...kept, recorded, state: verdict.code, file, verdict };
  const slots = replaceSlot(head, judged);
  const state = stateOfAttachments({ findings: head.findings, slots });
  const fingerprints: ActItem[] =
    verdict.code === "VERIFIED" ? [{ item: "fingerprint", sha256: verdict.found, label, rev: head.rev }] : [];
  return {
    next: { ...head, slots, state },
    items: [
      { item: "attachment", label, slotId, slot: judged, rev: head.rev },
      ...fingerprints,
      { item: "upload-closed", slotId },
    ],
    events: [
      {
        type: "attachment.verdict.v1",
        data: { label, slotId, code: verdict.code, expected: verdict.expected, found: verdict.found, to: state },
      },
    ],
  };
}

/**
 * Moves files that were uploaded under each other's label. A file takes a label only when it, or the content of its
 * envelope, has the impronta that the act records for that label.
 */
export function swapAttachments(head: ActHead, command: Of<"swapAttachments">): Outcome {
  const { a, b, by, at } = command;
  if (head.proponent !== by) return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  const [one, other] = [a, b].map((label) => head.slots.find((slot) => slot.label === label));
  if (!one || !other)
    return refusal("UNKNOWN_ATTACHMENT", {
      label: one ? b : a,
      labels: head.slots.map((slot) => slot.label).join(", "),
    });
  const moved = a === b ? undefined : adopt(other, one, at);
  if (!moved) return refusal("FILES_DO_NOT_FIT", { a, b });
  // The label that gave its file away takes the other's when that fits; else it waits for its own.
  const { file: _f, verdict: _v, ...empty } = one;
  const left: Slot = adopt(one, other, at) ?? { ...empty, state: one.upload ? "SLOT_OPEN" : "DECLARED" };
  const slots = head.slots.map((slot) => (slot.label === a ? left : slot.label === b ? moved : slot));
  const state = stateOfAttachments({ findings: head.findings, slots });
  const found = [moved, left].flatMap((slot): ActItem[] =>
    slot.state === "VERIFIED" && slot.file
      ? [{ item: "fingerprint", sha256: slot.file.sha256, label: slot.label, rev: head.rev }]
      : [],
  );
  return {
    next: { ...head, slots, state },
    items: found,
    events: [{ type: "attachment.swapped.v1", data: { a, b, to: state } }],
  };
}

/** `to` with the file of `from`, verified; `undefined` when the recorded impronta is not that file's. */
function adopt(to: Slot, from: Slot, at: string): Slot | undefined {
  const { file, verdict } = from;
  if (!file || !verdict || to.recorded === null || to.source !== "act" || verdict.code === "INFECTED") return undefined;
  const covers = to.recorded === verdict.found ? "file" : to.recorded === verdict.inner ? "content" : undefined;
  if (!covers) return undefined;
  const code = verdict.broken ? ("SIGNATURE_BAD" as const) : ("VERIFIED" as const);
  return {
    ...to,
    state: code,
    file,
    verdict: { ...verdict, code, expected: to.recorded, covers, belongsTo: null, at },
  };
}

const replaceSlot = (head: ActHead, changed: Slot) =>
  head.slots.map((slot) => (slot.label === changed.label ? changed : slot));
