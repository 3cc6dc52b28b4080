// The public log over HTTP: what a stranger needs to check a published file, and nothing of what is not published.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logKeyFrom } from "../../../shared/adapters/embedded/log-key.ts";
import {
  checkNote,
  checkProof,
  checkYear,
  hexOf,
  leafHash,
  readCheckpoint,
  readVerifierLine,
  registerYearSchema,
  rootOf,
} from "../../../shared/register/log/index.ts";
import { tokenIsOver } from "../../../shared/seal/index.ts";
import { keys } from "../../../shared/workflow/index.ts";
import { endLog, openLogFeed, proofOf, stampLog } from "../../../shared/workflow/log.ts";
import { actWith, aFile, anAct } from "../../support/acts.ts";
import { approved, draft, headOf, sendSigned } from "../../support/journey.ts";
import { addEntries, testLog } from "../../support/log.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { tokenOver } from "../../support/timestamp-authority.ts";

let site: TestSite;
let actId: string;
let draftId: string;
beforeAll(async () => {
  site = await openTestSite({ wrap: (world) => ({ ...world, log: testLog }) });
  const files = [aFile("A")];
  actId = await approved(site, actWith(files), files);
  await sendSigned(site, actId);
  await site.outbox.drain();
  draftId = await draft(site, anAct());
  await openLogFeed({ ...site.world, log: testLog }).extendAll();
}, 60_000);
afterAll(() => site.stop());

const get = (path: string) => fetch(`${site.url}${path}`);
const textOf = async (path: string) => (await get(path)).text();
const bytesOf = async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer());
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").toUpperCase();
const keyOf = async () => readVerifierLine(await textOf("/log/chiave"));

describe("the public log", () => {
  it("is a signed checkpoint of the tiles that are served", async () => {
    const answer = await get("/log/checkpoint");
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=5");
    const head = readCheckpoint(await answer.text());
    const key = await keyOf();
    if (!head || !key) throw new Error("there is a log");
    expect(key.name).toMatch(/^127\.0\.0\.1:\d+\/log\/TEST$/);
    expect(checkNote(head.note, key)).toBe("holds");
    const tile = await get(`/log/tile/0/000.p/${head.size}`);
    expect(tile.headers.get("cache-control")).toContain("immutable");
    const hashes = new Uint8Array(await tile.arrayBuffer());
    const entries = await bytesOf(`/log/tile/entries/000.p/${head.size}`);
    const leaves = Array.from({ length: head.size }, (_, n) => leafHash(entries.slice(34 * n + 2, 34 * n + 34)));
    expect(hexOf(Uint8Array.from(leaves.flatMap((leaf) => [...leaf])))).toBe(hexOf(hashes));
    expect(hexOf(rootOf(leaves))).toBe(hexOf(head.root));
  });

  it.each([
    "/log/tile/0/001",
    "/log/tile/0/000.p/999",
    "/log/tile/x",
    "/log/tile/..%2Fcheckpoint",
    "/log/anni/1999.json",
  ])("has no %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it("has every entry of every act, of drafts too, and shows of them only commitments", async () => {
    const size = readCheckpoint(await textOf("/log/checkpoint"))?.size;
    const [published, unpublished] = [await headOf(site, actId), await headOf(site, draftId)];
    expect(size).toBe(published.auditSeq + unpublished.auditSeq);
    const entries = Buffer.from(await bytesOf(`/log/tile/entries/000.p/${size}`)).toString("latin1");
    expect(entries).not.toContain(draftId);
  });
});

describe("the timestamp over the log", () => {
  it("is served beside the checkpoint that it is over, which stays at an address of its own", async () => {
    for (const path of ["/log/timestamp", `/atti/${actId}/prova/copia?marcata`])
      expect((await get(path)).status).toBe(404);
    const stamp = async (imprint: Uint8Array) => tokenOver({ imprint, nonce: new Uint8Array([1]) });
    const size = await stampLog({ ...site.world, timestamps: { stamp } });
    const led = await fetch(`${site.url}/log/timestamp`, { redirect: "manual" });
    expect([led.status, led.headers.get("location")]).toEqual([302, `/log/timestamp/${size}.tsr`]);
    const answer = await get(`/log/timestamp/${size}.tsr`);
    expect(answer.headers.get("content-type")).toBe("application/timestamp-reply");
    expect(answer.headers.get("cache-control")).toContain("immutable");
    const checkpoint = await bytesOf(`/log/checkpoint/${size}`);
    expect(Buffer.from(checkpoint).toString()).toBe(await textOf("/log/checkpoint"));
    const over = new Uint8Array(createHash("sha256").update(checkpoint).digest());
    expect(tokenIsOver(new Uint8Array(await answer.arrayBuffer()).subarray(9), over)).toBe(true);
    // A proof under that very checkpoint, also when the log has grown since: its last lines are what was stamped.
    const copy = await bytesOf(`/atti/${actId}/file/copia`);
    await draft(site, anAct({ subject: "Un atto di prova dopo la marca" }));
    await openLogFeed({ ...site.world, log: testLog }).extendAll();
    const [last, stamped] = [
      await textOf(`/atti/${actId}/prova/copia`),
      await textOf(`/atti/${actId}/prova/copia?marcata`),
    ];
    expect([stamped.endsWith(`\n\n${Buffer.from(checkpoint)}`), last === stamped]).toEqual([true, false]);
    for (const proof of [last, stamped])
      expect(checkProof(digest(copy), proof, await keyOf())).toMatchObject({ ok: true, signed: true });
    for (const path of ["/log/timestamp/1.tsr", "/log/timestamp/x.tsr", "/log/checkpoint/0", "/log/2/timestamp"])
      expect((await get(path)).status).toBe(404);
  });
});

describe("the proof of a published file", () => {
  it.each(["originale", "copia", "allegato-A"])("holds for %s, and for no other file", async (name) => {
    const file = await bytesOf(`/atti/${actId}/file/${name}`);
    const proof = await textOf(`/atti/${actId}/prova/${name}`);
    const key = await keyOf();
    expect(checkProof(digest(file), proof, key)).toMatchObject({ ok: true, signed: true });
    expect(checkProof(digest(file.slice(1)), proof, key)).toEqual({ ok: false, code: "ANOTHER_DOCUMENT" });
  });

  it("is linked from the act's page", async () => {
    const { number, year } = (await headOf(site, actId)).registration ?? { number: 0, year: 0 };
    expect(await textOf(`/trasparenza/${year}/${number}`)).toContain(`/atti/${actId}/prova/copia`);
  });

  it("is none of a draft, nor of a file that is not there", async () => {
    for (const path of [`/atti/${draftId}/prova/copia`, `/atti/${actId}/prova/allegato-Z`, `/atti/X/prova/copia`])
      expect((await get(path)).status).toBe(404);
  });

  it("that was given out holds after the event was redacted, and is given out no more", async () => {
    const file = await bytesOf(`/atti/${actId}/file/allegato-A`);
    const before = await textOf(`/atti/${actId}/prova/allegato-A`);
    const other = await textOf(`/atti/${actId}/prova/copia`);
    const copy = await bytesOf(`/atti/${actId}/file/copia`);
    const { tenant } = site.world.settings;
    const page = await site.world.items.query({ pk: keys.act(tenant, actId), sk: { beginsWith: "AUD#" } });
    for (const { pk, sk, type } of page.items)
      if (type === "attachment.verdict.v1") await site.world.items.transact([{ update: { pk, sk }, remove: ["told"] }]);
    expect(await proofOf(site.world, actId, digest(file))).toBeUndefined();
    expect((await get(`/atti/${actId}/prova/allegato-A`)).status).toBe(404);
    expect(checkProof(digest(file), before, await keyOf())).toMatchObject({ ok: true });
    // The others come of the same tree, with the same root as before.
    expect(await textOf(`/atti/${actId}/prova/copia`)).toBe(other);
    expect(checkProof(digest(copy), other, await keyOf())).toMatchObject({ ok: true });
  });
});

describe("a log that ended", () => {
  it("stays served, and its proofs hold; the next begins at an address of its own, with every entry again", async () => {
    const [first, firstKey] = [await textOf("/log/checkpoint"), await keyOf()];
    const { size = 0 } = readCheckpoint(first) ?? {};
    const [copy, proof] = [await bytesOf(`/atti/${actId}/file/copia`), await textOf(`/atti/${actId}/prova/copia`)];
    const { items, settings } = site.world;
    const log = { key: logKeyFrom(new Uint8Array(32).fill(6)), everySeconds: 0 };
    const feed = openLogFeed({ ...site.world, log });
    // Another key adds nothing to a log and signs nothing of it.
    await addEntries({ ...site.world, log }, "01PROVA1", 1, 1);
    await expect(feed.extendAll()).rejects.toMatchObject({ code: "LOG_KEY_CHANGED" });
    expect(await endLog(items, settings.tenant)).toMatchObject({ number: 1, size });
    expect(await endLog(items, settings.tenant)).toBeUndefined();
    expect((await get("/log/chiave")).status).toBe(404);
    expect(await feed.extendAll()).toBe(size + 1);

    const key = await keyOf();
    expect(key?.name).toMatch(/\/log\/2\/TEST$/);
    expect(await textOf("/log/2/chiave")).toBe(await textOf("/log/chiave"));
    const head = readCheckpoint(await textOf("/log/2/checkpoint"));
    expect([key && head && checkNote(head.note, key), head?.size]).toEqual(["holds", size + 1]);
    expect((await get(`/log/2/tile/entries/000.p/${size + 1}`)).status).toBe(200);
    const later = await textOf(`/atti/${actId}/prova/copia`);
    expect(checkProof(digest(copy), later, key)).toMatchObject({ ok: true, signed: true });

    expect(await textOf("/log/checkpoint")).toBe(first);
    expect(readVerifierLine(await textOf("/log/1/chiave"))).toEqual(firstKey);
    expect((await get(`/log/tile/0/000.p/${size}`)).status).toBe(200);
    expect(checkProof(digest(copy), proof, firstKey)).toMatchObject({ ok: true, signed: true });
    expect(checkProof(digest(copy), proof, key)).toMatchObject({ ok: false });
    for (const path of ["/log/3/checkpoint", "/log/3/chiave", "/log/0/checkpoint", "/log/2/tile/0/001"])
      expect((await get(path)).status).toBe(404);
  });
});

describe("the year of the register", () => {
  it("has every number, and a check finds what was taken away or changed", async () => {
    const { registration } = await headOf(site, actId);
    const year = registerYearSchema.parse(await (await get(`/log/anni/${registration?.year}.json`)).json());
    expect(year).toMatchObject({ opened: 2705, last: 2706, slots: [{ number: 2706, hash: registration?.slotHash }] });
    expect(checkYear(year)).toEqual([]);
    expect(checkYear({ ...year, slots: [] })).toEqual([{ number: 2706, code: "END_DIFFERS" }]);
    const [slot] = year.slots;
    if (!slot?.act) throw new Error("the act is published");
    const changed = { ...slot, act: { ...slot.act, original: "0".repeat(64) } };
    expect(checkYear({ ...year, slots: [changed] })).toEqual([{ number: 2706, code: "HASH_DIFFERS" }]);
    const skipped = { ...slot, number: 2707 };
    expect(checkYear({ ...year, last: 2707, slots: [slot, { ...skipped, number: 2708 }] })).toContainEqual({
      number: 2708,
      code: "GAP",
    });
  });
});
