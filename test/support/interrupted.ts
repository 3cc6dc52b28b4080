import { rm } from "node:fs/promises";
import { expect, onTestFinished } from "vitest";
import type { ActHead } from "../../shared/act/index.ts";
import { faulty, isWrite, type Plan, type Trace } from "./faults.ts";
import { expectSound, headsIn } from "./invariants.ts";
import { copyOfWorld, dumpItems, newFolder, openWorldIn, startsAt, type TestWorld } from "./world.ts";

/** A transition: what was there before, and what is then asked for, in words that people and functions would repeat. */
export type Transition = {
  readonly before: (test: TestWorld) => Promise<string>;
  readonly ask: (test: TestWorld, actId: string) => Promise<unknown>;
  /** Whether the act has come where this transition leads. */
  readonly isThere: (head: ActHead) => boolean;
  /** When it is asked for; the machine that starts again does so twenty minutes later. */
  readonly at?: string;
};

/**
 * Killed after every write, and every call failing once, before and (for writes) after it was done. Of the reads between
 * two writes, one of each kind: what is stored is the same before and after the others.
 */
export function plansFor({ calls }: Trace): Plan[] {
  const readSinceWrite = new Set<string>();
  return calls.flatMap((call, index): Plan[] => {
    const at = index + 1;
    const fails: Plan = { at, how: "before" };
    if (!isWrite(call)) {
      if (readSinceWrite.has(call)) return [];
      readSinceWrite.add(call);
      return [fails];
    }
    readSinceWrite.clear();
    return [{ at, how: "kill" }, fails, { at, how: "after" }];
  });
}

/** What must be the same however often it was interrupted: everything but instants, ids and what hangs on them. */
function endOf(test: TestWorld): unknown {
  return headsIn(dumpItems(test.dir)).map((head) => ({
    state: head.state,
    rev: head.rev,
    effect: head.effect,
    number: head.registration?.number ?? null,
    people: head.route.map((step) => [
      step.state,
      step.expired ?? 0,
      step.assignments.map((one) => [one.who, one.state, one.opinion ?? null, one.onBehalfOf?.who ?? null]),
    ]),
    files: head.slots.map((slot) => [slot.label, slot.state, slot.file?.sha256 ?? null]),
    turnedBack: head.turnedBack?.how ?? null,
    voided: head.voided?.length ?? 0,
    visti: (head.visti ?? []).map((one) => one.outcome),
    copy: head.copy?.revision ?? null,
    amendedBy: (head.amendedBy ?? []).map((one) => one.how),
    amends: (head.amends ?? []).map((one) => one.how),
  }));
}

type End = { readonly end: unknown; readonly mails: readonly string[]; readonly calls: readonly string[] };

/** One interrupted run in a copy of the folder, then a machine that starts again and everybody who repeats themselves. */
async function interrupted(base: string, actId: string, what: Transition, plan: Plan | undefined): Promise<End> {
  const dir = await copyOfWorld(base);
  const trace: Trace = { calls: [] };
  // A minute after what was there before: mails of two machines are told apart by their moments.
  const at = what.at ?? new Date(Date.parse(startsAt) + 60_000).toISOString();
  const first = await openWorldIn(dir, { wrap: faulty(plan, trace), furnished: true, startsAt: at });
  await what.ask(first, actId).catch(() => "the fault of the plan");
  first.close();
  const calls = [...trace.calls];
  const later = new Date(Date.parse(at) + 20 * 60_000).toISOString();
  const again = await openWorldIn(dir, { furnished: true, startsAt: later });
  try {
    const isThere = () => headsIn(dumpItems(dir)).some((head) => head.actId === actId && what.isThere(head));
    await what.ask(again, actId);
    for (let turn = 0; turn < 3 && !isThere(); turn += 1) await what.ask(again, actId);
    await again.outbox.drain();
    expect(isThere()).toBe(true);
    const mails = await again.spool.list();
    expectSound(dir, mails);
    expect(again.faults).toEqual([]);
    const kinds = mails.map((mail) => `${mail.about.kind} ${mail.to.email}`);
    return { end: endOf(again), mails: [...new Set(kinds)].sort(), calls };
  } finally {
    again.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/**
 * Lives the transition once undisturbed, then once for each place where it can be cut off, and expects the same end:
 * the same acts, the same people told, one decision for each, the chains whole. Answers in how many places it was cut.
 */
export async function comesToTheSameEnd(what: Transition): Promise<number> {
  const base = await newFolder();
  onTestFinished(() => rm(base, { recursive: true, force: true }));
  const test = await openWorldIn(base);
  const actId = await what.before(test);
  test.close();
  const { calls, ...undisturbed } = await interrupted(base, actId, what, undefined);
  const plans = plansFor({ calls: [...calls] });
  for (const plan of plans)
    try {
      const { end, mails } = await interrupted(base, actId, what, plan);
      expect({ end, mails }).toEqual(undisturbed);
    } catch (fault) {
      throw new Error(`${plan.how} call ${plan.at} (${calls[plan.at - 1]})`, { cause: fault });
    }
  return plans.length;
}
