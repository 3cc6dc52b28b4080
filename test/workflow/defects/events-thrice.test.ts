// Defect: an event that is delivered twice bills, mails or seals twice, and one that comes late finds "already done" and
// drops what it should have done (design: workflow.md §5.2, S8). Here every event comes three times, in any order.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handle as assignNumber } from "../../../functions/assign-number/handle.ts";
import { handle as attachmentArrived } from "../../../functions/attachment-arrived/handle.ts";
import { handle as publishAct } from "../../../functions/publish-act/handle.ts";
import { handle as renderAct } from "../../../functions/render-act/handle.ts";
import { handle as sealCopy } from "../../../functions/seal-copy/handle.ts";
import { handle as sendNotices } from "../../../functions/send-notices/handle.ts";
import { arrivedUploads, decide, outboxEvent, recordOf, submitAct } from "../../../shared/workflow/index.ts";
import { actWith, aFile } from "../../support/acts.ts";
import { expectSound } from "../../support/invariants.ts";
import {
  acknowledgeAll,
  decisionOn,
  draft,
  headOf,
  must,
  officer,
  openTask,
  rup,
  send,
  sendSigned,
} from "../../support/journey.ts";
import { dario, sendVisto, spendingOfTwin } from "../../support/spending.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../../support/world.ts";

/** Every event of the past, three times each and shuffled, one after the other, until nothing new comes of it. */
async function storm(test: TestWorld, seed: number): Promise<void> {
  const deps = { ...test.world, told: (fault: unknown) => test.faults.push(String(fault)) };
  const consumers = [renderAct(deps), sendNotices(deps), assignNumber(deps), sealCopy(deps), publishAct(deps)];
  const arrived = attachmentArrived({ ...test.world, intakeBucket: "intake" });
  for (let round = 0; round < 6; round += 1) {
    const before = JSON.stringify(dumpItems(test.dir));
    const uploads = (await arrivedUploads(test.world)).map((ref) => async () => {
      const object = { key: ref.key, versionId: ref.version };
      await arrived({ Records: [{ s3: { bucket: { name: "intake" }, object } }] });
    });
    const events = dumpItems(test.dir).flatMap((item) => {
      const event = item.sk.startsWith("AUD#") ? outboxEvent(item as Parameters<typeof outboxEvent>[0]) : undefined;
      if (!event) return [];
      return consumers.map((consume) => async () => {
        expect(await consume({ Records: [recordOf(event, "2025-12-24T00:00:00.000Z")] })).toEqual({
          batchItemFailures: [],
        });
      });
    });
    const all = [...uploads, ...events];
    const thrice = fc.shuffledSubarray([...all, ...all, ...all], { minLength: 3 * all.length });
    for (const deliver of fc.sample(thrice, { numRuns: 1, seed: seed + round })[0] ?? []) await deliver();
    if (JSON.stringify(dumpItems(test.dir)) === before) return;
  }
}

describe("every event delivered three times, in any order", () => {
  it.each([1, 2706])("leads from the draft to the executive act, once each (seed %i)", async (seed) => {
    const test = await openTestWorld();
    const file = aFile("A");
    const actId = await draft(test, actWith([file], true, spendingOfTwin()));
    await send(test, actId, "A", officer, file.bytes);
    await storm(test, seed);
    await acknowledgeAll(test, actId);
    must(await submitAct(test.world, { actId, by: officer }));
    await storm(test, seed);
    for (const email of [rup.email, dario.email]) {
      must(await decide(test.world, decisionOn(await openTask(test, actId, email))));
      await storm(test, seed);
    }
    await sendSigned(test, actId);
    await storm(test, seed);
    await sendVisto(test, actId);
    await storm(test, seed);
    const head = await headOf(test, actId);
    expect(head).toMatchObject({ state: "PUBLISHED", effect: "EXECUTIVE", registration: { number: 2706 } });
    expect([head.copy?.revision, head.earlierCopies?.length]).toEqual([2, 1]);
    const mails = (await test.spool.list()).map((mail) => `${mail.about.kind} ${mail.to.email}`);
    expect(mails.length).toBe(new Set(mails).size);
    expectSound(test.dir, await test.spool.list());
    expect(test.faults).toEqual([]);
  });
});
