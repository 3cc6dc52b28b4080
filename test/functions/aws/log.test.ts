// The public log as AWS feeds it: batches of the table's stream, repeated, reordered, cut off, and the look at night.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handle as extendLog } from "../../../functions/extend-log/handle.ts";
import { openSqliteItems } from "../../../shared/adapters/embedded/sqlite-items.ts";
import type { StreamRecord } from "../../../shared/workflow/index.ts";
import { type LogWorld, readStamp } from "../../../shared/workflow/log.ts";
import { awsEvent, streamEvent, streamRecord } from "../../support/aws-events.ts";
import { faultyStores, type Trace } from "../../support/faults.ts";
import { plansFor } from "../../support/interrupted.ts";
import { openJournal } from "../../support/journal.ts";
import { addEntries, openLogWorld, readAsStranger, testLog } from "../../support/log.ts";
import { removeFolder } from "../../support/temp-folder.ts";
import { tokenOver } from "../../support/timestamp-authority.ts";
import { dumpItems, newFolder } from "../../support/world.ts";

let folder: string;
let items: ReturnType<typeof openSqliteItems>;
beforeAll(async () => {
  folder = await newFolder();
  items = openSqliteItems({ file: join(folder, "items.sqlite"), now: () => new Date() });
});
afterAll(async () => {
  items.close();
  await removeFolder(folder);
});

let worlds = 0;
async function aWorld(): Promise<LogWorld> {
  worlds += 1;
  return openLogWorld(items, join(folder, `w${worlds}`), `ente-${worlds}`);
}

const pause = async () => undefined;
type Deps = Parameters<typeof extendLog>[0];
const deps = (world: LogWorld, more: Partial<Deps> = {}): Deps => ({
  ...{ ...world, pause, log: async () => testLog, told: () => undefined },
  ...more,
});

/** Whatever of the body's acts is in the table, as its stream told of it. */
const recordsOf = ({ settings }: LogWorld): StreamRecord[] =>
  dumpItems(folder)
    .filter(({ pk }) => pk.startsWith(`${settings.tenant}#ACT#`))
    .map((item, at) => streamRecord(item, `${at}`.padStart(6, "0")));
const commitsOf = (world: LogWorld) =>
  recordsOf(world)
    .flatMap(({ dynamodb }) => dynamodb?.NewImage?.["commit"]?.S ?? [])
    .sort();
const leavesOf = async (world: LogWorld) => [...(await readAsStranger(world))].sort();

const [one, two] = ["01AAAA1", "01BBBB1"];

describe("the public log on AWS", () => {
  it("takes a batch of the stream with one write, whatever else is in it, repeated and out of order", async () => {
    const world = await aWorld();
    await addEntries(world, one, 1, 7);
    await addEntries(world, two, 1, 5);
    const trace: Trace = { calls: [] };
    const extend = extendLog(deps(faultyStores(undefined, trace, world)));
    const records = recordsOf(world);
    const batch = streamEvent(...records.toReversed(), ...records);
    expect(await extend(batch)).toEqual({ batchItemFailures: [] });
    expect(trace.calls.filter((call) => call === "items.transact")).toHaveLength(1);
    expect(await leavesOf(world)).toEqual(commitsOf(world));
    expect(await extend(batch)).toEqual({ batchItemFailures: [] });
    expect(trace.calls.filter((call) => call === "items.transact")).toHaveLength(1);
  });

  it("comes to the same end wherever a batch is cut off, when the stream brings it again", async () => {
    const prepared = async () => {
      const world = await aWorld();
      await addEntries(world, one, 1, 3);
      await extendLog(deps(world))(streamEvent(...recordsOf(world)));
      await addEntries(world, one, 4, 2);
      await addEntries(world, two, 1, 6);
      return world;
    };
    const trace: Trace = { calls: [] };
    const first = await prepared();
    await extendLog(deps(faultyStores(undefined, trace, first)))(streamEvent(...recordsOf(first)));
    // Faults that leave the process alive are those of test/workflow/log.
    const plans = plansFor(trace).filter(({ how }) => how === "kill");
    expect(plans.length).toBeGreaterThan(6);
    for (const plan of plans) {
      const world = await prepared();
      const batch = streamEvent(...recordsOf(world));
      await extendLog(deps(faultyStores(plan, { calls: [] }, world)))(batch).catch(() => "killed");
      expect(await extendLog(deps(world))(batch)).toEqual({ batchItemFailures: [] });
      expect([plan.at, await leavesOf(world)]).toEqual([plan.at, commitsOf(world)]);
    }
  }, 30_000);

  it("loses nothing when the readers of several shards come at once: each comes to its turn", async () => {
    const world = await aWorld();
    await addEntries(world, one, 1, 9);
    await addEntries(world, two, 1, 9);
    const records = recordsOf(world);
    const shards = [0, 1, 2].map((shard) => records.filter((_, at) => at % 3 === shard));
    const answers = await Promise.all(shards.map((some) => extendLog(deps(world))(streamEvent(...some))));
    expect(answers).toEqual(shards.map(() => ({ batchItemFailures: [] })));
    expect(await leavesOf(world)).toEqual(commitsOf(world));
  });

  it("while the key does not answer has the whole batch come again, says why, and its delay grows", async () => {
    const world = await aWorld();
    await addEntries(world, one, 1, 2);
    const { journal, numbers } = openJournal();
    const told: string[] = [];
    let now = Date.parse("2025-12-24T09:00:00.000Z");
    const log = () => Promise.reject(new Error("KMS is away"));
    const clock = () => new Date(now).toISOString();
    const away = extendLog(
      deps(world, { log, journal, clock, told: (fault, about) => told.push(`${about}: ${fault}`) }),
    );
    const batch = streamEvent(...recordsOf(world));
    const first = { itemIdentifier: batch.Records[0]?.dynamodb?.SequenceNumber };
    expect(await away(batch)).toEqual({ batchItemFailures: [first] });
    now += 3_600_000;
    expect(await away(batch)).toEqual({ batchItemFailures: [first] });
    expect([told[0], numbers().get("LogBehindSeconds")]).toEqual(["log: Error: KMS is away", [3600, 7200]]);
    expect(await extendLog(deps(world))(batch)).toEqual({ batchItemFailures: [] });
    expect(await leavesOf(world)).toEqual(commitsOf(world));
  });

  it("takes nothing from a record that is no audit entry of an act", async () => {
    const world = await aWorld();
    const log = () => Promise.reject(new Error("nobody asks for the key"));
    const other = awsEvent("dynamodb-record", { change: "1", pk: "T#x#PPL", sk: "AUD#00000001", sequence: "1" });
    expect(await extendLog(deps(world, { log }))(streamEvent(other as StreamRecord))).toEqual({
      batchItemFailures: [],
    });
  });

  it("has its root stamped at night, once a day, where there is an authority; one that is away is told", async () => {
    const world = await aWorld();
    await addEntries(world, one, 1, 2);
    const stamp = async (imprint: Uint8Array) => tokenOver({ imprint, nonce: new Uint8Array([1]) });
    const away = extendLog(
      deps(world, { authority: async () => ({ stamp: () => Promise.reject(new Error("away")) }) }),
    );
    await expect(away({ clock: "extend-log" })).rejects.toThrow("away");
    const look = extendLog(deps(world, { authority: async () => ({ stamp }) }));
    for (let time = 0; time < 2; time += 1) await look({ clock: "extend-log" });
    expect(await readStamp(world.items, world.settings.tenant)).toMatchObject({ number: 1, size: 2 });
    expect(await world.objects.head({ bucket: "portal", key: "log/timestamp/2.tsr" })).toBeDefined();
  });

  it("looks once through all acts since the log began, also where the stream began it", async () => {
    const world = await aWorld();
    await addEntries(world, "01OLD0A", 1, 4);
    await addEntries(world, one, 1, 2);
    // Long after the acts were made: only what is told of comes by the stream.
    const clock = () => "2026-06-01T01:00:00.000Z";
    const told = recordsOf(world).filter(({ dynamodb }) => dynamodb?.NewImage?.["pk"]?.S?.includes(one));
    await extendLog(deps(world, { clock }))(streamEvent(...told));
    expect(await leavesOf(world)).toHaveLength(2);
    await extendLog(deps(world, { clock }))({ clock: "extend-log" });
    expect(await leavesOf(world)).toEqual(commitsOf(world));
    await addEntries(world, "01OLD0A", 5, 1);
    // This night is not that act's.
    await extendLog(deps(world, { clock }))({ clock: "extend-log" });
    expect(await leavesOf(world)).toHaveLength(6);
  });

  it("finds at night what nobody told of: in young acts at once, in old ones within 32 nights, in all when asked", async () => {
    const world = await aWorld();
    await addEntries(world, one, 1, 1);
    const { journal, codes } = openJournal();
    let now = Date.parse("2026-06-01T01:00:00.000Z");
    const look = extendLog(deps(world, { journal, clock: () => new Date(now).toISOString() }));
    // There is no log yet: everything is looked at, however old.
    await look({ clock: "extend-log" });
    expect(await leavesOf(world)).toHaveLength(1);
    await addEntries(world, one, 2, 1);
    const nights = Array.from({ length: 32 }, (_, night) => night);
    const seen: number[] = [];
    for (const night of nights) {
      await look({ clock: "extend-log" });
      if ((await leavesOf(world)).length === 2) seen.push(night);
      now += 86_400_000;
    }
    expect(seen.length).toBeGreaterThan(0);
    expect([...codes()]).toEqual(["LOG_ENTRIES_FOUND"]);
    await addEntries(world, one, 3, 1);
    await look({ look: "all" });
    expect(await leavesOf(world)).toEqual(commitsOf(world));
    now = Date.parse("2026-01-01T01:00:00.000Z");
    await addEntries(world, two, 1, 1);
    await look({ clock: "extend-log" });
    expect(await leavesOf(world)).toEqual(commitsOf(world));
  });
});
