// The public log, cut off at every call to the stores and gone on with: no entry twice, none lost, one root for a size.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoItems } from "../../../shared/adapters/aws/dynamo-items.ts";
import { openSqliteItems } from "../../../shared/adapters/embedded/sqlite-items.ts";
import { type Items, keys } from "../../../shared/workflow/index.ts";
import { type LogWorld, openLogFeed } from "../../../shared/workflow/log.ts";
import { findDynoxide, startDynoxide } from "../../support/dynoxide.ts";
import { faultyStores, type Trace } from "../../support/faults.ts";
import { plansFor } from "../../support/interrupted.ts";
import { addEntries, openLogWorld, readAsStranger, runLog, testLog } from "../../support/log.ts";

let scratch: string;
let sqlite: ReturnType<typeof openSqliteItems>;
let dynamo: Awaited<ReturnType<typeof startDynoxide>> | undefined;
const dynoxide = findDynoxide();

beforeAll(async () => {
  scratch = await mkdtemp(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "visto-log-"));
  sqlite = openSqliteItems({ file: join(scratch, "items.sqlite"), now: () => new Date() });
  if ("program" in dynoxide) dynamo = await startDynoxide(dynoxide.program);
});
afterAll(async () => {
  sqlite.close();
  await dynamo?.stop();
  await rm(scratch, { recursive: true, force: true });
});

let worlds = 0;
/** Each world has a body of its own in the one store. */
async function aWorld(items: Items = sqlite): Promise<LogWorld> {
  worlds += 1;
  return openLogWorld(items, join(scratch, `w${worlds}`), `ente-${worlds}`);
}

const allCommits = async ({ items, settings }: LogWorld, acts: readonly string[]) => {
  const found: string[] = [];
  for (const actId of acts)
    for (let after: string | undefined, more = true; more; ) {
      const page = await items.query({
        pk: keys.act(settings.tenant, actId),
        sk: { beginsWith: "AUD#" },
        ...(after === undefined ? {} : { after }),
      });
      found.push(...page.items.map((item) => String(item["commit"])));
      after = page.next;
      more = after !== undefined;
    }
  return found;
};

const acts = ["01AAAA1", "01AAAA2", "01BBBB1"] as const;
const [one, two, three] = acts;

/** Five leaves are there; then come more: of `many`, more than a tile has room for. */
const many = 255;
async function prepared(items: Items, more = many): Promise<LogWorld> {
  const world = await aWorld(items);
  await addEntries(world, one, 1, 3);
  await addEntries(world, two, 1, 2);
  await runLog(world);
  await addEntries(world, one, 4, 2);
  await addEntries(world, three, 1, more);
  return world;
}

async function everyCut(items: Items, more: number): Promise<number> {
  const trace: Trace = { calls: [] };
  await runLog(faultyStores(undefined, trace, await prepared(items, more)));
  const plans = plansFor(trace).filter(({ how }) => more < many || how === "kill");
  for (const plan of plans) {
    const world = await prepared(items, more);
    await runLog(faultyStores(plan, { calls: [] }, world)).catch(() => "the fault of the plan");
    await runLog(world);
    const name = `${plan.how} call ${plan.at} (${trace.calls[plan.at - 1]})`;
    const leaves = await readAsStranger(world);
    expect([name, [...leaves].sort()]).toEqual([name, (await allCommits(world, acts)).sort()]);
  }
  return plans.length;
}

describe("the log", () => {
  it("comes to the same end wherever it is cut off, on SQLite", async () => {
    expect(await everyCut(sqlite, 7)).toBeGreaterThan(25);
    // Where a tile becomes full, and the next begins.
    expect(await everyCut(sqlite, many)).toBeGreaterThan(8);
  }, 60_000);

  it.skipIf("missing" in dynoxide)(
    `comes to the same end wherever it is cut off, on DynamoDB${"missing" in dynoxide ? ` (skipped: ${dynoxide.missing})` : ""}`,
    async () => {
      if (!dynamo) throw new Error("the stand-in runs");
      expect(await everyCut(dynamoItems({ client: dynamo.client, table: dynamo.table }), 7)).toBeGreaterThan(25);
    },
    120_000,
  );

  it("takes an act's entries in their order, each once, however often it runs", async () => {
    const world = await prepared(sqlite);
    for (let run = 0; run < 3; run += 1) await runLog(world);
    const leaves = await readAsStranger(world);
    expect(leaves).toHaveLength(262);
    expect(leaves.filter((leaf) => leaves.indexOf(leaf) !== leaves.lastIndexOf(leaf))).toEqual([]);
    const own = await allCommits(world, [one]);
    expect(leaves.filter((leaf) => own.includes(leaf))).toEqual(own);
  });

  it("has one winner when two run at once, and loses nothing", async () => {
    const world = await prepared(sqlite);
    await Promise.allSettled([runLog(world), runLog(world), runLog(world)]);
    await runLog(world);
    expect([...(await readAsStranger(world))].sort()).toEqual((await allCommits(world, acts)).sort());
  });

  it("waits for an entry that a reader does not see yet, and takes both then", async () => {
    const world = await aWorld();
    await addEntries(world, one, 1, 1);
    await addEntries(world, one, 3, 1);
    await runLog(world);
    expect(await readAsStranger(world)).toHaveLength(1);
    await addEntries(world, one, 2, 1);
    await runLog(world);
    expect(await readAsStranger(world)).toEqual(await allCommits(world, [one]));
  });

  it("takes what was told when the pause between two batches is over, and nothing before", async () => {
    const calm = { ...(await aWorld()), log: { ...testLog, everySeconds: 300 } };
    let now = Date.parse("2025-12-24T09:00:00.000Z");
    const world = { ...calm, clock: () => new Date(now).toISOString() };
    const feed = openLogFeed(world);
    await addEntries(world, one, 1, 1);
    expect(await feed.extend()).toBe(1);
    await addEntries(world, one, 2, 1);
    feed.tell([one]);
    now += 299_000;
    expect(await feed.extend()).toBe(0);
    now += 1_000;
    expect(await feed.extend()).toBe(1);
  });

  it("writes one item a batch, however many leaves it has", async () => {
    const world = await prepared(sqlite);
    const trace: Trace = { calls: [] };
    expect(await runLog(faultyStores(undefined, trace, world))).toBe(257);
    expect(trace.calls.filter((call) => call === "items.transact")).toHaveLength(1);
  });

  it("says how long the oldest entry has waited that it lacks", async () => {
    const numbers: number[] = [];
    const journal = { tell: () => undefined, measure: (_: string, value: number) => void numbers.push(value) };
    const world = { ...(await aWorld()), journal };
    await addEntries(world, one, 1, 2);
    await runLog(world);
    await runLog(world);
    expect(numbers).toEqual([3600, 0]);
  });

  it("never shows another tree of the same size: where other bytes are it stops, and signs nothing", async () => {
    const world = await aWorld();
    await addEntries(world, one, 1, 5);
    const type = "application/octet-stream";
    await world.objects.create({ bucket: "portal", key: "log/tile/0/000.p/5", type }, new Uint8Array(160));
    await expect(runLog(world)).rejects.toThrow("other bytes");
    expect(await world.objects.head({ bucket: "portal", key: "log/checkpoint/5" })).toBeUndefined();
  });
});
