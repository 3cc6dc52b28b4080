// Random routes, people, substitutes, absences and edits on the real stores: the same life in SQLite and in the DynamoDB
// stand-in gives the same answers and the same items, and after every step the invariants hold of what is stored.
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { borgoSereno } from "../../local/demo/borgo-sereno.ts";
import {
  type ActHead,
  headSchema,
  isVacant,
  openSteps,
  type RouteStep,
  reduce,
  seats,
  whoCanMove,
} from "../../shared/act/index.ts";
import { dynamoItems } from "../../shared/adapters/aws/dynamo-items.ts";
import { openSqliteItems } from "../../shared/adapters/embedded/sqlite-items.ts";
import { type AuditEntry, brokenEntries } from "../../shared/register/index.ts";
import { allItems, type Item, type Items, keys, type World } from "../../shared/workflow/index.ts";
import { changeAct } from "../../shared/workflow/model/change-act.ts";
import { commit } from "../../shared/workflow/model/commit.ts";
import { officer } from "../act/machine/commands.ts";
import { complete, create } from "../act/machine/given.ts";
import { moved, someRoute, type Whims, whims } from "../act/machine/random-routes.ts";
import { findDynoxide, startDynoxide } from "../support/dynoxide.ts";
import { storedDecisions } from "../support/stored-decisions.ts";
import { dueHeads, storedHeads } from "../support/stored-heads.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";

const dynoxide = findDynoxide();
if ("missing" in dynoxide) console.warn(`random routes are not lived on DynamoDB: ${dynoxide.missing}`);

const stores: { readonly name: string; readonly items: Items }[] = [];
const closing: (() => Promise<void> | void)[] = [];
beforeAll(async () => {
  const folder = await makeFolder();
  const sqlite = openSqliteItems({ file: join(folder, "items.sqlite"), now: () => new Date("2025-12-24T09:00:00Z") });
  stores.push({ name: "SQLite", items: sqlite });
  closing.push(
    () => sqlite.close(),
    () => removeFolder(folder),
  );
  if ("missing" in dynoxide) return;
  const { client, table, stop } = await startDynoxide(dynoxide.program);
  stores.push({ name: "DynamoDB", items: dynamoItems({ client, table }) });
  closing.push(stop);
});
afterAll(async () => {
  for (const close of closing) await close();
});

/** Ids and bytes that come out the same in every store. */
function worldOn(
  items: Items,
  life: number,
  clock: () => string,
): Pick<World, "settings" | "items" | "clock" | "newId" | "randomBytes" | "pause"> {
  let given = 0;
  const next = () => {
    given += 1;
    return given;
  };
  return {
    settings: borgoSereno("http://127.0.0.1:8080"),
    items,
    clock,
    newId: () => `01LIFE${life}N${String(next()).padStart(6, "0")}`,
    randomBytes: (length) => new Uint8Array(length).fill(next() % 251),
    pause: () => Promise.resolve(),
  };
}

type Life = {
  readonly told: readonly string[];
  readonly items: readonly Item[];
  readonly states: ReadonlySet<string>;
};

async function lived(items: Items, life: number, route: readonly RouteStep[], turns: Whims): Promise<Life> {
  let at = Date.parse("2025-12-24T09:00:00.000Z");
  const now = () => new Date(at).toISOString();
  const world = worldOn(items, life, now);
  const { tenant } = world.settings;
  const actId = `LIFE${life}`;
  const told: string[] = [];
  const states = new Set<string>();
  const created = reduce(
    undefined,
    { ...create({ total: 100 }), actId, tenant } as Parameters<typeof reduce>[1],
    now(),
  );
  if (!created.ok) throw new Error(created.refusal.code);
  let { head } = await commit(world, undefined, created);
  const ask = async (command: Parameters<typeof reduce>[1]) => {
    const answer = await changeAct(world, actId, () => ({ command }));
    told.push(`${command.type} ${answer.ok ? "ok" : answer.refusal.code}`);
    if (answer.ok) head = answer.value.head;
    states.add(head.state);
    // What the stand-in stores is compared item by item at the end of the life.
    if (items === stores[0]?.items) await expectInvariants(items, head);
  };
  await ask(complete);
  await ask({ type: "submit", by: officer, route });
  for (const [n, { whim, who, late }] of turns.entries()) {
    at += 3_600_000;
    const open = head.route.find((step) => step.state === "OPEN");
    if (late && open?.dueAt) {
      at = Date.parse(open.dueAt);
      await ask({ type: "stepExpired", step: open.n, deputies: {} });
      continue;
    }
    const movers = whoCanMove(head);
    const mover = movers[who % movers.length];
    if (!mover || (mover.by === "system" && mover.how === "archive")) break;
    await ask(moved(head, mover, whim, n));
  }
  return { told, items: await itemsOf(items, tenant, actId), states };
}

async function itemsOf(items: Items, tenant: string, actId: string): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of allItems(items, { pk: keys.act(tenant, actId) })) found.push(item);
  return found;
}

const byNumber = ["NUMBERED", "SEALED", "PUBLISHED", "UNPUBLISHED", "ARCHIVED"];

/** Design: workflow.md §6 and domain.md §2, of what is stored and not of what the reducer said. */
async function expectInvariants(items: Items, said: ActHead): Promise<void> {
  const all = await itemsOf(items, said.tenant, said.actId);
  const head = headSchema.parse(storedHeads(all)[0]);
  expect(head).toEqual(said);
  if (head.state !== "WITHDRAWN" && head.state !== "ARCHIVED") expect(whoCanMove(head)).not.toEqual([]);
  const audit = all.filter((item) => item.sk.startsWith("AUD#")) as unknown as AuditEntry[];
  expect(brokenEntries(audit, { seq: head.auditSeq, hash: head.auditHead })).toEqual([]);
  expectEntries(head, all);
  // Number only after a verified signature, no copy and no publication without a number.
  expect([head.registration !== undefined, byNumber.includes(head.state)]).toEqual([
    byNumber.includes(head.state),
    byNumber.includes(head.state),
  ]);
  if (head.registration) expect(head.signed).toBeDefined();
  if (head.copy ?? head.publication) expect(head.registration).toBeDefined();
  // Spending is executive by a favourable visto alone, and a visto speaks of a number.
  if (head.effect === "EXECUTIVE" && (head.total ?? 0) > 0) expect(head.visti?.at(-1)?.outcome).not.toBe("REFUSED");
  if (head.visti) expect(head.registration).toBeDefined();
  // Every decision that counts now was made on what the act is now; a no says why.
  const decisions = storedDecisions(all).filter((item) => item["rev"] === head.rev);
  for (const decision of decisions) expect(decision["manifestDigest"]).toBe(head.manifestDigest);
  if (head.state === "RETURNED" || head.state === "REJECTED") expect(head.turnedBack?.reason.length).toBeGreaterThan(9);
  const signers = head.route.filter((step) => step.kind === "signature").flatMap((step) => step.assignments);
  expect(signers.map((one) => one.who)).not.toContain(head.proponent);
}

/** The worklists hold whoever is asked, and the sweep looks at every open step that has an end. */
function expectEntries(head: ActHead, all: readonly Item[]): void {
  const asked = openSteps(head).flatMap((step) =>
    seats(step)
      .filter((one) => one.state === "PENDING")
      .map((one) => `${head.tenant}#WHO#${one.who} ${step.n}`),
  );
  const listed = all.filter((item) => item["gsi1pk"] !== undefined).map((item) => `${item["gsi1pk"]} ${item["step"]}`);
  expect(listed.sort()).toEqual(asked.sort());
  const due = openSteps(head).flatMap((step) => (step.dueAt === undefined ? [] : [step.dueAt]));
  const [looked] = dueHeads(all);
  for (const at of due) expect(looked !== undefined && looked <= `${at}~`).toBe(true);
  const isAwaited = head.signedUpload ?? head.slots.find((slot) => slot.upload) ?? head.publication;
  if (due.length === 0 && !isAwaited) expect(looked).toBeUndefined();
  for (const step of openSteps(head))
    expect(seats(step).some((one) => one.state === "PENDING" || isVacant(one))).toBe(true);
}

describe("random routes on the real stores", () => {
  it("keep the invariants at every step, and come to the same answers and items in both", {
    timeout: 120_000,
  }, async () => {
    const lives = fc.sample(fc.tuple(someRoute, whims), { numRuns: 16, seed: 2706 });
    const seen = new Set<string>();
    for (const [life, [route, turns]] of lives.entries()) {
      const [first, ...others] = await Promise.all(stores.map(({ items }) => lived(items, life, route, turns)));
      for (const state of first?.states ?? []) seen.add(state);
      for (const other of others) {
        expect(other.told).toEqual(first?.told);
        expect(other.items).toEqual(first?.items);
      }
    }
    for (const state of ["IN_APPROVAL", "APPROVED", "RETURNED", "SIGNED", "NUMBERED", "PUBLISHED"])
      expect(seen).toContain(state);
  });
});
