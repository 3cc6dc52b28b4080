// Defect: an event that is lost after the write leaves the act where it is for ever, and people mend the table by hand
// (design: workflow.md §3, §5.1). Here everything lost is found again: by the sweep alone, or when somebody asks for it.
import { describe, expect, it } from "vitest";
import { handle as assignNumber } from "../../../functions/assign-number/handle.ts";
import { handle as publishAct } from "../../../functions/publish-act/handle.ts";
import { handle as renderAct } from "../../../functions/render-act/handle.ts";
import { handle as sealCopy } from "../../../functions/seal-copy/handle.ts";
import { handle as sendNotices } from "../../../functions/send-notices/handle.ts";
import { handle as sweep } from "../../../functions/sweep/handle.ts";
import {
  decide,
  type Item,
  keys,
  MailRefused,
  outboxEvent,
  readAct,
  recordOf,
  resumeAct,
  submitAct,
  type Target,
  targetsOf,
  undeliveredMails,
} from "../../../shared/workflow/index.ts";
import { actWith, aFile, anAct } from "../../support/acts.ts";
import { expectSound } from "../../support/invariants.ts";
import {
  acknowledgeAll,
  approved,
  decisionOn,
  headOf,
  must,
  officer,
  openTask,
  ready,
  rup,
  sendSigned,
  stateOf,
  submitted,
} from "../../support/journey.ts";
import { openTestSite } from "../../support/site.ts";
import { dueHeads } from "../../support/stored-heads.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../../support/world.ts";

const operator = "elena.verifica";
const files = [aFile("A")];

/** Takes keys off an item behind the product's back, as a lost write or a hand in the table would. */
async function strip(test: TestWorld, item: Pick<Item, "pk" | "sk">, remove: readonly string[]): Promise<void> {
  const written = await test.world.items.transact([{ update: { pk: item.pk, sk: item.sk }, remove: [...remove] }]);
  expect(written.ok).toBe(true);
}

const events = (test: TestWorld, type?: string) =>
  dumpItems(test.dir).filter((item) => item.sk.startsWith("AUD#") && (type === undefined || item["type"] === type));

describe("a stream that loses the first telling of every event", () => {
  it("holds nothing up: the sweep alone brings the act from its submission to the portal", async () => {
    const test = await openTestWorld();
    const actId = await ready(test, actWith(files), files);
    await acknowledgeAll(test, actId);
    const faults: unknown[] = [];
    const deps = { ...test.world, told: (fault: unknown) => faults.push(fault) };
    const consumers = [renderAct(deps), sendNotices(deps), assignNumber(deps), sealCopy(deps), publishAct(deps)];
    /** Only what the sweep has nudged is heard of. */
    const live = async () => {
      for (let minute = 0; minute < 6; minute += 1) {
        test.clock.forward(60_000);
        await sweep(test.world)();
        for (const item of events(test)) {
          const event = item["nudgedAt"] ? outboxEvent(item as Parameters<typeof outboxEvent>[0]) : undefined;
          if (!event || !("gsi5pk" in item)) continue;
          for (const consume of consumers) await consume({ Records: [recordOf(event, test.clock.now())] });
        }
      }
    };
    must(await submitAct(test.world, { actId, by: officer }));
    await live();
    must(await decide(test.world, decisionOn(await openTask(test, actId, rup.email))));
    await live();
    await sendSigned(test, actId);
    await live();
    expect(faults).toEqual([]);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    expectSound(test.dir, await test.spool.list());
  });
});

/** Each function's work, withheld: its event has left the outbox, and the delivery was noted or not. */
const owed: readonly [Target, string, (test: TestWorld) => Promise<string>, string][] = [
  ["renderer", "act.submitted.v1", readyToSubmit, "IN_APPROVAL"],
  ["registrar", "act.signed.v1", (test) => signedAnd(test, 0), "PUBLISHED"],
  ["sealer", "act.numbered.v1", (test) => signedAnd(test, 1), "PUBLISHED"],
  ["publisher", "act.sealed.v1", (test) => signedAnd(test, 2), "PUBLISHED"],
];

async function readyToSubmit(test: TestWorld): Promise<string> {
  const actId = await ready(test, actWith(files), files);
  await acknowledgeAll(test, actId);
  must(await submitAct(test.world, { actId, by: officer }));
  return actId;
}

async function signedAnd(test: TestWorld, rounds: number): Promise<string> {
  const actId = await approved(test, actWith(files), files);
  await sendSigned(test, actId);
  for (let done = 0; done <= rounds; done += 1) await test.outbox.round();
  return actId;
}

describe("riprendi", () => {
  it.each(owed)("takes up what the %s was never told, though its event is gone from the outbox", async (...one) => {
    const [target, type, given, to] = one;
    const test = await openTestWorld();
    const actId = await given(test);
    const [event] = events(test, type);
    if (!event) throw new Error(type);
    expect(targetsOf(type as Parameters<typeof targetsOf>[0])).toContain(target);
    await strip(test, event, ["gsi5pk", "gsi5sk"]);
    const stuck = await stateOf(test, actId);
    test.clock.forward(60_000);
    await test.outbox.drain();
    expect(await stateOf(test, actId)).toBe(stuck);
    expect(must(await resumeAct(test.world, { actId, by: operator }))).toMatchObject({ events: 1 });
    await test.outbox.drain();
    expect(await stateOf(test, actId)).toBe(to);
    expect(events(test, type)[0]).toMatchObject({ resumedBy: operator });
    expectSound(test.dir, await test.spool.list());
    expect(must(await resumeAct(test.world, { actId, by: operator }))).toEqual({ events: 0, mails: 0, entries: 0 });
  });

  it.each(owed)("lets the %s work again where the delivery was noted and nothing came of it", async (...one) => {
    const [target, type, given, to] = one;
    const test = await openTestWorld();
    const actId = await given(test);
    const [event] = events(test, type);
    if (!event) throw new Error(type);
    const noted = { update: { pk: event.pk, sk: event.sk }, set: { [`had_${target}`]: test.clock.now() } };
    expect((await test.world.items.transact([noted])).ok).toBe(true);
    await strip(test, event, ["gsi5pk", "gsi5sk"]);
    expect(must(await resumeAct(test.world, { actId, by: operator }))).toMatchObject({ events: 1 });
    await test.outbox.drain();
    expect(await stateOf(test, actId)).toBe(to);
  });

  it("sends a link whose event was lost, and tries again a mail that was refused for good", async () => {
    let refuses = true;
    const test = await openTestWorld({
      wrap: (world) => ({
        ...world,
        mail: {
          send: (mail) => (refuses ? Promise.reject(new MailRefused("550 casella piena")) : world.mail.send(mail)),
        },
      }),
    });
    const actId = await submitted(test, anAct());
    expect(await undeliveredMails(test.world, await headOf(test, actId))).toMatchObject([{ state: "FAILED" }]);
    refuses = false;
    expect(must(await resumeAct(test.world, { actId, by: operator }))).toEqual({ events: 1, mails: 1, entries: 0 });
    await test.outbox.drain();
    expect(await undeliveredMails(test.world, await headOf(test, actId))).toEqual([]);
    must(await decide(test.world, decisionOn(await openTask(test, actId, rup.email))));
  });

  it("writes anew the entries of a worklist and of what falls due, and leaves those that are there", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, anAct());
    const due = dueHeads(dumpItems(test.dir));
    expect(due).toHaveLength(1);
    await strip(test, keys.head(test.world.settings.tenant, actId), ["due", "gsi4pk", "gsi4sk"]);
    expect(dueHeads(dumpItems(test.dir))).toEqual([]);
    expect(must(await resumeAct(test.world, { actId, by: operator }))).toEqual({ events: 0, mails: 0, entries: 1 });
    expect(dueHeads(dumpItems(test.dir))).toEqual(due);
    expect(await resumeAct(test.world, { actId: "NIENTE", by: operator })).toMatchObject({ ok: false });
  });

  it("changes nothing of an act where nothing stands still, at any moment of its life", async () => {
    const test = await openTestWorld();
    const actId = await signedAnd(test, 0);
    await test.outbox.drain();
    const before = dumpItems(test.dir);
    expect(must(await resumeAct(test.world, { actId, by: operator }))).toEqual({ events: 0, mails: 0, entries: 0 });
    expect(dumpItems(test.dir)).toEqual(before);
    expect(must(await readAct(test.world, actId)).history.filter((entry) => entry.undelivered)).toEqual([]);
  });
});

describe("the act's page", () => {
  it("says that a notice has not been sent yet, and its button sends it", async () => {
    let isDown = true;
    const site = await openTestSite({
      wrap: (world) => ({
        ...world,
        mail: {
          send: (mail) => (isDown ? Promise.reject(new Error("posta non raggiungibile")) : world.mail.send(mail)),
        },
      }),
    });
    try {
      const actId = await submitted(site, anAct());
      const client = await site.signedIn("solo.operatore", ["operator"]);
      const path = `/ufficio/atti/${actId}`;
      const { text } = await client.get(path);
      for (const words of ["Avviso non ancora inviato", "avviso non ancora inviato", "Riprendi ora", "Carla Modello"])
        expect(text).toContain(words);
      const auditor = await site.signedIn("solo.revisore", ["auditor"]);
      expect((await auditor.get(path)).text).not.toContain("Riprendi ora");
      isDown = false;
      const pressed = await client.post(`${path}/riprendi`, await client.form(path, `${path}/riprendi`));
      expect(pressed.location).toBe(`${path}?ripreso=2`);
      expect((await client.get(pressed.location ?? "")).text).toContain("Rimessi in lavorazione: 2");
      await site.outbox.drain();
      expect((await client.get(path)).text).not.toContain("avviso non ancora inviato");
      expect((await site.spool.list()).map((mail) => mail.about.kind)).toEqual(["da-approvare"]);
    } finally {
      await site.stop();
    }
  });
});
