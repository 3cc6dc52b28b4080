// A draft printed for whoever writes it: drawn behind the outbox, marked on every page, kept nowhere as a document.
import { describe, expect, it } from "vitest";
import { handle as renderAct } from "../../functions/render-act/handle.ts";
import { handle as sweep } from "../../functions/sweep/handle.ts";
import { extractText } from "../../shared/pdf/index.ts";
import { previewIn } from "../../shared/workflow/edge/preview-request.ts";
import {
  askPreview,
  createAct,
  dispatchBatch,
  fromQueue,
  keepDocument,
  previewBytes,
  type QueuedEvent,
  readPreview,
  saveRevision,
  type Target,
} from "../../shared/workflow/index.ts";
import { fixture } from "../seal/signers.ts";
import { anAct } from "../support/acts.ts";
import { streamRecord } from "../support/aws-events.ts";
import { openFakeRenderer, unprintable } from "../support/fake-renderer.ts";
import { codeOf, draft, headOf, must, officer, submitted } from "../support/journey.ts";
import { type DumpedItem, dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const objectsOf = async (test: TestWorld) => {
  const keys: string[] = [];
  for (const bucket of ["vault", "intake", "portal"] as const)
    for await (const { key } of test.objects.heads(bucket)) keys.push(`${bucket}/${key}`);
  return keys.sort();
};
const found = async (test: TestWorld, actId: string, who = officer) =>
  readPreview(test.world, await headOf(test, actId), who);
const asked = async (test: TestWorld, actId: string) => must(await askPreview(test.world, { actId, by: officer }));
const revise = async (test: TestWorld, actId: string, subject: string) => {
  const { ver: seenVer } = await headOf(test, actId);
  must(await saveRevision(test.world, { actId, by: officer, seenVer, data: anAct({ subject }) }));
};

describe("the preview of a draft", () => {
  it("is the act's own pages with BOZZA on them, and leaves no object, no event and no trace on the act", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, anAct({ subject: "Una bozza da vedere" }));
    await test.outbox.drain();
    const [before, objects] = [await headOf(test, actId), await objectsOf(test)];
    expect(await asked(test, actId)).toMatchObject({ state: "ASKED", rev: 1 });
    await test.outbox.drain();
    const { preview, stale } = (await found(test, actId)) ?? {};
    expect([preview?.state, stale]).toEqual(["READY", false]);
    const { pages } = await extractText((preview && (await previewBytes(test.world, preview))) ?? new Uint8Array());
    for (const page of pages) expect(page).toContain("BOZZA – non firmata. Priva di valore legale.");
    expect(pages.join()).toContain("Una bozza da vedere");
    expect([await headOf(test, actId), await objectsOf(test)]).toEqual([before, objects]);
  });

  it("is drawn once for the same text, and says so when the text has changed", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, anAct());
    const first = await asked(test, actId);
    await test.outbox.drain();
    expect((await asked(test, actId)).previewId).toBe(first.previewId);
    await revise(test, actId, "Un altro oggetto");
    expect((await found(test, actId))?.stale).toBe(true);
    const second = await asked(test, actId);
    expect(second.previewId).not.toBe(first.previewId);
    await test.outbox.drain();
    expect(await found(test, actId)).toMatchObject({ stale: false, preview: { state: "READY", rev: 2 } });
  });

  it("is gone after half an hour, for the reader and from the store", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, anAct());
    await asked(test, actId);
    await test.outbox.drain();
    const { preview } = (await found(test, actId)) ?? {};
    test.clock.forward(30 * 60_000);
    expect(await found(test, actId)).toBeUndefined();
    const items = test.world.items as typeof test.world.items & { removeExpired(now: Date): number };
    expect(items.removeExpired(new Date(test.clock.now()))).toBeGreaterThanOrEqual(2);
    expect(preview && (await previewBytes(test.world, preview))).toBeUndefined();
  });

  it("is nobody's but the person's who asked", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, anAct());
    await asked(test, actId);
    await test.outbox.drain();
    expect(await found(test, actId, "elena.verifica")).toBeUndefined();
  });

  it("names the field that cannot be printed, and is drawn anew once it was mended", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, anAct({ subject: `Acquisto di ${unprintable}` }));
    await asked(test, actId);
    await test.outbox.drain();
    expect((await found(test, actId))?.preview).toMatchObject({
      state: "REFUSED",
      refusal: { code: "GLYPH_MISSING", field: "subject" },
    });
    await revise(test, actId, "Acquisto di prova");
    await asked(test, actId);
    await test.outbox.drain();
    expect((await found(test, actId))?.preview.state).toBe("READY");
  });

  it("is refused where the text is a file of others, or was submitted already", async () => {
    const test = await openTestWorld();
    const document = must(await keepDocument(test.world, fixture("chromium.pdf")));
    const foreign = must(await createAct(test.world, { by: officer, data: anAct(), document }));
    expect(codeOf(await askPreview(test.world, { actId: foreign.actId, by: officer }))).toBe("PREVIEW_IS_THE_FILE");
    const sent = await submitted(test, anAct());
    expect(codeOf(await askPreview(test.world, { actId: sent, by: officer }))).toBe("PREVIEW_OVER");
    expect(codeOf(await askPreview(test.world, { actId: "NONE", by: officer }))).toBe("ACT_NOT_FOUND");
  });

  it("says of a fault that it is ours, is not tried for ever, and may be asked again", async () => {
    let isBroken = true;
    const fake = openFakeRenderer();
    const renderer = {
      ...fake,
      renderOriginal: (...what: Parameters<typeof fake.renderOriginal>) =>
        isBroken ? Promise.reject(new Error("the engine fell over")) : fake.renderOriginal(...what),
    };
    const test = await openTestWorld({ renderer });
    const actId = await draft(test, anAct());
    await asked(test, actId);
    await test.outbox.drain();
    expect((await found(test, actId))?.preview.state).toBe("FAILED");
    expect(test.faults).toHaveLength(1);
    isBroken = false;
    await asked(test, actId);
    await test.outbox.drain();
    expect((await found(test, actId))?.preview.state).toBe("READY");
  });

  it("of an act with many pages is put together again from its parts", async () => {
    const whole = new Uint8Array(700_001).map((_, at) => at % 251);
    const outcome = {
      ok: true as const,
      rendered: { bytes: whole, sha256: "", engine: "", fontsDigest: "", templateDigest: "" },
    };
    const test = await openTestWorld({ renderer: { ...openFakeRenderer(), renderOriginal: async () => outcome } });
    const actId = await draft(test, anAct());
    await asked(test, actId);
    await test.outbox.drain();
    const { preview } = (await found(test, actId)) ?? {};
    expect(preview).toMatchObject({ state: "READY", parts: 3, length: 700_001 });
    expect(Buffer.compare((preview && (await previewBytes(test.world, preview))) ?? new Uint8Array(), whole)).toBe(0);
  });
});

it("that was lost on the way is told of again by the sweep three times, then said to have failed", async () => {
  const test = await openTestWorld();
  const actId = await draft(test, anAct());
  const { previewId } = await asked(test, actId);
  const waiting = () =>
    dumpItems(test.dir).flatMap((item) => (item["due"] === "preview" && "gsi4pk" in item ? [item["nudges"] ?? 0] : []));
  // The stream may be on its way still.
  await sweep(test.world)();
  expect(waiting()).toEqual([0]);
  test.clock.forward(60_000);
  await sweep(test.world)();
  expect(waiting()).toEqual([1]);
  // What the stream tells of that write is the request, as it was.
  const record = streamRecord(dumpItems(test.dir).find((item) => item["due"] === "preview") as DumpedItem, "1");
  expect(previewIn(record)).toEqual({ actId, who: officer, previewId });
  for (let again = 0; again < 3; again += 1) await sweep(test.world)();
  expect(waiting()).toEqual([]);
  expect((await found(test, actId))?.preview.state).toBe("FAILED");
  // Whoever waits asks anew, and that one is drawn.
  expect((await asked(test, actId)).previewId).not.toBe(previewId);
  await test.outbox.drain();
  expect((await found(test, actId))?.preview.state).toBe("READY");
});

it("comes to the same function by the table's stream and a queue, and an old request is left alone", async () => {
  const test = await openTestWorld();
  const actId = await draft(test, anAct());
  const { previewId } = await asked(test, actId);
  const image = { due: { S: "preview" }, gsi4pk: { S: "DUE#1" }, actId: { S: actId }, who: { S: officer } };
  const record = (id: string) => ({
    eventID: `change-${id}`,
    dynamodb: { SequenceNumber: `seq-${id}`, NewImage: { ...image, previewId: { S: id } } },
  });
  const queued: QueuedEvent[] = [];
  const queues = {
    send: (target: Target, events: readonly QueuedEvent[]) => {
      expect(target).toBe("renderer");
      queued.push(...events);
      return Promise.resolve([]);
    },
  };
  const Records = [record("of-before"), record(previewId)];
  expect(await dispatchBatch({ clock: test.clock.now, queues }, { Records })).toEqual({ batchItemFailures: [] });
  expect(queued.map(({ group }) => group)).toEqual([actId, actId]);
  const faults: unknown[] = [];
  const handler = fromQueue(renderAct({ ...test.world, told: (fault) => faults.push(fault) }), (fault) =>
    faults.push(fault),
  );
  const messages = queued.map(({ id: messageId, body }) => ({ messageId, body }));
  expect(await handler({ Records: messages })).toEqual({ batchItemFailures: [] });
  expect([(await found(test, actId))?.preview.state, faults]).toEqual(["READY", []]);
});
