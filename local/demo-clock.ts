import type { Items } from "../shared/workflow/index.ts";

const keys = { demo: { pk: "LOCAL#CLOCK", sk: "CLOCK" }, now: { pk: "LOCAL#CLOCK", sk: "NOW" } } as const;

/** The clock of one machine: the real one, or in demo mode one that starts on a given day and can be moved forward. */
export type LocalClock = {
  /** ISO instant, UTC. */
  readonly now: () => string;
  /** Moves forward; the offset is stored, so that a restart does not go back. @throws {RangeError} for a step back. */
  readonly forward: (milliseconds: number) => Promise<void>;
};

/** Whether a demo was ever opened on these items. */
export const hasDemoClock = async (items: Items): Promise<boolean> =>
  (await items.query({ pk: keys.demo.pk, limit: 1 })).items.length > 0;

export const realClock: LocalClock = {
  now: () => new Date().toISOString(),
  forward: () => Promise.reject(new Error("only the demo's clock can be moved")),
};

/**
 * Opens the demo's clock. The first start sets it to `startsAt`; from then on it runs with the real one. `now`: it is
 * the real one from the first, as it must be where authorities outside are asked, until somebody moves it.
 */
export async function openDemoClock(items: Items, startsAt: string | "now"): Promise<LocalClock> {
  const key = startsAt === "now" ? keys.now : keys.demo;
  const stored = await items.get(key);
  const first = startsAt === "now" ? 0 : Date.parse(startsAt) - Date.now();
  let offset = typeof stored?.["offset"] === "number" ? stored["offset"] : first;
  const save = async () => {
    const written = await items.transact([{ put: { ...key, offset } }]);
    if (!written.ok) throw new Error("the clock's offset was not stored");
  };
  if (!stored) await save();
  return {
    now: () => new Date(Date.now() + offset).toISOString(),
    forward: async (milliseconds) => {
      if (!Number.isSafeInteger(milliseconds) || milliseconds <= 0)
        throw new RangeError("a clock only goes forward, by whole milliseconds");
      offset += milliseconds;
      await save();
    },
  };
}
