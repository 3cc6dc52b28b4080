import * as z from "zod";
import { romeDay, sha256Of } from "../../act/index.ts";
import { loadHead } from "../model/commit.ts";
import { duePk, keys, shardOf } from "../model/keys.ts";
import { isShowable, publishedView } from "../model/published-data.ts";
import { searchEntrySchema } from "../model/search-entry.ts";
import { actJson } from "../open-data/act-json.ts";
import { catalogue } from "../open-data/catalogue.ts";
import { actsCsv } from "../open-data/csv.ts";
import { alboFeed } from "../open-data/feed.ts";
import { robots, sitemapIndex, yearSitemap } from "../open-data/sitemap.ts";
import { allItems } from "../ports/items.ts";
import type { ObjectRef } from "../ports/objects.ts";
import type { World } from "../world.ts";
import { openActSearch } from "./search-acts.ts";

type OpenWorld = Pick<World, "settings" | "items" | "objects" | "clock" | "newId">;

/** Lists are written anew at most so often while acts only come; what leaves is taken out at once. */
const quietMinutes = 10;
/** After so long without a change they are written anew too: the store removes lists by their age (`infra/stacks`). */
const listDays = 30;
/** A notice board with more than this is read page by page, not as a feed. */
const mostInFeed = 1_000;

const openFileSchema = z.object({
  key: z.string(),
  version: z.string(),
  sha256: z.string(),
  length: z.int(),
  type: z.string(),
  /** Day after which it is over; absent: no end. */
  until: z.string().optional(),
  at: z.string(),
});
/** A file of the open data as it is now: an object that never changes, and where to find it. */
export type OpenFile = z.infer<typeof openFileSchema>;

/**
 * The act's own data, and a note that the lists that hold it are to be written anew. A published act that left is taken
 * away: its address answers no more.
 */
export async function publishActData(world: OpenWorld, actId: string): Promise<void> {
  const { tenant } = world.settings;
  const head = await loadHead(world.items, tenant, actId);
  if (head?.state !== "PUBLISHED" && head?.state !== "UNPUBLISHED" && head?.state !== "ARCHIVED") return;
  const path = `atti/${head.registration.year}/${head.registration.number}.json`;
  const isShown = isShowable(head) && romeDay(world.clock()) <= head.publication.transparency.to;
  if (isShown) {
    const text = actJson(world.settings, await publishedView(world.objects, head));
    await putFile(world, path, text, "application/json; charset=utf-8", head.publication.transparency.to);
  } else
    await world.items.transact([
      { delete: keys.openFile(tenant, path) },
      { delete: keys.openFileBefore(tenant, path) },
    ]);
  await noteDirty(world, !isShown || head.state !== "PUBLISHED");
}

/**
 * Writes everything anew where the body's address is another than the one that the lists were written with: they, and
 * the data of each act, hold whole addresses. Answers how many acts were written again. One that is killed begins again:
 * the lists, which say the address, are written last.
 */
export async function readdressOpenData(world: OpenWorld): Promise<number> {
  const listed = await findOpenFile(world, "robots.txt");
  if (!listed || listed.file.sha256 === sha256Of(new TextEncoder().encode(robots(world.settings.baseUrl)))) return 0;
  const search = openActSearch(world);
  let written = 0;
  for (const year of await search.years())
    for (const { actId } of await search.year(year)) {
      await publishActData(world, actId);
      written += 1;
    }
  await noteDirty(world, true);
  return written;
}

/** Clocks of two machines may differ by so much: whoever writes the lists may have begun that much before its time. */
const clockSkewMinutes = 1;

/**
 * One note for whatever changed; the due index finds it. A note that stands, and that nobody can have taken up yet, says
 * what another would: the change is there already, and the lists are read after it.
 */
async function noteDirty({ items, settings, clock, newId }: OpenWorld, isUrgent: boolean): Promise<void> {
  const { tenant } = settings;
  const now = clock();
  const built = await items.get(keys.openFile(tenant, "catalogo.jsonld"));
  const noted = await items.get(keys.openDirty(tenant));
  const quiet = typeof built?.["at"] === "string" ? later(built["at"], quietMinutes) : now;
  const due = isUrgent || quiet < now ? now : quiet;
  const before = noted?.["gsi4sk"];
  const isSooner = typeof before === "string" && before <= due;
  if (isSooner && before > later(now, clockSkewMinutes)) return;
  const at = isSooner ? before.slice(0, now.length) : due;
  const { pk, sk } = keys.openDirty(tenant);
  await items.transact([
    { put: { pk, sk, due: "open-data", note: newId(), gsi4pk: duePk(shardOf("open-data")), gsi4sk: at } },
  ]);
}

const later = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString();

/**
 * Writes the lists anew when something changed: a CSV a year, the notice board's feed, the catalogue, the addresses for
 * search engines. Same data, same bytes, same object. Answers how many files changed; 0 when nothing was due.
 */
export async function publishOpenData(world: OpenWorld): Promise<number> {
  const { items, settings, clock } = world;
  const own = keys.openDirty(settings.tenant);
  const noted = (await items.get(own)) ?? (await items.get(keys.openDirtyBefore(settings.tenant)));
  if (typeof noted?.["gsi4sk"] !== "string" || noted["gsi4sk"] > clock()) return 0;
  const lost = await items.get(lostKey(settings.tenant));
  if (lost && !(await remakeSome(world, String(lost["after"])))) return 0;
  const changed = await writeLists(world);
  // Unless something changed in between: then the new note stands.
  const { pk, sk } = noted;
  const unchanged = { attr: "note", op: "=" as const, value: String(noted["note"]) };
  const again = later(clock(), listDays * 1440);
  const next = { due: "open-data", note: world.newId(), gsi4pk: duePk(shardOf("open-data")), gsi4sk: again };
  await items.transact(
    pk === own.pk
      ? [{ put: { ...own, ...next }, if: unchanged }]
      : [
          { put: { ...own, ...next }, if: { absent: "pk" } },
          { delete: { pk, sk }, if: unchanged },
        ],
  );
  return changed;
}

const lostKey = (tenant: string) => ({ pk: keys.openDirty(tenant).pk, sk: "LOST" });

/** Acts that one look at the open data makes anew: it has other work, and a minute later it is there again. */
const mostRemade = 200;

/**
 * Whether the open data's objects were lost, as far as the lists tell. If so it is noted, and whoever publishes open data
 * (`publishOpenData`) makes all of it anew, acts first, some at a time.
 */
export async function noteLostOpenData(
  world: Pick<World, "items" | "objects" | "clock" | "newId"> & { readonly settings: { readonly tenant: string } },
): Promise<boolean> {
  const { items, objects, clock, newId } = world;
  const { tenant } = world.settings;
  const { items: lists } = await items.query({ pk: keys.openFiles(tenant), sk: { beginsWith: "FILE#" }, limit: 100 });
  for (const item of lists) {
    const { key } = openFileSchema.parse(item);
    if (await objects.head({ bucket: "portal", key })) continue;
    const due = { due: "open-data", note: newId(), gsi4pk: duePk(shardOf("open-data")), gsi4sk: clock() };
    await items.transact([{ put: { ...lostKey(tenant), after: "" } }, { put: { ...keys.openDirty(tenant), ...due } }]);
    return true;
  }
  return false;
}

/** Writes the data of some acts whose object is not there. Answers whether there are no more. */
async function remakeSome(world: OpenWorld, after: string): Promise<boolean> {
  const { items, objects, settings } = world;
  const { tenant } = settings;
  let looked = 0;
  for await (const { sk: year } of allItems(items, { pk: keys.searchCounters(tenant) })) {
    if (year < after.slice(0, 4)) continue;
    const sk = year === after.slice(0, 4) ? { sk: { from: `${after.slice(5)}~` } } : {};
    for await (const item of allItems(items, { pk: keys.searchLog(tenant, Number(year)), ...sk })) {
      // An item without an entry says that an act left.
      if (item["entry"] === undefined) continue;
      const { actId, number } = searchEntrySchema.parse(item["entry"]);
      const path = `atti/${year}/${number}.json`;
      const found = await findOpenFile(world, path);
      if (!found || !(await objects.head(found.ref))) {
        await publishActData(world, actId);
        // What an earlier form noted elsewhere names an object that is gone.
        await items.transact([{ delete: keys.openFileBefore(tenant, path) }]);
      }
      looked += 1;
      if (looked < mostRemade) continue;
      await items.transact([{ put: { ...lostKey(tenant), after: `${year}#${item.sk}` } }]);
      return false;
    }
  }
  await items.transact([{ delete: lostKey(tenant) }]);
  return true;
}

async function writeLists(world: OpenWorld): Promise<number> {
  const { settings } = world;
  const { baseUrl } = settings;
  const search = openActSearch(world);
  const years = await search.years();
  const now = world.clock();
  let changed = 0;
  const put = async (path: string, text: string, type: string) => {
    if (await putFile(world, path, text, type)) changed += 1;
  };
  const listed = [];
  for (const year of years) {
    const entries = await search.year(year);
    const dates = entries.map((entry) => entry.updatedAt).sort();
    const issued = entries.map((entry) => entry.publishedAt).sort()[0] ?? now;
    listed.push({ year, modified: dates.at(-1) ?? now, issued });
    await put(`atti-${year}.csv`, actsCsv(entries, baseUrl), "text/csv; charset=utf-8; header=present");
    await put(`sitemap-${year}.xml`, yearSitemap(entries, baseUrl), "application/xml; charset=utf-8");
  }
  const board = await search.find({ onAlbo: true }, { from: 0, limit: mostInFeed });
  await put("albo.xml", alboFeed(settings, board.acts, now), "application/rss+xml; charset=utf-8");
  await put("sitemap.xml", sitemapIndex(years, baseUrl), "application/xml; charset=utf-8");
  await put("robots.txt", robots(baseUrl), "text/plain; charset=utf-8");
  await put("catalogo.jsonld", catalogue(settings, listed, now), "application/ld+json");
  await dropYears(world, years);
  return changed;
}

/** A year of which nothing is shown any more leaves with its lists. */
async function dropYears({ items, settings }: OpenWorld, years: readonly number[]): Promise<void> {
  const known = await items.query({
    pk: keys.openFiles(settings.tenant),
    sk: { beginsWith: "FILE#atti-" },
    limit: 100,
  });
  for (const item of known.items) {
    const year = Number(/^FILE#atti-(\d{4})\.csv$/.exec(item.sk)?.[1]);
    if (years.includes(year)) continue;
    for (const path of [`atti-${year}.csv`, `sitemap-${year}.xml`])
      await items.transact([{ delete: keys.openFile(settings.tenant, path) }]);
  }
}

/**
 * The bytes as an object named by its digest (a list's by its month too, so that what is shown is never old), then
 * where it is now. Answers whether the bytes are others than before.
 */
async function putFile(world: OpenWorld, path: string, text: string, type: string, until?: string): Promise<boolean> {
  const { items, objects, settings, clock } = world;
  const bytes = new TextEncoder().encode(text);
  const sha256 = sha256Of(bytes);
  const pointer = keys.openFile(settings.tenant, path);
  const before = await items.get(pointer);
  const key = until === undefined ? `dati/elenchi/${clock().slice(0, 7)}/${path}/${sha256}` : `dati/${path}/${sha256}`;
  const stored = await objects.create({ bucket: "portal", key, type, sha256, length: bytes.length }, bytes);
  if (!stored.ok) throw new Error(`open data ${path}: ${stored.code}`);
  const { version } = stored.head;
  const file = { key, version, sha256, length: bytes.length, type, at: clock(), ...(until ? { until } : {}) };
  await items.transact([{ put: { ...pointer, ...file } }]);
  return before?.["sha256"] !== sha256;
}

/** A file of the open data, its object, and whether its time is over. */
export async function findOpenFile(
  world: Pick<World, "settings" | "items" | "clock">,
  path: string,
): Promise<{ readonly file: OpenFile; readonly ref: ObjectRef; readonly over: boolean } | undefined> {
  if (!/^[\w./-]{1,80}$/.test(path)) return undefined;
  const { tenant } = world.settings;
  const item =
    (await world.items.get(keys.openFile(tenant, path))) ?? (await world.items.get(keys.openFileBefore(tenant, path)));
  if (!item) return undefined;
  const file = openFileSchema.parse(item);
  const ref = { bucket: "portal" as const, key: file.key, version: file.version };
  return { file, ref, over: file.until !== undefined && romeDay(world.clock()) > file.until };
}
