// Who opens a link is asked to be who it was sent to: what confirms, how often it may be tried, and that it fails closed.
import { describe, expect, it } from "vitest";
import { keyedBy } from "../../shared/adapters/network/keyed.ts";
import {
  confirmOpening,
  decide,
  findPerson,
  openLink,
  readAct,
  readFactorTask,
  readTask,
  requestLinks,
  savePerson,
  sendCode,
} from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { codeOf, enter, must, newestToken, officer, openTask, rup, submitted } from "../support/journey.ts";
import { asked, opened } from "../support/second-factor.ts";
import { dumpItems, openTestWorld } from "../support/world.ts";

const minute = 60_000;

const other = (code: string) => (code === "000000" ? "000001" : "000000");

describe("a link that was opened", () => {
  it("shows nothing of the act and decides nothing before somebody is confirmed", async () => {
    const { test, secret } = await opened();
    const task = must(await readFactorTask(test.world, secret));
    expect(JSON.stringify(task)).not.toContain("riservato");
    expect(task).toMatchObject({ subject: "A•• r•• d•• s••", offered: [{ kind: "otp", to: "•••• 02" }] });
    expect(codeOf(await readTask(test.world, secret))).toBe("SECOND_FACTOR_NEEDED");
    const blind = {
      secret,
      csrf: task.csrf,
      choice: "APPROVE" as const,
      reason: "",
      seenDigest: "",
      idempotencyKey: "x",
    };
    expect(codeOf(await decide(test.world, blind))).toBe("SECOND_FACTOR_NEEDED");
  });

  it("is recorded as opened only when somebody was confirmed, once, with the factor", async () => {
    const { test, actId, token, secret } = await opened();
    const openings = async () =>
      must(await readAct(test.world, actId)).history.filter((entry) => entry.type === "act.opened.v1");
    expect(await openings()).toEqual([]);
    must(await confirmOpening(test.world, await asked(test, secret)));
    await enter(test, token);
    expect((await openings()).map((entry) => entry.data)).toEqual([
      expect.objectContaining({ step: 1, factor: "otp" }),
    ]);
  });

  it("gets a new secret with the confirmation: one that a stranger planted in the browser stays worthless", async () => {
    const { test, secret } = await opened();
    const confirmed = must(await confirmOpening(test.world, await asked(test, secret)));
    expect(confirmed.secret).not.toBe(secret);
    expect(codeOf(await readTask(test.world, secret))).toBe("SESSION_OVER");
    expect(codeOf(await readFactorTask(test.world, secret))).toBe("SESSION_OVER");
    expect(codeOf(await readTask(test.world, confirmed.secret))).toBe("ok");
  });

  it("stays shut for a person without a second channel, and for one whose channel is the mailbox of the link", async () => {
    const { test, secret } = await opened();
    const { items, settings } = test.world;
    const person = await findPerson(items, settings.tenant, rup.who);
    if (!person) throw new Error("a person");
    const { secondChannel: _, ...without } = person;
    await savePerson(items, settings.tenant, without);
    expect(codeOf(await readFactorTask(test.world, secret))).toBe("SECOND_FACTOR_UNAVAILABLE");
    await savePerson(items, settings.tenant, { ...without, secondChannel: { kind: "email", address: rup.email } });
    expect(codeOf(await readFactorTask(test.world, secret))).toBe("SECOND_FACTOR_UNAVAILABLE");
  });

  it("stays shut where the product has no second factor at all", async () => {
    const { test, secret } = await opened();
    const { factors: _, ...bare } = test.world;
    expect(codeOf(await readFactorTask(bare, secret))).toBe("SECOND_FACTOR_UNAVAILABLE");
  });

  it("opens at once only where the body decided that the link is enough for this kind of step", async () => {
    const test = await openTestWorld({ settings: { secondFactor: { approval: [] } } });
    const actId = await submitted(test, anAct());
    const { secret, next } = must(await openLink(test.world, await newestToken(test, actId, rup.email)));
    expect(next).toBe("read");
    expect(codeOf(await readTask(test.world, secret))).toBe("ok");
  });

  it("offers only what the body accepts for this kind of step", async () => {
    const { test, secret } = await opened({ settings: { secondFactor: { approval: ["totp"] } } });
    expect(codeOf(await readFactorTask(test.world, secret))).toBe("SECOND_FACTOR_UNAVAILABLE");
  });
});

describe("a code", () => {
  it("is good once", async () => {
    const { test, token, secret } = await opened();
    const first = await asked(test, secret);
    const again = must(await openLink(test.world, token)).secret;
    must(await confirmOpening(test.world, first));
    const { csrf } = must(await readFactorTask(test.world, again));
    expect(codeOf(await confirmOpening(test.world, { ...first, secret: again, csrf }))).toBe("SECOND_FACTOR_WRONG");
  });

  it("that two browsers type in the same moment lets one of them in", async () => {
    const { test, token, secret } = await opened();
    const first = await asked(test, secret);
    const second = must(await openLink(test.world, token)).secret;
    const { csrf } = must(await readFactorTask(test.world, second));
    const answers = await Promise.all([
      confirmOpening(test.world, first),
      confirmOpening(test.world, { ...first, secret: second, csrf }),
    ]);
    expect(answers.map(codeOf).sort()).toEqual(["SECOND_FACTOR_WRONG", "ok"]);
  });

  it("is over after ten minutes, and when a newer one was sent", async () => {
    const { test, secret } = await opened();
    const old = await asked(test, secret);
    const fresh = await asked(test, secret);
    if (old.answer !== fresh.answer) expect(codeOf(await confirmOpening(test.world, old))).toBe("SECOND_FACTOR_WRONG");
    test.clock.forward(11 * minute);
    expect(codeOf(await confirmOpening(test.world, fresh))).toBe("SECOND_FACTOR_WRONG");
  });

  it("may be tried five times, many at once included, and then the right one does not help either", async () => {
    const { test, secret } = await opened();
    const right = await asked(test, secret);
    const wrong = { ...right, answer: other(right.answer) };
    await Promise.all([1, 2, 3, 4, 5].map(() => confirmOpening(test.world, wrong)));
    expect(codeOf(await confirmOpening(test.world, right))).toBe("SECOND_FACTOR_WRONG");
  });

  it("is not sent more than five times an hour, nor tried more than twenty times a day, new links included", async () => {
    const { test, actId, secret } = await opened();
    const { csrf } = must(await readFactorTask(test.world, secret));
    for (let n = 0; n < 5; n += 1) must(await sendCode(test.world, { secret, csrf }));
    expect(codeOf(await sendCode(test.world, { secret, csrf }))).toBe("TOO_MANY_ATTEMPTS");
    const wrong = { secret, csrf, kind: "otp" as const, answer: "x" };
    for (let n = 0; n < 20; n += 1) await confirmOpening(test.world, wrong);
    must(await requestLinks(test.world, { actId, by: officer }));
    await test.outbox.drain();
    const renewed = must(await openLink(test.world, await newestToken(test, actId, rup.email))).secret;
    const task = must(await readFactorTask(test.world, renewed));
    const tried = await confirmOpening(test.world, { ...wrong, secret: renewed, csrf: task.csrf });
    expect(codeOf(tried)).toBe("TOO_MANY_ATTEMPTS");
    test.clock.forward(25 * 60 * minute);
    expect((await openTask(test, actId, rup.email)).task.spent).toBe(false);
  });

  it("of another link, or sent from a page elsewhere, is worth nothing", async () => {
    const { test, secret } = await opened();
    const mine = await asked(test, secret);
    const otherAct = await submitted(test, anAct({ subject: "Un altro atto" }));
    const theirs = must(await openLink(test.world, await newestToken(test, otherAct, rup.email))).secret;
    const { csrf } = await asked(test, theirs);
    expect(codeOf(await confirmOpening(test.world, { ...mine, secret: theirs, csrf }))).toBe("SECOND_FACTOR_WRONG");
    expect(codeOf(await confirmOpening(test.world, { ...mine, csrf: "x" }))).toBe("SESSION_OVER");
    expect(codeOf(await sendCode(test.world, { secret, csrf: "x" }))).toBe("SESSION_OVER");
  });

  it("is nowhere in the table, and cannot be found there by trying all of them without the product's own secret", async () => {
    const { test, secret } = await opened();
    const { answer } = await asked(test, secret);
    const stored = dumpItems(test.dir).find((item) => item.sk === "OTP");
    expect(JSON.stringify(stored)).not.toContain(answer);
    const guess = (key: Uint8Array) => keyedBy(key).mac(`otp|${stored?.["link"]}|${answer}`);
    expect(guess(new Uint8Array(32).fill(9))).toBe(stored?.["mac"]);
    expect(guess(new Uint8Array(32))).not.toBe(stored?.["mac"]);
  });

  it("names nobody and no act in its message", async () => {
    const { test, actId, secret } = await opened();
    await asked(test, secret);
    const [message] = await test.messages.list();
    for (const word of ["Carla", "Modello", actId, "riservato", "http"]) expect(message?.text).not.toContain(word);
  });

  it("that the channel did not take is said, and nobody is let in", async () => {
    const { test, secret } = await opened({
      wrap: (world) =>
        world.factors
          ? {
              ...world,
              factors: { ...world.factors, messenger: { send: () => Promise.reject(new Error("+39 000 0000001")) } },
            }
          : world,
    });
    const { csrf } = must(await readFactorTask(test.world, secret));
    const sent = await sendCode(test.world, { secret, csrf });
    expect(codeOf(sent)).toBe("CODE_NOT_SENT");
    expect(JSON.stringify(sent)).not.toContain("0000001");
  });
});

describe("when the store fails", () => {
  it("the limits fail closed: whoever cannot be counted opens nothing and is not let in", async () => {
    let isBroken = false;
    const { test, token, secret } = await opened({
      wrap: (world) => ({
        ...world,
        items: {
          ...world.items,
          get: (key) =>
            isBroken && ["LIM", "OTP"].includes(key.sk)
              ? Promise.reject(new Error("table away"))
              : world.items.get(key),
          transact: (actions) =>
            isBroken && /LIM#|OTP#/.test(JSON.stringify(actions))
              ? Promise.reject(new Error("table away"))
              : world.items.transact(actions),
        },
      }),
    });
    const right = await asked(test, secret);
    isBroken = true;
    await expect(openLink(test.world, token)).rejects.toThrow("table away");
    await expect(confirmOpening(test.world, right)).rejects.toThrow("table away");
    await expect(sendCode(test.world, right)).rejects.toThrow("table away");
    isBroken = false;
    expect(codeOf(await confirmOpening(test.world, right))).toBe("ok");
  });

  it("codes and answers are counted each in their own time, also when the other's is over first", async () => {
    const { test, secret } = await opened();
    const wrong = { ...(await asked(test, secret)), answer: "x" };
    for (let n = 1; n < 5; n += 1) await asked(test, secret);
    expect(codeOf(await sendCode(test.world, wrong))).toBe("TOO_MANY_ATTEMPTS");
    for (let n = 0; n < 20; n += 1) expect(codeOf(await confirmOpening(test.world, wrong))).toBe("SECOND_FACTOR_WRONG");
    expect(codeOf(await confirmOpening(test.world, wrong))).toBe("TOO_MANY_ATTEMPTS");
    const [stored] = dumpItems(test.dir).filter((item) => item.sk === "OTP");
    expect(stored).toMatchObject({ sent: 5, tried: 20, tries: 5 });
    expect(Number(stored?.["ttl"]) * 1000).toBeGreaterThanOrEqual(Date.parse(String(stored?.["triedUntil"])));
    expect(String(stored?.["triedUntil"]) > String(stored?.["sentUntil"])).toBe(true);
  });

  it("no try is free under contention: of fifty wrong codes at once only five are looked at", async () => {
    const { test, secret } = await opened();
    const right = await asked(test, secret);
    const guesses = Array.from({ length: 50 }, (_, n) => String(n).padStart(6, "0")).filter((g) => g !== right.answer);
    await Promise.all(guesses.map((answer) => confirmOpening(test.world, { ...right, answer })));
    expect(dumpItems(test.dir).find((item) => item.sk === "OTP")?.["tries"]).toBe(5);
    expect(codeOf(await confirmOpening(test.world, right))).not.toBe("ok");
  });
});
