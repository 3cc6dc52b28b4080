// Random routes with random people, substitutes, absences and edits: no act ends without someone who can move it, and
// whoever is said to be able to move it really can.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ActHead, type Command, type RouteStep, reduce, seats, whoCanMove } from "../../../shared/act/index.ts";
import { officer } from "./commands.ts";
import { complete, create } from "./given.ts";
import { moved, someRoute, type Whims, whims } from "./random-routes.ts";

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
