import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { backup, type DatabaseSync } from "node:sqlite";
import * as z from "zod";
import type { EveryItem } from "../../workflow/ports/every-item.ts";
import { ItemLimitError } from "../../workflow/ports/item-limits.ts";
import { syncFolder } from "./object-place.ts";
import { parseStoredItem } from "./stored-item.ts";

const cursorSchema = z.tuple([z.string(), z.string()]);
/** A page of DynamoDB ends at 1 MB. */
const pageBytes = 1024 * 1024;

function readCursor(after: string): [string, string] {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(after, "base64url").toString("utf8")));
  } catch {
    throw new ItemLimitError("BAD_CURSOR", "the cursor is not one that a scan gave");
  }
}

/** Every item in the order of its key, each page as the file is at that moment. */
export function scanIn(db: DatabaseSync): EveryItem["scan"] {
  const first = "SELECT pk, sk, body FROM items ORDER BY pk, sk LIMIT ?";
  const next = "SELECT pk, sk, body FROM items WHERE (pk, sk) > (?, ?) ORDER BY pk, sk LIMIT ?";
  return async ({ limit = 1000, after }) => {
    const rows =
      after === undefined ? db.prepare(first).all(limit + 1) : db.prepare(next).all(...readCursor(after), limit + 1);
    const items = [];
    let bytes = 0;
    for (const row of rows) {
      if (items.length >= limit || bytes >= pageBytes) {
        const last = items.at(-1);
        return { items, next: Buffer.from(JSON.stringify([last?.pk, last?.sk])).toString("base64url") };
      }
      items.push(parseStoredItem(row["body"]));
      bytes += String(row["body"]).length;
    }
    return { items, next: undefined };
  };
}

/**
 * Copies the whole database, as it is at one moment, into a file that was not there: SQLite's own online backup, synced
 * and named when it is whole. Other processes may write meanwhile.
 */
export async function backupOf(db: DatabaseSync, file: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  await rm(beside, { force: true });
  // Its owner's alone from the first byte on; SQLite takes an empty file for a new database.
  await (await open(beside, "wx", 0o600)).close();
  await backup(db, beside);
  await rename(beside, file);
  await syncFolder(dirname(file));
}
