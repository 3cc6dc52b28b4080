import * as z from "zod";
import type { Action } from "../ports/items.ts";
import type { World } from "../world.ts";
import { keys } from "./keys.ts";
import { ttlAfter } from "./ttl.ts";

/** What can become of an account. No address, password, code or secret ever stands beside it. */
export const accountEvents = [
  "added",
  "invited",
  "rolesChanged",
  "suspended",
  "resumed",
  "resetSent",
  "mailRefused",
  "passwordSet",
  "passwordChanged",
  "signedIn",
  "shutOut",
  "signedOut",
  "sessionRevoked",
  "othersSignedOut",
  "totpEnrolled",
  "recoveryUsed",
  "recoveryRenewed",
  "factorsRemoved",
  "oidcRefused",
  "oidcUnknown",
  "keyCreated",
  "keyRevoked",
] as const;
export type AccountEvent = (typeof accountEvents)[number];

const entrySchema = z.object({
  what: z.enum(accountEvents),
  who: z.string(),
  by: z.string(),
  at: z.string(),
  /** Roles, the way in, the name of a key. */
  detail: z.string().optional(),
});
export type AccountEntry = z.infer<typeof entrySchema>;

/** Provvedimento del Garante 27/11/2008: who got in and out is kept for six months at least. Changes are kept for good. */
const passing: readonly AccountEvent[] = [
  "oidcRefused",
  "oidcUnknown",
  "signedIn",
  "shutOut",
  "signedOut",
  "sessionRevoked",
  "othersSignedOut",
];
const passingDays = 400;

/** Written in the transaction of the change itself, and never again: what happened is not rewritten. */
export function noteAccount(
  world: Pick<World, "settings" | "clock" | "newId">,
  entry: Omit<AccountEntry, "at">,
): Action {
  const at = world.clock();
  const kept = passing.includes(entry.what) ? ttlAfter(at, passingDays) : {};
  const key = { pk: keys.accountLog(world.settings.tenant), sk: `${at}#${world.newId()}` };
  const { what, who, by, detail } = entry;
  return { put: { ...key, what, who, by, at, ...(detail ? { detail } : {}), ...kept }, if: { absent: "pk" } };
}

/** What became of accounts last, the newest first. */
export async function readAccountLog(
  world: Pick<World, "settings" | "items">,
  limit: number,
): Promise<readonly AccountEntry[]> {
  const pk = keys.accountLog(world.settings.tenant);
  const { items } = await world.items.query({ pk, limit, order: "descending" });
  return items.map((item) => entrySchema.parse(item));
}
