import { describe, expect, it } from "vitest";
import type { Action, Transacted } from "../../../shared/workflow/ports/items.ts";
import type { ItemsUnderTest } from "../items.contract.ts";

export function itemRaces(store: ItemsUnderTest): void {
  /** Reads a conflict for what it is: nothing decided, ask again. */
  async function decide(actions: readonly Action[]): Promise<Transacted> {
    for (;;) {
      const outcome = await store.items().transact(actions);
      if (outcome.ok || outcome.reason === "condition") return outcome;
    }
  }
  const race = (many: number, actions: (at: number) => readonly Action[]) =>
    Promise.all(Array.from({ length: many }, (_, at) => decide(actions(at))));
  const winners = (outcomes: readonly Transacted[]) => outcomes.flatMap((outcome, at) => (outcome.ok ? [at] : []));

  describe("races", () => {
    it("lets one of 100 racing creators win, and the others see the winner's item", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      const outcomes = await race(100, (by) => [{ put: { ...key, by }, if: { absent: "pk" } }]);
      const won = winners(outcomes);
      expect(won).toHaveLength(1);
      const item = { ...key, by: won[0] };
      expect(await store.items().get(key)).toEqual(item);
      for (const outcome of outcomes)
        if (!outcome.ok)
          expect(outcome).toEqual({ ok: false, reason: "condition", actions: [{ reason: "condition", item }] });
    });

    it("lets one of 50 racing transactions on one version win, whole", async () => {
      const pk = store.partition();
      await store.items().transact([{ put: { pk, sk: "HEAD", ver: 1 } }]);
      const outcomes = await race(50, (by) => [
        { update: { pk, sk: "HEAD" }, set: { ver: 2, by }, if: { attr: "ver", op: "=", value: 1 } },
        { put: { pk, sk: `AUD#${by}` }, if: { absent: "pk" } },
      ]);
      const won = winners(outcomes);
      expect(won).toHaveLength(1);
      expect(await store.items().get({ pk, sk: "HEAD" })).toEqual({ pk, sk: "HEAD", ver: 2, by: won[0] });
      const written = await store.items().query({ pk, sk: { beginsWith: "AUD#" } });
      expect(written.items.map((item) => item.sk)).toEqual([`AUD#${won[0]}`]);
    });

    it("loses no addition of 40 that race", async () => {
      const key = { pk: store.partition(), sk: "COUNTER" };
      await race(40, (at) => [{ update: key, add: { last: 1 } }, { put: { pk: key.pk, sk: `N#${at}` } }]);
      expect(await store.items().get(key)).toEqual({ ...key, last: 40 });
    });

    it("never lets a stale writer recreate what was deleted or never was", async () => {
      const key = { pk: store.partition(), sk: "HEAD" };
      await store.items().transact([{ put: { ...key, ver: 1 } }]);
      await store.items().transact([{ delete: key, if: { attr: "ver", op: "=", value: 1 } }]);
      const stale: readonly Action[] = [
        { update: key, set: { ver: 2 }, if: { attr: "ver", op: "=", value: 1 } },
        { update: key, set: { ver: 2 }, if: { attr: "ver", op: "<>", value: 9 } },
        { update: key, add: { ver: 1 }, if: { exists: "pk" } },
        { put: { ...key, ver: 2 }, if: { attr: "ver", op: "<=", value: 1 } },
        {
          put: { ...key, ver: 2 },
          if: {
            any: [
              { attr: "ver", op: "<", value: 2 },
              { attr: "ver", in: [1] },
            ],
          },
        },
      ];
      for (const action of stale) {
        const outcome = await store.items().transact([action]);
        expect(outcome).toEqual({
          ok: false,
          reason: "condition",
          actions: [{ reason: "condition", item: undefined }],
        });
        expect(await store.items().get(key)).toBeUndefined();
      }
    });
  });
}
