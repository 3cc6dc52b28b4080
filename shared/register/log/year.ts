import * as z from "zod";
import { chainedSlotSchema, chainSlot, openingHash } from "../slot.ts";

const digest = z.string().regex(/^[0-9A-F]{64}$/);
const shown = chainedSlotSchema.omit({ register: true, year: true, number: true, date: true, prev: true, hash: true });

/**
 * A year of a register as it is published: every number with the hash of its slot. Of published acts what the slot says
 * is there too, so that the hash can be computed again; of the others the hash alone commits to it.
 */
export const registerYearSchema = z.object({
  register: z.string(),
  year: z.int(),
  /** The number before the first: 0, or what the register was opened at. */
  opened: z.int().nonnegative(),
  last: z.int().nonnegative(),
  slots: z.array(z.object({ number: z.int().positive(), date: z.iso.date(), hash: digest, act: shown.optional() })),
});
export type RegisterYear = z.infer<typeof registerYearSchema>;

export type YearFault = {
  readonly number: number;
  readonly code: "GAP" | "HASH_DIFFERS" | "DATE_GOES_BACK" | "END_DIFFERS";
};

/**
 * Checks that every number of the year is there, in the order of its dates, and that each slot whose content is shown
 * continues the chain of the one before. Empty when it does.
 *
 * A slot that shows no content is taken at its word until the next one that does; what binds them all to the body's
 * word is the leaf of each numbering in the log, which names the slot's hash.
 */
export function checkYear({ register, year, opened, last, slots }: RegisterYear): YearFault[] {
  const faults: YearFault[] = [];
  let [number, date, prev] = [opened, "", openingHash(register, year, opened)];
  for (const slot of slots) {
    if (slot.number !== number + 1) faults.push({ number: slot.number, code: "GAP" });
    if (slot.date < date) faults.push({ number: slot.number, code: "DATE_GOES_BACK" });
    const content = { register, year, number: slot.number, date: slot.date };
    if (slot.act && chainSlot(prev, { ...content, ...slot.act }).hash !== slot.hash)
      faults.push({ number: slot.number, code: "HASH_DIFFERS" });
    [number, date, prev] = [slot.number, slot.date, slot.hash];
  }
  if (number !== last) faults.push({ number: last, code: "END_DIFFERS" });
  return faults;
}
