// Public copies of published files: those that may be shown, where an edge serves them, and gone when they may not.
import { describe, expect, it } from "vitest";
import { isCarried } from "../../shared/workflow/archive/carried.ts";
import {
  findPublishedFile,
  keepPublicFiles,
  type PublicFile,
  prepareOmissis,
  publicFilePaths,
  remakePublicFiles,
  tenantOfStore,
} from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { headOf, must, officer, published } from "../support/journey.ts";
import { sendVisto, spending } from "../support/spending.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const files = [aFile("A"), aFile("B")];

/** An edge's bucket: keys with what was copied there; `fails` says when it does not answer. */
function openEdge() {
  const kept = new Map<string, PublicFile>();
  const calls: string[] = [];
  const edge = { fails: (_key: string): boolean => false };
  const answering = (what: string, key: string) => {
    if (edge.fails(key)) throw new Error("the bucket is away");
    calls.push(`${what} ${key}`);
  };
  const publicFiles = {
    put: async (key: string, file: PublicFile) => {
      answering("put", key);
      kept.set(key, file);
    },
    remove: async (key: string) => {
      answering("remove", key);
      kept.delete(key);
    },
  };
  return { kept, calls, edge, publicFiles, namesOf: () => [...kept.keys()].map(nameIn).sort() };
}
const nameIn = (key: string) => /\/([\w-]+)-[0-9a-f]{16}(?:\.pdf)?$/.exec(key)?.[1];

async function openWorld() {
  const edge = openEdge();
  const test = await openTestWorld({ wrap: (world) => ({ ...world, publicFiles: edge.publicFiles }) });
  return { test, ...edge };
}
const pathsOf = (test: TestWorld, actId: string) => publicFilePaths(test.world, actId);

describe("public copies", () => {
  it("are made with publication, of what the pages show, under their last day and their digest", async () => {
    const { test, kept, namesOf } = await openWorld();
    const actId = await published(test, actWith(files), files);
    expect(namesOf()).toEqual(["allegato-A", "allegato-B", "copia", "originale"]);
    for (const [name, path] of Object.entries(await pathsOf(test, actId))) {
      const file = must(await findPublishedFile(test.world, actId, name));
      const digest = file.sha256.slice(0, 16).toLowerCase();
      expect(path).toMatch(new RegExp(`^/file/trasparenza/2030-12-31/${actId}/${name}-${digest}(\\.pdf)?$`));
      expect(kept.get(path.slice(1))).toMatchObject(file);
    }
    expect(test.faults).toEqual([]);
  });

  it("are made once, however often the event comes", async () => {
    const { test, calls } = await openWorld();
    const actId = await published(test, actWith(files), files);
    const before = [...calls];
    expect(await keepPublicFiles(test.world, actId)).toBe(0);
    expect(calls).toEqual(before);
  });

  it("follow a later copy, and the earlier one stays under its own name", async () => {
    const { test, namesOf } = await openWorld();
    const actId = await published(test, spending());
    expect(namesOf()).not.toContain("visto-1");
    const first = (await pathsOf(test, actId))["copia"];
    await sendVisto(test, actId);
    await test.outbox.drain();
    const now = await pathsOf(test, actId);
    expect(now["copia"]).not.toBe(first);
    expect(namesOf()).toEqual(expect.arrayContaining(["copia", "copia-1", "visto-1"]));
  });

  it("of what is withdrawn for a text with omissis go before that text comes", async () => {
    const { test, kept, calls, namesOf } = await openWorld();
    const words = { premises: [{ style: "plain" as const, text: "Vista la domanda di Zelinda Riservata." }] };
    const sections = {
      ...words,
      motivation: [],
      administrativeChecks: [],
      accountingChecks: [],
      legislation: [],
      decision: [],
    };
    const actId = await published(test, { ...actWith(files), sections }, files);
    const gone = [...kept.keys()].filter((key) => /originale|copia/.test(key));
    must(
      await prepareOmissis(test.world, {
        ...{ actId, by: officer, texts: new Map([["premises:0", "[omissis]"]]), confirmed: true },
        reason: "Dati di persona fisica: art. 26 c. 4 D.Lgs. 33/2013.",
      }),
    );
    await test.outbox.drain();
    expect(namesOf()).toEqual(["allegato-A", "allegato-B", "omissis"]);
    for (const key of gone) expect(kept.has(key)).toBe(false);
    const made = calls.findIndex((call) => call.startsWith("put") && call.includes("/omissis-"));
    for (const key of gone) expect(calls.indexOf(`remove ${key}`)).toBeLessThan(made);
    expect(Object.keys(await pathsOf(test, actId)).sort()).toEqual(["allegato-A", "allegato-B", "omissis"]);
  });

  it("are all gone after the years of transparency, and so is what leads to them", async () => {
    const { test, kept } = await openWorld();
    const actId = await published(test, actWith(files), files);
    // Off the albo, and still in transparency.
    test.clock.set("2026-02-01T09:00:00.000Z");
    await test.outbox.drain();
    expect(kept.size).toBe(4);
    test.clock.set("2031-01-01T09:00:00.000Z");
    await test.outbox.drain();
    expect((await headOf(test, actId)).publication?.transparency.forgottenAt).toBeDefined();
    expect([kept.size, await pathsOf(test, actId)]).toEqual([0, {}]);
  });

  it("that cannot be made hold nothing back but themselves: pages lead to us until they are there", async () => {
    const { test, kept, edge, namesOf } = await openWorld();
    edge.fails = (key) => key.includes("allegato-B");
    const actId = await published(test, actWith(files), files);
    expect(test.faults.join()).toContain("the bucket is away");
    expect([namesOf(), await pathsOf(test, actId)]).toEqual([["allegato-A", "copia", "originale"], {}]);
    expect(must(await findPublishedFile(test.world, actId, "allegato-B")).type).toBeDefined();
    edge.fails = () => false;
    test.clock.forward(3_600_000);
    await test.outbox.drain();
    expect([kept.size, Object.keys(await pathsOf(test, actId)).length]).toEqual([4, 4]);
  });

  it("are led to no more before they are taken away", async () => {
    const { test, edge } = await openWorld();
    const actId = await published(test, actWith(files), files);
    edge.fails = () => true;
    test.clock.set("2031-01-01T09:00:00.000Z");
    await expect(keepPublicFiles(test.world, actId)).rejects.toThrow("the bucket is away");
    expect(await pathsOf(test, actId)).toEqual({});
  });

  it("are known to the store that has them, and to no archive; where no edge serves files there are none", async () => {
    const { test } = await openWorld();
    await published(test, actWith(files), files);
    const noted = dumpItems(test.dir).filter(({ pk }) => pk.includes("#PUBF#"));
    expect(noted).toHaveLength(1);
    for (const item of noted) expect(isCarried(item as Parameters<typeof isCarried>[0])).toBe(false);
    const plain = await openTestWorld();
    const actId = await published(plain, actWith(files), files);
    expect([await keepPublicFiles(plain.world, actId), await pathsOf(plain, actId)]).toEqual([0, {}]);
  });
});

describe("public copies made anew", () => {
  /** Two published acts, and the bucket as whoever repairs it lists it. */
  async function damaged() {
    const edge = await openWorld();
    const { test, kept, publicFiles } = edge;
    const [one, two] = [await published(test, actWith(files), files), await published(test, actWith([]))];
    const there = {
      list: async function* () {
        for (const [key, { length }] of [...kept].sort()) yield { key, length };
      },
    };
    const world = { ...test.world, publicFiles };
    const before = { kept: new Map(kept), paths: [await pathsOf(test, one), await pathsOf(test, two)] };
    const now = async () => ({ kept: new Map(kept), paths: [await pathsOf(test, one), await pathsOf(test, two)] });
    const remake = () => remakePublicFiles(world, there);
    return { ...edge, one, two, world, there, before, now, remake };
  }
  const done = { acts: 2, made: 0, removed: 0, foreign: 0 };

  it("of a lost bucket are all there again, and a second time nothing changes", async () => {
    const { kept, before, now, remake, calls } = await damaged();
    kept.clear();
    expect(await remake()).toEqual({ ...done, made: 6 });
    expect(await now()).toEqual(before);
    const asked = calls.length;
    expect([await remake(), calls.length]).toEqual([done, asked]);
  });

  it("of a restored store are noted where they are, and copied no second time", async () => {
    const { test, before, now, remake, calls } = await damaged();
    for (const { pk, sk } of dumpItems(test.dir).filter((item) => item.pk.includes("#PUBF#")))
      await test.world.items.transact([{ delete: { pk, sk } }]);
    const asked = calls.length;
    expect([await remake(), calls.length]).toEqual([done, asked]);
    expect(await now()).toEqual(before);
  });

  it("replace what was cut, and take away what is no file of an act any more and what nobody knows of", async () => {
    const { kept, before, now, remake, one } = await damaged();
    const [cut = "", ...others] = [...kept.keys()];
    const file = kept.get(cut);
    if (!file) throw new Error("there is a copy");
    kept.set(cut, { ...file, length: 1 });
    const last = others.at(-1) ?? "";
    kept.delete(last);
    for (const key of [
      `file/trasparenza/2030-12-31/${one}/vecchia-0123456789abcdef.pdf`,
      "file/trasparenza/2030-12-31/01SCONOSCIUTO/copia-0123456789abcdef.pdf",
      "file/altro",
    ])
      kept.set(key, file);
    expect(await remake()).toEqual({ ...done, made: 2, removed: 3 });
    expect(await now()).toEqual(before);
  });

  it("of an act that may be shown no more go, though the event that should have taken them did nothing", async () => {
    const { test, kept, edge, remake, one } = await damaged();
    edge.fails = () => true;
    test.clock.set("2031-01-01T09:00:00.000Z");
    await test.outbox.drain();
    edge.fails = () => false;
    expect(kept.size).toBe(6);
    expect(await remake()).toMatchObject({ removed: 6, made: 0 });
    expect([kept.size, await pathsOf(test, one)]).toEqual([0, {}]);
  });

  it("leave alone the copies of another body, whose acts are not one in this store", async () => {
    const { there, kept, before } = await damaged();
    const other = await openTestWorld();
    const world = { ...other.world, publicFiles: (await openWorld()).publicFiles };
    expect(await remakePublicFiles(world, there)).toEqual({ acts: 0, made: 0, removed: 0, foreign: 6 });
    expect(new Map(kept)).toEqual(before.kept);
  });

  it("are of the body that the store's own keys name", async () => {
    const { test } = await damaged();
    const scan = async () => ({ items: dumpItems(test.dir) as never, next: undefined });
    expect(await tenantOfStore({ scan } as never)).toBe(test.world.settings.tenant);
    expect(await tenantOfStore({ scan: async () => ({ items: [] }) } as never)).toBeUndefined();
  });
});
