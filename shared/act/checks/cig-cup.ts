import { parseCig } from "../codes/cig.ts";
import { isCup } from "../codes/cup.ts";
import { thresholdAt } from "../thresholds.ts";
import type { Check, Hit } from "./finding.ts";
import { movementPlace, places } from "./places.ts";

const blank = (text: string | null | undefined) => (text ?? "").trim() === "";

const cigIsThere: Check = ({ act }) =>
  act.contract !== undefined && blank(act.cig) && blank(act.cigExclusion)
    ? [{ code: "CIG-01", where: places.cig }]
    : [];

const cigIsValid: Check = ({ act }) => {
  if (blank(act.cig)) return [];
  const cig = act.cig ?? "";
  const parsed = parseCig(cig);
  if (parsed.ok) return [];
  if (parsed.refusal.code === "CIG_FORMAT")
    return [{ code: "CIG-02", variant: "format", where: places.cig, values: { cig } }];
  if (parsed.refusal.certain) return [{ code: "CIG-02", where: places.cig, values: { cig } }];
  // Two alphabets are in use for the first letter: from J to U a mismatch proves nothing (domain §0.2).
  return [{ code: "CIG-02", variant: "uncertain", severity: "A", where: places.cig, values: { cig } }];
};

const cigOfMovements: Check = ({ act }) =>
  act.movements.flatMap((movement, index): readonly Hit[] => {
    if (blank(movement.cig) || blank(act.cig) || movement.cig === act.cig) return [];
    const values = { n: index + 1, found: movement.cig ?? "", cig: act.cig ?? "" };
    return [{ code: "CIG-03", where: movementPlace(index), values }];
  });

const smartCig: Check = ({ act, day }) => {
  const parsed = parseCig(act.cig ?? "");
  if (!parsed.ok || parsed.value.format !== "smart" || day === undefined) return [];
  if (thresholdAt("smart-cig-ends", day) === undefined) return [];
  return [{ code: "CIG-04", where: places.cig, values: { cig: parsed.value.text } }];
};

/** CUP-01 of an investment project takes the place of CUP-02: the doubt is no longer one. */
const cupIsThere: Check = ({ act }) => {
  const required: Hit["code"] | undefined = act.investment === true ? "CUP-01" : undefined;
  if (!blank(act.cup)) {
    const cup = (act.cup ?? "").trim();
    return isCup(cup) ? [] : [{ code: required ?? "CUP-02", variant: "format", where: places.cup, values: { cup } }];
  }
  if (required !== undefined) return [{ code: required, where: places.cup }];
  return act.externalFunding === true ? [{ code: "CUP-02", where: places.cup }] : [];
};

/** CIG and CUP. */
export const cigCupChecks: readonly Check[] = [cigIsThere, cigIsValid, cigOfMovements, smartCig, cupIsThere];
