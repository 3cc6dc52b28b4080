import { type Check, listed, type Place } from "./finding.ts";
import { places } from "./places.ts";
import { committedAmount } from "./spending.ts";

const technicalRegularity: Check = ({ act }) =>
  act.statements.technicalRegularity === true ? [] : [{ code: "CLA-01", where: places.statements }];

const noConflict: Check = ({ act }) =>
  act.statements.noConflictOfInterest.length > 0 ? [] : [{ code: "CLA-02", where: places.statements }];

const roleNames: Record<"rup" | "proceedingOfficer" | "signatory", Place> = {
  rup: { it: "il responsabile unico del progetto", en: "the project manager (RUP)" },
  proceedingOfficer: { it: "il responsabile del procedimento istruttorio", en: "the proceeding officer" },
  signatory: { it: "il responsabile del provvedimento", en: "the signatory" },
};

/** Art. 6-bis L. 241/1990 binds everyone who gives opinions or adopts internal acts, the istruttore too. */
const noConflictOfEveryone: Check = ({ act }) => {
  const covered = act.statements.noConflictOfInterest;
  if (covered.length === 0) return [];
  const bound = (["rup", "proceedingOfficer", "signatory"] as const).filter(
    (role) => role !== "rup" || act.contract !== undefined || act.roles.rup !== undefined,
  );
  const left = bound.filter((role) => !covered.includes(role)).map((role) => roleNames[role]);
  return left.length === 0 ? [] : [{ code: "CLA-03", where: places.statements, values: { roles: listed(left) } }];
};

/** Silent where neither the norms nor the text are known: their absence from the data is not their absence from the act. */
const commitmentCites183: Check = ({ act, text }) => {
  if (committedAmount(act) <= 0 || (act.citedNorms.length === 0 && text === undefined)) return [];
  const whole = [...act.citedNorms, text?.whole ?? ""].join("\n");
  return /\b183\b/.test(whole) ? [] : [{ code: "CLA-05", where: places.legislation }];
};

const vistoIsThere: Check = ({ act }) =>
  committedAmount(act) > 0 && act.accountingVisto !== true ? [{ code: "VIS-01", where: places.visto }] : [];

const forbiddenData: Check = ({ act: { privacy } }) =>
  privacy.forbidden === "26.4" && privacy.rendition !== "omissis" ? [{ code: "PRI-01", where: places.privacy }] : [];

/** CLA, VIS and PRI: what the act declares, and what must not be published. */
export const statementChecks: readonly Check[] = [
  technicalRegularity,
  noConflict,
  noConflictOfEveryone,
  commitmentCites183,
  vistoIsThere,
  forbiddenData,
];
