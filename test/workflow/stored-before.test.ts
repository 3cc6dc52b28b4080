// Acts that an earlier version stored: they parse, they show, and they go on to their end with today's code.
import { expect, it } from "vitest";
import { headSchema } from "../../shared/act/index.ts";
import {
  correctAct,
  decide,
  findPerson,
  keys,
  openLink,
  readAct,
  readFactorTask,
  requestLinks,
  savePerson,
} from "../../shared/workflow/index.ts";
import {
  codeOf,
  decisionOn,
  headOf,
  must,
  newestToken,
  officer,
  openTask,
  rup,
  sendSigned,
  signatory,
} from "../support/journey.ts";
import { openStoredWorld } from "../support/stored-world.ts";
import type { TestWorld } from "../support/world.ts";

/** What an operator records after the upgrade: earlier versions knew no second channel. */
async function withSecondChannel(test: TestWorld, who: string, address: string): Promise<void> {
  const { items, settings } = test.world;
  const person = await findPerson(items, settings.tenant, who);
  if (!person) throw new Error(who);
  await savePerson(items, settings.tenant, { ...person, secondChannel: { kind: "sms", address } });
}

it("heads of before the routes parse as they are and their pages' data can be read", async () => {
  const { test, acts } = await openStoredWorld("before-routes");
  for (const actId of Object.values(acts)) {
    const stored = await test.world.items.get(keys.head(test.world.settings.tenant, actId));
    expect(headSchema.safeParse(stored?.["head"]).error).toBeUndefined();
    const view = must(await readAct(test.world, actId));
    expect(view.history.length).toBeGreaterThan(3);
  }
  const states = await Promise.all(Object.values(acts).map(async (actId) => (await headOf(test, actId)).state));
  expect(states).toEqual(["IN_APPROVAL", "APPROVED", "PUBLISHED"]);
});

it("an act that waited for its approval goes to its number, by the link that was mailed then", async () => {
  const { test, acts } = await openStoredWorld("before-routes");
  const actId = acts["waiting"] ?? "";
  const { secret } = must(await openLink(test.world, await newestToken(test, actId, rup.email)));
  expect(codeOf(await readFactorTask(test.world, secret))).toBe("SECOND_FACTOR_UNAVAILABLE");
  await withSecondChannel(test, rup.who, "+39 000 0000002");
  must(await decide(test.world, decisionOn(await openTask(test, actId, rup.email))));
  await test.outbox.drain();
  await sendSigned(test, actId);
  await test.outbox.drain();
  expect(await headOf(test, actId)).toMatchObject({ state: "PUBLISHED", effect: "EXECUTIVE" });
  expect(test.faults).toEqual([]);
});

it("an act that waited for its signature can be signed, or corrected and sent again", async () => {
  const { test, acts } = await openStoredWorld("before-routes");
  const actId = acts["approved"] ?? "";
  must(await requestLinks(test.world, { actId, by: officer }));
  await test.outbox.drain();
  await withSecondChannel(test, signatory.who, "+39 000 0000004");
  expect((await openTask(test, actId, signatory.email)).task.step.kind).toBe("signature");
  must(await correctAct(test.world, { actId, by: officer, reason: "Un importo era sbagliato." }));
  expect((await headOf(test, actId)).turnedBack).toMatchObject({ how: "CORRECTED" });
});
