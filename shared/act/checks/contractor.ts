import { actRoleNames } from "../act-data.ts";
import { parseFiscalCode } from "../codes/fiscal-code.ts";
import { parseVatNumber } from "../codes/vat-number.ts";
import { printDay } from "../dates.ts";
import type { Check, Hit } from "./finding.ts";
import { places, rolePlace } from "./places.ts";

const blank = (text: string | undefined) => (text ?? "").trim() === "";

const vatNumberIsValid: Check = ({ act: { contract } }) => {
  if (contract === undefined || blank(contract.vatNumber)) return [];
  const number = contract.vatNumber ?? "";
  const parsed = parseVatNumber(number);
  if (parsed.ok) return [];
  if (parsed.refusal.code === "VAT_NUMBER_FORMAT") {
    return [{ code: "SOG-01", variant: "format", where: places.contractor, values: { number } }];
  }
  const { found, expected } = parsed.refusal;
  return [{ code: "SOG-01", where: places.contractor, values: { number, found, expected } }];
};

const contractorIsIdentified: Check = ({ act: { contract } }) =>
  contract !== undefined && blank(contract.vatNumber) && blank(contract.fiscalCode)
    ? [{ code: "SOG-02", where: places.contractor }]
    : [];

const fiscalCodesAreValid: Check = ({ act }) => {
  const codes: readonly { readonly code: string | undefined; readonly where: Hit["where"] }[] = [
    { code: act.contract?.fiscalCode, where: places.contractor },
    ...actRoleNames.map((role) => ({ code: act.roles[role]?.fiscalCode, where: rolePlace(role) })),
  ];
  return codes.flatMap(({ code, where }): readonly Hit[] =>
    code === undefined || blank(code) || parseFiscalCode(code).ok ? [] : [{ code: "SOG-03", where, values: { code } }],
  );
};

const durc: Check = ({ act: { contract }, day }) => {
  if (contract === undefined) return [];
  const found = contract.durc;
  if (found === undefined || [found.number, found.outcome, found.expires].every((part) => part === undefined)) {
    return [{ code: "DUR-01", where: places.durc }];
  }
  if (found.expires === undefined) {
    return [{ code: "DUR-02", where: places.durc, ...(found.body === undefined ? {} : { variant: "expiry" }) }];
  }
  if (day === undefined || found.expires >= day) return [];
  return [{ code: "DUR-03", where: places.durc, values: { expires: printDay(found.expires), date: printDay(day) } }];
};

/** SOG and DUR: who the contractor is, and its contributions. */
export const contractorChecks: readonly Check[] = [vatNumberIsValid, contractorIsIdentified, fiscalCodesAreValid, durc];
