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
/** What the addresses of a body's logs begin with: those of the second one with `log/2`. */
export const logPrefix = (number: number): string => (number === 1 ? "log" : `log/${number}`);
/** Where a log's public files are kept: under the very path of their address. */
export const logObject = (number: number, path: string) =>
  ({ bucket: "portal", key: `${logPrefix(number)}/${path}` }) as const;

export const keyOfLog = ({ log }: { readonly log: PublicLog }, origin: string): NoteKey =>
  noteKey(origin, log.key.publicKey);

/** Whether everything of the tree is out: the checkpoint comes last. */
export const isPublished = async ({ objects }: Pick<World, "objects">, { number, size }: LogTree): Promise<boolean> =>
  (await objects.head(logObject(number, checkpointPath(size)))) !== undefined;

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
  const { number } = tree;
  for (const tile of tiles) await put(world, logObject(number, tilePath(tile)), octets, bytesOfTile(tile));
  for (const { index, entries } of bundlesOf(batch))
    await put(world, bundleObject(number, index, entries.length), octets, entryBundle(entries));
  const checkpoint = await signed(world, { origin: tree.origin, size: tree.size, root: rootOfOpen(open) });
  const place = logObject(number, checkpointPath(tree.size));
  await put(world, place, "text/plain; charset=utf-8", utf8.encode(checkpoint));
}

const bundleObject = (number: number, index: number, width: number) =>
  logObject(number, tilePath({ level: "entries", index, width }));

async function signed({ log }: PublishWorld, head: Checkpoint): Promise<string> {
  const text = checkpointText(head);
  return `${text}\n${signatureLine(keyOfLog({ log }, head.origin), await log.key.sign(utf8.encode(text)))}`;
}

type Place = ReturnType<typeof logObject>;

async function put({ objects }: PublishWorld, place: Place, type: string, bytes: Uint8Array): Promise<void> {
  const sha256 = sha256Of(bytes);
  const made = await objects.create({ ...place, type, sha256, length: bytes.length }, bytes);
  if (!made.ok) throw new Error(`the store says that ${place.key} is not what was sent: ${made.code}`);
  if (made.head.length !== bytes.length || (made.head.sha256 ?? sha256) !== sha256)
    throw new Error(`${place.key} is there with other bytes: two trees of one size, or another key`);
}
