// Everything into an archive and out of it: the same pages, files, verdicts, register, search, and the next archive.
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openItems } from "../../local/open-items.ts";
import { dynamoItems } from "../../shared/adapters/aws/dynamo-items.ts";
import { dynamoScan } from "../../shared/adapters/aws/dynamo-scan.ts";
import { openArchiveFolder } from "../../shared/adapters/embedded/archive-folder.ts";
import {
  deriveVerdicts,
  openActSearch,
  type RestoreStore,
  requestLinks,
  restoreArchive,
} from "../../shared/workflow/index.ts";
import { archiveOf, digestsIn } from "../support/archive.ts";
import { openFolderStore } from "../support/archive-store.ts";
import { type Crawled, crawl } from "../support/crawl.ts";
import { findDynoxide, startDynoxide } from "../support/dynoxide.ts";
import { expectWholeRegister } from "../support/invariants.ts";
import { must, newestToken, officer, rup } from "../support/journey.ts";
import { unpackRelease } from "../support/release-folder.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { dumpItems, newFolder } from "../support/world.ts";

const startsAt = "2026-01-11T09:00:00.000Z";
const dirs: string[] = [];
let acts: Readonly<Record<string, string>>;
/** A data folder with acts in every state, of today's form, and its archive. */
let from: string;
let archive: string;

beforeAll(async () => {
  const unpacked = await unpackRelease("e11d6f0");
  acts = unpacked.acts;
  from = unpacked.dir;
  (await openItems(from)).close();
  // What was waiting is done, so that nothing moves while it is looked at.
  const site = await openTestSite({ dir: await copied(from), furnished: true, startsAt });
  await site.outbox.drain();
  await site.signedIn(officer, ["officer", "publisher", "operator", "auditor"]);
  from = await copied(site.dir);
  await site.stop();
  const store = await openFolderStore(from);
  archive = await archiveOf(store);
  store.close();
  dirs.push(unpacked.dir, from, archive);
});
afterAll(async () => {
  for (const dir of dirs) await rm(dir, { recursive: true, force: true });
});

async function copied(dir: string): Promise<string> {
  const { copyOfWorld } = await import("../support/world.ts");
  return copyOfWorld(dir);
}

async function restored(store: RestoreStore, of = archive) {
  return restoreArchive(await openArchiveFolder(of), store);
}

async function restoredFolder(of = archive): Promise<string> {
  const dir = await newFolder();
  dirs.push(dir);
  const store = await openFolderStore(dir);
  expect(await restored(store, of)).toMatchObject({ ok: true, resumed: false });
  store.close();
  return dir;
}

async function seenIn(site: TestSite): Promise<Crawled> {
  const visitor = await site.signedIn(officer, ["officer", "publisher", "operator", "auditor"]);
  // The page of sessions: they are not carried.
  const skip =
    /^\/(static|api|problemi|posta|orologio|accessibilita|note-legali|privacy|uscita|openapi|gestione|salute|ufficio\/accesso)|[?&](lang|lingua)=/;
  const begin = ["/", "/albo", "/trasparenza", "/ufficio", ...Object.values(acts).map((id) => `/ufficio/atti/${id}`)];
  return crawl(visitor, begin, skip, site.url);
}

describe("a store that was restored", () => {
  it("shows the same pages and files, verdicts, register and search", async () => {
    const before = await openTestSite({ dir: await copied(from), furnished: true, startsAt });
    onTestFinished(before.stop);
    const after = await openTestSite({ dir: await restoredFolder(), furnished: true, startsAt });
    onTestFinished(after.stop);
    const [saw, sees] = [await seenIn(before), await seenIn(after)];
    expect([...sees.keys()].sort()).toEqual([...saw.keys()].sort());
    for (const [path, page] of saw) {
      const says = sees.get(path)?.says ?? "";
      const at = [...page.says].findIndex((letter, index) => letter !== says[index]);
      expect(`${path} ${at < 0 ? "" : says.slice(at - 60, at + 60)}`).toBe(
        `${path} ${at < 0 ? "" : page.says.slice(at - 60, at + 60)}`,
      );
      expect({ path, ...sees.get(path) }).toEqual({ path, ...page });
    }
    expect([...saw.values()].filter(({ status }) => status >= 400)).toEqual([]);
    expect(saw.size).toBeGreaterThan(60);
    for (const actId of Object.values(acts)) {
      const verdicts = must(await deriveVerdicts(after.world, actId));
      expect(verdicts).toEqual(must(await deriveVerdicts(before.world, actId)));
    }
    expectWholeRegister(dumpItems(after.dir));
    const find = (site: TestSite) => openActSearch(site.world).find({}, { from: 0, limit: 50 });
    expect(await find(after)).toEqual(await find(before));
    expect(after.told).toEqual([]);
  });

  it("lets nobody in with what was given out before, and sends a new link when it is asked", async () => {
    const site = await openTestSite({ dir: await restoredFolder(), furnished: true, startsAt });
    onTestFinished(site.stop);
    const kept = dumpItems(site.dir).filter(({ pk }) => /^(SES|TOK|OTP|COD|LIM|IDEM|MSG|KEY)#/.test(pk));
    expect(kept).toEqual([]);
    must(await requestLinks(site.world, { actId: acts["waiting"] ?? "", by: officer }));
    await site.outbox.drain();
    expect(await newestToken(site, acts["waiting"] ?? "", rup.email)).toHaveLength(43);
    expect(site.faults).toEqual([]);
  });

  it("gives the same archive again, byte by byte", async () => {
    const store = await openFolderStore(await restoredFolder());
    const again = await archiveOf(store);
    dirs.push(again);
    store.close();
    expect(await digestsIn(again)).toEqual(await digestsIn(archive));
  });
});

const dynoxide = findDynoxide();
const missing = "missing" in dynoxide ? dynoxide.missing : undefined;
if (missing !== undefined) console.warn(`archives on DynamoDB are not tested: ${missing}`);

describe.skipIf(missing !== undefined)(`with Dynoxide${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  it("goes from one machine to a table and back, and is the same archive each time", async () => {
    if ("missing" in dynoxide) throw new Error(dynoxide.missing);
    const { client, table, stop } = await startDynoxide(dynoxide.program);
    onTestFinished(stop);
    const objects = await openFolderStore(await newFolder());
    const onAws = {
      items: { ...dynamoItems({ client, table }), ...dynamoScan({ client, table }) },
      objects: objects.objects,
    };
    expect(await restored(onAws)).toMatchObject({ ok: true });
    expect(await restored(onAws)).toEqual({ ok: false, occupied: "items" });
    const fromAws = await archiveOf(onAws);
    objects.close();
    dirs.push(fromAws);
    const expected = await digestsIn(archive);
    expect(await digestsIn(fromAws)).toEqual(expected);
    const back = await openFolderStore(await restoredFolder(fromAws));
    const last = await archiveOf(back);
    back.close();
    dirs.push(last);
    expect(await digestsIn(last)).toEqual(expected);
  });
});
