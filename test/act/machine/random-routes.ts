// Random routes with random people and substitutes, and what people and functions do when it is their turn.
import * as fc from "fast-check";
import {
  type ActHead,
  type Command,
  type Deputy,
  type Mover,
  type RouteStep,
  seats,
} from "../../../shared/act/index.ts";
import {
  approval,
  facts,
  officer,
  opinion,
  people,
  publication,
  registration,
  signature,
  signed,
  stored,
  upload,
  visto,
  vistoOf,
} from "./commands.ts";
import { complete, why } from "./given.ts";

const deputy = { ...people.elena, formula: "per il titolare, il Vicario", decree: "decreto n. 3/2025" };
const clickers = [people.carla, people.dario, people.fabio, people.elena];
const maybeDeputies = fc.constantFrom<Deputy[]>([], [], [deputy], [deputy, people.fabio]);
const assignee = (person: (typeof clickers)[number]) =>
  maybeDeputies.map((deputies) => ({ ...person, deputies: deputies.filter((one) => one.who !== person.who) }));
const some = fc.subarray(clickers, { minLength: 1, maxLength: 3 }).chain((all) => fc.tuple(...all.map(assignee)));

const clicked = fc
  .tuple(some, fc.constantFrom("ALL" as const, "ANY" as const, "QUORUM" as const), fc.boolean(), fc.nat(2))
  .map(
    ([assignees, mode, isOpinion, k]): RouteStep => ({
      ...(isOpinion ? opinion(...assignees) : approval(...assignees)),
      mode,
      ...(mode === "QUORUM" ? { quorum: (k % assignees.length) + 1 } : {}),
      days: 3,
      remindDays: 1,
    }),
  );
export const someRoute = fc
  .tuple(fc.array(clicked, { maxLength: 3 }), fc.boolean(), maybeDeputies, fc.boolean())
  .map(([clicks, parallel, deputies, several]): RouteStep[] => [
    ...clicks.map((step) => (parallel ? { ...step, group: 1 } : step)),
    {
      ...signature({ ...people.adele, deputies }, ...(several ? [people.fabio] : [])),
      ...(parallel ? { group: 20 } : {}),
    },
    { ...visto({ ...people.dario, deputies }), ...(parallel ? { group: 21 } : {}) },
  ]);

/** What one mover does when it is their turn; `whim` is what people feel like. */
export function moved(head: ActHead, mover: Mover, whim: number, n: number): Command {
  if (mover.by === "system") return bySystem(head, mover.how, n);
  if (mover.by === "officer") return byOfficer(head, mover, n);
  const { step, assignment } = mover;
  const answer = {
    who: assignment.who,
    step: step.n,
    reason: why,
    seenDigest: head.manifestDigest ?? "",
    method: "link",
  } as const;
  if (whim === 1) return { type: "decide", ...answer, choice: "ABSTAIN" };
  if (whim === 2 && assignment.deputies?.[0])
    return { type: "decide", ...answer, choice: "DELEGATE", to: assignment.deputies[0].who };
  if (whim === 3 && step.kind !== "visto") return { type: "decide", ...answer, choice: "RETURN" };
  if (whim === 4 && step.kind === "approval") return { type: "decide", ...answer, choice: "REJECT" };
  if (step.kind === "approval") return { type: "decide", ...answer, choice: "APPROVE" };
  if (step.kind === "opinion") return { type: "decide", ...answer, choice: whim === 5 ? "UNFAVOURABLE" : "FAVOURABLE" };
  return withFile(head, step.kind, assignment.who, whim, n);
}

function withFile(head: ActHead, kind: "signature" | "visto", who: string, whim: number, n: number): Command {
  if (kind === "visto" && head.vistoIntent?.who !== who)
    return {
      type: "prepareVisto",
      who,
      outcome: whim === 5 ? "REFUSED" : "FAVOURABLE",
      reason: why,
      commitments: ["1/2025"],
    };
  if (head.signedUpload?.by !== who)
    return { type: "openSignedUpload", who, upload: upload(`S${n}`, { by: who }), limit: 100 };
  const { slotId } = head.signedUpload;
  if (kind === "visto")
    return {
      type: "recordVisto",
      slotId,
      outcome: { accepted: true, visto: vistoOf(who, head.vistoIntent?.outcome ?? "FAVOURABLE") },
    };
  return { type: "recordSignature", slotId, outcome: { accepted: true, signed: { ...signed(), by: who } } };
}

function byOfficer(head: ActHead, mover: Extract<Mover, { by: "officer" }>, n: number): Command {
  const by = mover.who;
  const stranger = {
    who: `nuovo.${n}`,
    name: `Nuova Persona ${"abcdefghij"[n % 10]}`,
    email: "nuovo@borgosereno.example",
  };
  switch (mover.how) {
    case "complete":
      return complete;
    case "submit":
      return { type: "submit", by, route: [signature(people.adele)] };
    case "revise":
      return { type: "saveRevision", by, seenVer: head.ver, facts: facts({ total: 100 }) };
    case "name-somebody": {
      const from = mover.step ? seats(mover.step).find((one) => one.state === "ABSTAINED") : undefined;
      return { type: "reassign", by, step: mover.step?.n ?? 0, from: from?.who ?? "", to: stranger, reason: why };
    }
    case "ask-visto":
      return { type: "openVisto", by, step: visto(stranger), dueAt: "2026-01-10T09:00:00.000Z" };
    default:
      throw new Error(`these lives have no ${mover.how}`);
  }
}

function bySystem(head: ActHead, how: Extract<Mover, { by: "system" }>["how"], n: number): Command {
  switch (how) {
    case "render":
      return { type: "openApproval", rev: head.rev, mainDoc: stored("1"), dueAt: "2025-12-31T09:00:00.000Z" };
    case "number":
      return { type: "assignNumber", registration: registration(n + 1) };
    case "seal":
      return {
        type: "recordCopy",
        copy: { ...stored("2"), pages: 1, verificationCode: "ABCD-EFGH", at: "2025-12-24T09:00:00.000Z" },
      };
    case "publish":
      return { type: "publish", by: officer, publication };
    case "take-down":
      return { type: "takeDown", today: "2026-01-09" };
    case "archive":
      return complete;
  }
}

export type Whims = readonly { readonly whim: number; readonly who: number; readonly late: boolean }[];
export const whims = fc.array(
  fc.record({
    whim: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5),
    who: fc.nat(5),
    late: fc.constantFrom(false, false, false, true),
  }),
  {
    minLength: 20,
    maxLength: 60,
  },
);
