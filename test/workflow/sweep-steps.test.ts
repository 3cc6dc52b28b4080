// The steps of the sweep that no event stands behind, each by its own name: what it finds, counts, puts off and gives up.
import { describe, expect, it } from "vitest";
import {
  askEvidenceAgain,
  eachOf,
  laterEvidence,
  nudgeDueEvents,
  permitImport,
  receiveArrived,
  submitAct,
  type World,
} from "../../shared/workflow/index.ts";
import { arrivedImports } from "../../shared/workflow/use-cases/arrived-imports.ts";
import { anchors, bytesOf } from "../signature/revocation/fixtures.ts";
import { actWith, aFile, anAct } from "../support/acts.ts";
import { acknowledgeAll, headOf, must, officer, ready, send } from "../support/journey.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const signed = bytesOf("adele.p7m");
const minutes = (count: number) => count * 60_000;
const dueOf = (test: TestWorld, kind: string) =>
  dumpItems(test.dir).filter((item) => item["due"] === kind && "gsi4pk" in item);

/** Two signed attachments whose addresses gave nothing when they came. */
async function unanswered() {
  let asked = 0;
  const fetch: NonNullable<World["material"]>["fetch"] = () => {
    asked += 1;
    return Promise.resolve({ ok: false, problem: "UNREACHABLE" });
  };
  const broken = new Set<string>();
  const test = await openTestWorld({
    wrap: (world) => ({
      ...world,
      ...{ anchors, material: { fetch } },
      objects: {
        ...world.objects,
        read: (ref, range) =>
          broken.has(ref.key) ? Promise.reject(new Error("no answer")) : world.objects.read(ref, range),
      },
    }),
  });
  const other = new TextEncoder().encode("altro");
  const files = [
    { label: "A", bytes: signed },
    { label: "B", bytes: signed },
    { label: "C", bytes: other },
  ];
  const actId = await ready(test, actWith(files), files);
  return { test, actId, broken, asked: () => asked };
}

describe("asking again for evidence", () => {
  it("waits ten minutes, then twice as long, and counts the files that it looked at", async () => {
    const { test, actId, asked } = await unanswered();
    const again = async (forward: number) => {
      test.clock.forward(forward);
      const before = asked();
      return [await askEvidenceAgain(test.world), asked() > before];
    };
    expect(await again(minutes(9))).toEqual([0, false]);
    expect(await again(minutes(2))).toEqual([2, true]);
    expect(await again(minutes(19))).toEqual([0, false]);
    expect(await again(minutes(2))).toEqual([2, true]);
    expect(await laterEvidence(test.world, actId)).toMatchObject([{ attempts: 2 }, { attempts: 2 }]);
  });

  it("ends after fifteen times: what nobody answered stays as it was said at arrival", async () => {
    const { test, actId } = await unanswered();
    let times = 0;
    for (let day = 0; day < 20; day += 1) {
      test.clock.forward(minutes(1441));
      times += (await askEvidenceAgain(test.world)) > 0 ? 1 : 0;
    }
    expect([times, dueOf(test, "evidence")]).toEqual([15, []]);
    expect((await headOf(test, actId)).slots[0]?.verdict).toMatchObject({ signature: "undetermined", unanswered: 2 });
  });

  it("looks at the other file though one cannot be read, tells the fault, and comes back to it", async () => {
    const { test, actId, broken } = await unanswered();
    const key = (await headOf(test, actId)).slots[0]?.file?.key ?? "";
    broken.add(key);
    test.clock.forward(minutes(11));
    await expect(askEvidenceAgain(test.world)).rejects.toThrow("1 of 2 failed");
    const attempts = async () =>
      Object.fromEntries((await laterEvidence(test.world, actId)).map((one) => [one.name, one.attempts]));
    expect(await attempts()).toEqual({ "allegato-A": 0, "allegato-B": 1 });
    broken.clear();
    expect(await askEvidenceAgain(test.world)).toBe(1);
    expect(await attempts()).toEqual({ "allegato-A": 1, "allegato-B": 1 });
  });

  it("forgets a file that another took the place of, and asks nobody where nothing may be asked", async () => {
    const { test, actId, asked } = await unanswered();
    await send(test, actId, "A", officer, aFile("A").bytes);
    await test.outbox.drain();
    test.clock.forward(minutes(11));
    const { material: _, ...silent } = test.world;
    const before = asked();
    expect([await askEvidenceAgain(silent), asked() - before, dueOf(test, "evidence").length]).toEqual([0, 0, 2]);
    expect(await askEvidenceAgain(test.world)).toBe(1);
    expect((await laterEvidence(test.world, actId)).map(({ name }) => name)).toEqual(["allegato-B"]);
  });
});

describe("files that arrived for an import", () => {
  const permitted = async (test: TestWorld) => {
    const bytes = new TextEncoder().encode("COMUNE DI PROVA\n\nOGGETTO Altro\n");
    const request = { importId: "imp1", by: officer, fileName: "atto.txt", length: bytes.length, type: "text/plain" };
    must(await permitImport(test.world, request));
    const [item] = dueOf(test, "import");
    const key = String(item?.["object"]);
    const arrive = () => test.objects.create({ bucket: "intake", key, type: "text/plain" }, bytes);
    return { key, arrive };
  };

  it("are found once they are there, each time until they are read", async () => {
    const test = await openTestWorld();
    const { key, arrive } = await permitted(test);
    expect(await arrivedImports(test.world)).toEqual([]);
    await arrive();
    const found = await arrivedImports(test.world);
    expect(found).toEqual([{ bucket: "intake", key, version: expect.any(String) }]);
    expect(await arrivedImports(test.world)).toEqual(found);
    for (const arrived of found) expect(await receiveArrived(test.world, arrived)).toBe("recorded");
    expect(await arrivedImports(test.world)).toEqual([]);
  });

  it("are awaited for a day after their permission ended, and no longer", async () => {
    const test = await openTestWorld();
    const { arrive } = await permitted(test);
    test.clock.forward(minutes(test.world.settings.uploadMinutes + 24 * 60));
    expect([await arrivedImports(test.world), dueOf(test, "import").length]).toEqual([[], 1]);
    test.clock.forward(1);
    expect(await arrivedImports(test.world)).toEqual([]);
    expect(dueOf(test, "import")).toEqual([]);
    await arrive();
    expect(await arrivedImports(test.world)).toEqual([]);
  });
});

describe("a nudge", () => {
  it("writes to each event that is due, so that the stream tells of it again, and delivers none", async () => {
    const test = await openTestWorld();
    const actId = await ready(test, anAct());
    await acknowledgeAll(test, actId);
    must(await submitAct(test.world, { actId, by: officer }));
    const waiting = () => dumpItems(test.dir).filter((item) => item.sk.startsWith("AUD#") && "gsi5pk" in item);
    const before = waiting();
    expect(before.length).toBeGreaterThan(0);
    expect(await nudgeDueEvents(test.world)).toBe(before.length);
    expect(waiting()).toEqual(before.map((item) => ({ ...item, nudgedAt: test.clock.now() })));
    await test.outbox.drain();
    expect([await nudgeDueEvents(test.world), waiting()]).toEqual([0, []]);
  });
});

describe("work on each of many", () => {
  it("tells of every fault when all were tried", async () => {
    const tried: number[] = [];
    const work = async (one: number) => {
      tried.push(one);
      if (one % 2 === 0) throw new Error(`fault ${one}`);
      return one;
    };
    const told = await eachOf([1, 2, 3, 4], work).catch((fault: unknown) => fault);
    expect(tried).toEqual([1, 2, 3, 4]);
    expect((told as AggregateError).errors.map(({ message }: Error) => message)).toEqual(["fault 2", "fault 4"]);
    expect(await eachOf([1, 3], work)).toEqual([1, 3]);
  });
});
