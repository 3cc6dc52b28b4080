import { randomBytes } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { EveryItem, EveryObject, EveryPublicFile, Items, Objects, PublicFiles } from "../shared/workflow/index.ts";

/** Where a store is: a data folder, or a table and its buckets. */
export type StorePlace =
  | { readonly data: string }
  | { readonly table: string; readonly intake: string; readonly vault: string; readonly portal: string };

export type OpenStore = {
  readonly items: Items & EveryItem;
  readonly objects: Objects & EveryObject;
  /** Where an edge serves published files; a data folder has none. */
  readonly copies?: PublicFiles & EveryPublicFile;
  readonly close: () => Promise<void>;
};

/** One object is one PUT: as large as S3 takes. */
const mostBytes = 5 * 1024 ** 3;

/**
 * Opens what an archive is made of or restored into. Of a data folder `snapshot` reads a copy of the database, made at one
 * moment and removed at the end, so that the product may go on writing; what it stores meanwhile is not in the archive.
 */
export async function openStore(place: StorePlace, snapshot?: string): Promise<OpenStore> {
  return "data" in place ? openFolder(place.data, snapshot) : openAws(place);
}

/** Whether a data folder has items at all: opening it would make some. */
export async function hasItems(dir: string): Promise<boolean> {
  return (await stat(join(dir, "items.sqlite")).catch(() => undefined)) !== undefined;
}

async function openFolder(dir: string, snapshot: string | undefined): Promise<OpenStore> {
  const { openSqliteItems } = await import("../shared/adapters/embedded/sqlite-items.ts");
  const { openFileObjects } = await import("../shared/adapters/embedded/file-objects.ts");
  const now = () => new Date();
  const own = openSqliteItems({ file: join(dir, "items.sqlite"), now });
  let items = own;
  if (snapshot !== undefined) {
    await own.backup(snapshot);
    own.close();
    items = openSqliteItems({ file: snapshot, now });
  }
  // Signs permissions to upload, of which none are given here.
  const secret = new Uint8Array(randomBytes(32));
  const objects = await openFileObjects({
    dir: join(dir, "objects"),
    now,
    secret,
    uploadBase: "",
    maxBytes: mostBytes,
  });
  return {
    items,
    objects,
    close: async () => {
      items.close();
      if (snapshot !== undefined)
        for (const end of ["", "-wal", "-shm"]) await rm(`${snapshot}${end}`, { force: true });
    },
  };
}

async function openAws({ table, ...buckets }: Exclude<StorePlace, { data: string }>): Promise<OpenStore> {
  const { dynamoStore, s3Store } = await import("../shared/adapters/aws/whole-store.ts");
  return { items: dynamoStore(table), ...s3Store(buckets), close: async () => undefined };
}
