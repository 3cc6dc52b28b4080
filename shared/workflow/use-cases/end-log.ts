import { keys, tenantOfLog } from "../model/keys.ts";
import { isTree, type LogTree, readTree } from "../model/log-tree.ts";
import { type EveryItem, scanAll } from "../ports/every-item.ts";
import type { Items, Value } from "../ports/items.ts";

/**
 * Ends the log that goes on: it stays served as it is, with its last checkpoint, and whoever extends the log next begins
 * a new one, under a new name and with the key that is at hand, that takes every entry of every act again. It is what
 * remains where the key of the old one cannot come along. Answers the log that ended; `undefined` where none goes on.
 * @throws when the log is extended meanwhile, and faults of the store
 */
export async function endLog(items: Items, tenant: string): Promise<LogTree | undefined> {
  const tree = await readTree(items, tenant);
  if (!tree) return undefined;
  const ended = { ...keys.logEnded(tenant, tree.number), ...(tree as { [name: string]: Value }) };
  const written = await items.transact([
    { put: ended, if: { absent: "pk" } },
    { delete: keys.logTree(tenant), if: { attr: "size", op: "=", value: tree.size } },
  ]);
  if (!written.ok) throw new Error("the log is being extended: stop what extends it first");
  return tree;
}

/** Ends whatever log goes on in the store, of whichever body. @throws as `endLog` */
export async function endLogs(items: Items & EveryItem): Promise<readonly LogTree[]> {
  const bodies: string[] = [];
  for await (const { pk, sk } of scanAll(items, 1000)) if (isTree({ pk, sk })) bodies.push(tenantOfLog(pk));
  const ended: LogTree[] = [];
  for (const tenant of bodies) ended.push(...[(await endLog(items, tenant)) ?? []].flat());
  return ended;
}
