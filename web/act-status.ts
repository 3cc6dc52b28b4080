import type { ActHead, Slot, Step } from "../shared/act/index.ts";
import { fill } from "./format.ts";
import { type Messages, messagesIn } from "./messages/messages.ts";
import { storedWords } from "./stored-words.ts";
import type { ActStatus, Lang, UploadStatus } from "./views.ts";

/** What the verdict on an attachment means, in one sentence. */
export function verdictSentence(slot: Slot, m: Messages): string {
  const { verdict } = slot;
  switch (slot.state) {
    case "DECLARED":
      return m.verdict.declared;
    case "SLOT_OPEN":
      return m.verdict.slotOpen;
    case "VERIFIED":
      if (verdict?.covers === "content") return m.verdict.inner;
      return slot.source === "upload" ? m.verdict.verifiedUpload : m.verdict.verifiedFile;
    case "MISMATCH":
      return verdict?.belongsTo ? fill(m.verdict.belongsTo, { other: verdict.belongsTo }) : m.verdict.mismatch;
    case "SIGNATURE_BAD":
      return m.verdict.signatureBad;
    case "INFECTED":
      return m.verdict.infected;
    case "UNREADABLE":
      return m.verdict.unreadable;
  }
}

export function verdictTone(slot: Slot): UploadStatus["tone"] {
  if (slot.state === "VERIFIED") return "success";
  return slot.state === "DECLARED" || slot.state === "SLOT_OPEN" ? "info" : "danger";
}

function slotStatus(slot: Slot, m: Messages): UploadStatus {
  if (slot.upload) return { busy: true, tone: "info", title: m.verdict.SLOT_OPEN, text: m.verdict.slotOpen };
  return { busy: false, tone: verdictTone(slot), title: m.verdict[slot.state], text: verdictSentence(slot, m) };
}

/** The answer of `/ufficio/atti/:id/stato.json`. */
export function officerStatus(head: ActHead, lang: Lang): ActStatus {
  const m = messagesIn(lang);
  const uploads = Object.fromEntries(head.slots.map((slot) => [slot.label, slotStatus(slot, m)]));
  return { ver: head.ver, state: head.state, uploads };
}

/**
 * The answer of `/f/stato.json`: what became of the signed file. Of several who sign, `who` hears of their own file alone:
 * one that another's upload took the place of is awaited again, and never looks accepted.
 */
export function signatoryStatus(
  head: ActHead,
  lang: Lang,
  kind: Step["kind"] = "signature",
  who: string | undefined = undefined,
): ActStatus {
  const m = messagesIn(lang);
  const words = m.signatory.act;
  // The last file that was taken stands; one that was refused since says so.
  const taken = kind === "visto" ? head.visti && !head.vistoIntent : (head.signed ?? head.signatures);
  const mine = head.route.flatMap((step) => step.assignments).filter((one) => one.who === who);
  const signed = who === undefined ? Boolean(taken) : mine.some((one) => one.state === "SIGNED");
  const { signatureRefusal: refused, signedUpload } = head;
  const isRefused = refused !== undefined && (who === undefined || refused.by === undefined || refused.by === who);
  const isAccepted = (kind === "visto" ? Boolean(taken) : signed) && !isRefused;
  const status = (): UploadStatus => {
    if (signedUpload && (who === undefined || signedUpload.by === who))
      return { busy: true, tone: "info", title: m.verdict.SLOT_OPEN, text: m.verdict.slotOpen };
    if (isAccepted) return { busy: false, tone: "success", title: words.goOn, text: words.goOnText };
    if (isRefused)
      return { busy: false, tone: "danger", title: words.signatureRefused, text: storedWords(refused, lang).text };
    return { busy: false, tone: "info", title: m.verdict.DECLARED, text: m.verdict.declared };
  };
  return { ver: head.ver, state: head.state, uploads: { firma: status() } };
}
