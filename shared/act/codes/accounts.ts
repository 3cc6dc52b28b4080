import { accepted, type Result, refused } from "../result.ts";

/** A code of the piano dei conti integrato (all. 6 D.Lgs. 118/2011), fifth level. */
export type FinancialPlan = {
  /** U for spese, E for entrate, null where the act leaves it out. */
  readonly side: "U" | "E" | null;
  /** Titolo: the first digit. */
  readonly title: number;
  readonly text: string;
};

/**
 * Reads `1.03.02.15.999` or `U.1.03.02.15.999`.
 *
 * The form only: the list of the codes is not here, so a code that the Treasury never defined passes.
 */
export function parseFinancialPlan(text: string): Result<FinancialPlan, { readonly code: "FINANCIAL_PLAN_FORMAT" }> {
  const match = /^(?:([EU])\.)?(\d)\.\d{2}\.\d{2}\.\d{2}\.\d{3}$/.exec(text.trim());
  if (match === null) return refused({ code: "FINANCIAL_PLAN_FORMAT" });
  const side = match[1] === "U" || match[1] === "E" ? match[1] : null;
  return accepted({ side, title: Number(match[2]), text: text.trim() });
}

/** Titles of spending and of revenue (all. 6 D.Lgs. 118/2011). */
const titles = { U: [1, 2, 3, 4, 5, 7], E: [1, 2, 3, 4, 5, 6, 7, 9] } as const;

/** True when the code can stand in a movement of that side: its letter, if any, agrees and its title exists there. */
export function suitsSide(plan: FinancialPlan, side: "U" | "E"): boolean {
  if (plan.side !== null && plan.side !== side) return false;
  return (titles[side] as readonly number[]).includes(plan.title);
}

const missions = new Set([...Array.from({ length: 20 }, (_, index) => index + 1), 50, 60, 99]);

/**
 * True for a mission of D.Lgs. 118/2011 (01 to 20, 50, 60, 99) with a programme of two digits, not 00.
 *
 * Which programmes belong to which mission is not checked: the list of law was not at hand.
 */
export function isMissionProgramme(mission: string, programme: string): boolean {
  return /^\d{2}$/.test(mission) && missions.has(Number(mission)) && /^\d{2}$/.test(programme) && programme !== "00";
}
