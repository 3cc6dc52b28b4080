// Numbers: no gap, no duplicate, the year of Rome, and a register that somebody opened.
import { describe, expect, it } from "vitest";
import type { ActHead } from "../../shared/act/index.ts";
import { eventOf } from "../../shared/workflow/edge/stream.ts";
import { assignNumber, type OutboxEvent, openRegister, registerState } from "../../shared/workflow/index.ts";
import { commit } from "../../shared/workflow/model/commit.ts";
import { anAct } from "../support/acts.ts";
import { expectWholeRegister, headsIn } from "../support/invariants.ts";
import { approved, codeOf, headOf, sendSigned, stateOf } from "../support/journey.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

/** A signed act that has no number yet, and the event that asks for one. */
async function signedAct(test: TestWorld, subject = "Nomina della commissione di prova"): Promise<string> {
  const actId = await approved(test, anAct({ subject }));
  await sendSigned(test, actId);
  await test.outbox.round();
  return actId;
}

/** Another act that stands just where this one does, as if it had come the same way. */
async function twinOf(test: TestWorld, actId: string): Promise<string> {
  const { auditHead: _, ...head } = await headOf(test, actId);
  const twin = { ...head, actId: test.world.newId(), ver: 1, auditSeq: 0, auditHead: "" } as ActHead;
  const event = { type: "act.signed.v1" as const, data: { rev: twin.rev } };
  const written = await commit(test.world, undefined, { head: twin, items: [], events: [event] });
  if (!written.ok) throw new Error(written.reason);
  return twin.actId;
}

function signedEvent(test: TestWorld, actId: string): OutboxEvent {
  const item = dumpItems(test.dir).find((one) => one["actId"] === actId && one["type"] === "act.signed.v1");
  if (!item) throw new Error("not signed");
  const { id, tenant, seq } = item;
  return { id: String(id), type: "act.signed.v1", tenant: String(tenant), actId, seq: Number(seq) };
}

const numberOf = async (test: TestWorld, actId: string) => (await headOf(test, actId)).registration;

describe("twenty acts that are signed at the same moment", () => {
  it("get twenty numbers in a row, each its own, though every request comes three times", async () => {
    const test = await openTestWorld();
    const first = await signedAct(test);
    const actIds = [first];
    for (let n = 1; n < 20; n += 1) actIds.push(await twinOf(test, first));
    const events = actIds.map((actId) => signedEvent(test, actId));
    await Promise.all([...events, ...events, ...events].map((event) => assignNumber(test.world, event)));
    const numbers = headsIn(dumpItems(test.dir)).map((head) => head.registration?.number ?? 0);
    expect(numbers.sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, n) => 2706 + n));
    expectWholeRegister(dumpItems(test.dir));
  });
});

describe("the year", () => {
  it("is Rome's: half an hour before midnight UTC of New Year's Eve it is 2026, and the register begins at 1", async () => {
    const test = await openTestWorld({ startsAt: "2025-12-31T22:30:00.000Z" });
    const last = await signedAct(test, "L'ultimo dell'anno");
    await assignNumber(test.world, signedEvent(test, last));
    expect(await numberOf(test, last)).toMatchObject({ year: 2025, number: 2706, date: "2025-12-31" });
    test.clock.set("2025-12-31T23:30:00.000Z");
    for (const number of [1, 2]) {
      const next = await signedAct(test, `Il numero ${number} dell'anno`);
      await assignNumber(test.world, signedEvent(test, next));
      expect(await numberOf(test, next)).toMatchObject({ year: 2026, number, date: "2026-01-01" });
    }
    expectWholeRegister(dumpItems(test.dir));
  });

  it("is that of the number, also for an act that was signed the year before", async () => {
    const test = await openTestWorld({ startsAt: "2025-12-31T12:00:00.000Z" });
    const actId = await signedAct(test);
    test.clock.set("2026-01-02T08:00:00.000Z");
    await assignNumber(test.world, signedEvent(test, actId));
    expect(await numberOf(test, actId)).toMatchObject({ year: 2026, number: 1 });
  });
});

describe("a register", () => {
  it("that nobody opened gives no number: the act waits, says why, and goes on when it is opened", async () => {
    const test = await openTestWorld();
    const actId = await signedAct(test);
    test.clock.set("2027-01-02T08:00:00.000Z");
    await test.outbox.drain();
    expect(await stateOf(test, actId)).toBe("SIGNED");
    const event = dumpItems(test.dir).find((item) => item["type"] === "act.signed.v1");
    expect(event?.["problem"]).toContain("REGISTER_NOT_OPEN");
    const opening = { year: 2027, lastNumber: 40, lastDate: "2027-01-01", source: "PROVA" };
    expect(codeOf(await openRegister(test.world, opening))).toBe("ok");
    test.clock.forward(60_000);
    await test.outbox.drain();
    expect(await headOf(test, actId)).toMatchObject({ state: "PUBLISHED", registration: { number: 41, year: 2027 } });
    expectWholeRegister(dumpItems(test.dir));
  });

  it("never goes back in time: a date before its last one is refused", async () => {
    const test = await openTestWorld();
    const actId = await signedAct(test);
    test.clock.set("2025-12-23T12:00:00.000Z");
    await expect(assignNumber(test.world, signedEvent(test, actId))).rejects.toThrow("NUMBER_NOT_NEXT");
    expect(await numberOf(test, actId)).toBeUndefined();
  });

  it("is opened once, whoever opens it, and only at a number", async () => {
    const test = await openTestWorld();
    const opening = { year: 2030, lastNumber: 7, lastDate: "2030-01-01", source: "PROVA" };
    const answers = await Promise.all(
      [7, 8, 9].map((lastNumber) => openRegister(test.world, { ...opening, lastNumber })),
    );
    expect(answers.map((one) => (one.ok ? one.value : "")).sort()).toEqual(["already-open", "already-open", "opened"]);
    const { tenant, register } = test.world.settings;
    expect((await registerState(test.world.items, tenant, register, 2030))?.last).toBe(7);
    expect(codeOf(await openRegister(test.world, { ...opening, lastNumber: -1 }))).toBe("REQUEST_NOT_VALID");
    expect(codeOf(await openRegister(test.world, { ...opening, lastNumber: 1.5 }))).toBe("REQUEST_NOT_VALID");
  });
});

describe("an event of the stream", () => {
  it("that is not yet due, not an audit entry or not known is nobody's", () => {
    const image = {
      sk: { S: "AUD#00000001" },
      id: { S: "E1" },
      type: { S: "act.signed.v1" },
      tenant: { S: "T" },
      actId: { S: "A" },
      seq: { N: "1" },
      gsi5sk: { S: "2025-12-24T09:00:00.000Z#E1" },
    };
    const heard = (over: object, now = "2025-12-24T09:00:00.000Z") =>
      eventOf({ dynamodb: { NewImage: { ...image, ...over } } }, now);
    expect(heard({})).toMatchObject({ id: "E1", actId: "A", seq: 1 });
    expect(heard({}, "2025-12-24T08:59:59.999Z")).toBeUndefined();
    expect(heard({ sk: { S: "HEAD" } })).toBeUndefined();
    expect(heard({ type: { S: "act.unheard-of.v9" } })).toBeUndefined();
    expect(heard({ gsi5sk: {} })).toBeUndefined();
    expect(eventOf({}, "2025-12-24T09:00:00.000Z")).toBeUndefined();
  });
});
