import { sha256Of } from "../../act/index.ts";
import {
  bytesOfTile,
  type Checkpoint,
  checkpointText,
  entryBundle,
  type NoteKey,
  noteKey,
  rootOfOpen,
  signatureLine,
  tilePath,
} from "../../register/log/index.ts";
import { bundlesOf, growthOf, type LogTree, readBatch } from "../model/log-tree.ts";
import type { PublicLog } from "../ports/public-log.ts";
import type { World } from "../world.ts";

type PublishWorld = Pick<World, "objects"> & { readonly log: PublicLog };

const utf8 = new TextEncoder();
export const checkpointPath = (size: number): string => `checkpoint/${size}`;
/** Where the log's public files are kept: what stands after `/log/` in their address. */
export const logObject = (path: string) => ({ bucket: "portal", key: `log/${path}` }) as const;

export const keyOfLog = ({ log }: { readonly log: PublicLog }, origin: string): NoteKey =>
  noteKey(origin, log.key.publicKey);

/** Whether everything of the tree is out: the checkpoint comes last. */
export const isPublished = async ({ objects }: Pick<World, "objects">, { size }: LogTree): Promise<boolean> =>
  (await objects.head(logObject(checkpointPath(size)))) !== undefined;

/**
 * Writes the last batch's tiles, its entries, and then the checkpoint that names them: whoever sees a checkpoint finds
 * every tile of it. Doing it again writes the same bytes, which are there already.
 * @throws where other bytes are there: a log never shows two trees of one size
 */
export async function publishTree(world: PublishWorld, tree: LogTree): Promise<void> {
  if (await isPublished(world, tree)) return;
  const batch = await readBatch(world.objects, tree);
  const { open, tiles } = growthOf(batch);
  const octets = "application/octet-stream";
  for (const tile of tiles) await put(world, tilePath(tile), octets, bytesOfTile(tile));
  for (const { index, entries } of bundlesOf(batch))
    await put(world, tilePath({ level: "entries", index, width: entries.length }), octets, entryBundle(entries));
  const checkpoint = await signed(world, { origin: tree.origin, size: tree.size, root: rootOfOpen(open) });
  await put(world, checkpointPath(tree.size), "text/plain; charset=utf-8", utf8.encode(checkpoint));
}

async function signed({ log }: PublishWorld, head: Checkpoint): Promise<string> {
  const text = checkpointText(head);
  return `${text}\n${signatureLine(keyOfLog({ log }, head.origin), await log.key.sign(utf8.encode(text)))}`;
}

async function put({ objects }: PublishWorld, path: string, type: string, bytes: Uint8Array): Promise<void> {
  const sha256 = sha256Of(bytes);
  const made = await objects.create({ ...logObject(path), type, sha256, length: bytes.length }, bytes);
  if (!made.ok) throw new Error(`the store says that log/${path} is not what was sent: ${made.code}`);
  if (made.head.length !== bytes.length || (made.head.sha256 ?? sha256) !== sha256)
    throw new Error(`log/${path} is there with other bytes: two trees of one size, or another key`);
}
