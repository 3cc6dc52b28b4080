// Looks at the notice board prove how long a day it was online; a short day is proposed, and a person decides.
import { describe, expect, it, vi } from "vitest";
import { startProbing } from "../../local/probe.ts";
import { publicSiteAt } from "../../shared/adapters/network/public-site.ts";
import {
  dismissAlboDay,
  listAlboOutages,
  listDismissedDays,
  type PublicSite,
  probeAlbo,
  proposedAlboDays,
  recordAlboOutage,
} from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { must, published } from "../support/journey.ts";
import { openTestSite } from "../support/site.ts";
import { openTestWorld, type TestWorld } from "../support/world.ts";

const quarter = 15 * 60_000;
const always: PublicSite = { ask: () => Promise.resolve(200) };
const never: PublicSite = { ask: () => Promise.resolve(undefined) };

/** Looks every quarter of an hour, so many times, and moves the clock. */
async function looks(test: TestWorld, count: number, site: PublicSite): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await probeAlbo(test.world, site);
    test.clock.forward(quarter);
  }
}
// Midnight in Rome, in winter.
const midnight = "2026-01-11T23:00:00.000Z";

describe("a look at the notice board", () => {
  it("asks for the list and for acts that are on it, once a quarter of an hour", async () => {
    const test = await openTestWorld();
    await published(test, actWith([aFile("A")]), [aFile("A")]);
    const asked: string[] = [];
    const site: PublicSite = {
      ask: (path) => {
        asked.push(path);
        return Promise.resolve(200);
      },
    };
    expect([await probeAlbo(test.world, site), await probeAlbo(test.world, site)]).toEqual([1, 0]);
    expect(asked).toEqual(["/albo", "/albo/2025/2706"]);
    test.clock.forward(quarter);
    expect(await probeAlbo(test.world, site)).toBe(1);
    // Whose publication is over is not asked for any more: it answers 410.
    test.clock.forward(20 * 86_400_000);
    await test.outbox.drain();
    asked.length = 0;
    await probeAlbo(test.world, site);
    expect(asked).toEqual(["/albo"]);
  });

  it("sees the pages as the public does, and a page that does not come as one that was not there", async () => {
    const site = await openTestSite();
    await published(site, actWith([aFile("A")]), [aFile("A")]);
    const at = publicSiteAt(() => site.url);
    const statuses = await Promise.all(["/albo", "/albo/2025/2706", "/albo/2025/1", "/ufficio"].map(at.ask));
    expect(statuses).toEqual([200, 200, 404, 303]);
    await site.stop();
    expect(await at.ask("/albo")).toBeUndefined();
  });
});

describe("a day of the notice board", () => {
  it("with less than twelve hours online is proposed, with what was down and what nobody looked at", async () => {
    const test = await openTestWorld({ startsAt: midnight });
    await looks(test, 96, always);
    // The twelfth: 47 quarters online, 40 down, nine that nobody looked at. The thirteenth: 48 online.
    await looks(test, 47, always);
    await looks(test, 40, never);
    test.clock.forward(9 * quarter);
    await looks(test, 48, always);
    await looks(test, 48, never);
    expect(await proposedAlboDays(test.world)).toEqual([
      { day: "2026-01-13", online: 47 * 15, down: 40 * 15, unknown: 9 * 15 },
    ]);
  });

  it("that nobody looked at is proposed too, but neither today nor the first day of all", async () => {
    const test = await openTestWorld({ startsAt: "2026-01-12T16:00:00.000Z" });
    await looks(test, 1, always);
    expect(await proposedAlboDays(test.world)).toEqual([]);
    test.clock.set("2026-01-14T20:00:00.000Z");
    expect(await proposedAlboDays(test.world)).toEqual([{ day: "2026-01-13", online: 0, down: 0, unknown: 1440 }]);
  });

  it("is as long as the clocks make it", async () => {
    const test = await openTestWorld({ startsAt: "2026-03-27T10:00:00.000Z" });
    await looks(test, 1, never);
    test.clock.set("2026-03-30T10:00:00.000Z");
    const days = await proposedAlboDays(test.world);
    expect(days.map(({ day, unknown }) => [day, unknown])).toEqual([
      ["2026-03-29", 23 * 60],
      ["2026-03-28", 24 * 60],
    ]);
  });

  it("prolongs nothing by itself; once a person recorded it, it is proposed no more", async () => {
    const test = await openTestWorld({ startsAt: "2026-01-12T16:00:00.000Z" });
    await looks(test, 1, always);
    test.clock.set("2026-01-14T20:00:00.000Z");
    expect([(await proposedAlboDays(test.world)).length, (await listAlboOutages(test.world)).length]).toEqual([1, 0]);
    must(
      await recordAlboOutage(test.world, { day: "2026-01-13", reason: "Nessuna rilevazione.", by: "elena.verifica" }),
    );
    expect(await proposedAlboDays(test.world)).toEqual([]);
  });
});

it("a day that a person says was not lost is proposed no more, prolongs nothing, and is listed with the reason", async () => {
  const test = await openTestWorld({ startsAt: "2026-01-12T16:00:00.000Z" });
  await looks(test, 1, always);
  test.clock.set("2026-01-14T20:00:00.000Z");
  const said = { day: "2026-01-13", reason: "La macchina era spenta, l'albo era in linea.", by: "elena.verifica" };
  expect((await dismissAlboDay(test.world, { ...said, reason: "breve" })).ok).toBe(false);
  expect((await dismissAlboDay(test.world, { ...said, day: "2026-01-14" })).ok).toBe(false);
  must(await dismissAlboDay(test.world, said));
  must(await dismissAlboDay(test.world, { ...said, reason: "Un'altra motivazione.", by: "altri" }));
  expect(await proposedAlboDays(test.world)).toEqual([]);
  expect(await listAlboOutages(test.world)).toEqual([]);
  expect(await listDismissedDays(test.world)).toEqual([{ ...said, at: "2026-01-14T20:00:00.000Z" }]);
});

it("looks in turn, waits for the last look when it is stopped, and tells a fault of the store", async () => {
  const test = await openTestWorld();
  const told: string[] = [];
  let asked = 0;
  const site: PublicSite = {
    ask: async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      asked += 1;
      return 200;
    },
  };
  const probing = startProbing(test.world, site, (_, about) => told.push(about), 1);
  await vi.waitFor(() => expect(asked).toBeGreaterThan(0));
  await probing.stop();
  expect([asked, told]).toEqual([1, []]);
  const broken = { ...test.world, items: { ...test.world.items, get: () => Promise.reject(new Error("gone")) } };
  const failing = startProbing(broken, site, (_, about) => told.push(about), 1);
  await vi.waitFor(() => expect(told).toContain("albo"));
  await failing.stop();
});
