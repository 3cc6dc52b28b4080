import { type AlboOutage, alboOutageSchema, romeDay } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { dueActs } from "../model/due-acts.ts";
import { keys } from "../model/keys.ts";
import { type Answer, answer, refuse, wrongField } from "../model/refusals.ts";
import { allItems } from "../ports/items.ts";
import type { ChangeWorld } from "../world.ts";

const isShortReason = (reason: string) => reason.length < 10 || reason.length > 500;
const reasonWanted = (reason: string) =>
  wrongField("reason", reason, { it: "da 10 a 500 caratteri", en: "10 to 500 characters" });
const notBefore = (day: string, today: string) =>
  wrongField("day", day, { it: `una data prima del ${today}`, en: `a date before ${today}` });

/**
 * Records a day on which the notice board could not be read, and makes up for it: every publication that was under way
 * goes on for a day more, once. Answers how many were prolonged by this call; safe to repeat after a crash.
 */
export async function recordAlboOutage(
  world: ChangeWorld,
  request: { readonly day: string; readonly reason: string; readonly by: string },
): Promise<Answer<{ readonly extended: number }>> {
  const at = world.clock();
  const parsed = alboOutageSchema.safeParse({ ...request, reason: request.reason.trim(), at });
  const today = romeDay(at);
  if (!parsed.success || request.day > today)
    return refuse(
      wrongField("day", request.day, { it: `una data non dopo il ${today}`, en: `a date not after ${today}` }),
    );
  const { reason } = parsed.data;
  if (isShortReason(reason)) return refuse(reasonWanted(reason));
  const { tenant } = world.settings;
  const key = keys.alboOutage(tenant, request.day);
  // The first record of a day stands; a repetition finishes what it began.
  await world.items.transact([{ put: { ...key, ...parsed.data }, if: { absent: "pk" } }]);
  const stored = await world.items.get(key);
  const { pk: _, sk: _s, ...told } = stored ?? key;
  const outage = alboOutageSchema.parse(told);
  let extended = 0;
  for (const actId of await actsOnBoard(world)) {
    const changed = await changeAct(world, actId, (head) => {
      const albo = head.state === "PUBLISHED" ? head.publication.albo : undefined;
      const isDue = albo && outage.day >= albo.from && outage.day <= albo.to;
      if (!isDue || albo.outages?.some((one) => one.day === outage.day)) return { done: true };
      return { command: { type: "extendAlbo", outage } };
    });
    if (changed.ok && changed.value.changed) extended += 1;
  }
  return answer({ extended });
}

/** Recorded days, the newest first. */
export const listAlboOutages = (world: Pick<ChangeWorld, "items" | "settings">): Promise<readonly AlboOutage[]> =>
  daysUnder(world, "OUT#");

async function daysUnder({ items, settings }: Pick<ChangeWorld, "items" | "settings">, beginsWith: "OUT#" | "NOT#") {
  const days: AlboOutage[] = [];
  const pk = keys.alboOutages(settings.tenant);
  for await (const { pk: _, sk: _s, ...told } of allItems(items, { pk, sk: { beginsWith }, order: "descending" }))
    days.push(alboOutageSchema.parse(told));
  return days;
}

/** Recorded days before a place in their list, the newest first; `last` where there are more. */
export async function alboOutagesBefore(
  world: Pick<ChangeWorld, "items" | "settings">,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
): Promise<{ readonly days: readonly AlboOutage[]; readonly last: string | undefined }> {
  // Whoever answers for the albo declares a few days a year.
  const all = (await listAlboOutages(world)).filter(({ day }) => before === undefined || day < before);
  const days = all.slice(0, limit);
  return { days, last: all.length > days.length ? days.at(-1)?.day : undefined };
}

/** A day that was looked at and found short, of which a person says that it was not lost: why, who and when. */
export type DismissedDay = AlboOutage;

const dismissalKey = (tenant: string, day: string) => ({ pk: keys.alboOutages(tenant), sk: `NOT#${day}` });

/**
 * Says of a proposed day that it was not lost, with the reason: it is proposed no more, and prolongs nothing. It stays in
 * the list of such days; whoever finds out better can still record the day.
 */
export async function dismissAlboDay(
  world: Pick<ChangeWorld, "items" | "settings" | "clock">,
  request: { readonly day: string; readonly reason: string; readonly by: string },
): Promise<Answer<{ readonly dismissed: true }>> {
  const at = world.clock();
  const { day, by } = request;
  const reason = request.reason.trim();
  const parsed = alboOutageSchema.safeParse({ day, reason, by, at });
  if (!parsed.success || day >= romeDay(at)) return refuse(notBefore(day, romeDay(at)));
  if (isShortReason(reason)) return refuse(reasonWanted(reason));
  // The first word on a day stands; saying it again is no fault.
  await world.items.transact([
    { put: { ...dismissalKey(world.settings.tenant, day), ...parsed.data }, if: { absent: "pk" } },
  ]);
  return answer({ dismissed: true });
}

/** Days that were found short and not lost, the newest first. */
export const listDismissedDays = (world: Pick<ChangeWorld, "items" | "settings">): Promise<readonly DismissedDay[]> =>
  daysUnder(world, "NOT#");

/** Acts that are published: each waits, in the index of what falls due, for the end of its term. */
async function actsOnBoard(world: Pick<ChangeWorld, "items" | "clock" | "settings">): Promise<string[]> {
  const acts: string[] = [];
  for (const actId of await dueActs(world, { all: true }))
    if ((await loadHead(world.items, world.settings.tenant, actId))?.state === "PUBLISHED") acts.push(actId);
  return acts;
}
