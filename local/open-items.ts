import { stat } from "node:fs/promises";
import { join } from "node:path";
import { openSqliteItems } from "../shared/adapters/embedded/sqlite-items.ts";
import { migrateStore, type StoreRefusal } from "../shared/workflow/index.ts";

/** Said to whoever starts the product: these data are not for this program, and nothing was changed. */
export class StoreRefused extends Error {
  override readonly name = "StoreRefused";
  readonly refusal: StoreRefusal;
  constructor(refusal: StoreRefusal) {
    super(`${refusal.why.it}\n${refusal.why.en}`);
    this.refusal = refusal;
  }
}

/** Where the items were copied before their form was changed; an upgrade that must be undone begins from it. */
export const backupName = (from: number): string => `items-form-${from}.sqlite`;

/**
 * The items under `dir`, of the form that this program writes. Older ones are migrated, after a copy of the whole file
 * was made beside it; whoever comes to the port meanwhile is told to come back.
 *
 * @throws {StoreRefused} for items of a newer program, and while an archive is being restored
 */
export async function openItems(
  dir: string,
  say: (line: string) => void = () => undefined,
): Promise<ReturnType<typeof openSqliteItems>> {
  // The folder may be an old one that others can enter: SQLite's files are their owner's alone all the same.
  const mask = process.umask(0o077);
  const items = openSqliteItems({ file: join(dir, "items.sqlite"), now: () => new Date() });
  process.umask(mask);
  try {
    const migrated = await migrateStore(items, {
      before: async (from, to) => {
        const copy = join(dir, backupName(from));
        say(`Dati della forma ${from}, aggiornati alla ${to}; copia di prima in ${copy}`);
        // A start that was killed after it copied left the older copy, and that is the one to keep.
        if ((await stat(copy).catch(() => undefined)) === undefined) await items.backup(copy);
      },
      told: ({ id, seen, done }) => done && say(`  ${id}: ${seen} elementi visti`),
      page: 500,
    });
    if (!migrated.ok) throw new StoreRefused(migrated.refusal);
    return items;
  } catch (fault) {
    items.close();
    throw fault;
  }
}
