import { createHash } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { EveryItem } from "../../workflow/ports/every-item.ts";
import { assertKey, assertWithinLimits, ItemLimitError, keyOf } from "../../workflow/ports/item-limits.ts";
import { assertToken } from "../../workflow/ports/item-shape.ts";
import {
  type Action,
  type ActionOutcome,
  type Item,
  type Items,
  indexes,
  type Key,
  type Page,
  type Query,
  shownIn,
  type Transacted,
} from "../../workflow/ports/items.ts";
import { holds } from "./evaluate-condition.ts";
import { nextItem } from "./next-item.ts";
import { cursorAfter, pageStatement } from "./sqlite-query.ts";
import { backupOf, scanIn } from "./sqlite-scan.ts";
import { isBusy, openDatabase } from "./sqlite-schema.ts";
import { parseStoredItem } from "./stored-item.ts";

const tokenMinutes = 10;
/** A page of DynamoDB ends at 1 MB; nobody should come to rely on longer ones here. */
const pageBytes = 1024 * 1024;

type Statements = {
  readonly get: StatementSync;
  readonly put: StatementSync;
  readonly drop: StatementSync;
  readonly query: (sql: string) => StatementSync;
};

function prepare(db: DatabaseSync): Statements {
  const names = indexes.flatMap((index) => [`${index}pk`, `${index}sk`]);
  const cached = new Map<string, StatementSync>();
  return {
    get: db.prepare("SELECT body FROM items WHERE pk = ? AND sk = ?"),
    put: db.prepare(
      `INSERT OR REPLACE INTO items (pk, sk, body, ${names.join(", ")}, ttl) VALUES (?, ?, ?, ${names.map(() => "?").join(", ")}, ?)`,
    ),
    drop: db.prepare("DELETE FROM items WHERE pk = ? AND sk = ?"),
    query(sql) {
      const statement = cached.get(sql) ?? db.prepare(sql);
      cached.set(sql, statement);
      return statement;
    },
  };
}

function read(statements: Statements, key: Key): Item | undefined {
  const row = statements.get.get(key.pk, key.sk);
  return row === undefined ? undefined : parseStoredItem(row["body"], key);
}

/** Sparse: an item is in an index only when it has both of its keys. */
function indexColumns(item: Item): (string | null)[] {
  return indexes.flatMap((index) => {
    const pk = item[`${index}pk`];
    const sk = item[`${index}sk`];
    return typeof pk === "string" && typeof sk === "string" ? [pk, sk] : [null, null];
  });
}

/** As DynamoDB reads its own TTL attribute: seconds since 1970, and no other type. */
const ttlOf = (item: Item): number | null =>
  typeof item["ttl"] === "number" && Number.isSafeInteger(item["ttl"]) ? item["ttl"] : null;

function write(statements: Statements, action: Action, stored: Item | undefined): void {
  if ("check" in action) return;
  if ("delete" in action) {
    statements.drop.run(action.delete.pk, action.delete.sk);
    return;
  }
  const item = "put" in action ? action.put : nextItem(action, stored);
  statements.put.run(item.pk, item.sk, JSON.stringify(item), ...indexColumns(item), ttlOf(item));
}

function perform(statements: Statements, actions: readonly Action[]): Transacted {
  // One action an item: no write of this transaction can change what another of its conditions reads.
  const stored = actions.map((action) => read(statements, keyOf(action)));
  const outcomes = actions.map<ActionOutcome>((action, at) =>
    holds(action.if, stored[at]) ? { reason: "none" } : { reason: "condition", item: stored[at] },
  );
  if (outcomes.some((outcome) => outcome.reason === "condition"))
    return { ok: false, reason: "condition", actions: outcomes };
  for (const [at, action] of actions.entries()) write(statements, action, stored[at]);
  return { ok: true };
}

/** Equal for requests that differ only in the order of their attributes. */
function digestOf(actions: readonly Action[]): string {
  const sorted = (_: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value;
  return createHash("sha256").update(JSON.stringify(actions, sorted)).digest("hex");
}

function performOnce(
  db: DatabaseSync,
  statements: Statements,
  actions: readonly Action[],
  token: string,
  now: Date,
): Transacted {
  const digest = digestOf(actions);
  db.prepare("DELETE FROM tokens WHERE expires <= ?").run(now.getTime());
  const earlier = db.prepare("SELECT digest FROM tokens WHERE token = ?").get(token);
  if (earlier !== undefined) {
    if (earlier["digest"] === digest) return { ok: true };
    throw new ItemLimitError("TOKEN_REUSED", "the token was used for another transaction");
  }
  const outcome = perform(statements, actions);
  if (outcome.ok)
    db.prepare("INSERT INTO tokens VALUES (?, ?, ?)").run(token, digest, now.getTime() + tokenMinutes * 60_000);
  return outcome;
}

/** Runs the work between BEGIN IMMEDIATE and COMMIT; whatever is not acknowledged as done is rolled back. */
function locked(db: DatabaseSync, work: () => Transacted): Transacted {
  try {
    db.exec("BEGIN IMMEDIATE");
  } catch (fault) {
    if (isBusy(fault)) return { ok: false, reason: "conflict" };
    throw fault;
  }
  try {
    const outcome = work();
    db.exec(outcome.ok ? "COMMIT" : "ROLLBACK");
    return outcome;
  } catch (fault) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw fault;
  }
}

function readPage(statements: Statements, query: Query): Page {
  const most = query.limit ?? Number.MAX_SAFE_INTEGER - 1;
  const { sql, values } = pageStatement(query, most + 1);
  const items: Item[] = [];
  let bytes = 0;
  for (const row of statements.query(sql).iterate(...values)) {
    const last = items.at(-1);
    if (last !== undefined && (items.length >= most || bytes >= pageBytes))
      return { items, next: cursorAfter(query, last) };
    const item = parseStoredItem(row["body"]);
    items.push(query.index === undefined ? item : shownIn(query.index, item));
    bytes += String(row["body"]).length;
  }
  return { items, next: undefined };
}

/**
 * Items in one SQLite file (WAL, synchronous=FULL): what `transact` acknowledged is on the disk. Several processes may
 * open the same file; one that waits for another longer than `busyTimeoutMs` (5 seconds unless told) answers `conflict`.
 * `now` only ages tokens. Calls block the thread while SQLite works.
 * Items whose `ttl` is past stay, and are read, until `removeExpired` is called, as on DynamoDB until it gets to them:
 * whoever reads one looks at its own end. Not promised: network file systems.
 */
export function openSqliteItems(options: {
  readonly file: string;
  readonly now: () => Date;
  readonly busyTimeoutMs?: number;
}): Items &
  EveryItem & {
    /** Copies all of it, as it is at one moment, into a new file. */
    backup(file: string): Promise<void>;
    /** Removes what may be forgotten at that moment, at most a thousand at once. Answers how many. */
    removeExpired(now: Date): number;
    close(): void;
  } {
  const db = openDatabase(options.file, options.busyTimeoutMs ?? 5000);
  const statements = prepare(db);
  return {
    async get(key) {
      assertKey(key);
      return read(statements, key);
    },
    async query(query) {
      return readPage(statements, query);
    },
    async transact(actions, token) {
      assertToken(token);
      assertWithinLimits(actions);
      return locked(db, () =>
        token === undefined ? perform(statements, actions) : performOnce(db, statements, actions, token, options.now()),
      );
    },
    scan: scanIn(db),
    backup: (file) => backupOf(db, file),
    removeExpired(now) {
      const expired = "SELECT pk, sk FROM items WHERE ttl IS NOT NULL AND ttl <= ? LIMIT 1000";
      const removed = db
        .prepare(`DELETE FROM items WHERE (pk, sk) IN (${expired})`)
        .run(Math.floor(now.getTime() / 1000));
      return Number(removed.changes);
    },
    close() {
      db.close();
    },
  };
}
