// Every transition, interrupted at every call to the world and then gone on with: the end is the one that an
// undisturbed run comes to, with one number, no gap, one decision for each step, and every mail sent.
import { rm } from "node:fs/promises";
import { afterAll, describe, expect, it } from "vitest";
import { type Answer, decide, readTask, submitAct } from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { faulty, type Plan, type Trace } from "../support/faults.ts";
import { plansFor } from "../support/interrupted.ts";
import { expectSound, headsIn } from "../support/invariants.ts";
import {
  acknowledgeAll,
  approved,
  decisionOn,
  draft,
  enter,
  newestToken,
  officer,
  ready,
  rup,
  send,
  sendSigned,
  submitted,
} from "../support/journey.ts";
import { copyOfWorld, dumpItems, newFolder, openWorldIn, startsAt, type TestWorld } from "../support/world.ts";

const files = [aFile("A")];
const data = actWith(files);

/** A transition: what was there before, and what is then asked for, in words that a person would repeat. */
type Transition = {
  readonly before: (test: TestWorld) => Promise<string>;
  readonly ask: (test: TestWorld, actId: string) => Promise<unknown>;
  readonly to: string;
  readonly mails: readonly string[];
};

const drain = (test: TestWorld) => test.outbox.drain();

const round = (test: TestWorld) => test.outbox.round();

/** Signed, and so many deliveries further: number, then seal. */
const signedAnd = (rounds: number) => async (test: TestWorld) => {
  const actId = await approved(test, data, files);
  await sendSigned(test, actId);
  for (let done = 0; done <= rounds; done += 1) await round(test);
  return actId;
};

/** A repetition may be told that it is done already; nothing else. */
function doneOr(answer: Answer<unknown>, ...codes: string[]): void {
  if (!answer.ok && !codes.includes(answer.refusal.code)) throw new Error(answer.refusal.code);
}

const transitions: Readonly<Record<string, Transition>> = {
  "an attachment's verdict": {
    before: async (test) => {
      const actId = await draft(test, data);
      await send(test, actId, "A", officer, files[0]?.bytes ?? new Uint8Array());
      return actId;
    },
    ask: drain,
    to: "READY",
    mails: [],
  },
  "sending to approval": {
    before: async (test) => {
      const actId = await ready(test, data, files);
      await acknowledgeAll(test, actId);
      return actId;
    },
    ask: async (test, actId) => {
      const sent = await submitAct(test.world, { actId, by: officer });
      doneOr(sent, "ALREADY_SUBMITTED", "STATE_DOES_NOT_ALLOW");
      await drain(test);
    },
    to: "IN_APPROVAL",
    mails: ["da-approvare"],
  },
  "an approval": {
    before: (test) => submitted(test, data, files),
    ask: async (test, actId) => {
      const secret = await enter(test, await newestToken(test, actId, rup.email));
      const task = await readTask(test.world, secret);
      if (!task.ok) throw new Error(task.refusal.code);
      doneOr(await decide(test.world, decisionOn({ secret, task: task.value })));
      await drain(test);
    },
    to: "APPROVED",
    mails: ["da-approvare", "da-firmare"],
  },
  "the signature": {
    before: async (test) => {
      const actId = await approved(test, data, files);
      await sendSigned(test, actId);
      return actId;
    },
    ask: round,
    to: "SIGNED",
    mails: ["da-approvare", "da-firmare"],
  },
  "the number": { before: signedAnd(0), ask: round, to: "NUMBERED", mails: ["da-approvare", "da-firmare"] },
  "the seal": { before: signedAnd(1), ask: round, to: "SEALED", mails: ["da-approvare", "da-firmare"] },
  "the publication": {
    before: signedAnd(2),
    ask: drain,
    to: "PUBLISHED",
    mails: ["da-approvare", "da-firmare", "pubblicato"],
  },
};

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((dir) => rm(dir, { recursive: true, force: true }))));

/** One interrupted run in a copy of the folder, then a machine that starts again and everybody who repeats themselves. */
async function interrupted(base: string, actId: string, what: Transition, plan: Plan | undefined): Promise<Trace> {
  const dir = await copyOfWorld(base);
  const trace: Trace = { calls: [] };
  const first = await openWorldIn(dir, { wrap: faulty(plan, trace), furnished: true, startsAt });
  await what.ask(first, actId).catch(() => "the fault of the plan");
  first.close();
  const calls = [...trace.calls];
  const again = await openWorldIn(dir, { furnished: true, startsAt: "2025-12-24T09:20:00.000Z" });
  try {
    const state = () => headsIn(dumpItems(dir))[0]?.state;
    // Another round would lead beyond what is looked at here; everything else is asked for once more.
    if (what.ask !== round) await what.ask(again, actId);
    for (let turn = 0; turn < 3 && state() !== what.to; turn += 1) await what.ask(again, actId);
    await expectTheEnd(again, what);
  } finally {
    again.close();
    await rm(dir, { recursive: true, force: true });
  }
  return { calls };
}

async function expectTheEnd(test: TestWorld, what: Transition): Promise<void> {
  const [head] = headsIn(dumpItems(test.dir));
  expect(head).toMatchObject({ state: what.to, rev: 1 });
  const isNumbered = ["NUMBERED", "SEALED", "PUBLISHED"].includes(what.to);
  expect(head?.registration?.number).toBe(isNumbered ? 2706 : undefined);
  const mails = await test.spool.list();
  expect([...new Set(mails.map((mail) => mail.about.kind))].sort()).toEqual([...what.mails].sort());
  expectSound(test.dir, mails, { quiet: what.ask !== round });
  expect(test.faults).toEqual([]);
}

describe.each(Object.entries(transitions))("%s", (name, what) => {
  it("comes to the same end wherever it is interrupted", async () => {
    const base = await newFolder();
    folders.push(base);
    const test = await openWorldIn(base);
    const actId = await what.before(test);
    test.close();
    const undisturbed = await interrupted(base, actId, what, undefined);
    const plans = plansFor(undisturbed);
    for (const plan of plans) {
      try {
        await interrupted(base, actId, what, plan);
      } catch (fault) {
        throw new Error(`${name}, ${plan.how} call ${plan.at} (${undisturbed.calls[plan.at - 1]})`, { cause: fault });
      }
    }
    expect(plans.length).toBeGreaterThan(8);
  });
});
