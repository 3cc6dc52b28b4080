import { loadHead } from "../model/commit.ts";
import { inGroups } from "../model/in-groups.ts";
import { actIdIn } from "../model/keys.ts";
import { allItems } from "../ports/items.ts";
import type { EveryPublicFile, PublicFiles } from "../ports/public-files.ts";
import type { World } from "../world.ts";
import { actOfPublicFile, keepPublicFiles, notePlaces, type Places, placesOf, wantedFiles } from "./publish-files.ts";

type RemakeWorld = Pick<World, "items" | "clock"> & {
  readonly settings: Pick<World["settings"], "tenant">;
  readonly publicFiles: PublicFiles;
};

/** What is where, and how much of it changed. */
export type RemadeCopies = {
  /** Acts that were looked at. */
  readonly acts: number;
  /** Copies that were made, and that were taken away because nothing of it may be shown, or nobody knows of it. */
  readonly made: number;
  readonly removed: number;
  /** Copies of acts that this store does not know, left where they are: it knows none of those that are there. */
  readonly foreign: number;
};

/** So many acts at a time: each waits for the store and S3, and for nothing of ours. */
const together = 8;

/**
 * Brings all public copies up to date: after a restore, which carries none, or when the edge's bucket was lost or written
 * to by somebody else. Makes what lacks or has another length, takes away what may be shown no more, notes what there is.
 * Safe to repeat and to end anywhere; the second time nothing changes. Where the store knows not one of the acts whose
 * copies are there, it is another body's, and nothing unknown is taken away.
 *
 * `told`: how many acts were looked at, from time to time.
 */
export async function remakePublicFiles(
  world: RemakeWorld,
  there: EveryPublicFile,
  told: (acts: number) => void = () => undefined,
): Promise<RemadeCopies> {
  const sum = { acts: 0, made: 0, removed: 0 };
  const seen = new Set<string>();
  const unknown: string[] = [];
  let known = 0;
  const settle = async ({ actId, files }: ActCopies) => {
    const done = await settleAct(world, actId, files);
    if (done === undefined) return void unknown.push(...files.keys());
    if (files.size > 0) known += 1;
    seen.add(actId);
    sum.acts += 1;
    sum.made += done.made;
    sum.removed += done.removed;
  };
  for await (const some of inGroups(byAct(there), together)) {
    await Promise.all(some.map(settle));
    told(sum.acts);
  }
  for await (const some of inGroups(publishedActs(world, seen), together)) {
    await Promise.all(some.map((actId) => settle({ actId, files: new Map() })));
    told(sum.acts);
  }
  if (known === 0) return { ...sum, foreign: unknown.length };
  for (const key of unknown) await world.publicFiles.remove(key);
  return { ...sum, removed: sum.removed + unknown.length, foreign: 0 };
}

/** Lengths of the copies that are there, by key. */
type Copies = ReadonlyMap<string, number>;
type ActCopies = { readonly actId: string; readonly files: Copies };

/** What one act's copies lacked; `undefined` for an act that is not here. */
async function settleAct(world: RemakeWorld, actId: string, there: Copies) {
  const head = await loadHead(world.items, world.settings.tenant, actId);
  if (!head) return undefined;
  const isOut = head.state === "PUBLISHED" || head.state === "UNPUBLISHED" || head.state === "ARCHIVED";
  const wanted = isOut ? [...wantedFiles(world, head)].map(([name, { key, file }]) => ({ name, key, file })) : [];
  // What has the key of a file was made of it, and its digest compared then; the length tells a copy that was cut since.
  const sound = wanted.filter(({ key, file }) => there.get(key) === file.length);
  const places = Object.fromEntries(sound.map(({ name, key }) => [name, key]));
  // As ever: nobody is led to what is not there, and then it goes.
  if (!isSame(places, await placesOf(world, actId))) await notePlaces(world, actId, places);
  const extra = [...there.keys()].filter((key) => !wanted.some((one) => one.key === key));
  for (const key of extra) await world.publicFiles.remove(key);
  return { made: await keepPublicFiles(world, actId), removed: extra.length };
}

const isSame = (one: Places, other: Places): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, key]) => other[name] === key);

/** The copies that are there, act by act: keys of one act follow each other, but for acts whose last day has changed. */
async function* byAct(there: EveryPublicFile): AsyncGenerator<ActCopies> {
  let of: string | undefined;
  let files = new Map<string, number>();
  for await (const { key, length } of there.list()) {
    const actId = actOfPublicFile(key) ?? "";
    if (of !== undefined && actId !== of) {
      yield { actId: of, files };
      files = new Map();
    }
    of = actId;
    files.set(key, length);
  }
  if (of !== undefined) yield { actId: of, files };
}

/** Every act that was published and is not in `seen` yet; the index may lag, and what it misses is the publisher's to make. */
async function* publishedActs({ items, settings: { tenant } }: RemakeWorld, seen: Set<string>): AsyncGenerator<string> {
  for await (const item of allItems(items, { index: "gsi3", pk: `${tenant}#PUB` })) {
    const actId = actIdIn(item);
    if (seen.has(actId)) continue;
    seen.add(actId);
    yield actId;
  }
}
