// A link's session is one item from the opening to the decision, and the act's head knows who has had the act before them.
import { describe, expect, it } from "vitest";
import {
  confirmOpening,
  decide,
  type Item,
  keys,
  readAct,
  readFactorTask,
  readTask,
} from "../../shared/workflow/index.ts";
import { base64url, tokenHash } from "../../shared/workflow/model/secrets.ts";
import { codeOf, decisionOn, headOf, must, openTask, rup, signatory } from "../support/journey.ts";
import { asked, opened } from "../support/second-factor.ts";
import { dumpItems } from "../support/world.ts";

describe("a link that was opened", () => {
  it("is known as opened by the act's head while its step is open, and by its assignment as an earlier version noted it", async () => {
    const { test, actId, secret } = await opened();
    must(await confirmOpening(test.world, await asked(test, secret)));
    expect((await headOf(test, actId)).opened).toEqual([`1#1#${rup.who}`]);
    must(await decide(test.world, decisionOn(await openTask(test, actId, rup.email))));
    expect((await headOf(test, actId)).opened).toBeUndefined();
    await test.outbox.drain();
    const [assignment] = dumpItems(test.dir).filter(
      (item) => item.sk.startsWith("ASG#") && item["state"] === "PENDING",
    );
    if (!assignment) throw new Error("nobody is asked");
    const { pk, sk } = assignment;
    await test.world.items.transact([{ update: { pk, sk }, set: { openedAt: test.clock.now() } }]);
    await openTask(test, actId, signatory.email);
    const { history } = must(await readAct(test.world, actId));
    expect(history.filter((entry) => entry.type === "act.opened.v1")).toHaveLength(1);
  });

  it("is one item from the link to the decision, whose name without its proof opens nothing", async () => {
    const { test, secret } = await opened();
    const confirmed = must(await confirmOpening(test.world, await asked(test, secret)));
    expect(dumpItems(test.dir).filter(({ sk }) => sk === "SES")).toHaveLength(1);
    const name = confirmed.secret.slice(0, 22);
    expect(secret.slice(0, 22)).toBe(name);
    for (const forged of [name, `${name}${"A".repeat(43)}`, confirmed.secret.slice(0, -1), `${confirmed.secret}A`])
      expect(codeOf(await readTask(test.world, forged))).toBe("SESSION_OVER");
  });

  it("that an earlier version opened, with the whole secret for its name, is confirmed all the same", async () => {
    const { test, secret } = await opened();
    const item = dumpItems(test.dir).find(({ sk }) => sk === "SES");
    const { secret: _, ...session } = item as Item;
    const before = base64url(test.world.randomBytes(32));
    const stored = { ...session, ...keys.session(tokenHash(before)) };
    await test.world.items.transact([{ put: stored }, { delete: { pk: session.pk, sk: session.sk } }]);
    expect(codeOf(await readFactorTask(test.world, secret))).toBe("SESSION_OVER");
    const confirmed = must(await confirmOpening(test.world, await asked(test, before)));
    expect(codeOf(await readTask(test.world, confirmed.secret))).toBe("ok");
    expect(codeOf(await readFactorTask(test.world, before))).toBe("SESSION_OVER");
  });
});
