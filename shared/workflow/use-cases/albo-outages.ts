import { type AlboOutage, alboOutageSchema, romeDay } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { dueActs } from "../model/due-acts.ts";
import { keys } from "../model/keys.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { allItems } from "../ports/items.ts";
import type { ChangeWorld } from "../world.ts";

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
      no("REQUEST_NOT_VALID", {
        field: "day",
        value: request.day || "—",
        expectation: `AAAA-MM-GG, non dopo il ${today}`,
      }),
    );
  const { reason } = parsed.data;
  if (reason.length < 10 || reason.length > 500)
    return refuse(
      no("REQUEST_NOT_VALID", { field: "reason", value: reason || "—", expectation: "da 10 a 500 caratteri" }),
    );
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
export async function listAlboOutages(world: Pick<ChangeWorld, "items" | "settings">): Promise<readonly AlboOutage[]> {
  const days: AlboOutage[] = [];
  const pk = keys.alboOutages(world.settings.tenant);
  for await (const { pk: _, sk: _s, ...told } of allItems(world.items, {
    pk,
    sk: { beginsWith: "OUT#" },
    order: "descending",
  }))
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

/** Acts that are published: each waits, in the index of what falls due, for the end of its term. */
async function actsOnBoard(world: Pick<ChangeWorld, "items" | "clock" | "settings">): Promise<string[]> {
  const acts: string[] = [];
  for (const actId of await dueActs(world, { all: true }))
    if ((await loadHead(world.items, world.settings.tenant, actId))?.state === "PUBLISHED") acts.push(actId);
  return acts;
}
