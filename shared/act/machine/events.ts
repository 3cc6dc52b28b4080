import type { Choice } from "./command.ts";
import type { Anchor, ReasonKind, Slot, StepKind, Stored, Upload } from "./head.ts";

/** What happened, for the audit chain and the outbox. No names, addresses or codici fiscali: those stay in the items. */
export type ActEvent = { readonly type: ActEventType; readonly data: Readonly<Record<string, string | number | null>> };

export const actEventTypes = [
  "act.created.v1",
  "act.revised.v1",
  "act.completed.v1",
  "act.findings-acknowledged.v1",
  "act.submitted.v1",
  "act.approval-opened.v1",
  "act.step-opened.v1",
  "act.links-requested.v1",
  "act.opened.v1",
  "act.step-reminder-due.v1",
  "act.step-expired.v1",
  "act.step-vacant.v1",
  "act.reassigned.v1",
  "act.address-corrected.v1",
  "act.opinion-kept.v1",
  "act.decided.v1",
  "act.approved.v1",
  "act.returned.v1",
  "act.rejected.v1",
  "act.recalled.v1",
  "act.corrected.v1",
  "act.withdrawn.v1",
  "act.signature-refused.v1",
  "act.timestamp-missing.v1",
  "act.signed.v1",
  "act.numbered.v1",
  "act.seal-failed.v1",
  "act.sealed.v1",
  "act.copy-revised.v1",
  "act.visto-prepared.v1",
  "act.visto-refused-file.v1",
  "act.visto.v1",
  "act.amended.v1",
  "act.amends.v1",
  "act.omissis-prepared.v1",
  "act.omissis-ready.v1",
  "act.published.v1",
  "act.albo-extended.v1",
  "act.taken-down.v1",
  "act.forgotten.v1",
  "attachment.upload-opened.v1",
  "attachment.verdict.v1",
  "attachment.swapped.v1",
] as const;
export type ActEventType = (typeof actEventTypes)[number];

/** Items beside the head that a transition writes, in the words of the domain; the workflow maps them to keys. */
export type ActItem =
  | { readonly item: "revision"; readonly rev: number; readonly data: Stored; readonly by: string; readonly at: string }
  | {
      readonly item: "attachment";
      readonly label: string;
      readonly slotId: string;
      readonly slot: Slot;
      readonly rev: number;
    }
  | { readonly item: "fingerprint"; readonly sha256: string; readonly label: string; readonly rev: number }
  | { readonly item: "upload"; readonly label: string | null; readonly upload: Upload }
  | { readonly item: "upload-closed"; readonly slotId: string }
  | {
      readonly item: "assignment";
      readonly rev: number;
      readonly step: number;
      readonly kind: StepKind;
      readonly role: string;
      readonly who: string;
      readonly state: string;
      readonly dueAt: string | null;
      readonly at: string;
    }
  | {
      readonly item: "decision";
      readonly rev: number;
      readonly step: number;
      readonly who: string;
      readonly choice: Choice | "SIGN" | "VISTO";
      readonly reason: string;
      readonly reasonCode?: ReasonKind | undefined;
      readonly anchor?: Anchor | undefined;
      /** Of a substitute: whose place they took, and by which words and act. */
      readonly onBehalfOf?: string | undefined;
      readonly formula?: string | undefined;
      readonly decree?: string | undefined;
      readonly manifestDigest: string;
      readonly method: "link" | "signed-file";
      readonly at: string;
    }
  /** When the sweep has to look at an open step again (a reminder, its end); `null` when never. */
  | { readonly item: "step-due"; readonly rev: number; readonly step: number; readonly at: string | null };
