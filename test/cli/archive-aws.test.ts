// A body from one machine to AWS and back by the commands that an operator types: a table of DynamoDB's protocol, and S3.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../cli/archive-stores.ts";
import { exportCommand, migrateCommand, restoreCommand } from "../../cli/commands/archive.ts";
import { publicCopiesCommand } from "../../cli/commands/public-copies.ts";
import { publishOpenData } from "../../shared/workflow/index.ts";
import { environmentOf, setEnvironment } from "../support/aws-services.ts";
import { findDynoxide, startDynoxide } from "../support/dynoxide.ts";
import { recorder } from "../support/recorder.ts";
import { unpackRelease } from "../support/release-folder.ts";
import { openS3StandIn } from "../support/s3-stand-in.ts";
import { newFolder, openTestWorld } from "../support/world.ts";

const dynoxide = findDynoxide();
const missing = "missing" in dynoxide ? dynoxide.missing : undefined;
if (missing !== undefined) console.warn(`the commands on AWS are not tested: ${missing}`);

const buckets = { intake: "visto-intake", vault: "visto-vault", portal: "visto-portal" };
const italian = { json: false, lang: "it" } as const;

describe.skipIf(missing !== undefined)(`an operator${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  let s3: Awaited<ReturnType<typeof openS3StandIn>>;
  let store: { readonly table: string } & typeof buckets;
  let archive: string;
  let told: string;
  const ends: (() => unknown)[] = [];
  const published = () =>
    [...new Set(s3.stored.map(({ key }) => key))]
      .filter((key) => key.startsWith("file/") && s3.newest(buckets.portal, key))
      .sort();
  const run = async (work: (io: ReturnType<typeof recorder>["io"]) => Promise<number>) => {
    const { texts, io } = recorder();
    return { code: await work(io), ...texts };
  };
  const exportTo = (out: string) => run((io) => exportCommand({ from: store, out, ...italian }, io));

  beforeAll(async () => {
    if ("missing" in dynoxide) throw new Error(dynoxide.missing);
    const table = await startDynoxide(dynoxide.program);
    s3 = await openS3StandIn();
    const { hostname = "", port } = (await table.client.config.endpoint?.()) ?? {};
    const at = { endpoint: `http://${hostname}:${port}`, name: table.table };
    const here = { table: at, services: s3.url, folder: "", origin: "https://visto.example.org" };
    ends.push(table.stop, s3.close, setEnvironment({ ...environmentOf(here), AWS_ENDPOINT_URL_S3: s3.url }));
    store = { table: table.table, ...buckets };
    const { dir } = await unpackRelease("e11d6f0");
    archive = join(await newFolder(), "archivio");
    ends.push(
      () => rm(dir, { recursive: true }),
      () => rm(join(archive, ".."), { recursive: true }),
    );
    expect((await run((io) => migrateCommand({ store: { data: dir }, ...italian }, io))).code).toBe(0);
    const exported = await run((io) => exportCommand({ from: { data: dir }, out: archive, ...italian }, io));
    told = exported.out;
    expect(exported).toMatchObject({ code: 0, err: "" });
  }, 60_000);
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  it("restores to AWS with the public copies, and once more is told that it is not empty", async () => {
    const restored = await run((io) => restoreCommand({ from: archive, to: store, ...italian }, io));
    expect(restored).toMatchObject({ code: 0, err: "" });
    expect(restored.out).toMatch(
      /^\d+ elementi, 8 atti.*copie pubbliche: \d+ atti guardati, 14 copie fatte, 0 tolte\n$/s,
    );
    expect(published()).toHaveLength(14);
    const again = await run((io) => restoreCommand({ from: archive, to: store, ...italian }, io));
    expect(again).toMatchObject({ code: 1, out: "", err: expect.stringContaining("non è vuota") });
  });

  it("comes back with the same archive", async () => {
    const out = join(await newFolder(), "ritorno");
    ends.push(() => rm(join(out, ".."), { recursive: true }));
    expect(await exportTo(out)).toEqual({ code: 0, out: told, err: "" });
  });

  it("makes the copies of a lost bucket anew, and the second time finds nothing to do", async () => {
    const before = published();
    s3.empty(buckets.portal);
    const remade = await run((io) => publicCopiesCommand({ store, ...italian }, io));
    expect(remade).toMatchObject({ code: 0, err: "" });
    expect(remade.out).toMatch(/^copie pubbliche: \d+ atti guardati, 14 copie fatte, 0 tolte\ndati aperti: mancano/);
    expect(published()).toEqual(before);
    const again = await run((io) => publicCopiesCommand({ store, json: true, lang: "it" }, io));
    expect(JSON.parse(again.out)).toMatchObject({ made: 0, removed: 0, foreign: 0 });
    // Whoever knows the body's settings writes the open data: until then an archive would lack them, and is refused.
    const out = join(await newFolder(), "dopo");
    ends.push(() => rm(join(out, ".."), { recursive: true }));
    expect(await exportTo(out)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^OBJECT_MISSING .*dati\/albo.xml/s),
    });
    const { items, objects } = await openStore(store);
    const test = await openTestWorld({ startsAt: new Date().toISOString() });
    expect(await publishOpenData({ ...test.world, items, objects })).toBeGreaterThan(0);
    expect(await exportTo(join(out, "../intero"))).toMatchObject({ code: 0, err: "" });
    expect((await run((io) => publicCopiesCommand({ store, ...italian }, io))).out).not.toContain("dati aperti");
  });
});
