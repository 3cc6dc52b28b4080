import * as fc from "fast-check";
import { type ActHead, type CommandType, vistoOutcomes } from "../../../shared/act/index.ts";
import { by, labels, letters, reason, someAmendment, someDeputy, someFacts, someRoute, who } from "./choices.ts";
import {
  digest,
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
  verdict,
  visto,
  vistoOf,
} from "./commands.ts";
import { onward } from "./onward.ts";
import type { Turn } from "./turn.ts";

export type { Turn } from "./turn.ts";

const vistoBy = (head: ActHead | undefined) =>
  head?.route.find((one) => one.kind === "visto" && one.state === "OPEN")?.assignments.at(-1)?.who ?? "nobody";

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
      fc.constantFrom(
        "APPROVE" as const,
        "APPROVE" as const,
        "APPROVE" as const,
        "RETURN" as const,
        "REJECT" as const,
        "ABSTAIN" as const,
        "DELEGATE" as const,
        "FAVOURABLE" as const,
        "UNFAVOURABLE" as const,
      ),
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
        to: people.dario.who,
        seenDigest: how === "stale" ? digest("0") : (head?.manifestDigest ?? digest("0")),
        method: "link",
      };
    }),
  recall: fc.tuple(by, reason).map(([who, why]) => () => ({ type: "recall", by: who, reason: why })),
  requestLinks: by.map((who) => () => ({ type: "requestLinks", by: who })),
  openSignedUpload: fc
    .tuple(fc.constantFrom(people.adele.who, people.adele.who, people.carla.who), fc.constantFrom(10, 10, 0))
    .map(([signer, length]) => (head, n) => {
      const who = head?.vistoIntent?.who ?? signer;
      return {
        type: "openSignedUpload",
        who,
        upload: upload(`S${n}`, { by: who, length }),
        limit: 100,
      };
    }),
  recordSignature: fc.constantFrom("yes", "yes", "no", "stale").map((how) => (head) => ({
    type: "recordSignature",
    slotId: how === "stale" ? "SOLD" : (head?.signedUpload?.slotId ?? "SNONE"),
    outcome:
      how === "no"
        ? { accepted: false, codes: ["FIR-04"], message: "altra persona", file: file("E"), report: null }
        : { accepted: true, signed: signed() },
  })),
  reassign: fc.tuple(by, reason, who, someDeputy).map(([mender, why, from, to]) => (head) => {
    const step = head?.route.find((one) => one.state === "OPEN") ?? head?.route[0];
    const seat = step?.assignments.findLast((one) => one.state === "PENDING" || one.state === "ABSTAINED");
    return { type: "reassign", by: mender, reason: why, step: step?.n ?? 1, from: seat?.who ?? from, to };
  }),
  correctAddress: fc.tuple(by, reason, who).map(([mender, why, other]) => (head) => {
    const step = head?.route.find((one) => one.state === "OPEN");
    const seat = step?.assignments.find((one) => one.state === "PENDING");
    const email = "altro@borgosereno.example";
    return { type: "correctAddress", by: mender, reason: why, step: step?.n ?? 1, who: seat?.who ?? other, email };
  }),
  stepExpired: someDeputy.map((deputy) => (head) => {
    const step = head?.route.find((one) => one.state === "OPEN");
    const seat = step?.assignments.find((one) => one.state === "PENDING");
    return { type: "stepExpired", step: step?.n ?? 1, deputies: seat ? { [seat.who]: [deputy] } : {} };
  }),
  recordOpening: who.map((one) => () => ({ type: "recordOpening", who: one, step: 1, factor: "otp" })),
  recordTimestampFailure: fc.boolean().map((stale) => (head) => ({
    type: "recordTimestampFailure",
    slotId: stale ? "SOLD" : (head?.signedUpload?.slotId ?? "SNONE"),
    code: "TSA_NO_TOKEN",
    message: "x",
    retryAt: now,
  })),
  remindStep: fc.constant<Turn>((head) => ({
    type: "remindStep",
    step: head?.route.find((one) => one.state === "OPEN")?.n ?? 1,
  })),
  correct: fc.tuple(by, reason).map(([who, why]) => () => ({ type: "correct", by: who, reason: why })),
  openVisto: fc.tuple(by, fc.constantFrom(people.dario, people.carla)).map(([who, one]) => () => ({
    type: "openVisto",
    by: who,
    step: visto(one),
    dueAt: "2025-12-31T09:00:00.000Z",
  })),
  prepareVisto: fc
    .tuple(fc.constantFrom(...vistoOutcomes), reason, fc.constantFrom([], ["1234/2025"]))
    .map(([outcome, why, commitments]) => (head) => ({
      type: "prepareVisto",
      who: vistoBy(head),
      outcome,
      reason: why,
      commitments,
    })),
  recordVisto: fc.constantFrom("yes", "yes", "no", "stale").map((how) => (head) => ({
    type: "recordVisto",
    slotId: how === "stale" ? "SOLD" : (head?.signedUpload?.slotId ?? "SNONE"),
    outcome:
      how === "no"
        ? { accepted: false, codes: ["FIR-04"], message: "altra persona", file: file("E"), report: null }
        : { accepted: true, visto: vistoOf(vistoBy(head), head?.vistoIntent?.outcome ?? "FAVOURABLE") },
  })),
  amend: fc.tuple(someAmendment, reason).map(([[how, amendment], why]) => () => ({
    type: "amend",
    how,
    amendment: { ...amendment, reason: why },
  })),
  declareAmendment: fc.tuple(someAmendment, reason).map(([[how, amendment], why]) => () => ({
    type: "declareAmendment",
    how,
    amendment: { ...amendment, reason: why },
  })),
  assignNumber: fc.constant<Turn>((_head, n) => ({ type: "assignNumber", registration: registration(n + 1) })),
  recordCopy: fc.constantFrom(undefined, 2, 3).map((revision) => () => ({
    type: "recordCopy",
    copy: {
      ...stored("2"),
      pages: 1,
      verificationCode: "ABCD-EFGH",
      at: now,
      ...(revision ? { revision } : {}),
    },
  })),
  recordSealFailure: fc.constant<Turn>(() => ({ type: "recordSealFailure", code: "SEALING_FAILED", message: "x" })),
  prepareOmissis: fc.tuple(by, reason, fc.boolean()).map(([who, why, isPublisher]) => () => ({
    type: "prepareOmissis",
    by: who,
    isPublisher,
    data: stored("4"),
    subject: "[omissis]",
    reason: why,
  })),
  recordOmissis: fc.constantFrom(1, 2).map((revision) => () => ({
    type: "recordOmissis",
    of: stored("4").sha256,
    file: { ...stored("5"), pages: 1, revision, at: now },
  })),
  publish: fc.constantFrom("integrale" as const, "omissis" as const).map((rendition) => () => ({
    type: "publish",
    by: officer,
    publication: { ...publication, rendition },
  })),
  extendAlbo: fc.constantFrom("2025-12-26", "2025-01-01").map((day) => () => ({
    type: "extendAlbo",
    outage: { day, reason: "Interruzione di prova", by: officer, at: now },
  })),
  forget: fc.constantFrom("2026-01-09", "2031-01-01").map((today) => () => ({ type: "forget", today })),
  takeDown: fc.constantFrom("2026-01-08", "2026-01-09").map((today) => () => ({ type: "takeDown", today })),
  withdraw: fc.tuple(by, reason).map(([who, why]) => () => ({ type: "withdraw", by: who, reason: why })),
};

/** Half of the turns lead on, half are anything at all. */
export const life: fc.Arbitrary<Turn[]> = fc.array(
  fc.oneof(
    { weight: 60, arbitrary: fc.constant(onward) },
    ...Object.values(turns).map((arbitrary) => ({ weight: 1, arbitrary })),
    { weight: 5, arbitrary: turns.decide },
  ),
  { minLength: 5, maxLength: 60, size: "max" },
);

export const oneTurn = (type: CommandType): fc.Arbitrary<Turn> => turns[type];
