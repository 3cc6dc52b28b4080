import { samePersonName } from "../person-name.ts";
import type { Check } from "./finding.ts";
import { places } from "./places.ts";

const outcome: Check = ({ act, context }) => {
  const found = (context.signature ?? act.signature)?.outcome;
  switch (found) {
    case "alterata":
      return [{ code: "FIR-01", where: places.signature }];
    case "scaduto":
      return [{ code: "FIR-02", where: places.signature }];
    case "revocato":
      return [{ code: "FIR-02", variant: "revoked", where: places.signature }];
    case "non-qualificata":
      return [{ code: "FIR-03", where: places.signature }];
    case "valida":
    case undefined:
      return [];
  }
};

const holderIsSignatory: Check = ({ act, context }) => {
  const holder = (context.signature ?? act.signature)?.holder;
  const signatory = act.roles.signatory?.name;
  if (holder === undefined || signatory === undefined || samePersonName(holder, signatory)) return [];
  return [{ code: "FIR-04", where: places.signature, values: { holder, signatory } }];
};

/** FIR: the verified signature beside the act. What the signature proves is decided elsewhere (`shared/signature`). */
export const signatureChecks: readonly Check[] = [outcome, holderIsSignatory];
