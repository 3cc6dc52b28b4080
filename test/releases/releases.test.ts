// Data folders that earlier releases left: they open, every page of their acts shows, and every act goes on.
import { rm } from "node:fs/promises";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { nextByPeople } from "../../local/demo/people-turn.ts";
import { twin } from "../../local/demo/twin.ts";
import { openEngine } from "../../local/engine/index.ts";
import { openItems } from "../../local/open-items.ts";
import { headSchema } from "../../shared/act/index.ts";
import {
  allItems,
  askVisto,
  findPerson,
  forgetExpired,
  keys,
  lastForm,
  lookAtDueSteps,
  openActSearch,
  readForm,
  requestLinks,
  savePerson,
  scanAll,
  takeDownExpired,
} from "../../shared/workflow/index.ts";
import { migrations } from "../../shared/workflow/migrations/index.ts";
import { crawl } from "../support/crawl.ts";
import { expectWholeRegister } from "../support/invariants.ts";
import { headOf, must, officer } from "../support/journey.ts";
import { releases, unpackRelease } from "../support/release-folder.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { dumpItems } from "../support/world.ts";

/** The day after the newest thing in the folders; nothing is due then that was not before. */
const startsAt = "2026-01-11T09:00:00.000Z";

/** The real one: a copy must say what the original of then says, in the words of the engine of then. */
const engine = openEngine();
afterAll(() => engine.close());

async function upgraded(name: string): Promise<{ site: TestSite; acts: Readonly<Record<string, string>> }> {
  const { dir, acts } = await unpackRelease(name);
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  // As a start does.
  (await openItems(dir)).close();
  const site = await openTestSite({ dir, furnished: true, startsAt, renderer: engine });
  onTestFinished(site.stop);
  await withSecondChannels(site);
  await site.outbox.drain();
  return { site, acts };
}

/** What an operator records after the upgrade: the first releases knew no second channel. */
async function withSecondChannels({ world }: TestSite): Promise<void> {
  const { items, settings } = world;
  for (const who of ["carla.modello", "dario.campione", "adele.prova"]) {
    const person = await findPerson(items, settings.tenant, who);
    if (person && !person.secondChannel)
      await savePerson(items, settings.tenant, {
        ...person,
        secondChannel: { kind: "sms", address: "+39 000 0000000" },
      });
  }
}

/** People and functions take an act as far as it can go. */
async function goOn(site: TestSite, actId: string): Promise<string> {
  const { data: _, ...demo } = twin;
  for (let turn = 0, still = 0; turn < 60 && still < 3; turn += 1) {
    if ((await site.outbox.round()) > 0) continue;
    const head = await headOf(site, actId);
    // As far as it goes without the engine, which takes its time; the others show the rest.
    if (head.state === "READY") break;
    const done = await nextByPeople({ ...site, warmUp: () => undefined }, { ...demo, data: twin.data }, head, still);
    still = done === "done" ? 0 : still + 1;
    if (typeof done === "object") break;
  }
  const head = await headOf(site, actId);
  return `${head.state} ${head.effect}`;
}

describe.each(await releases())("the data folder that %s left", (name) => {
  it("has today's form, whole chains, and every item that was there", async () => {
    const { dir, acts } = await unpackRelease(name);
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    const before = new Set(dumpItems(dir).map(({ pk, sk }) => `${pk} ${sk}`));
    const items = await openItems(dir);
    expect(await readForm(items)).toEqual({ form: lastForm(migrations) });
    const after = new Map<string, unknown>();
    for await (const item of scanAll(items)) after.set(`${item.pk} ${item.sk}`, item);
    items.close();
    expect([...before].filter((key) => !after.has(key) && !/ PII#/.test(key))).toEqual([]);
    expect(Object.keys(acts).length).toBeGreaterThan(6);
    const again = await openItems(dir);
    for await (const item of scanAll(again)) expect(item).toEqual(after.get(`${item.pk} ${item.sk}`));
    again.close();
  });

  it("shows every page and file of every act, to officers and to the public", async () => {
    const { site, acts } = await upgraded(name);
    const officerSees = await site.signedIn(officer, ["officer", "publisher", "operator", "auditor"]);
    const skip =
      /^\/(static|api|problemi|posta|orologio|accessibilita|note-legali|privacy|uscita|openapi|gestione)|[?&](lang|lingua)=/;
    const from = ["/", "/albo", "/trasparenza", "/ufficio", ...Object.values(acts).map((id) => `/ufficio/atti/${id}`)];
    const pages = await crawl(officerSees, from, skip);
    const bad = [...pages].filter(([, { status }]) => status >= 400).map(([path, { status }]) => `${status} ${path}`);
    expect(bad).toEqual([]);
    for (const [act, actId] of Object.entries(acts)) {
      const { says } = pages.get(`/ufficio/atti/${actId}`) ?? { says: "" };
      expect(says, act).toContain("PROVA");
      expect(
        [...pages.keys()].some((path) => path.startsWith(`/ufficio/atti/${actId}/file/`)),
        act,
      ).toBe(act !== "draft" && act !== "ready");
    }
    expect([...pages.keys()].filter((path) => path.startsWith("/albo/")).length).toBeGreaterThan(0);
    expect(site.told).toEqual([]);
    expect(site.faults).toEqual([]);
  });

  it("lets every act that was under way go to its end, and the register stays whole", async () => {
    const { site, acts } = await upgraded(name);
    const before: Record<string, string> = {};
    const after: Record<string, string> = {};
    for (const [act, actId] of Object.entries(acts)) {
      const { state, effect, route } = await headOf(site, actId);
      before[act] = `${state} ${effect}`;
      if (route.some((step) => step.state === "OPEN")) {
        must(await requestLinks(site.world, { actId, by: officer }));
        await site.outbox.drain();
      }
      after[act] = await goOn(site, actId);
      if (after[act] === "PUBLISHED PENDING_VISTO") {
        // Routes of the first release had no visto: the officer asks for it.
        must(await askVisto(site.world, { actId, by: officer }));
        await site.outbox.drain();
        after[act] = await goOn(site, actId);
      }
    }
    expect(site.faults).toEqual([]);
    expect(before).toMatchObject({
      approved: "APPROVED NONE",
      waiting: "IN_APPROVAL NONE",
      ready: "READY NONE",
      draft: "DRAFT NONE",
    });
    expect(before["down"]).toMatch(/^UNPUBLISHED/);
    expect(after).toMatchObject({
      approved: "PUBLISHED EXECUTIVE",
      waiting: "PUBLISHED EXECUTIVE",
      ready: "READY NONE",
      draft: "READY NONE",
    });
    expectWholeRegister(dumpItems(site.dir));
    expect(site.faults).toEqual([]);
    // The engine alone, on a machine that does other things, may take a minute.
  }, 240_000);

  it("has whole worklists, dues and search", async () => {
    const { site, acts } = await upgraded(name);
    const { items, settings } = site.world;
    const listed = [];
    for await (const item of allItems(items, { index: "gsi2", pk: `${settings.tenant}#ACTS` })) listed.push(item.pk);
    expect(listed).toHaveLength(Object.keys(acts).length);
    const work = [];
    for (const who of ["carla.modello", "dario.campione", "adele.prova"])
      for await (const item of allItems(items, { index: "gsi1", pk: `${settings.tenant}#WHO#${who}` }))
        work.push(item["actId"]);
    expect(work).toEqual(expect.arrayContaining([acts["waiting"], acts["approved"]]));
    // What the sweep finds, whatever form its entries have.
    site.clock.set("2026-02-15T09:00:00.000Z");
    const { reminded, expired } = await lookAtDueSteps(site.world);
    expect(reminded + expired).toBeGreaterThanOrEqual(2);
    expect(await takeDownExpired(site.world)).toBeGreaterThan(0);
    expect((await headOf(site, acts["published"] ?? "")).state).toBe("UNPUBLISHED");
    const found = await openActSearch(site.world).find({}, { from: 0, limit: 50 });
    const published = ["down", "published", "awaiting-visto", "omissis"].flatMap((act) => acts[act] ?? []);
    expect(found.acts.map((one) => one.actId).sort()).toEqual([...published].sort());
    site.clock.set("2033-01-02T09:00:00.000Z");
    expect(await forgetExpired(site.world)).toBeGreaterThan(0);
    expect((await headOf(site, acts["down"] ?? "")).publication?.transparency.forgottenAt).toBeDefined();
    const secrets = dumpItems(site.dir).filter(({ sk }) => ["SES", "TOK", "IDEM"].includes(sk));
    expect(secrets.filter((item) => typeof item["ttl"] !== "number")).toEqual([]);
    for (const actId of Object.values(acts))
      expect(headSchema.safeParse(await headOf(site, actId)).error).toBeUndefined();
    expect(await items.get(keys.person(settings.tenant, officer))).toBeDefined();
  });
});
