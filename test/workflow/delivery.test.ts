// What follows an act's events: each at least once, in any order, however often; what fails is seen on the act and
// comes again.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handle as assignNumber } from "../../functions/assign-number/handle.ts";
import { handle as publishAct } from "../../functions/publish-act/handle.ts";
import { handle as renderAct } from "../../functions/render-act/handle.ts";
import { handle as sealCopy } from "../../functions/seal-copy/handle.ts";
import { handle as sendNotices } from "../../functions/send-notices/handle.ts";
import { handle as sweep } from "../../functions/sweep/handle.ts";
import {
  outboxEvent,
  permitUpload,
  readAct,
  recordOf,
  requestLinks,
  submitAct,
  type World,
} from "../../shared/workflow/index.ts";
import { actWith, aFile, anAct } from "../support/acts.ts";
import { expectSound } from "../support/invariants.ts";
import {
  approved,
  draft,
  headOf,
  must,
  officer,
  published,
  put,
  ready,
  send,
  sendSigned,
  stateOf,
  submitted,
} from "../support/journey.ts";
import { dueHeads } from "../support/stored-heads.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const files = [aFile("A")];
const second = 1_000;

/** Every event of the act as a record of the stream, as if none had been delivered. */
const recordsOf = (test: TestWorld) =>
  dumpItems(test.dir).flatMap((item) => {
    const event = item.sk.startsWith("AUD#") ? outboxEvent(item as Parameters<typeof outboxEvent>[0]) : undefined;
    return event ? [recordOf(event, "2025-12-24T00:00:00.000Z")] : [];
  });

function consumersOf(world: World, told: (fault: unknown) => void) {
  const deps = { ...world, told };
  return [renderAct(deps), sendNotices(deps), assignNumber(deps), sealCopy(deps), publishAct(deps)];
}

const undelivered = (test: TestWorld) => dumpItems(test.dir).filter((item) => "gsi5pk" in item);

describe("events", () => {
  it("that come again, three times each and in any order, change nothing more and send nothing more", async () => {
    const test = await openTestWorld();
    const actId = await published(test, actWith(files), files);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    const before = dumpItems(test.dir);
    const mails = await test.spool.list();
    const records = recordsOf(test);
    const faults: unknown[] = [];
    const consumers = consumersOf(test.world, (fault) => faults.push(fault));
    const [order] = fc.sample(
      fc.shuffledSubarray([...records, ...records, ...records], { minLength: 3 * records.length }),
      1,
    );
    await Promise.all((order ?? []).flatMap((record) => consumers.map((consume) => consume({ Records: [record] }))));
    expect(faults).toEqual([]);
    expect(dumpItems(test.dir)).toEqual(before);
    expect(await test.spool.list()).toEqual(mails);
  });

  it("that every consumer hears at once, again and again, still lead to one published act", async () => {
    const test = await openTestWorld();
    const actId = await approved(test, actWith(files), files);
    await sendSigned(test, actId);
    await test.outbox.round();
    const consumers = consumersOf(test.world, () => undefined);
    for (let turn = 0; turn < 6; turn += 1) {
      const records = recordsOf(test);
      await Promise.all(
        [...records, ...records].reverse().flatMap((one) => consumers.map((consume) => consume({ Records: [one] }))),
      );
      test.clock.forward(700 * second);
    }
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    await test.outbox.drain();
    expectSound(test.dir, await test.spool.list());
  });

  it("of a batch do not hold each other up: one that fails is put off and shown, the others are done", async () => {
    const test = await openTestWorld();
    const subjects = ["Atto che il motore non regge", "Atto in ordine"];
    const [bad = "", good = ""] = await Promise.all(subjects.map((subject) => ready(test, anAct({ subject }))));
    for (const actId of [bad, good]) must(await submitAct(test.world, { actId, by: officer }));
    const { renderer } = test.world;
    const fragile: typeof renderer = {
      ...renderer,
      renderOriginal: (act, setup) =>
        act.subject === subjects[0] ? Promise.reject(new Error("motore fermo")) : renderer.renderOriginal(act, setup),
    };
    const told: string[] = [];
    const render = renderAct({ ...test.world, renderer: fragile, told: (fault) => told.push(String(fault)) });
    expect(await render({ Records: recordsOf(test) })).toEqual({ batchItemFailures: [] });
    expect(told).toEqual(["Error: motore fermo"]);
    expect([await stateOf(test, bad), await stateOf(test, good)]).toEqual(["READY", "IN_APPROVAL"]);
    const history = must(await readAct(test.world, bad)).history;
    expect(history.at(-1)).toMatchObject({ type: "act.submitted.v1", undelivered: true, problem: "motore fermo" });
  });

  it("go back to the stream when not even their failure can be written", async () => {
    const test = await openTestWorld();
    const actId = await ready(test, anAct());
    must(await submitAct(test.world, { actId, by: officer }));
    const [record] = recordsOf(test).slice(-1);
    if (!record) throw new Error("an event");
    const away = () => Promise.reject(new Error("tabella non raggiungibile"));
    const items = { ...test.world.items, get: away, transact: away };
    const render = renderAct({ ...test.world, items, told: () => undefined });
    const failed = [{ itemIdentifier: record.eventID }];
    expect(await render({ Records: [record] })).toEqual({ batchItemFailures: failed });
  });
});

const downMail = () => ({ send: () => Promise.reject(new Error("posta non raggiungibile")) });

describe("while the mail is down", () => {
  it("the act moves on, the notice shows its problem on the act, and is sent when the mail is back", async () => {
    let isDown = true;
    const test = await openTestWorld({
      wrap: (world) => ({ ...world, mail: { send: (mail) => (isDown ? downMail().send() : world.mail.send(mail)) } }),
    });
    const actId = await submitted(test, anAct());
    expect(await stateOf(test, actId)).toBe("IN_APPROVAL");
    const history = must(await readAct(test.world, actId)).history;
    expect(history.find((entry) => entry.type === "act.step-opened.v1")).toMatchObject({
      undelivered: true,
      problem: "posta non raggiungibile",
    });
    for (const wait of [1, 5, 30, 120, 600]) {
      test.clock.forward(wait * second);
      await test.outbox.drain();
    }
    expect(test.faults).toHaveLength(6);
    isDown = false;
    test.clock.forward(600 * second);
    await test.outbox.drain();
    expect((await test.spool.list()).map((mail) => mail.about.kind)).toEqual(["da-approvare"]);
    expectSound(test.dir, await test.spool.list());
  });
});

describe("while the seal cannot be used", () => {
  it("the act stays NUMBERED and says so, and is sealed when it can be: with its number, and once", async () => {
    let isBroken = true;
    const test = await openTestWorld({
      wrap: (world) => ({
        ...world,
        seal: {
          ...world.seal,
          sign: (bytes) => (isBroken ? Promise.reject(new Error("chiave non disponibile")) : world.seal.sign(bytes)),
        },
      }),
    });
    const actId = await published(test, actWith(files), files);
    expect(await headOf(test, actId)).toMatchObject({
      state: "NUMBERED",
      registration: { number: 2706 },
      sealError: { attempts: 1, message: expect.stringContaining("chiave non disponibile") },
    });
    expect(await headOf(test, actId)).not.toHaveProperty("copy");
    test.clock.forward(2 * second);
    await test.outbox.drain();
    expect((await headOf(test, actId)).sealError?.attempts).toBe(2);
    isBroken = false;
    test.clock.forward(600 * second);
    await test.outbox.drain();
    const head = await headOf(test, actId);
    expect(head).toMatchObject({ state: "PUBLISHED", registration: { number: 2706 } });
    expect(head).not.toHaveProperty("sealError");
    expectSound(test.dir, await test.spool.list());
  });
});

describe("the sweep", () => {
  it("receives an upload whose event was lost", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, actWith(files));
    await send(test, actId, "A", officer, files[0]?.bytes ?? new Uint8Array());
    expect(await sweep(test.world)()).toEqual({
      nudged: 0,
      received: 1,
      takenDown: 0,
      askedAgain: 0,
      looked: 0,
      packed: 0,
      hooked: 0,
      invited: 0,
    });
    expect(await stateOf(test, actId)).toBe("READY");
  });

  it("goes on with everything else when one upload cannot be read, and says so at the end", async () => {
    const unreadable = { key: "" };
    const test = await openTestWorld({
      wrap: (world) => ({
        ...world,
        objects: {
          ...world.objects,
          read: (ref, range) =>
            ref.key === unreadable.key ? Promise.reject(new Error("disco rotto")) : world.objects.read(ref, range),
        },
      }),
    });
    const bytes = files[0]?.bytes ?? new Uint8Array();
    const waiting = await submitted(test, anAct());
    must(await requestLinks(test.world, { actId: waiting, by: officer }));
    const [first, other] = [await draft(test, actWith(files)), await draft(test, actWith(files))];
    unreadable.key = `acts/${first}/${await send(test, first, "A", officer, bytes)}`;
    await send(test, other, "A", officer, bytes);
    await expect(sweep(test.world)()).rejects.toThrow("disco rotto");
    expect(await stateOf(test, first)).toBe("ATTACHMENTS_PENDING");
    expect(await stateOf(test, other)).toBe("READY");
    expect(undelivered(test).map((item) => item["nudgedAt"])).toEqual([test.clock.now()]);
    unreadable.key = "";
    expect(await sweep(test.world)()).toMatchObject({ received: 1 });
  });

  it("never asks twice for an upload that its act no longer awaits", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, actWith(files));
    const bytes = files[0]?.bytes ?? new Uint8Array();
    const request = {
      actId,
      by: officer,
      label: "A",
      fileName: "a.pdf",
      length: bytes.length,
      type: "application/pdf",
    };
    const replaced = must(await permitUpload(test.world, request));
    await send(test, actId, "A", officer, bytes);
    await put(test, replaced.permission, bytes);
    expect(await test.outbox.drain()).toBe(1);
    expect(await test.outbox.drain()).toBe(0);
    expect(dueHeads(dumpItems(test.dir))).toEqual([]);
  });
});
