import * as z from "zod";
import { type ActData, type RouteStep, samePersonName } from "../../act/index.ts";
import { allItems, type Items } from "../ports/items.ts";
import { keys } from "./keys.ts";

/** What an account may do. An auditor reads everything and changes nothing. */
export const roles = ["officer", "publisher", "operator", "auditor"] as const;
export type Role = (typeof roles)[number];

const personSchema = z.object({
  who: z.string(),
  name: z.string(),
  email: z.string(),
  fiscalCode: z.string().optional(),
  /** Where codes go. Never the address above: whoever reads that mailbox has the link already. */
  secondChannel: z.strictObject({ kind: z.enum(["sms", "email"]), address: z.string() }).optional(),
  /** Office or function, as the route prints it. */
  office: z.string(),
  roles: z.array(z.enum(roles)),
  /** Absent for who only signs through links. */
  passwordHash: z.string().optional(),
});
export type DirectoryPerson = z.infer<typeof personSchema>;

export async function findPerson(items: Items, tenant: string, who: string): Promise<DirectoryPerson | undefined> {
  const item = await items.get(keys.person(tenant, who));
  return item ? personSchema.parse(item["person"]) : undefined;
}

export async function listPeople(items: Items, tenant: string): Promise<DirectoryPerson[]> {
  const people: DirectoryPerson[] = [];
  for await (const item of allItems(items, { pk: `${tenant}#PPL` })) people.push(personSchema.parse(item["person"]));
  return people;
}

/** Enters or replaces a person of the directory. */
export async function savePerson(items: Items, tenant: string, person: DirectoryPerson): Promise<void> {
  const written = await items.transact([
    { put: { ...keys.person(tenant, person.who), person: JSON.parse(JSON.stringify(person)) } },
  ]);
  if (!written.ok) throw new Error(`person ${person.who}: ${written.reason}`);
}

/**
 * The usual route of a determina: whoever the act names as RUP approves, the financial service gives its opinion where
 * there is spending, the signatory signs. `missing` names roles of the act that nobody in the directory fills.
 */
export function suggestRoute(
  data: ActData,
  people: readonly DirectoryPerson[],
): { readonly steps: RouteStep[]; readonly missing: string[] } {
  const missing: string[] = [];
  const named = (name: string | undefined, role: string) => {
    const person = name === undefined ? undefined : people.find((one) => samePersonName(one.name, name));
    if (name !== undefined && !person) missing.push(`${role}: ${name}`);
    return person;
  };
  const step = (kind: RouteStep["kind"], role: string, person: DirectoryPerson | undefined): RouteStep[] =>
    person
      ? [
          {
            kind,
            role,
            assignees: [{ who: person.who, name: person.name, email: person.email, fiscalCode: person.fiscalCode }],
          },
        ]
      : [];
  const spends = data.movements.some((movement) => movement.type !== "E/Accertamento");
  const financial = spends ? people.find((one) => one.office === "Ragioneria") : undefined;
  // Left out in silence, an act that spends would reach the signature without anybody having looked at the money.
  if (spends && !financial) missing.push("servizio finanziario: nessuno nell'ufficio «Ragioneria»");
  return {
    steps: [
      ...step("approval", "Responsabile unico del progetto", named(data.roles.rup?.name, "RUP")),
      ...step("approval", "Servizio finanziario", financial),
      ...step("signature", "Responsabile del provvedimento", named(data.roles.signatory?.name, "firmatario")),
    ],
    missing,
  };
}
