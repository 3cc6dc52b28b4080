// Proves that a process of many serves nothing of a store that is being restored, or that a newer program writes.
import { describe, expect, it } from "vitest";
import { formKey, presentForm, type StoreForm, StoreShut, servedItems } from "../../shared/workflow/index.ts";
import { migrations } from "../../shared/workflow/migrations/index.ts";
import { openTestWorld } from "../support/world.ts";

const key = { pk: "T#prova", sk: "UNO" };

async function openServed(form?: StoreForm) {
  const { world, clock } = await openTestWorld();
  const mark = (now: StoreForm) => world.items.transact([{ put: { ...formKey, ...(now as object) } as never }]);
  if (form) await mark(form);
  const asked: string[] = [];
  const items: typeof world.items = {
    get: (one) => {
      asked.push(one.pk);
      return world.items.get(one);
    },
    query: (query) => world.items.query(query),
    transact: (actions, token) => world.items.transact(actions, token),
  };
  return { items: servedItems(items, world.clock), stored: world.items, clock, mark, asked };
}

describe("a store that may be served", () => {
  it("is one without a mark, of this form or of an earlier one", async () => {
    for (const form of [undefined, { form: presentForm }, { form: presentForm - 1 }]) {
      const { items } = await openServed(form);
      expect(await items.transact([{ put: { ...key, n: 1 } }])).toEqual({ ok: true });
      expect(await items.get(key)).toMatchObject({ n: 1 });
      expect((await items.query({ pk: key.pk })).items).toHaveLength(1);
    }
  });

  it("is looked at once in ten seconds, however much is asked", async () => {
    const { items, asked, clock } = await openServed();
    await Promise.all([items.get(key), items.get(key), items.query({ pk: key.pk })]);
    await items.get(key);
    expect(asked.filter((pk) => pk === formKey.pk)).toHaveLength(1);
    clock.forward(10_000);
    await items.get(key);
    expect(asked.filter((pk) => pk === formKey.pk)).toHaveLength(2);
  });
});

describe("a store that nothing may serve", () => {
  const shut: readonly (readonly [string, StoreForm, string])[] = [
    ["while an archive is being restored", { form: presentForm, restoring: { manifest: "AB" } }, "STORE_RESTORING"],
    ["of a newer program", { form: presentForm + 1 }, "STORE_NEWER"],
  ];
  it.each(shut)("answers nothing and takes nothing %s", async (_when, form, code) => {
    const { items, stored } = await openServed(form);
    await expect(items.get(key)).rejects.toMatchObject({ name: "StoreShut", code });
    await expect(items.query({ pk: key.pk })).rejects.toThrow(StoreShut);
    await expect(items.transact([{ put: { ...key, n: 1 } }])).rejects.toThrow(StoreShut);
    expect(await stored.get(key)).toBeUndefined();
  });

  it("is served as soon as the mark is gone, and no more within ten seconds of a new one", async () => {
    const { items, mark, clock } = await openServed({ form: presentForm, restoring: { manifest: "AB" } });
    await expect(items.get(key)).rejects.toThrow(StoreShut);
    await mark({ form: presentForm });
    expect(await items.get(key)).toBeUndefined();
    await mark({ form: presentForm, restoring: { manifest: "CD" } });
    clock.forward(10_000);
    await expect(items.get(key)).rejects.toThrow(StoreShut);
  });
});

it("the form of this program is that of its last migration", () => {
  expect(migrations.at(-1)?.to).toBe(presentForm);
});
