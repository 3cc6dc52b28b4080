import { romeDay, seats } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { dueActs, stepsDue } from "../model/due-acts.ts";
import { deputiesNow } from "../model/offices.ts";
import type { ChangeWorld } from "../world.ts";
import { eachOf } from "./sweep.ts";

type DueStep = { readonly actId: string; readonly rev: number; readonly step: number };

export type LookedAt = { readonly reminded: number; readonly expired: number };

/**
 * Looks at every open step whose reminder or end is due: people are reminded once a day, and a step whose time ran out
 * goes to the recorded substitutes or is asked again. It never ends an act. Run as often as one likes.
 *
 * @throws after all were tried, when some failed.
 */
export async function lookAtDueSteps(world: ChangeWorld): Promise<LookedAt> {
  const due: DueStep[] = [];
  for (const actId of await dueActs(world)) {
    const head = await loadHead(world.items, world.settings.tenant, actId);
    for (const { step, at } of head ? stepsDue(head) : [])
      if (head && at <= world.clock()) due.push({ actId, rev: head.rev, step });
  }
  const done = await eachOf(due, (one) => lookAt(world, one));
  return {
    reminded: done.filter((one) => one === "reminded").length,
    expired: done.filter((one) => one === "expired").length,
  };
}

async function lookAt(world: ChangeWorld, due: DueStep): Promise<"reminded" | "expired" | "nothing"> {
  let what: "reminded" | "expired" = "expired";
  const changed = await changeAct(world, due.actId, async (head, now) => {
    const step =
      head.rev === due.rev ? head.route.find((one) => one.n === due.step && one.state === "OPEN") : undefined;
    if (!step) return { done: true };
    if (step.dueAt === undefined || now < step.dueAt) {
      what = "reminded";
      return { command: { type: "remindStep", step: step.n } };
    }
    what = "expired";
    const offices = new Map(seats(step).flatMap((one) => (one.office === undefined ? [] : [[one.who, one.office]])));
    const deputies = await deputiesNow(world.items, world.settings.tenant, offices, romeDay(now));
    return { command: { type: "stepExpired", step: step.n, deputies } };
  });
  if (changed.ok) return changed.value.changed ? what : "nothing";
  // Somebody looked at it first, or the clock of the index is a little ahead.
  if (changed.refusal.code === "NOT_DUE" || changed.refusal.code === "NOT_ASSIGNED") return "nothing";
  throw new Error(`act ${due.actId} step ${due.step}: ${changed.refusal.code}`);
}
