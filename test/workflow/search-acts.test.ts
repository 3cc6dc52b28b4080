// How published acts are found: from an index that is kept with the publication, and never says more than is published.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256Of } from "../../shared/act/index.ts";
import {
  type ActQuery,
  indexPublishedActs,
  logSearchChange,
  openActSearch,
  type SearchEntry,
} from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { headOf, published } from "../support/journey.ts";
import { openTestWorld, type TestWorld } from "../support/world.ts";

const page = { from: 0, limit: 20 };

const entry = (number: number, more: Partial<SearchEntry> = {}): SearchEntry => ({
  actId: `ACT${number}`,
  year: 2025,
  number,
  date: "2025-12-24",
  subject: `Affidamento del servizio numero ${number}`,
  department: number % 2 === 0 ? "Settore Scuola" : "Settore Qualità della vita",
  contractor: number % 3 === 0 ? "Cooperativa L’Àncora" : "Officina Prova Srl",
  vatNumber: "00001017771",
  cig: `I${String(number).padStart(9, "0")}`,
  total: number % 5 === 0 ? null : number * 100,
  effect: "EXECUTIVE",
  rendition: "integrale",
  albo: { from: "2025-12-24", to: "2026-01-08" },
  transparencyTo: "2030-12-31",
  publishedAt: "2025-12-24T10:00:00.000Z",
  updatedAt: "2025-12-24T10:00:00.000Z",
  sha256: sha256Of(`${number}`),
  ...more,
});

async function filled(count: number): Promise<TestWorld> {
  const test = await openTestWorld();
  for (let number = 1; number <= count; number += 1)
    await logSearchChange(test.world, { ver: 1, entry: entry(number) });
  return test;
}

describe("the index of published acts", () => {
  it("is written with the publication, and finds the act by each of its facts", async () => {
    const test = await openTestWorld();
    const files = [aFile("A")];
    const actId = await published(test, actWith(files), files);
    const search = openActSearch(test.world);
    const { acts } = await search.find({}, page);
    expect(acts.map((act) => act.actId)).toEqual([actId]);
    const [found] = acts;
    const queries: ActQuery[] = [
      { words: `${found?.number}/${found?.year}` },
      { words: found?.subject.toUpperCase() ?? "" },
      { number: "02706", year: "2025" },
      { company: found?.contractor ?? "" },
      { cig: found?.cig?.toLowerCase() ?? "" },
      { department: found?.department ?? "" },
      { dateFrom: found?.date, dateTo: found?.date },
      { fingerprint: sha256Of(files[0]?.bytes ?? new Uint8Array()).toLowerCase() },
      { fingerprint: (await headOf(test, actId)).signed?.sha256 },
      { onAlbo: true },
    ];
    for (const query of queries) expect([query, (await search.find(query, page)).total]).toEqual([query, 1]);
    const none: ActQuery[] = [
      { words: "parola-che-non-c'è" },
      { number: "2707" },
      { fingerprint: "zz" },
      { fingerprint: "0".repeat(64) },
      { dateTo: "2025-12-23" },
    ];
    for (const query of none) expect([query, (await search.find(query, page)).total]).toEqual([query, 0]);
  });

  it("leaves out what is off the albo, and what transparency's term has ended for, by the clock alone", async () => {
    const test = await filled(3);
    const search = openActSearch(test.world);
    test.clock.set("2026-01-08T23:01:00.000Z");
    expect((await search.find({ onAlbo: true }, page)).total).toBe(0);
    expect((await search.find({}, page)).total).toBe(3);
    test.clock.set("2030-12-31T23:01:00.000Z");
    expect((await search.find({}, page)).total).toBe(0);
    expect(await search.years()).toEqual([]);
  });

  it("reads only what changed since it looked last, and forgets what is gone", async () => {
    const test = await filled(6);
    let read = 0;
    const counting = {
      ...test.world,
      items: {
        ...test.world.items,
        query: async (query: Parameters<typeof test.world.items.query>[0]) => {
          const answer = await test.world.items.query(query);
          read += answer.items.length;
          return answer;
        },
      },
    };
    const search = openActSearch(counting);
    expect((await search.find({}, page)).total).toBe(6);
    expect(read).toBe(1 + 6);
    await logSearchChange(test.world, { ver: 2, entry: entry(3, { subject: "Nuovo oggetto" }) });
    await logSearchChange(test.world, { ver: 2, gone: { actId: "ACT5", year: 2025 } });
    read = 0;
    expect((await search.find({ words: "nuovo" }, page)).acts.map((act) => act.number)).toEqual([3]);
    expect(read).toBe(1 + 2);
    expect((await search.find({}, page)).acts.map((act) => act.number)).toEqual([6, 4, 3, 2, 1]);
    // Whoever starts afresh sees the same.
    const fresh = openActSearch(test.world);
    expect(await fresh.find({}, page)).toEqual(await search.find({}, page));
  });

  it("never puts an older head's entry over a newer one's, whichever is written last", async () => {
    const test = await filled(1);
    await logSearchChange(test.world, { ver: 5, entry: entry(1, { effect: "EXECUTIVE", subject: "nuovo" }) });
    expect(await logSearchChange(test.world, { ver: 4, entry: entry(1, { subject: "vecchio" }) })).toBe(false);
    expect((await openActSearch(test.world).find({}, page)).acts[0]?.subject).toBe("nuovo");
  });

  it("loses nothing when many write at once", async () => {
    const test = await openTestWorld();
    const numbers = Array.from({ length: 30 }, (_, at) => at + 1);
    await Promise.all(numbers.map((number) => logSearchChange(test.world, { ver: 1, entry: entry(number) })));
    const { total, acts } = await openActSearch(test.world).find({}, { from: 0, limit: 100 });
    expect(total).toBe(30);
    expect(acts.map((act) => act.number)).toEqual([...numbers].reverse());
  });

  it("is made for a store that was filled before there was one, once", async () => {
    const test = await openTestWorld();
    const actId = await published(test, actWith([aFile("A")]), [aFile("A")]);
    for (const item of [
      { pk: `${test.world.settings.tenant}#SRCH`, sk: "2025" },
      { pk: `${test.world.settings.tenant}#SRCH#2025`, sk: "0000000001" },
      { pk: `${test.world.settings.tenant}#ACT#${actId}`, sk: "SRCH" },
    ])
      await test.world.items.transact([{ delete: item }]);
    expect((await openActSearch(test.world).find({}, page)).total).toBe(0);
    expect(await indexPublishedActs(test.world)).toBe(1);
    expect((await openActSearch(test.world).find({}, page)).total).toBe(1);
    expect(await indexPublishedActs(test.world)).toBe(0);
  });

  it("finds words without their capitals, accents and apostrophes, in any order", async () => {
    const test = await openTestWorld();
    await logSearchChange(test.world, { ver: 1, entry: entry(3, { subject: "Perché l’accessibilità è di tutti" }) });
    const search = openActSearch(test.world);
    for (const words of ["PERCHE", "l'accessibilita tutti", "tutti perché", "ancora"])
      expect([words, (await search.find({ words }, page)).total]).toEqual([words, 1]);
  });

  it("takes amounts with both ends included; an act that spends nothing has none", async () => {
    const search = openActSearch((await filled(6)).world);
    const numbers = async (query: ActQuery) => (await search.find(query, page)).acts.map((act) => act.number);
    expect(await numbers({ amountFrom: 200, amountTo: 400 })).toEqual([4, 3, 2]);
    expect(await numbers({ amountFrom: 0 })).toEqual([6, 4, 3, 2, 1]);
    expect(await numbers({ amountTo: 99 })).toEqual([]);
  });

  it("pages give every act that answers once, in order, whatever is asked", async () => {
    const test = await filled(25);
    const search = openActSearch(test.world);
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          words: fc.option(fc.constantFrom("servizio", "1", "scuola", "officina prova"), { nil: undefined }),
          amountFrom: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined }),
          company: fc.option(fc.constantFrom("ancora", "prova"), { nil: undefined }),
        }),
        fc.integer({ min: 1, max: 9 }),
        async (query, limit) => {
          const { total } = await search.find(query, { from: 0, limit: 1 });
          const numbers: number[] = [];
          for (let from = 0; from < total; from += limit)
            numbers.push(...(await search.find(query, { from, limit })).acts.map((act) => act.number));
          expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => b - a));
          expect(numbers).toHaveLength(total);
        },
      ),
      { numRuns: 40 },
    );
  });
});
