// The seal's timestamp: asked for while sealing, judged before the copy counts, and nothing ever in its place.
import { describe, expect, it } from "vitest";
import { httpTimestamps } from "../../shared/adapters/network/http-timestamps.ts";
import { verifyBytes } from "../../shared/signature/index.ts";
import { actFile, bytesOf } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { approved, headOf, must, sendSigned } from "../support/journey.ts";
import { responder, type Served } from "../support/responder.ts";
import { rejection, stampingAnswer, timestampRoot } from "../support/timestamp-authority.ts";
import { openTestWorld } from "../support/world.ts";

type Answers = ReturnType<typeof stampingAnswer>;
const refusing: Answers = (_, response) => response.end(rejection());

/** An act that was signed and stamped; `answers` is what the authority answers from the second question on. */
async function signedAct(answers: Answers) {
  const authority = { asked: 0, answers };
  const server = await responder({
    "/tsa": (request: Served, response) => {
      authority.asked += 1;
      (authority.asked === 1 ? stampingAnswer() : authority.answers)(request, response);
    },
  });
  const timestamps = httpTimestamps({ url: `${server.url}/tsa`, milliseconds: 2_000 });
  const test = await openTestWorld({
    wrap: (world) => ({ ...world, timestamps, anchors: [...world.anchors, timestampRoot.der] }),
  });
  const actId = await approved(test, anAct());
  await sendSigned(test, actId);
  await test.outbox.drain();
  return { test, actId, authority };
}

describe("the seal where a timestamp authority is set", () => {
  it("is of level T, its time the token's", async () => {
    const { test, actId } = await signedAct(stampingAnswer({ time: "2025-12-24T09:00:30Z" }));
    const head = await headOf(test, actId);
    expect(head.state).toBe("PUBLISHED");
    const copy = must(actFile(head, "copia"));
    const report = verifyBytes(await bytesOf(test.world.objects, copy, copy.bucket), {
      anchors: [...test.world.anchors, timestampRoot.der],
      at: new Date("2026-01-10T00:00:00Z"),
    });
    expect(report.signatures).toMatchObject([
      { level: "T", integrity: "valid", coverage: "whole-file", indication: "TOTAL_PASSED" },
    ]);
    expect(report.signatures[0]?.signingTime.proved).toContain("2025-12-24T09:00:30");
  });

  it.each([
    ["refuses", refusing, "TSA_NO_TOKEN"],
    [
      "gives a token over other bytes",
      stampingAnswer({}, (asked) => ({ ...asked, imprint: new Uint8Array(32) })),
      "TSA_NO_TOKEN",
    ],
  ])(
    "is not made while the authority %s: the act stays NUMBERED, says so, and is sealed later",
    async (_, no, code) => {
      const { test, actId, authority } = await signedAct(no);
      expect(await headOf(test, actId)).toMatchObject({
        state: "NUMBERED",
        registration: { number: 2706 },
        sealError: { code, attempts: 1 },
      });
      expect(await headOf(test, actId)).not.toHaveProperty("copy");
      authority.answers = stampingAnswer();
      test.clock.forward(600_000);
      await test.outbox.drain();
      const head = await headOf(test, actId);
      expect(head).toMatchObject({ state: "PUBLISHED", registration: { number: 2706 } });
      expect(head).not.toHaveProperty("sealError");
    },
  );
});
