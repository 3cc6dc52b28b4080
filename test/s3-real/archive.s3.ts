// A body's data from one machine into real S3 and back: every version that items name is S3's own, and the archive is the
// same bytes.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { everyPortalFile, portalFiles } from "../../shared/adapters/aws/portal-files.ts";
import { s3EveryObject } from "../../shared/adapters/aws/s3-every-object.ts";
import { s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import { openArchiveFolder } from "../../shared/adapters/embedded/archive-folder.ts";
import { openSqliteItems } from "../../shared/adapters/embedded/sqlite-items.ts";
import {
  type RestoreStore,
  remakePublicFiles,
  restoreArchive,
  scanAll,
  tenantOfStore,
} from "../../shared/workflow/index.ts";
import { archiveOf, digestsIn } from "../support/archive.ts";
import { openFolderStore } from "../support/archive-store.ts";
import { makeBuckets, realS3 } from "../support/real-s3.ts";
import { unpackRelease } from "../support/release-folder.ts";
import { newFolder } from "../support/world.ts";

it("goes into S3 and out of it, and is the same archive each time", async () => {
  const { dir } = await unpackRelease("aa5541d");
  const [items, back] = [await newFolder(), await newFolder()];
  const dirs = [dir, items, back];
  onTestFinished(async () => {
    for (const one of dirs) await rm(one, { recursive: true, force: true });
  });
  const here = await openFolderStore(dir);
  const archive = await archiveOf(here);
  here.close();
  const client = realS3();
  const buckets = await makeBuckets(client);
  const table = openSqliteItems({ file: join(items, "items.sqlite"), now: () => new Date(0) });
  const objects = { ...s3Objects({ client, buckets, now: () => new Date() }), ...s3EveryObject({ client, buckets }) };
  const there: RestoreStore = { items: table, objects };
  const files = await openArchiveFolder(archive);
  expect(await restoreArchive(files, there)).toMatchObject({ ok: true });
  const heads = [];
  for (const bucket of ["intake", "vault", "portal"] as const)
    for await (const head of objects.heads(bucket)) heads.push(head);
  expect(heads.length).toBeGreaterThan(20);
  let said = "";
  for await (const item of scanAll(table)) said += JSON.stringify(item);
  expect(heads.filter((head) => said.includes(`"${head.version}"`)).length).toBeGreaterThan(15);
  expect(said).not.toMatch(/"version":"(intake|vault|portal):/);
  // Public copies are made of what came, once, and are in no archive.
  const copies = { ...portalFiles({ client, buckets }), ...everyPortalFile({ client, buckets }) };
  const settings = { tenant: (await tenantOfStore(table)) ?? "" };
  const clock = () => "2025-12-28T09:00:00.000Z";
  const remake = () => remakePublicFiles({ settings, items: table, publicFiles: copies, clock }, copies);
  const made = await remake();
  expect(made).toMatchObject({ made: expect.any(Number), removed: 0, foreign: 0 });
  expect(made.made).toBeGreaterThan(0);
  expect(await remake()).toEqual({ ...made, made: 0 });
  const fromThere = await archiveOf(there);
  table.close();
  client.destroy();
  const store = await openFolderStore(back);
  expect(await restoreArchive(await openArchiveFolder(fromThere), store)).toMatchObject({ ok: true });
  const last = await archiveOf(store);
  store.close();
  dirs.push(archive, fromThere, last);
  const expected = await digestsIn(archive);
  expect(await digestsIn(fromThere)).toEqual(expected);
  expect(await digestsIn(last)).toEqual(expected);
});
