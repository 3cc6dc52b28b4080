// Authenticator apps: enrolled by whoever was confirmed, a code good once (RFC 6238 §5.2), the secret encrypted.
import { Secret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { keyedBy } from "../../shared/adapters/network/keyed.ts";
import { totp } from "../../shared/adapters/network/totp.ts";
import {
  beginEnrolment,
  confirmOpening,
  decide,
  endEnrolment,
  openLink,
  readEnrolment,
  readFactorTask,
  readTask,
  removeTotp,
} from "../../shared/workflow/index.ts";
import { codeOf, decisionOn, enter, must, rup } from "../support/journey.ts";
import { opened } from "../support/second-factor.ts";
import { dumpItems, type TestWorld } from "../support/world.ts";

const minute = 60_000;

describe("an authenticator app", () => {
  const codeAt = (secret: string, at: string, steps = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(at) + steps * 30_000 });

  /** Enrols the RUP's app through a session that a code confirmed. Answers its secret. */
  async function enrolled(test: TestWorld, token: string): Promise<string> {
    const secret = await enter(test, token);
    const { csrf } = must(await readEnrolment(test.world, secret));
    must(await beginEnrolment(test.world, { secret, csrf }));
    const key = must(await readEnrolment(test.world, secret)).pending?.secret ?? "";
    must(await endEnrolment(test.world, { secret, csrf, code: codeAt(key, test.clock.now()) }));
    return key;
  }

  async function withApp(test: TestWorld, token: string, code: string) {
    const { secret } = must(await openLink(test.world, token));
    const { csrf } = must(await readFactorTask(test.world, secret));
    return confirmOpening(test.world, { secret, csrf, kind: "totp", answer: code });
  }

  it("confirms with its code of now, and the same code does not confirm again", async () => {
    const { test, actId, token } = await opened();
    const key = await enrolled(test, token);
    // The code that enrolled it is spent as well.
    expect(codeOf(await withApp(test, token, codeAt(key, test.clock.now())))).toBe("SECOND_FACTOR_WRONG");
    test.clock.forward(30_000);
    const code = codeAt(key, test.clock.now());
    const confirmed = must(await withApp(test, token, code));
    expect(codeOf(await withApp(test, token, code))).toBe("SECOND_FACTOR_WRONG");
    const task = must(await readTask(test.world, confirmed.secret));
    expect(codeOf(await decide(test.world, decisionOn({ secret: confirmed.secret, task })))).toBe("ok");
    expect(actId).toBe(task.head.actId);
  });

  it("takes a clock that is half a minute off, and no more", async () => {
    const { test, token } = await opened();
    const key = await enrolled(test, token);
    test.clock.forward(10 * minute);
    expect(codeOf(await withApp(test, token, codeAt(key, test.clock.now(), -2)))).toBe("SECOND_FACTOR_WRONG");
    expect(codeOf(await withApp(test, token, codeAt(key, test.clock.now(), 2)))).toBe("SECOND_FACTOR_WRONG");
    expect(codeOf(await withApp(test, token, codeAt(key, test.clock.now(), -1)))).toBe("ok");
    // An older step than the last one that let somebody in is a replay too.
    expect(codeOf(await withApp(test, token, codeAt(key, test.clock.now(), -1)))).toBe("SECOND_FACTOR_WRONG");
  });

  it("is enrolled only by whoever another factor confirmed, and its secret is shown once and stored encrypted", async () => {
    const { test, token, secret } = await opened();
    expect(codeOf(await readEnrolment(test.world, secret))).toBe("SECOND_FACTOR_NEEDED");
    const key = await enrolled(test, token);
    expect(must(await readEnrolment(test.world, await enter(test, token)))).not.toHaveProperty("pending");
    expect(JSON.stringify(dumpItems(test.dir))).not.toContain(key);
  });

  it("that counts is not replaced by a session that was stolen, only by whoever administers the body", async () => {
    const { test, token } = await opened();
    await enrolled(test, token);
    const secret = await enter(test, token);
    const { csrf } = must(await readEnrolment(test.world, secret));
    must(await beginEnrolment(test.world, { secret, csrf }));
    expect(must(await readEnrolment(test.world, secret)).state).toBe("ACTIVE");
    await removeTotp(test.world, rup.who);
    expect(must(await readEnrolment(test.world, secret)).state).toBe("NONE");
  });

  it("gives the codes of RFC 6238, and none for what is no code", () => {
    const secret = Secret.fromLatin1("12345678901234567890").base32;
    // Appendix B, SHA-1; the last six of its eight digits.
    for (const [at, code] of [
      [59, "287082"],
      [1111111109, "081804"],
      [1234567890, "005924"],
      [20000000000, "353130"],
    ] as const)
      expect(totp.step(secret, code, new Date(at * 1000).toISOString())).toBe(Math.floor(at / 30));
    for (const code of ["", "28708", "2870822", "28708x", "２８７０８２"])
      expect(totp.step(secret, code, new Date(59_000).toISOString())).toBeUndefined();
  });
});

it("what the product's secret wrapped opens with it alone, about the same thing, unchanged", () => {
  const keyed = keyedBy(new Uint8Array(32).fill(1));
  const wrapped = keyed.wrap("segreto", "carla");
  expect(keyed.unwrap(wrapped, "carla")).toBe("segreto");
  expect(keyed.wrap("segreto", "carla")).not.toBe(wrapped);
  expect(() => keyed.unwrap(wrapped, "adele")).toThrow();
  expect(() => keyedBy(new Uint8Array(32).fill(2)).unwrap(wrapped, "carla")).toThrow();
  expect(() => keyed.unwrap(`${wrapped.slice(0, -2)}AA`, "carla")).toThrow();
  expect(() => keyedBy(new Uint8Array(31))).toThrow(RangeError);
});
