import { migrations as allMigrations } from "../migrations/index.ts";
import { lastForm, type Migration } from "../migrations/migration.ts";
import { asForm, formKey, formRefusal, readForm, type StoreRefusal } from "../model/store-form.ts";
import type { EveryItem } from "../ports/every-item.ts";
import { itemBytes, keyOf } from "../ports/item-limits.ts";
import type { Action, Item, Items } from "../ports/items.ts";

export type MigrationStore = Items & EveryItem;

export type MigrationOptions = {
  /** Those of this program, unless a test has its own. */
  readonly migrations?: readonly Migration[];
  /** Called once before the first write to items of an older form: the moment for a backup. */
  readonly before?: (from: number, to: number) => Promise<void>;
  /** Told after each page. */
  readonly told?: (progress: { readonly id: string; readonly seen: number; readonly done: boolean }) => void;
  /** Items a page; what a kill may repeat. */
  readonly page?: number;
};

export type Migrated =
  | { readonly ok: true; readonly form: number; readonly ran: readonly string[] }
  | { readonly ok: false; readonly refusal: StoreRefusal };

const attempts = 30;

/**
 * Brings the store to the form that this program writes. An empty store is given that form at once; one that has it is
 * not touched. A kill at any moment loses at most the work on one page, which is done again without harm; two that run
 * at once do the same work twice and end alike.
 *
 * Refused, with nothing written: a store of a newer form, and one into which an archive is being restored.
 * @throws faults of the store, and when an item stays contended; running it again goes on.
 */
export async function migrateStore(store: MigrationStore, options: MigrationOptions = {}): Promise<Migrated> {
  const list = options.migrations ?? allMigrations;
  const known = lastForm(list);
  const stored = await readForm(store);
  if (stored === undefined) return begin(store, known);
  const refusal = formRefusal(stored, known);
  if (refusal) return { ok: false, refusal };
  const due = list.filter((migration) => migration.from >= stored.form);
  if (due.length > 0 && !stored.running) await options.before?.(stored.form, known);
  for (const migration of due) await run(store, migration, options);
  if (due.length === 0) await noteForm(store, known);
  return { ok: true, form: known, ran: due.map((migration) => migration.id) };
}

/** An empty store; whoever else began it meanwhile wrote a form of their own, which is then looked at. */
async function begin(store: MigrationStore, form: number): Promise<Migrated> {
  await noteForm(store, form);
  const stored = (await readForm(store)) ?? { form };
  const refusal = formRefusal(stored, form);
  return refusal ? { ok: false, refusal } : { ok: true, form: stored.form, ran: [] };
}

async function noteForm(store: MigrationStore, form: number): Promise<void> {
  if ((await store.get(formKey)) === undefined)
    await store.transact([{ put: { ...formKey, form }, if: { absent: "pk" } }]);
}

async function run(store: MigrationStore, migration: Migration, options: MigrationOptions): Promise<void> {
  const item = await store.get(formKey);
  const earlier = item ? asForm(item).running : undefined;
  let { after, seen } = earlier?.id === migration.id ? earlier : { after: null, seen: 0 };
  await note(store, migration, { after, seen });
  for (;;) {
    const page = await store.scan({ limit: options.page ?? 100, ...(after === null ? {} : { after }) });
    await changeAll(store, migration, page.items);
    seen += page.items.length;
    if (page.next === undefined) break;
    after = page.next;
    await note(store, migration, { after, seen });
    options.told?.({ id: migration.id, seen, done: false });
  }
  await store.transact([
    { put: { ...formKey, form: migration.to }, if: { attr: "form", op: "=", value: migration.from } },
  ]);
  options.told?.({ id: migration.id, seen, done: true });
}

/** Where the scan stands. A store whose migration ended elsewhere meanwhile keeps its new form. */
async function note(store: MigrationStore, { id, from, to }: Migration, at: { after: string | null; seen: number }) {
  await store.transact([
    {
      put: { ...formKey, form: from, running: { id, to, ...at } },
      if: { any: [{ absent: "pk" }, { attr: "form", op: "=", value: from }] },
    },
  ]);
}

const mostActions = 90;
const mostBytes = 3 * 1024 * 1024;

/** Many items in one write where their actions do not touch; whatever that write refuses is done item by item. */
async function changeAll(store: MigrationStore, migration: Migration, items: readonly Item[]): Promise<void> {
  let batch: Action[] = [];
  let owners: Item[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const written = await store.transact(batch);
    if (!written.ok) for (const owner of owners) await changeOne(store, migration, owner);
    batch = [];
    owners = [];
  };
  for (const item of items) {
    const actions = isForm(item) ? [] : await migration.change(item, store);
    if (actions.length === 0) continue;
    if (!fits(batch, actions)) await flush();
    batch.push(...actions);
    owners.push(item);
  }
  await flush();
}

const isForm = ({ pk, sk }: Item) => pk === formKey.pk && sk === formKey.sk;

function fits(batch: readonly Action[], more: readonly Action[]): boolean {
  const all = [...batch, ...more];
  const names = new Set(all.map((action) => JSON.stringify([keyOf(action).pk, keyOf(action).sk])));
  const bytes = all.reduce((sum, action) => sum + sizeOf(action), 0);
  return all.length <= mostActions && names.size === all.length && bytes <= mostBytes;
}

const sizeOf = (action: Action): number =>
  "put" in action ? itemBytes(action.put) : "update" in action ? itemBytes({ ...action.update, ...action.set }) : 100;

async function changeOne(store: MigrationStore, migration: Migration, { pk, sk }: Item): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const item = await store.get({ pk, sk });
    const actions = item ? await migration.change(item, store) : [];
    if (actions.length === 0 || (await store.transact(actions)).ok) return;
  }
  throw new Error(`migration ${migration.id}: ${pk} ${sk} stayed contended for ${attempts} attempts`);
}
