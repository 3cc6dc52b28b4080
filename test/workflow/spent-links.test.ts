// What spends a link is written on its assignment, with the decision and its answer: one item for what three held before.
import { describe, expect, it } from "vitest";
import { decide, type Item, keys, type World } from "../../shared/workflow/index.ts";
import { joinUpdates } from "../../shared/workflow/model/join-updates.ts";
import { anAct } from "../support/acts.ts";
import { codeOf, decisionOn, must, openTask, rup, stateOf, submitted } from "../support/journey.ts";
import { storedDecisions } from "../support/stored-decisions.ts";
import { type DumpedItem, dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const act = anAct();
const assignmentIn = (dir: string): DumpedItem => {
  const found = dumpItems(dir).find((item) => item.sk.startsWith("ASG#"));
  if (!found) throw new Error("no assignment");
  return found;
};

describe("a link that was spent", () => {
  it("is spent on its assignment, with what was decided and the answer to who asks again", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const opened = await openTask(test, actId, rup.email);
    const receipt = must(await decide(test.world, decisionOn(opened)));
    const assignment = assignmentIn(test.dir);
    expect(assignment).toMatchObject({
      state: "APPROVED",
      usedLink: assignment["link"],
      decision: { choice: "APPROVE", manifestDigest: opened.task.head.manifestDigest },
      answer: { key: "chiave-1", answer: receipt },
    });
    expect(dumpItems(test.dir).filter(({ sk }) => sk.startsWith("DEC#") || sk === "IDEM")).toEqual([]);
  });

  it("decides nothing when a newer link is made in the very moment of the decision", async () => {
    let hasRaced = false;
    const wrap = (world: World): World => ({
      ...world,
      items: {
        get: (key) => world.items.get(key),
        query: (query) => world.items.query(query),
        transact: async (actions, token) => {
          const spends = actions.find((one) => "update" in one && one.set?.["usedLink"] !== undefined);
          if (spends && "update" in spends && !hasRaced) {
            hasRaced = true;
            const link = String(spends.set?.["usedLink"]);
            await world.items.transact([
              { update: spends.update, set: { link: "F".repeat(64) }, if: { attr: "link", op: "=", value: link } },
              { update: keys.link(link), set: { state: "REVOKED" } },
            ]);
          }
          return world.items.transact(actions, token);
        },
      },
    });
    const test = await openTestWorld({ wrap });
    const actId = await submitted(test, act);
    expect(codeOf(await decide(test.world, decisionOn(await openTask(test, actId, rup.email))))).toBe("LINK_REVOKED");
    expect(hasRaced).toBe(true);
    expect([await stateOf(test, actId), storedDecisions(dumpItems(test.dir))]).toEqual(["IN_APPROVAL", []]);
  });

  it("is known as spent, and its answer is given again, as an earlier version stored them", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const request = decisionOn(await openTask(test, actId, rup.email));
    const receipt = must(await decide(test.world, request));
    await storeAsBefore(test);
    expect(must(await decide(test.world, request))).toEqual(receipt);
    expect(codeOf(await decide(test.world, { ...request, choice: "REJECT", reason: "Non è da fare così." }))).toBe(
      "IDEMPOTENCY_KEY_REUSED",
    );
    const again = await openTask(test, actId, rup.email);
    expect(again.task.spent).toBe(true);
    expect(codeOf(await decide(test.world, decisionOn(again, "REJECT", { idempotencyKey: "altra" })))).toBe(
      "LINK_SPENT",
    );
  });
});

/** The link says itself that it was used, the decision and the kept answer are items of their own. */
async function storeAsBefore({ dir, world }: TestWorld): Promise<void> {
  const { decision, answer, usedLink, ...assignment } = assignmentIn(dir) as Item;
  const kept = answer as { readonly key: string; readonly request: string; readonly answer: string };
  const link = keys.link(String(usedLink));
  const written = await world.items.transact([
    { put: assignment as Item },
    {
      put: {
        pk: assignment.pk,
        sk: assignment.sk.replace("ASG#", "DEC#"),
        rev: 1,
        step: 1,
        who: rup.who,
        ...(decision as object),
      },
    },
    { update: link, set: { state: "USED", usedAt: world.clock() } },
    {
      put: {
        ...keys.idempotency(world.settings.tenant, `decide#${link.pk}`, kept.key),
        request: kept.request,
        answer: kept.answer,
        at: world.clock(),
      },
    },
  ]);
  expect(written.ok).toBe(true);
  expect(storedDecisions(dumpItems(dir))).toHaveLength(1);
}

describe("updates of one item in one transaction", () => {
  const key = { pk: "P", sk: "S" };

  it("become one, with all their conditions, and leave the others where they were", () => {
    const other = { put: { pk: "P", sk: "T" } };
    expect(
      joinUpdates([
        { update: key, set: { a: 1 }, if: { absent: "a" } },
        other,
        { update: key, set: { b: 2 }, add: { n: 1 }, remove: ["c"], if: { exists: "pk" } },
        { update: key, remove: ["d"] },
      ]),
    ).toEqual([
      {
        update: key,
        set: { a: 1, b: 2 },
        add: { n: 1 },
        remove: ["c", "d"],
        if: { all: [{ absent: "a" }, { exists: "pk" }] },
      },
      other,
    ]);
  });

  it("are refused when two of them change the same attribute", () => {
    expect(() =>
      joinUpdates([
        { update: key, set: { a: 1 } },
        { update: key, remove: ["a"] },
      ]),
    ).toThrow("two changes of a");
  });
});
