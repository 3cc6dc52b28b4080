import type { ActData } from "../../../shared/act/act-data.ts";

/**
 * What an act says to whoever reads its pages: without the codici fiscali, which are never printed, without what only a
 * person knows (domain §1.3), and with one form for what is absent.
 */
export function sayable(act: Partial<ActData>): unknown {
  const { externalFunding: _e, privacy: _p, investment: _i, kind: _k, schema: _s, ...rest } = act;
  const { outgoingContractor: _o, rotationWaiver: _r, ...contract } = act.contract ?? {};
  const { committedPartEnds: _c, end: _n, ...duration } = act.duration ?? {};
  const roles = Object.fromEntries(
    Object.entries(act.roles ?? {}).map(([role, person]) => [role, { name: person?.name }]),
  );
  const body = { name: act.body?.name };
  return withoutAbsent({ ...rest, contract, duration, roles, body });
}

function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, part]) => part !== null && part !== undefined);
  return Object.fromEntries(kept.map(([name, part]) => [name, withoutAbsent(part)]));
}

/** Without what the fixed PDF that is signed does not carry: the register gives it afterwards. */
export function unnumbered(act: Partial<ActData>): Partial<ActData> {
  const { number: _n, year: _y, date: _d, ...rest } = act;
  return rest;
}
