import { romeDay, yearOf } from "../../act/index.ts";
import { problemOf } from "../model/body-expectations.ts";
import { bodyAction, pictureItem, readArms, readSecret, secretAction } from "../model/body-record.ts";
import { keys } from "../model/keys.ts";
import { delegationAction, holderAction } from "../model/offices.ts";
import type { DirectoryPerson } from "../model/people.ts";
import { no, refuse } from "../model/refusals.ts";
import { tokenHash } from "../model/secrets.ts";
import {
  everybody,
  missingSteps,
  type PersonDraft,
  readSetUpDraft,
  type SetUpDraft,
  setUpTenant,
} from "../model/set-up-draft.ts";
import type { Action, Value } from "../ports/items.ts";
import { registerOpening } from "./assign-number.ts";
import { bodyLogAction, notValid } from "./body-settings.ts";
import { bodyOfFolder } from "./set-up-access.ts";
import type { SetUpWorld, Stepped } from "./set-up-steps.ts";

/** Key of everything of a body, from its IPA code. */
export const tenantOf = (code: string): string => `T#${code.toLowerCase()}`;
const register = "DD";

/**
 * Ends the set-up: body, people, offices, register, secrets and the log are written in one transaction, or nothing is.
 * Whatever was kept of the set-up is removed with it, and nobody can begin another.
 */
export async function endSetUp(world: SetUpWorld, secret: string): Promise<Stepped> {
  const { items, clock } = world;
  if (await bodyOfFolder(items)) return { ...refuse(no("SET_UP_OVER")), problems: [] };
  const draft = await readSetUpDraft(items);
  const missing = missingSteps(draft);
  const { identity, operator } = draft;
  if (missing.length > 0 || !identity || !operator) return notValid(missing.map((step) => problemOf(step, "", "done")));
  const tenant = tenantOf(identity.code);
  const at = clock();
  const written = await items.transact([
    { put: { ...keys.setUp("BODY"), tenant, at }, if: { absent: "pk" } },
    { delete: keys.setUp("DRAFT"), if: { attr: "version", op: "=", value: draft.version } },
    { delete: keys.session(tokenHash(secret)) },
    bodyAction(tenant, { ...recordOf(draft), version: 1 }),
    ...everybody(draft).map((one) => personAction(tenant, one)),
    ...draft.holders.map(({ to, ...one }) => holderAction(tenant, { ...one, ...(to === "" ? {} : { to }) })),
    ...draft.substitutes.map((one) => delegationAction(tenant, one)),
    ...registerActions(tenant, draft, at),
    ...(await movedActions(world, tenant)),
    bodyLogAction(
      { ...world, settings: { tenant } as Parameters<typeof bodyLogAction>[0]["settings"] },
      { section: "setup", fields: [], by: operator.who, version: 0 },
    ),
  ]);
  if (written.ok) return { ok: true };
  return { ...refuse(no((await bodyOfFolder(items)) ? "SET_UP_OVER" : "SETTINGS_CHANGED")), problems: [] };
}

const recordOf = ({ identity, look, signing, mail, address, seal, hasMailPassword }: SetUpDraft) => ({
  ...{ identity, look, signing, mail, address, seal, hasMailPassword },
});

function personAction(tenant: string, draft: PersonDraft): Action {
  const { codesEmail, fiscalCode, ...known } = draft;
  const person: DirectoryPerson = {
    ...known,
    ...(fiscalCode === "" ? {} : { fiscalCode }),
    ...(codesEmail === "" ? {} : { secondChannel: { kind: "email", address: codesEmail } }),
  };
  const value = JSON.parse(JSON.stringify(person)) as Value;
  return { put: { ...keys.person(tenant, person.who), person: value }, if: { absent: "pk" } };
}

function registerActions(tenant: string, { register: opening }: SetUpDraft, at: string): Action[] {
  if (!opening) return [];
  const { lastDate, source } = opening;
  const year = yearOf(romeDay(at));
  const numbers = { year, lastNumber: Number(opening.lastNumber), lastDate, source };
  return [{ put: registerOpening({ tenant, register }, numbers, at), if: { absent: "pk" } }];
}

/** Secrets are bound to where they lie: they are wrapped anew for the body, and the set-up's are removed. */
async function movedActions({ items, keyed }: SetUpWorld, tenant: string): Promise<Action[]> {
  const actions: Action[] = [];
  const picture = await readArms(items, setUpTenant);
  if (picture)
    actions.push(
      { put: { ...keys.bodyArms(tenant), ...pictureItem(picture) } },
      { delete: keys.bodyArms(setUpTenant) },
    );
  for (const name of ["mail", "seal"] as const) {
    const secret = await readSecret(items, keyed, setUpTenant, name);
    if (secret === undefined) continue;
    actions.push(secretAction(keyed, tenant, name, secret), { delete: keys.bodySecret(setUpTenant, name) });
  }
  return actions;
}
