import type { Command } from "../../../shared/act/index.ts";
import {
  facts,
  file,
  judged,
  now,
  officer,
  people,
  publication,
  registration,
  signed,
  stored,
  upload,
  usualRoute,
} from "./commands.ts";
import type { Turn } from "./turn.ts";

/** What somebody who wants the act published would do next. */
export const onward: Turn = (head, n) => {
  const nothing: Command = { type: "completeDraft", by: officer };
  if (!head) return { type: "createDraft", actId: "A", tenant: "T#1", by: officer, facts: facts() };
  const waiting = head.slots.find((slot) => slot.state !== "VERIFIED");
  const step = head.route.find((one) => one.state === "OPEN");
  switch (head.state) {
    case "ATTACHMENTS_PENDING":
    case "BLOCKED": {
      if (!waiting) return { type: "saveRevision", by: officer, seenVer: head.ver, facts: facts() };
      const { label, upload: awaited, recorded } = waiting;
      if (!awaited) return { type: "openUpload", label, upload: upload(`S${n}`), limit: 100 };
      const letter = recorded?.charAt(0) ?? "B";
      const { slotId } = awaited;
      return { type: "recordVerdict", label, slotId, file: file(letter), verdict: judged(head, label, letter) };
    }
    case "READY":
      if (head.submission) return { type: "openApproval", rev: head.rev, mainDoc: stored("1"), dueAt: now };
      if (head.findings.some((one) => one.severity === "A") && head.acknowledged.length === 0)
        return { type: "acknowledgeFindings", by: officer, codes: ["RUO-04"], reason: "letto e valutato" };
      return { type: "submit", by: officer, route: usualRoute };
    case "IN_APPROVAL": {
      const who = step?.assignments.find((one) => one.state === "PENDING")?.who ?? "";
      const seenDigest = head.manifestDigest;
      return { type: "decide", who, step: step?.n ?? 0, choice: "APPROVE", reason: "", seenDigest, method: "link" };
    }
    case "APPROVED": {
      const who = people.adele.who;
      if (!head.signedUpload)
        return { type: "openSignedUpload", who, upload: upload(`S${n}`, { by: who }), limit: 100 };
      return {
        type: "recordSignature",
        slotId: head.signedUpload.slotId,
        outcome: { accepted: true, signed: signed() },
      };
    }
    case "SIGNED":
      return { type: "assignNumber", registration: registration(n + 1) };
    case "NUMBERED":
      return {
        type: "recordCopy",
        copy: { ...stored("2"), pages: 1, verificationCode: "ABCD-EFGH", at: now },
      };
    case "SEALED":
      return { type: "publish", by: officer, publication };
    case "RETURNED":
    case "REJECTED":
      return { type: "saveRevision", by: officer, seenVer: head.ver, facts: facts() };
    default:
      return nothing;
  }
};
