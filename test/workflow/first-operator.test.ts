// Proves who may be entered by the installation's settings: the first of an empty directory, once, and nobody later.
import { describe, expect, it } from "vitest";
import { enterFirstOperator, findPerson, permits, savePerson } from "../../shared/workflow/index.ts";
import { readAccountLog } from "../../shared/workflow/model/account-log.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const dora = {
  ...{ who: "dora.gestore", name: "Dora Gestore", email: "dora@borgosereno.example" },
  fiscalCode: "PRVDRA80A41H501U",
};

async function openEmpty(): Promise<TestWorld> {
  const test = await openTestWorld();
  for (const { pk, sk } of dumpItems(test.dir).filter((item) => item.pk.endsWith("#PPL")))
    await test.world.items.transact([{ delete: { pk, sk } }]);
  return test;
}
const mails = ({ dir }: TestWorld) => dumpItems(dir).filter((item) => item["due"] === "access-mail");

describe("the first operator", () => {
  it("is entered into an empty directory with the operator's role alone, noted by nobody, and is due a mail", async () => {
    const test = await openEmpty();
    const { world } = test;
    expect(await enterFirstOperator(world, dora)).toBe(true);
    const person = await findPerson(world.items, world.settings.tenant, dora.who);
    expect(person).toEqual({ ...dora, office: world.settings.office, roles: ["operator"] });
    expect(person && [permits(person, ["operator"]).ok, permits(person, ["officer"]).ok]).toEqual([true, false]);
    const entries = await readAccountLog(world, 10);
    expect(entries).toMatchObject([{ what: "added", who: dora.who, by: "—", detail: "operator" }]);
    expect(mails(test)).toMatchObject([{ kind: "invite", asked: dora.who }]);
  });

  it("is entered once, though two sweeps come at the same time and others come after", async () => {
    const test = await openEmpty();
    const { world } = test;
    const both = await Promise.all([enterFirstOperator(world, dora), enterFirstOperator(world, dora)]);
    expect(both.sort()).toEqual([false, true]);
    expect(await enterFirstOperator(world, dora)).toBe(false);
    expect(mails(test)).toHaveLength(1);
  });

  it("is not entered where there is anybody, and not put back with other words", async () => {
    const test = await openEmpty();
    const { world } = test;
    const elena = { who: "elena.prova", name: "Elena Prova", email: "elena@borgosereno.example", office: "Ufficio" };
    await savePerson(world.items, world.settings.tenant, { ...elena, roles: ["operator"] });
    expect(await enterFirstOperator(world, dora)).toBe(false);
    // A later setting with the same user name changes nothing of who is there: no role, no address, no codice fiscale.
    expect(await enterFirstOperator(world, { ...dora, who: elena.who })).toBe(false);
    expect(await findPerson(world.items, world.settings.tenant, elena.who)).toMatchObject({ name: "Elena Prova" });
    expect(mails(test)).toEqual([]);
  });

  it("of a long office's name is entered all the same, and a store that fails is a fault", async () => {
    const test = await openEmpty();
    const settings = { ...test.world.settings, office: "Ufficio ".repeat(40) };
    expect(await enterFirstOperator({ ...test.world, settings }, dora)).toBe(true);
    const person = await findPerson(test.world.items, settings.tenant, dora.who);
    expect(person?.office).toHaveLength(120);
    const items = { ...test.world.items, query: () => Promise.reject(new Error("away")) };
    await expect(enterFirstOperator({ ...test.world, items }, dora)).rejects.toThrow("away");
  });
});
