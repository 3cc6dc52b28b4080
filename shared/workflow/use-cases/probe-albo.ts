import { romeDay } from "../../act/index.ts";
import {
  type DayProbes,
  dayProbesSchema,
  probeDays,
  probedDayKey,
  probedDays,
  probeKey,
  type ShortDay,
  shortDays,
  slotOf,
} from "../model/albo-days.ts";
import { ttlAfter } from "../model/ttl.ts";
import { allItems, type Value } from "../ports/items.ts";
import type { PublicSite } from "../ports/public-site.ts";
import type { World } from "../world.ts";
import { listAlboOutages, listDismissedDays } from "./albo-outages.ts";
import { publishedBefore } from "./read-acts.ts";

type ProbeWorld = Pick<World, "settings" | "items" | "objects" | "clock">;

/** Pages of acts that are looked at beside the list: the newest are what people come for. */
const actsAsked = 3;

/**
 * Looks at the notice board as the public does: the list, and a few acts that are on it. Once a quarter of an hour,
 * however often it is called. Answers 1 where it looked. Online is a board of which every page that was asked for came.
 *
 * What nobody looked at is not recorded: a machine that was off has proved nothing, and its day says so.
 */
export async function probeAlbo(world: ProbeWorld, site: PublicSite): Promise<number> {
  const { items, settings } = world;
  const at = world.clock();
  const slot = slotOf(at);
  const key = probeKey(settings.tenant, slot);
  if (await items.get(key)) return 0;
  const paths = ["/albo", ...(await onBoard(world, romeDay(at)))];
  const asked = await Promise.all(paths.map(async (path) => ({ path, status: (await site.ask(path)) ?? null })));
  const failed = asked.filter(({ status }) => status !== 200);
  const up = failed.length === 0;
  const day = romeDay(at);
  await items.transact([
    {
      put: { ...key, at, up, asked: asked.length, failed: failed as Value, ...ttlAfter(at, probeDays.one) },
      if: { absent: "pk" },
    },
    {
      update: probedDayKey(settings.tenant, day),
      set: { day, ...ttlAfter(at, probeDays.sum) },
      add: up ? { up: 1 } : { down: 1 },
    },
  ]);
  return 1;
}

async function onBoard(world: ProbeWorld, today: string): Promise<string[]> {
  const { heads } = await publishedBefore(world, { limit: 20, before: undefined });
  return heads
    .filter(({ state, publication }) => state === "PUBLISHED" && publication && publication.albo.to >= today)
    .slice(0, actsAsked)
    .flatMap(({ registration }) => (registration ? [`/albo/${registration.year}/${registration.number}`] : []));
}

/** Days on which the board was not shown to be online for twelve hours, the newest first: for a person to confirm. */
export async function proposedAlboDays(world: Pick<World, "settings" | "items" | "clock">): Promise<ShortDay[]> {
  const { tenant } = world.settings;
  const days: DayProbes[] = [];
  for await (const item of allItems(world.items, { pk: probedDays(tenant) })) days.push(dayProbesSchema.parse(item));
  const judged = [...(await listAlboOutages(world)), ...(await listDismissedDays(world))];
  const recorded = new Set(judged.map(({ day }) => day));
  return shortDays(days, romeDay(world.clock()), recorded);
}
