import type { Timestamps } from "../../workflow/ports/timestamps.ts";

/**
 * Several authorities as one: the next is asked when the one before it gives nothing.
 *
 * @throws with what each of them said, when none gave a token
 */
export function firstTimestamps(all: readonly Timestamps[]): Timestamps {
  return {
    async stamp(imprint) {
      const faults: unknown[] = [];
      for (const authority of all)
        try {
          return await authority.stamp(imprint);
        } catch (fault) {
          faults.push(fault);
        }
      const said = faults.map((fault) => (fault instanceof Error ? fault.message : String(fault)));
      throw new AggregateError(faults, said.join("; ") || "no timestamp authority is set");
    },
  };
}
