import { noteAccount } from "../model/account-log.ts";
import { keys } from "../model/keys.ts";
import type { DirectoryPerson } from "../model/people.ts";
import type { Value } from "../ports/items.ts";
import type { World } from "../world.ts";
import { accessMailDue } from "./access-links.ts";

/** Whom the installation names, for there is nobody yet who could enter somebody. */
export type FirstOperator = Pick<DirectoryPerson, "who" | "name" | "email" | "fiscalCode">;

/**
 * Enters the operator that the installation names while the directory is empty, and only then: whoever is taken out of
 * it later does not come back by a setting that nobody remembers. Nobody is made by signing in. Answers whether it did.
 */
export async function enterFirstOperator(
  world: Pick<World, "settings" | "items" | "clock" | "newId">,
  operator: FirstOperator,
): Promise<boolean> {
  const { items, settings } = world;
  const { tenant } = settings;
  const some = await items.query({ pk: keys.person(tenant, operator.who).pk, limit: 1 });
  if (some.items.length > 0) return false;
  const person = { ...operator, office: settings.office.slice(0, 120), roles: ["operator"] } satisfies DirectoryPerson;
  const written = await items.transact([
    {
      put: { ...keys.person(tenant, operator.who), person: JSON.parse(JSON.stringify(person)) as Value, n: 1 },
      if: { absent: "pk" },
    },
    accessMailDue(world, "invite", operator.who),
    noteAccount(world, { what: "added", who: operator.who, by: "—", detail: "operator" }),
  ]);
  return written.ok;
}
