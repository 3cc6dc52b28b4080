import * as z from "zod";
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
