import {
  type BodyRecord,
  everybody,
  type Items,
  missingSteps,
  officesOf,
  type PersonDraft,
  readArms,
  readSetUpDraft,
  roles,
  type SetUpDraft,
  sectionsOf,
  setUpTenant,
} from "../../shared/workflow/index.ts";
import type { SetUpPage, SetUpStepProps, Values } from "../../web/operator/settings-views.ts";
import { isFormSection, recordedValues } from "./section-values.ts";

const empty = {
  ...{ tenant: setUpTenant, name: "", place: "", office: "", register: "DD", baseUrl: "", test: true },
  ...{ linkDays: 7, uploadMinutes: 60, uploadLimit: 1 },
} as const;

/** What stands in a step's form: what was filled in, or what is usual. */
function valuesOf(draft: SetUpDraft, step: SetUpPage, origin: string): Values {
  // The proxy is usually on this very machine.
  if (step === "address" && !draft.address) return { origin, trustedProxies: "127.0.0.1\n::1" };
  if (isFormSection(step)) {
    const record: BodyRecord = { ...draft, version: 1 };
    const settings = { ...empty, name: draft.identity?.name ?? "" };
    const values = recordedValues(step, sectionsOf(empty, record), settings);
    return step === "signing" ? { ...values, kind: draft.seal?.kind ?? "test" } : values;
  }
  if (step === "operator") return draft.operator ? personValues(draft.operator) : { roles: "officer" };
  return step === "register" ? { lastNumber: "0", ...draft.register } : {};
}

const personValues = ({ name, who, email, codesEmail, fiscalCode, office, roles: own }: PersonDraft): Values => ({
  ...{ name, who, email, codesEmail, fiscalCode, office },
  roles: own.join(" "),
});

/** Everything that a step's page shows of the set-up so far; no secret is in it. */
export async function stepProps(
  { items, origin }: { readonly items: Items; readonly origin: string },
  step: SetUpPage,
): Promise<Omit<SetUpStepProps, "site" | "forms" | "step" | "problems">> {
  const draft = await readSetUpDraft(items);
  return {
    values: valuesOf(draft, step, origin),
    fixed: [],
    hasPicture: (await readArms(items, setUpTenant)) !== undefined,
    hasPassword: draft.hasMailPassword,
    seal: draft.seal ?? { kind: "test" },
    setUp: true,
    missing: missingSteps(draft),
    roles,
    operator: everybody(draft).find((one) => one === draft.operator),
    people: draft.people,
    offices: officesOf(draft),
    holders: draft.holders,
    substitutes: draft.substitutes,
  };
}
