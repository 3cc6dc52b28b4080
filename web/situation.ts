import { type ActHead, openSteps, type Step, whoCanMove } from "../shared/act/index.ts";
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
const labels = (slots: ActHead["slots"]) => slots.map((slot) => slot.label).join(", ");

function blocked(head: ActHead, m: Messages): string {
  const s = m.officer.situation;
  const errors = head.findings.filter((finding) => finding.severity === "E").length;
  const bad = quarantined(head);
  if (bad.length === 0) return errors === 1 ? s.mendOne : fill(s.mendErrors, { n: errors });
  return fill(errors === 0 ? s.mendFiles : s.mendBoth, { labels: labels(bad) });
}

function afterStep(head: ActHead, step: Step, m: Messages): string {
  const following = head.route.find((one) => one.n > step.n && one.state === "WAITING" && one.kind !== "visto");
  if (!following) return m.officer.situation.thenNumber;
  return fill(m.officer.situation.thenStep, { role: following.role });
}

/** Open steps: whoever can move them, by the machine's own answer. A vacant place is the proposing office's to fill. */
function inRoute(head: ActHead, m: Messages): Situation {
  const s = m.officer.situation;
  const movers = whoCanMove(head);
  const people = movers.filter((one) => one.by === "person");
  const vacant = movers.filter((one) => one.by === "officer" && one.step !== undefined);
  const steps = [...new Set(movers.flatMap((one) => (one.by !== "system" && one.step ? [one.step] : [])))];
  const [first] = steps;
  if (!first) return { group: "waiting", turn: s.system, missing: s.nothing, since: head.updatedAt, next: s.thenRoute };
  const { timestampMissing } = head;
  if (timestampMissing && head.state === "APPROVED") {
    const missing = fill(m.evidence.situation, { attempts: timestampMissing.attempts });
    return { group: "waiting", turn: s.system, missing, since: timestampMissing.at, next: afterStep(head, first, m) };
  }
  const turns = [...people.map((one) => one.assignment.name), ...(vacant.length > 0 ? [s.you] : [])];
  const asked = steps.map((step) => {
    const isVacant = !people.some((one) => one.step.n === step.n);
    return fill(isVacant ? m.route.situation.vacant : askedOf(step, m), { role: step.role });
  });
  return {
    group: people.length === 0 ? "blocked" : "waiting",
    turn: turns.join(", "),
    missing: asked.join("; "),
    since: steps.map((step) => step.openedAt ?? head.updatedAt).sort()[0] ?? head.updatedAt,
    next: first.kind === "visto" ? m.route.situation.thenExecutive : afterStep(head, first, m),
  };
}

const askedOf = (step: Step, m: Messages): string =>
  ({
    approval: m.officer.situation.decisionOf,
    opinion: m.route.situation.opinionOf,
    signature: m.officer.situation.signatureOf,
    visto: m.route.situation.vistoOf,
  })[step.kind];

/** After publication the axis of effect may still wait: for the visto, or for the officer to ask for it again. */
function afterPublication(head: ActHead, m: Messages, over: Situation): Situation {
  if (openSteps(head).some((step) => step.kind === "visto")) return inRoute(head, m);
  if (!whoCanMove(head).some((one) => one.by === "officer" && one.how === "ask-visto")) return over;
  const { askVisto, answerVisto, thenExecutive } = m.route.situation;
  const missing = head.effect === "VISTO_REFUSED" ? answerVisto : askVisto;
  return { group: "todo", turn: m.officer.situation.you, missing, since: head.updatedAt, next: thenExecutive };
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
      return inRoute(head, m);
    case "SIGNED":
      return bySystem(s.numbering, s.thenSeal);
    case "NUMBERED": {
      const { sealError } = head;
      const missing = sealError ? fill(s.sealFailed, { attempts: sealError.attempts }) : s.sealing;
      return bySystem(missing, s.thenPublish);
    }
    case "SEALED":
      // A whole text is published by the system as soon as the copy is sealed; omissis wait for a person.
      if (head.rendition === "integrale" || head.omissis) return bySystem(s.publishing, s.thenPublish);
      return todo(s.decideRendition, s.thenPublish);
    case "RETURNED":
    case "REJECTED":
      return todo(s.reread, s.thenAgain);
    case "PUBLISHED": {
      const next = fill(s.thenTakeDown, { date: day(head.publication.albo.to, lang) });
      return afterPublication(head, m, { group: "done", turn: s.nobody, missing: s.nothing, since, next });
    }
    case "UNPUBLISHED": {
      const over: Situation = { group: "done", turn: s.nobody, missing: s.nothing, since, next: s.thenArchive };
      return afterPublication(head, m, over);
    }
    case "ARCHIVED":
    case "WITHDRAWN":
      return { group: "done", turn: s.nobody, missing: s.nothing, since, next: "—" };
  }
}
