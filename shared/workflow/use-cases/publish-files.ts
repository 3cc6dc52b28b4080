import * as z from "zod";
import { type PublishedHead, romeDay } from "../../act/index.ts";
import { loadHead } from "../model/commit.ts";
import { keys } from "../model/keys.ts";
import { isShowable } from "../model/published-data.ts";
import { publicFilesPrefix } from "../ports/public-files.ts";
import type { World } from "../world.ts";
import { type ActFile, publishedFile } from "./read-acts.ts";

type Body = { readonly settings: Pick<World["settings"], "tenant"> };
type FilesWorld = Body & Pick<World, "items" | "clock" | "publicFiles">;

const placesSchema = z.record(z.string(), z.string());
/** The key of each file's public copy, by the file's name. */
export type Places = Readonly<Record<string, string>>;

/** How many copies are made before it is noted which: a function that is ended does not begin again from the first. */
const together = 5;

/**
 * Brings the public copies of an act's files up to date with what may be shown of it: makes those that lack, takes away
 * those that may be shown no more. Nothing where no edge serves files. Answers how many changed. Safe to repeat.
 *
 * The key says the last day, by which an edge refuses whatever a cache still holds, and the digest: a file that is
 * replaced has another key.
 */
export async function keepPublicFiles(world: FilesWorld, actId: string): Promise<number> {
  const { publicFiles, items, settings } = world;
  if (!publicFiles) return 0;
  const head = await loadHead(items, settings.tenant, actId);
  if (head?.state !== "PUBLISHED" && head?.state !== "UNPUBLISHED" && head?.state !== "ARCHIVED") return 0;
  const before = await placesOf(world, actId);
  const wanted = wantedFiles(world, head);
  const left = Object.entries(before).filter(([name, key]) => wanted.get(name)?.key !== key);
  const made = Object.fromEntries(Object.entries(before).filter(([name, key]) => wanted.get(name)?.key === key));
  const missing = [...wanted].filter(([name]) => made[name] === undefined);
  // Pages must not lead to a copy that is gone: first nobody is sent there any more, then it goes.
  if (left.length > 0) await notePlaces(world, actId, made);
  for (const [, key] of left) await publicFiles.remove(key);
  for (let at = 0; at < missing.length; at += together) {
    for (const [name, { file, key }] of missing.slice(at, at + together)) {
      await publicFiles.put(key, file);
      made[name] = key;
    }
    await notePlaces(world, actId, made);
  }
  return left.length + missing.length;
}

/** Where the public copies of an act's files are served, by name; empty where there are none. */
export async function publicFilePaths(
  world: Pick<World, "settings" | "items">,
  actId: string,
): Promise<Readonly<Record<string, string>>> {
  const places = await placesOf(world, actId);
  return Object.fromEntries(Object.entries(places).map(([name, key]) => [name, `/${key}`]));
}

export async function placesOf({ items, settings }: Body & Pick<World, "items">, actId: string): Promise<Places> {
  const item = await items.get(keys.publicFiles(settings.tenant, actId));
  return item ? placesSchema.parse(item["files"]) : {};
}

/** Notes where the copies are that pages may lead to. */
export const notePlaces = async ({ items, settings }: FilesWorld, actId: string, files: Places): Promise<void> => {
  const key = keys.publicFiles(settings.tenant, actId);
  await items.transact([Object.keys(files).length === 0 ? { delete: key } : { put: { ...key, actId, files } }]);
};

/** What may be copied for the public now: each file with its key, by the name of its address. */
export const wantedFiles = (
  world: Pick<World, "clock">,
  head: PublishedHead,
): ReadonlyMap<string, { readonly file: ActFile; readonly key: string }> =>
  new Map(shownFiles(world, head).map(([name, file]) => [name, { file, key: keyOf(head, name, file) }]));

/** The act whose copy it is, as the key says; `undefined` for a key that is none of ours. */
export const actOfPublicFile = (key: string): string | undefined =>
  /^file\/trasparenza\/\d{4}-\d{2}-\d{2}\/([^/]+)\/[^/]+$/.exec(key)?.[1];

/** Every file that the public may fetch now, by the name of its address. */
function shownFiles({ clock }: Pick<World, "clock">, head: PublishedHead): (readonly [string, ActFile])[] {
  if (!isShowable(head) || romeDay(clock()) > head.publication.transparency.to) return [];
  const names = [
    ...["originale", "marca", "copia", "omissis"],
    ...(head.earlierCopies ?? []).map(({ revision }) => `copia-${revision ?? 1}`),
    ...(head.visti ?? []).map((_, at) => `visto-${at + 1}`),
    ...head.slots.map(({ label }) => `allegato-${label}`),
  ];
  return names.flatMap((name) => {
    const file = publishedFile(head, name);
    return file.ok ? [[name, file.value] as const] : [];
  });
}

const keyOf = (head: PublishedHead, name: string, { sha256, type }: ActFile): string =>
  `${publicFilesPrefix}trasparenza/${head.publication.transparency.to}/${head.actId}/${name}-${sha256.slice(0, 16).toLowerCase()}${type === "application/pdf" ? ".pdf" : ""}`;
