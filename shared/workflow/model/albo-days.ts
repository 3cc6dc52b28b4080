import * as z from "zod";
import { romeDay } from "../../act/index.ts";
import type { Key } from "../ports/items.ts";

/** One look at the notice board, by the quarter of an hour that it stands for. */
export const probeMinutes = 15;
/** Less than this online in a day, and the day does not count (AgID's guidelines on legal publicity, as albo programs apply them). */
export const leastOnline = 12 * 60;
/** A single look is kept for two months, a day's sum for a year and a month. */
export const probeDays = { one: 62, sum: 396 } as const;
/** Days that are proposed: whoever answers for the albo looks at the page more often than once a month. */
export const proposedDays = 30;

/** What the looks of a day come to. `up` and `down` count quarters of an hour. */
export const dayProbesSchema = z.object({ day: z.iso.date(), up: z.int().default(0), down: z.int().default(0) });
export type DayProbes = z.infer<typeof dayProbesSchema>;

const pkOf = (tenant: string) => `${tenant}#PROBE`;
export const probeKey = (tenant: string, slot: string): Key => ({
  pk: `${pkOf(tenant)}#${slot.slice(0, 10)}`,
  sk: slot,
});
export const probedDays = (tenant: string): string => pkOf(tenant);
export const probedDayKey = (tenant: string, day: string): Key => ({ pk: pkOf(tenant), sk: `DAY#${day}` });

/** The quarter of an hour of an instant: `2026-01-10T10:15`, UTC. */
export function slotOf(instant: string): string {
  const step = probeMinutes * 60_000;
  return new Date(Math.floor(Date.parse(instant) / step) * step).toISOString().slice(0, 16);
}

/** A day on which the board was not shown to be online for twelve hours. Minutes; together they are the whole day. */
export type ShortDay = {
  readonly day: string;
  readonly online: number;
  /** Looked at, and not there. */
  readonly down: number;
  /** Nobody looked: the machine was off, or could not. */
  readonly unknown: number;
};

/**
 * Days to be looked at by a person: over, after the first one that was ever probed (of which only a part was), not
 * recorded yet, and short. A quarter of an hour that nobody looked at counts as not proved, and is said apart.
 */
export function shortDays(days: readonly DayProbes[], today: string, recorded: ReadonlySet<string>): ShortDay[] {
  const known = new Map(days.map((one) => [one.day, one]));
  const first = [...known.keys()].sort()[0];
  if (first === undefined) return [];
  const found: ShortDay[] = [];
  for (let back = 1; back <= proposedDays; back += 1) {
    const day = dayBefore(today, back);
    if (day <= first || recorded.has(day)) continue;
    const { up, down } = known.get(day) ?? { up: 0, down: 0 };
    const online = up * probeMinutes;
    const unknown = Math.max(0, minutesOf(day) - online - down * probeMinutes);
    if (online < leastOnline) found.push({ day, online, down: down * probeMinutes, unknown });
  }
  return found;
}

function dayBefore(day: string, back: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - back * 86_400_000).toISOString().slice(0, 10);
}

/** Minutes of a day in Rome: 23 or 25 hours when the clocks change. */
function minutesOf(day: string): number {
  let minutes = 0;
  const around = Date.parse(`${day}T00:00:00Z`);
  for (let at = around - 3 * 3_600_000; at < around + 27 * 3_600_000; at += 3_600_000)
    if (romeDay(new Date(at).toISOString()) === day) minutes += 60;
  return minutes;
}
