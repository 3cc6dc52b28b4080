// A timestamp over the signed original, asked when it arrives: kept with the act, and nothing stands in for it.
import { describe, expect, it } from "vitest";
import { httpTimestamps } from "../../shared/adapters/network/http-timestamps.ts";
import { verifyBytes } from "../../shared/signature/index.ts";
import { bytesOf, copyStamps, jsonOf } from "../../shared/workflow/index.ts";
import { stampOriginal } from "../../shared/workflow/model/stamp-original.ts";
import { anAct } from "../support/acts.ts";
import { approved, headOf, sendSigned, signedFile } from "../support/journey.ts";
import { issue, stamping } from "../support/pki.ts";
import { responder, type Served } from "../support/responder.ts";
import { rejection, stampingAnswer, timestampRoot, tokenOver } from "../support/timestamp-authority.ts";
import { openTestWorld } from "../support/world.ts";

type Answer = Parameters<typeof responder>[0][string];
const stampedAt = "2025-12-24T09:00:05.000Z";

/** A world whose authority answers as the last `answer` says. */
async function worldWith(first: Answer) {
  let answer = first;
  const server = await responder({
    "/tsa": (request: Served, response) => {
      if (typeof answer === "function") answer(request, response);
    },
  });
  const timestamps = httpTimestamps({ url: `${server.url}/tsa`, milliseconds: 2_000 });
  const test = await openTestWorld({
    wrap: (world) => ({ ...world, timestamps, anchors: [...world.anchors, timestampRoot.der] }),
  });
  const actId = await approved(test, anAct());
  const answers = (next: Answer) => {
    answer = next;
  };
  return { test, actId, answers, seen: server.seen };
}

const stranger = issue({ name: "PROVA Marche di nessuno", extensions: stamping() });
const notForStamps = issue({ name: "PROVA Non per marche", issuer: timestampRoot });

describe("a signed act where a timestamp authority is set", () => {
  it.each(["pades", "p7m"] as const)("has its time proved by a token over the very file (%s)", async (kind) => {
    const { test, actId, seen } = await worldWith(stampingAnswer());
    const bytes = await signedFile(test, actId, kind);
    await sendSigned(test, actId, bytes);
    await test.outbox.drain();
    const head = await headOf(test, actId);
    const { state, signed } = head;
    if (head.state !== "PUBLISHED") throw new Error(state);
    expect(copyStamps(test.world.settings, head).signatures).toMatchObject([{ provedAt: stampedAt }]);
    expect({ state, proved: signed?.time.proved, asked: seen.length }).toEqual({
      state: "PUBLISHED",
      proved: stampedAt,
      // The second question is over the seal of the copy.
      asked: 2,
    });
    if (!signed?.timestamp) throw new Error("no token was kept");
    const { report, ...token } = signed.timestamp;
    const options = {
      anchors: [timestampRoot.der],
      at: new Date("2026-06-01"),
      detachedContent: bytes,
    };
    const again = verifyBytes(await bytesOf(test.world.objects, token), options);
    const kept = (await jsonOf(test.world.objects, report)) as typeof again;
    expect(again.signatures).toEqual(kept.signatures);
    expect(again.signatures).toMatchObject([{ kind: "timestamp", indication: "TOTAL_PASSED" }]);
  });

  it.each<[string, Answer, string]>([
    ["is down", (_request, response) => response.destroy(), "does not answer"],
    ["rejects", (_request, response) => response.end(rejection()), "REJECTED"],
    [
      "speaks of other bytes",
      stampingAnswer({}, (one) => ({ ...one, imprint: one.imprint.map((b) => b ^ 1) })),
      "OTHER_IMPRINT",
    ],
    ["answers another question", stampingAnswer({}, (one) => ({ ...one, nonce: Uint8Array.of(7) })), "OTHER_NONCE"],
    ["answers garbage", (_request, response) => response.end("no"), "MALFORMED"],
    ["is nobody's", stampingAnswer({ holder: stranger }), "does not pass the token"],
    ["has a certificate for something else", stampingAnswer({ holder: notForStamps }), "KEY_NOT_FOR_TIMESTAMPS"],
    ["is hours ahead", stampingAnswer({ time: "2025-12-24T12:00:00Z" }), "TIMESTAMP_IN_THE_FUTURE"],
  ])("stays APPROVED while the authority %s, and is SIGNED when it comes back", async (_what, answer, why) => {
    const { test, actId, answers } = await worldWith(answer);
    await sendSigned(test, actId);
    await test.outbox.drain();
    expect(await headOf(test, actId)).not.toHaveProperty("signed");
    expect(await headOf(test, actId)).toMatchObject({ state: "APPROVED" });
    expect(test.faults.join("\n")).toContain(why);
    expect((await headOf(test, actId)).timestampMissing).toMatchObject({
      attempts: 1,
      message: expect.stringContaining(why),
    });
    answers(stampingAnswer());
    await test.outbox.drain();
    expect(await headOf(test, actId)).toMatchObject({ state: "APPROVED", timestampMissing: { attempts: 1 } });
    test.clock.forward(60_000);
    await test.outbox.drain();
    expect(await headOf(test, actId)).not.toHaveProperty("timestampMissing");
    expect(await headOf(test, actId)).toMatchObject({ state: "PUBLISHED", signed: { time: { proved: stampedAt } } });
  });

  it("asks nothing for a file that is refused", async () => {
    const { test, actId, seen } = await worldWith(stampingAnswer());
    const dario = test.pki.signerFor("CMPDRA70D15Z999P");
    await sendSigned(test, actId, await signedFile(test, actId, "pades", dario));
    await test.outbox.drain();
    expect(await headOf(test, actId)).toMatchObject({ state: "APPROVED", signatureRefusal: { codes: ["FIR-04"] } });
    expect(seen).toEqual([]);
  });
});

describe("an original that is too large for memory", () => {
  it("is stamped by its digest, and a token over another digest is not taken", async () => {
    const test = await openTestWorld();
    const file = { sha256: "AB".repeat(32), length: 100_000_000 };
    const stamped = (octet: number) => {
      const asked = { imprint: new Uint8Array(32).fill(octet), nonce: Uint8Array.of(7) };
      const timestamps = { stamp: async () => tokenOver(asked) };
      const world = { ...test.world, anchors: [timestampRoot.der], timestamps };
      return stampOriginal(world, "01PROVA", { file, bytes: new Uint8Array() });
    };
    expect(await stamped(0xab)).toMatchObject({ time: stampedAt });
    await expect(stamped(0xac)).rejects.toThrow("over other bytes");
  });
});

describe("a signed act where no timestamp authority is set", () => {
  it("is signed, and no time is proved", async () => {
    const test = await openTestWorld();
    const actId = await approved(test, anAct());
    await sendSigned(test, actId);
    await test.outbox.drain();
    const { signed } = await headOf(test, actId);
    expect(signed?.time.proved).toBeNull();
    expect(signed).not.toHaveProperty("timestamp");
  });
});
