import type { ActHead, Step } from "../shared/act/index.ts";
import { day, fill } from "./format.ts";
import type { Messages } from "./messages/messages.ts";
import type { Lang } from "./views.ts";

/** Whose turn it is, what is missing, since when, what happens next: an act is never stuck without saying why. */
export type Situation = {
  readonly group: "todo" | "waiting" | "blocked" | "done";
  readonly turn: string;
  readonly missing: string;
  /** ISO instant. */
  readonly since: string;
  readonly next: string;
};

/** Warnings that nobody has acknowledged yet. */
export function openWarnings(head: Pick<ActHead, "findings" | "acknowledged">) {
  const known = new Set(head.acknowledged.map((one) => one.code));
  return head.findings.filter((finding) => finding.severity === "A" && !known.has(finding.code));
}

const quarantined = (head: ActHead) =>
  head.slots.filter((slot) => ["MISMATCH", "SIGNATURE_BAD", "INFECTED", "UNREADABLE"].includes(slot.state));
const openStep = (head: ActHead): Step | undefined => head.route.find((step) => step.state === "OPEN");
const labels = (slots: ActHead["slots"]) => slots.map((slot) => slot.label).join(", ");

function blocked(head: ActHead, m: Messages): string {
  const s = m.officer.situation;
  const errors = head.findings.filter((finding) => finding.severity === "E").length;
  const bad = quarantined(head);
  if (bad.length === 0) return errors === 1 ? s.mendOne : fill(s.mendErrors, { n: errors });
  return fill(errors === 0 ? s.mendFiles : s.mendBoth, { labels: labels(bad) });
}

function afterStep(head: ActHead, step: Step, m: Messages): string {
  const following = head.route.find((one) => one.n > step.n && one.state === "WAITING");
  if (!following) return m.officer.situation.thenNumber;
  return fill(m.officer.situation.thenStep, { role: following.role });
}

function inRoute(head: ActHead, m: Messages): Omit<Situation, "group"> {
  const s = m.officer.situation;
  const step = openStep(head);
  if (!step) return { turn: s.system, missing: s.nothing, since: head.updatedAt, next: s.thenRoute };
  const { timestampMissing } = head;
  if (timestampMissing && head.state === "APPROVED") {
    const missing = fill(m.evidence.situation, { attempts: timestampMissing.attempts });
    return { turn: s.system, missing, since: timestampMissing.at, next: afterStep(head, step, m) };
  }
  const pending = step.assignments.filter((one) => one.state === "PENDING");
  return {
    turn: pending.map((one) => one.name).join(", ") || s.system,
    missing: fill(step.kind === "signature" ? s.signatureOf : s.decisionOf, { role: step.role }),
    since: step.openedAt ?? head.updatedAt,
    next: afterStep(head, step, m),
  };
}

function ready(head: ActHead, m: Messages): Situation {
  const s = m.officer.situation;
  const since = head.submission?.at ?? head.updatedAt;
  if (head.submission) {
    const missing = s.preparing;
    return { group: "waiting", turn: s.system, missing, since, next: s.thenRoute };
  }
  const missing = openWarnings(head).length > 0 ? s.acknowledge : s.submit;
  return { group: "todo", turn: s.you, missing, since, next: s.thenRoute };
}

/** The situation of an act, in words. */
export function situationOf(head: ActHead, m: Messages, lang: Lang): Situation {
  const s = m.officer.situation;
  const since = head.updatedAt;
  const todo = (missing: string, next: string): Situation => ({ group: "todo", turn: s.you, missing, since, next });
  const bySystem = (missing: string, next: string): Situation => ({
    group: "waiting",
    turn: s.system,
    missing,
    since,
    next,
  });
  switch (head.state) {
    case "DRAFT":
      return todo(s.confirmDraft, s.thenAttachments);
    case "ATTACHMENTS_PENDING":
      return todo(fill(s.uploadFiles, { labels: labels(head.slots.filter((slot) => !slot.verdict)) }), s.thenSubmit);
    case "BLOCKED":
      return { group: "blocked", turn: s.you, missing: blocked(head, m), since, next: s.thenSubmit };
    case "READY":
      return ready(head, m);
    case "IN_APPROVAL":
    case "APPROVED":
      return { group: "waiting", ...inRoute(head, m) };
    case "SIGNED":
      return bySystem(s.numbering, s.thenSeal);
    case "NUMBERED": {
      const { sealError } = head;
      const missing = sealError ? fill(s.sealFailed, { attempts: sealError.attempts }) : s.sealing;
      return bySystem(missing, s.thenPublish);
    }
    case "SEALED":
      // A whole text is published by the system as soon as the copy is sealed; omissis wait for a person.
      if (head.rendition === "integrale") return bySystem(s.publishing, s.thenPublish);
      return todo(s.decideRendition, s.thenPublish);
    case "RETURNED":
    case "REJECTED":
      return todo(s.reread, s.thenAgain);
    case "PUBLISHED": {
      const next = fill(s.thenTakeDown, { date: day(head.publication.albo.to, lang) });
      return { group: "done", turn: s.nobody, missing: s.nothing, since, next };
    }
    case "UNPUBLISHED":
      return { group: "done", turn: s.nobody, missing: s.nothing, since, next: s.thenArchive };
    case "ARCHIVED":
    case "WITHDRAWN":
      return { group: "done", turn: s.nobody, missing: s.nothing, since, next: "—" };
  }
}
