import * as fc from "fast-check";
import type { ActHead, Command, CommandType, DraftFacts } from "../../../shared/act/index.ts";
import {
  approval,
  digest,
  facts,
  file,
  finding,
  judged,
  now,
  officer,
  people,
  publication,
  registration,
  signature,
  signed,
  stored,
  upload,
  usualRoute,
  verdict,
} from "./commands.ts";

const letters = fc.constantFrom("A", "B", "C");
const labels = fc.constantFrom("A", "B", "Z");
const who = fc.constantFrom(...Object.values(people).map((one) => one.who));
// Mostly the proponent, or nothing would ever move.
const by = fc.oneof({ weight: 6, arbitrary: fc.constant(officer) }, { weight: 1, arbitrary: who });
const reason = fc.constantFrom(
  "Testo da correggere nella parte seconda",
  "Testo da correggere nella parte seconda",
  "corta",
);

const attachments = fc
  .uniqueArray(fc.record({ label: fc.constantFrom("A", "B"), recorded: fc.option(letters.map(digest)) }), {
    selector: (one) => one.label,
    maxLength: 2,
  })
  .map((all) => all.map((one) => ({ ...one, title: `Allegato ${one.label}` })));

const someFacts = fc
  .record<Partial<DraftFacts>>({
    attachments,
    findings: fc.constantFrom([], [], [finding("RUO-04", "A")], [finding("IMP-02", "E")], [finding("CLA-03", "I")]),
    origin: fc.constantFrom("drafted" as const, "drafted" as const, "drafted" as const, "imported" as const),
    rendition: fc.constantFrom("integrale" as const, "integrale" as const, null),
    total: fc.constantFrom(null, 0, 12_000),
    proceedingOfficer: fc.constantFrom("Bruno Esempio", "Bruno Esempio", "Bruno Esempio", "PROVA ADELE"),
  })
  .map((over) => facts(over));

const someRoute = fc.oneof(
  { weight: 5, arbitrary: fc.constant(usualRoute) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      [signature(people.adele)],
      [approval(people.carla, people.dario), approval(people.carla), signature(people.adele)],
      [],
      [approval(people.carla)],
      [approval(people.carla, people.carla), signature(people.adele)],
      [approval(), signature(people.adele)],
      [signature(people.bruno)],
      [signature(people.adele, people.dario)],
    ),
  },
);

/** One turn of a random life: given where the act stands, a command that is often, but by no means always, in order. */
export type Turn = (head: ActHead | undefined, step: number) => Command;

const openSlot = (head: ActHead | undefined) => head?.slots.find((slot) => slot.upload)?.upload?.slotId ?? "SNONE";

const turns: Record<CommandType, fc.Arbitrary<Turn>> = {
  createDraft: fc.tuple(someFacts, who).map(([draft]) => () => ({
    type: "createDraft",
    actId: "A",
    tenant: "T#1",
    by: officer,
    facts: draft,
  })),
  saveRevision: fc.tuple(someFacts, by, fc.constantFrom(0, 0, 0, 1)).map(([draft, who, behind]) => (head) => ({
    type: "saveRevision",
    by: who,
    seenVer: (head?.ver ?? 1) - behind,
    facts: draft,
  })),
  completeDraft: by.map((who) => () => ({ type: "completeDraft", by: who })),
  acknowledgeFindings: fc
    .tuple(by, reason, fc.constantFrom(["RUO-04"], ["RUO-04", "RUO-04"], ["IMP-02"], []))
    .map(([who, why, codes]) => () => ({ type: "acknowledgeFindings", by: who, codes, reason: why })),
  openUpload: fc.tuple(labels, by, fc.constantFrom(10, 10, 10, 0, 101)).map(([label, who, length]) => (_head, n) => ({
    type: "openUpload",
    label,
    upload: upload(`S${n}`, { by: who, length }),
    limit: 100,
  })),
  recordVerdict: fc.tuple(labels, letters, fc.boolean()).map(([label, letter, isStale]) => (head) => {
    const open = head?.slots.find((slot) => slot.upload);
    const at = isStale ? label : (open?.label ?? label);
    const slotId = isStale ? "SOLD" : openSlot(head);
    const said = head ? judged(head, at, letter) : verdict(letter);
    return { type: "recordVerdict", label: at, slotId, file: file(letter), verdict: said };
  }),
  swapAttachments: fc.tuple(by, labels, labels).map(([who, a, b]) => () => ({
    type: "swapAttachments",
    by: who,
    a,
    b,
    at: now,
  })),
  submit: fc.tuple(by, someRoute).map(([who, route]) => () => ({ type: "submit", by: who, route })),
  openApproval: fc.constantFrom(0, 0, 0, 1).map((behind) => (head) => ({
    type: "openApproval",
    rev: (head?.rev ?? 1) - behind,
    mainDoc: stored("1"),
    dueAt: "2025-12-31T09:00:00.000Z",
  })),
  decide: fc
    .tuple(
      fc.constantFrom("APPROVE" as const, "APPROVE" as const, "APPROVE" as const, "RETURN" as const, "REJECT" as const),
      reason,
      fc.constantFrom("turn", "turn", "turn", "other", "stale"),
      who,
    )
    .map(([choice, why, how, other]) => (head) => {
      const step = head?.route.find((one) => one.state === "OPEN") ?? head?.route[0];
      const pending = step?.assignments.find((one) => one.state === "PENDING") ?? step?.assignments[0];
      return {
        type: "decide",
        who: how === "other" ? other : (pending?.who ?? other),
        step: step?.n ?? 1,
        choice,
        reason: why,
        seenDigest: how === "stale" ? digest("0") : (head?.manifestDigest ?? digest("0")),
        method: "link",
      };
    }),
  recall: fc.tuple(by, reason).map(([who, why]) => () => ({ type: "recall", by: who, reason: why })),
  requestLinks: by.map((who) => () => ({ type: "requestLinks", by: who })),
  recordOpening: by.map((who) => () => ({ type: "recordOpening", who, step: 1, factor: "otp" })),
  openSignedUpload: fc
    .tuple(fc.constantFrom(people.adele.who, people.adele.who, people.carla.who), fc.constantFrom(10, 10, 0))
    .map(([who, length]) => (_head, n) => ({
      type: "openSignedUpload",
      who,
      upload: upload(`S${n}`, { by: who, length }),
      limit: 100,
    })),
  recordSignature: fc.constantFrom("yes", "yes", "no", "stale").map((how) => (head) => ({
    type: "recordSignature",
    slotId: how === "stale" ? "SOLD" : (head?.signedUpload?.slotId ?? "SNONE"),
    outcome:
      how === "no"
        ? { accepted: false, codes: ["FIR-04"], message: "altra persona", file: file("E"), report: null }
        : { accepted: true, signed: signed() },
  })),
  recordTimestampFailure: fc.boolean().map((stale) => (head) => ({
    type: "recordTimestampFailure",
    slotId: stale ? "SOLD" : (head?.signedUpload?.slotId ?? "SNONE"),
    code: "TSA_NO_TOKEN",
    message: "x",
    retryAt: now,
  })),
  assignNumber: fc.constant<Turn>((_head, n) => ({ type: "assignNumber", registration: registration(n + 1) })),
  recordCopy: fc.constant<Turn>(() => ({
    type: "recordCopy",
    copy: { ...stored("2"), pages: 1, verificationCode: "ABCD-EFGH", at: now },
  })),
  recordSealFailure: fc.constant<Turn>(() => ({ type: "recordSealFailure", code: "SEALING_FAILED", message: "x" })),
  publish: fc.constant<Turn>(() => ({ type: "publish", by: officer, publication })),
  takeDown: fc.constantFrom("2026-01-08", "2026-01-09").map((today) => () => ({ type: "takeDown", today })),
  withdraw: fc.tuple(by, reason).map(([who, why]) => () => ({ type: "withdraw", by: who, reason: why })),
};

/** What somebody who wants the act published would do next. */
const onward: Turn = (head, n) => {
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

/** Half of the turns lead on, half are anything at all. */
export const life: fc.Arbitrary<Turn[]> = fc.array(
  fc.oneof(
    { weight: 30, arbitrary: fc.constant(onward) },
    ...Object.values(turns).map((arbitrary) => ({ weight: 1, arbitrary })),
  ),
  { minLength: 5, maxLength: 60, size: "max" },
);

export const oneTurn = (type: CommandType): fc.Arbitrary<Turn> => turns[type];
