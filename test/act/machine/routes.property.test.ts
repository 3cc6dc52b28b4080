// Random routes with random people, substitutes, absences and edits: no act ends without someone who can move it, and
// whoever is said to be able to move it really can.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ActHead,
  type Command,
  type Deputy,
  type Mover,
  type RouteStep,
  reduce,
  seats,
  whoCanMove,
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
import { complete, create, why } from "./given.ts";

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
const someRoute = fc
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
function moved(head: ActHead, mover: Mover, whim: number, n: number): Command {
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

type Whims = readonly { readonly whim: number; readonly who: number; readonly late: boolean }[];
const whims = fc.array(
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

/** Lives one act: whoever can move it does, now and then a step runs out first. Every head, and every no. */
function lived(route: readonly RouteStep[], turns: Whims): { heads: ActHead[]; noes: string[] } {
  let at = Date.parse("2025-12-24T09:00:00.000Z");
  const heads: ActHead[] = [];
  const noes: string[] = [];
  let head: ActHead | undefined;
  const ask = (command: Command) => {
    const answer = reduce(head, command, new Date(at).toISOString());
    if (!answer.ok) noes.push(`${command.type}: ${answer.refusal.code}`);
    else {
      head = answer.head;
      heads.push(head);
    }
  };
  ask(create({ total: 100 }));
  ask(complete);
  ask({ type: "submit", by: officer, route });
  for (const [n, { whim, who, late }] of turns.entries()) {
    at += 3_600_000;
    if (!head) throw new Error("no act");
    const open = head.route.find((step) => step.state === "OPEN");
    if (late && open?.dueAt) {
      at = Date.parse(open.dueAt);
      ask({ type: "stepExpired", step: open.n, deputies: {} });
      continue;
    }
    const movers = whoCanMove(head);
    const mover = movers[who % movers.length];
    if (!mover || (mover.by === "system" && mover.how === "archive")) break;
    ask(moved(head, mover, whim, n));
  }
  return { heads, noes };
}

const over = (head: ActHead) => head.state === "WITHDRAWN" || head.state === "ARCHIVED";

describe("a random route", () => {
  it("never leaves an act that is not over without someone who can move it, and takes what they do", () => {
    fc.assert(
      fc.property(someRoute, whims, (route, turns) => {
        const { heads, noes } = lived(route, turns);
        for (const head of heads) if (!over(head)) expect(whoCanMove(head)).not.toEqual([]);
        // A recorded substitute may have a place in the step already: the delegation is refused, and says who can mend it.
        expect(noes.filter((no) => no !== "decide: NO_SUCH_DEPUTY")).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it("satisfies no step with fewer than it asks for, gives no place to two, and lets no two decide for one", () => {
    fc.assert(
      fc.property(someRoute, whims, (route, turns) => {
        for (const head of lived(route, turns).heads)
          for (const step of head.route) {
            const names = step.assignments.map((one) => one.who);
            expect(new Set(names).size).toBe(names.length);
            const yes = seats(step).filter((one) => ["APPROVED", "OPINION", "SIGNED"].includes(one.state)).length;
            const asked = step.mode === "ANY" ? 1 : step.mode === "QUORUM" ? (step.quorum ?? 0) : seats(step).length;
            if (step.state === "SATISFIED") expect(yes).toBeGreaterThanOrEqual(asked);
            for (const one of step.assignments)
              if (one.replaces)
                expect(["DELEGATED", "ABSTAINED", "SUBSTITUTED"]).toContain(
                  step.assignments.find((other) => other.who === one.replaces)?.state,
                );
            if (step.state !== "OPEN")
              expect(
                step.assignments.filter((one) => one.state === "PENDING").length === 0 || step.state === "WAITING",
              ).toBe(true);
          }
      }),
      { numRuns: 150 },
    );
  });

  it("gets somewhere: acts are executed, refused their visto, returned and handed on, or these lives prove little", () => {
    const ends = fc
      .sample(fc.tuple(someRoute, whims), { numRuns: 300, seed: 2706 })
      .flatMap(([r, t]) => lived(r, t).heads);
    const states = new Set(
      ends.flatMap((head) => head.route.flatMap((step) => step.assignments.map((one) => one.state))),
    );
    expect([...states].sort()).toEqual([
      "ABSTAINED",
      "APPROVED",
      "DELEGATED",
      "OPINION",
      "PENDING",
      "REJECTED",
      "RETURNED",
      "REVOKED",
      "SIGNED",
      "SUBSTITUTED",
    ]);
    const effects = new Set(ends.map((head) => head.effect));
    expect([...effects].sort()).toEqual(["EXECUTIVE", "NONE", "PENDING_VISTO", "VISTO_REFUSED"]);
  });
});
