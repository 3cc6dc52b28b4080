import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { indexes } from "../../workflow/ports/items.ts";

const schemaVersion = 2;

const columns = indexes.flatMap((index) => [`${index}pk TEXT`, `${index}sk TEXT`]).join(", ");

// Index columns live in the item's own row, so that an index can never disagree with its table.
// BINARY is memcmp over UTF-8: the order of DynamoDB's sort keys.
const schema = `
  CREATE TABLE IF NOT EXISTS items (
    pk TEXT NOT NULL COLLATE BINARY, sk TEXT NOT NULL COLLATE BINARY, body TEXT NOT NULL, ${columns}, ttl INTEGER,
    PRIMARY KEY (pk, sk)
  ) WITHOUT ROWID;
  ${indexes
    .map(
      (index) =>
        `CREATE INDEX IF NOT EXISTS items_${index} ON items (${index}pk, ${index}sk, pk, sk) WHERE ${index}pk IS NOT NULL;`,
    )
    .join("\n  ")}
  CREATE INDEX IF NOT EXISTS items_ttl ON items (ttl) WHERE ttl IS NOT NULL;
  CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, digest TEXT NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS tokens_expires ON tokens (expires);
  PRAGMA user_version = ${schemaVersion};
`;

/** Whether SQLite gave up waiting for another process (SQLITE_BUSY and its extended codes). */
export function isBusy(fault: unknown): boolean {
  return (
    fault instanceof Error && "errcode" in fault && typeof fault.errcode === "number" && (fault.errcode & 0xff) === 5
  );
}

function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

/** SQLite does not wait its busy timeout when it enters WAL: two processes that create the file together would clash. */
function enterWal(db: DatabaseSync, patienceMs: number): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += 10) {
    try {
      const mode = pragma(db, "journal_mode = WAL");
      if (mode === "wal") return;
      throw new Error(`the items need SQLite's WAL, this file answers "${mode}": put the data on a local disk`);
    } catch (fault) {
      if (!isBusy(fault) || waited >= patienceMs) throw fault;
      Atomics.wait(pause, 0, 0, 10);
    }
  }
}

/**
 * Opens or creates the file; its folder is made readable by its owner only, since acts hold personal data.
 * @throws when the file is no database, was made by a newer Visto, or lies where WAL cannot work.
 */
export function openDatabase(file: string, busyTimeoutMs: number): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    enterWal(db, busyTimeoutMs);
    // FULL: a commit is acknowledged only when the log is on the disk. fullfsync: on macOS fsync alone does not mean that.
    db.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = 1;");
    const version = Number(pragma(db, "user_version"));
    if (version > schemaVersion)
      throw new Error(`${file} has format ${version}, this Visto reads up to ${schemaVersion}: use a newer one`);
    // Format 1 had no column for the moment at which an item may be forgotten.
    const grown = version === 1 ? "ALTER TABLE items ADD COLUMN ttl INTEGER;" : "";
    if (version < schemaVersion) db.exec(`BEGIN IMMEDIATE; ${grown} ${schema} COMMIT;`);
    return db;
  } catch (fault) {
    db.close();
    throw fault;
  }
}
