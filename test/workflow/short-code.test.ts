// The code that is typed where no script carries the token over: short, so never enough alone, and counted.
import { describe, expect, it } from "vitest";
import { openLink, readFactorTask } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { codeOf, must, submitted } from "../support/journey.ts";
import { opened } from "../support/second-factor.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

describe("the short code of a mail", () => {
  const codeIn = (text: string) => /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(text)?.[0] ?? "";
  const mailed = async (test: TestWorld) => codeIn((await test.spool.list())[0]?.text ?? "");

  it("opens the same link, in any case and with the letters that look like digits, and asks for the factor", async () => {
    const { test } = await opened();
    const code = await mailed(test);
    const typed = code.toLowerCase().replace("-", " ").replaceAll("0", "o").replaceAll("1", "l");
    const { secret, next } = must(await openLink(test.world, typed));
    expect(next).toBe("confirm");
    expect(codeOf(await readFactorTask(test.world, secret))).toBe("ok");
    expect(JSON.stringify(dumpItems(test.dir))).not.toContain(code.replace("-", ""));
  });

  it("is not mailed, and opens nothing, where no second factor stands behind it", async () => {
    const test = await openTestWorld({ settings: { secondFactor: { approval: [], signature: [] } } });
    await submitted(test, anAct());
    expect(await mailed(test)).toBe("");
  });

  it("cannot be guessed: a source is shut after thirty wrong ones, everybody after three hundred in an hour", async () => {
    const { test, token } = await opened();
    const wrong = (n: number) => `ZZZZ-${String(n).padStart(4, "0")}`;
    const one = await Promise.all(Array.from({ length: 40 }, (_, n) => openLink(test.world, wrong(n), "192.0.2.1")));
    expect(new Set(one.map(codeOf))).toEqual(new Set(["LINK_UNKNOWN"]));
    expect(codeOf(await openLink(test.world, token, "192.0.2.1"))).toBe("TOO_MANY_ATTEMPTS");
    expect(codeOf(await openLink(test.world, token, "192.0.2.2"))).toBe("ok");
    for (let n = 0; n < 270; n += 1) await openLink(test.world, wrong(n), `198.51.100.${n}`);
    const code = await mailed(test);
    expect(codeOf(await openLink(test.world, code, "203.0.113.9"))).toBe("TOO_MANY_ATTEMPTS");
    // Whoever has the whole link is not kept out by whoever guesses.
    expect(codeOf(await openLink(test.world, token, "203.0.113.9"))).toBe("ok");
    expect(JSON.stringify(dumpItems(test.dir))).not.toContain("192.0.2.1");
  });
});
