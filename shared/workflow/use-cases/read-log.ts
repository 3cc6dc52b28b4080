import { auditEntrySchema } from "../../register/index.ts";
import {
  filesNamedBy,
  hashesOfTile,
  inclusionRanges,
  readCheckpoint,
  readTilePath,
  rootsFromTiles,
  tilePath,
  toldSchema,
  writeProofFile,
} from "../../register/log/index.ts";
import { keys } from "../model/keys.ts";
import { readStamp } from "../model/log-stamp.ts";
import { groupOf, type LogTree, leafOf, readBatch, readMarks, readTree, readTreeOf } from "../model/log-tree.ts";
import { collect } from "../model/objects-of-act.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { allItems } from "../ports/items.ts";
import type { ObjectHead, Objects } from "../ports/objects.ts";
import type { World } from "../world.ts";
import { checkpointPath, logObject } from "./publish-log.ts";
import { findPublishedFile } from "./read-acts.ts";

type ReadWorld = Pick<World, "settings" | "items" | "objects" | "clock">;

const text = new TextDecoder("utf-8", { fatal: true });
/** Largest file of the log: an entry bundle of 256 commitments. */
const mostBytes = 100_000;

async function bytesAt(objects: Objects, number: number, path: string): Promise<Uint8Array | undefined> {
  const head = await objects.head(logObject(number, path));
  const stream = head && (await objects.read(head));
  return stream && collect(stream, mostBytes);
}

/** The log that goes on, or that of the number. */
const treeOf = ({ items, settings }: Pick<ReadWorld, "items" | "settings">, number?: number) =>
  number === undefined ? readTree(items, settings.tenant) : readTreeOf(items, settings.tenant, number);

/**
 * The latest signed checkpoint, of the log that goes on or of that number; `undefined` while there is none. Of a batch
 * that is being written, the one before; of a log that ended, its last.
 */
export async function readCheckpointText(world: ReadWorld, number?: number): Promise<string | undefined> {
  const tree = await treeOf(world, number);
  if (!tree) return undefined;
  const at = (size: number) => bytesAt(world.objects, tree.number, checkpointPath(size));
  const bytes = (await at(tree.size)) ?? (await at(tree.before));
  return bytes && text.decode(bytes);
}

/** Where the tile or the entry bundle of that path lies, `tile/0/000.p/12` say; `undefined` when there is none. */
export async function findLogTile({ objects }: ReadWorld, path: string, number = 1): Promise<ObjectHead | undefined> {
  const name = readTilePath(path);
  return name && objects.head(logObject(number, tilePath(name)));
}

/** A file beside the tiles: the signed checkpoint of a size that was once the last, or the timestamp over one. */
export async function findLogFile({ objects }: ReadWorld, path: string, number = 1): Promise<ObjectHead | undefined> {
  return /^(?:checkpoint\/[1-9]\d{0,15}|timestamp\/[1-9]\d{0,15}\.tsr)$/.test(path)
    ? objects.head(logObject(number, path))
    : undefined;
}

/** The line of a log's key, for whoever checks a proof: of the log that goes on, or of that number. */
export const readLogKey = async (world: ReadWorld, number?: number): Promise<string | undefined> =>
  (await treeOf(world, number))?.key;

/**
 * The proof of a published file, as a `.tlog-proof`: the event that names its impronta, with its salt, is a leaf of the
 * tree that the checkpoint signs. `DOCUMENT_NOT_FOUND` also where the event is younger than the last checkpoint, or was
 * redacted.
 */
export async function readProof(
  world: ReadWorld,
  actId: string,
  name: string,
  under: "last" | "stamped" = "last",
): Promise<Answer<string>> {
  const file = await findPublishedFile(world, actId, name);
  if (!file.ok) return file;
  const proof = await proofOf(world, actId, file.value.sha256, under);
  return proof === undefined ? refuse(no("DOCUMENT_NOT_FOUND")) : answer(proof);
}

/** The checkpoint of the log that goes on that was stamped last; `undefined` where none was. */
async function stampedCheckpoint(world: ReadWorld, tree: LogTree): Promise<string | undefined> {
  const stamp = await readStamp(world.items, world.settings.tenant);
  const bytes =
    stamp?.number === tree.number && (await bytesAt(world.objects, tree.number, checkpointPath(stamp.size)));
  return bytes ? text.decode(bytes) : undefined;
}

/**
 * The proof of the file with this impronta, of whatever act, under the last checkpoint, or under the one that was stamped
 * last; `undefined` while the log has none there.
 */
export async function proofOf(
  world: ReadWorld,
  actId: string,
  sha256: string,
  under: "last" | "stamped" = "last",
): Promise<string | undefined> {
  const tree = await readTree(world.items, world.settings.tenant);
  if (!tree) return undefined;
  const checkpoint =
    under === "stamped" ? await stampedCheckpoint(world, tree) : await readCheckpointText(world, tree.number);
  const head = checkpoint === undefined ? undefined : readCheckpoint(checkpoint);
  if (checkpoint === undefined || !head) return undefined;
  const marks = await readMarks(world.objects, await readBatch(world.objects, tree), groupOf(actId));
  for (const { seq, told } of await eventsNaming(world, actId, sha256)) {
    const index = leafOf(marks, actId, seq);
    if (index === undefined || index >= head.size) continue;
    const path = await rootsFromTiles(
      inclusionRanges(index, head.size),
      head.size,
      tileReader(world.objects, tree.number),
    );
    const extra = new TextEncoder().encode(JSON.stringify(told));
    return writeProofFile({ extra, index, path, checkpoint });
  }
  return undefined;
}

/** Entries whose event names the file. What was redacted names none. */
async function eventsNaming({ items, settings }: ReadWorld, actId: string, sha256: string) {
  const { pk } = keys.audit(settings.tenant, actId, 1);
  const found = [];
  for await (const item of allItems(items, { pk, sk: { beginsWith: "AUD#" } })) {
    const told = toldSchema.safeParse(item["told"]).data;
    if (told && filesNamedBy(told.event).includes(sha256)) found.push({ ...auditEntrySchema.parse(item), told });
  }
  return found;
}

const tileReader = (objects: Objects, number: number) => async (name: Parameters<typeof tilePath>[0]) => {
  const path = tilePath(name);
  const bytes = await bytesAt(objects, number, path);
  const hashes = bytes && hashesOfTile(bytes, name.width);
  if (!hashes) throw new Error(`log/${path} is not in the store`);
  return hashes;
};
