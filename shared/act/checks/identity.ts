import type { ActRoleName } from "../act-data.ts";
import { printDay, yearOf } from "../dates.ts";
import { samePersonName } from "../person-name.ts";
import type { Check, Hit } from "./finding.ts";
import { places, rolePlace } from "./places.ts";

const yearOfNumber: Check = ({ act: { year, date } }) =>
  year === undefined || date === undefined || year === yearOf(date)
    ? []
    : [{ code: "REG-01", where: places.heading, values: { year, date: printDay(date) } }];

const subjectIsThere: Check = ({ act }) =>
  act.subject.trim() === "" ? [{ code: "REG-02", where: places.subject }] : [];

const numberIsFree: Check = ({ act: { number, year }, context: { numberTakenIn } }) =>
  numberTakenIn === undefined || number === undefined
    ? []
    : [{ code: "REG-03", where: places.heading, values: { number, year: year ?? "", register: numberTakenIn } }];

const missing =
  (code: Hit["code"], role: ActRoleName): Check =>
  ({ act }) =>
    (act.roles[role]?.name ?? "").trim() === "" ? [{ code, where: rolePlace(role) }] : [];

const officerIsNotSignatory: Check = ({ act: { roles } }) => {
  const { signatory, proceedingOfficer } = roles;
  if (signatory === undefined || proceedingOfficer === undefined) return [];
  const bothCodes = signatory.fiscalCode !== undefined && proceedingOfficer.fiscalCode !== undefined;
  const same = bothCodes
    ? signatory.fiscalCode?.toUpperCase() === proceedingOfficer.fiscalCode?.toUpperCase()
    : samePersonName(signatory.name, proceedingOfficer.name);
  return same ? [{ code: "RUO-03", where: places.roles, values: { name: signatory.name } }] : [];
};

/** A RUP is named for contracts only (art. 15 D.Lgs. 36/2023). */
const rupIsNamed: Check = (subject) => {
  const { act } = subject;
  const contract = act.contract !== undefined || (act.cig ?? "") !== "";
  return contract ? missing("RUO-04", "rup")(subject) : [];
};

/** REG and RUO: which act this is, and who answers for it. */
export const identityChecks: readonly Check[] = [
  yearOfNumber,
  subjectIsThere,
  numberIsFree,
  missing("RUO-01", "signatory"),
  missing("RUO-02", "proceedingOfficer"),
  officerIsNotSignatory,
  rupIsNamed,
];
