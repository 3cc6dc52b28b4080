// What lies on the disk after a run, read by file layout and SQL alone: nothing of the product is imported here, so that
// a mistake of the product cannot hide itself.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";

export type Item = { readonly pk: string; readonly sk: string; readonly [attribute: string]: unknown };

const objectHead = z.object({
  bucket: z.string(),
  key: z.string(),
  version: z.string(),
  length: z.int(),
  sha256: z.string(),
});
const mailFile = z.object({
  id: z.string(),
  to: z.object({ email: z.string() }),
  text: z.string(),
  about: z.object({ actId: z.string(), kind: z.string() }),
});
export type StoredObject = z.infer<typeof objectHead>;
export type Mail = z.infer<typeof mailFile>;

export type Stores = {
  readonly items: readonly Item[];
  readonly objects: readonly StoredObject[];
  readonly mails: readonly Mail[];
  /** What is not whole or has no business there. */
  readonly losses: readonly string[];
};

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest("hex").toUpperCase();

const folder = (path: string): string[] => (existsSync(path) ? readdirSync(path).sort() : []);
const messageOf = (fault: unknown): string =>
  (fault instanceof Error ? fault.message.split("\n")[0] : undefined) ?? "?";

export function readStores(dir: string): Stores {
  const losses: string[] = [...leftovers(dir)];
  const items = readItems(dir, losses);
  return { items, objects: readObjects(dir, losses), mails: readMails(dir, losses), losses };
}

function readItems(dir: string, losses: string[]): Item[] {
  const path = join(dir, "items.sqlite");
  if (!existsSync(path)) return lost(losses, "items.sqlite is missing", []);
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const [integrity] = Object.values(db.prepare("PRAGMA integrity_check").get() ?? {});
    if (integrity !== "ok") losses.push(`items.sqlite: ${String(integrity)}`);
    return db
      .prepare("SELECT pk, sk, body FROM items ORDER BY pk, sk")
      .all()
      .map((row) => ({ ...JSON.parse(String(row["body"])), pk: String(row["pk"]), sk: String(row["sk"]) }));
  } catch (fault) {
    return lost(losses, `items.sqlite: ${messageOf(fault)}`, []);
  } finally {
    db.close();
  }
}

/** A folder an object, named by bucket and key; in it `head.json` and the bytes, in a file named by their digest. */
function readObjects(dir: string, losses: string[]): StoredObject[] {
  const root = join(dir, "objects", "objects");
  return folder(root).flatMap((bucket) =>
    folder(join(root, bucket)).flatMap((shard) =>
      folder(join(root, bucket, shard)).flatMap((name) => {
        const place = join(root, bucket, shard, name);
        try {
          return [readObject(place, bucket, shard, name, losses)];
        } catch (fault) {
          return lost(losses, `object ${relative(dir, place)}: ${messageOf(fault)}`, []);
        }
      }),
    ),
  );
}

function readObject(place: string, bucket: string, shard: string, name: string, losses: string[]): StoredObject {
  const head = objectHead.parse(JSON.parse(readFileSync(join(place, "head.json"), "utf8")));
  const say = (what: string) => losses.push(`object ${bucket} ${head.key}: ${what}`);
  if (sha256(`${head.bucket}\n${head.key}`).toLowerCase() !== name || head.bucket !== bucket || !name.startsWith(shard))
    say("lies in another object's place");
  const files = folder(place).filter((file) => file !== "head.json");
  if (files.join() !== head.sha256.toLowerCase()) say(`holds ${files.join(", ") || "no bytes"}`);
  for (const file of files) {
    const bytes = readFileSync(join(place, file));
    if (sha256(bytes).toLowerCase() !== file) say("the bytes are not those of the file's name");
    if (bytes.length !== head.length) say(`${bytes.length} bytes, ${head.length} in head.json`);
  }
  return head;
}

function readMails(dir: string, losses: string[]): Mail[] {
  return folder(join(dir, "mail")).flatMap((name) => {
    try {
      return [mailFile.parse(JSON.parse(readFileSync(join(dir, "mail", name), "utf8")))];
    } catch (fault) {
      return lost(losses, `mail ${name}: ${messageOf(fault)}`, []);
    }
  });
}

/** Files that somebody had begun: after the last run there are none, and SQLite has folded its log into the file. */
function* leftovers(dir: string): Generator<string> {
  const temporary = (name: string) => name.endsWith(".tmp");
  for (const place of [dir, join(dir, "mail"), join(dir, "keys")])
    for (const name of folder(place)) if (temporary(name)) yield `left behind: ${relative(dir, join(place, name))}`;
  for (const name of folder(join(dir, "objects", "temp"))) yield `left behind: objects/temp/${name}`;
  for (const name of ["items.sqlite-wal", "items.sqlite-journal"])
    if (existsSync(join(dir, name)) && statSync(join(dir, name)).size > 0) yield `left behind: ${name}`;
}

function lost<T>(losses: string[], what: string, instead: T): T {
  losses.push(what);
  return instead;
}
