import * as z from "zod";
import { type Action, allItems, type Items, type Value } from "../ports/items.ts";
import { keys } from "./keys.ts";

/** What an account may do. An auditor reads everything and changes nothing; an accountant reads, and gives the visto by their link. */
export const roles = ["officer", "publisher", "accountant", "operator", "auditor"] as const;
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
  /** Since when the account is shut: nobody signs in with it, and no key of a program stands for it. */
  suspendedAt: z.string().optional(),
  /** Sessions of another epoch are over: it grows with every change of password, roles or state. */
  epoch: z.int().optional(),
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

/** A person with the count of the changes made, for whoever changes them next. */
export type StoredPerson = { readonly person: DirectoryPerson; readonly n: number };

export async function storedPerson(items: Items, tenant: string, who: string): Promise<StoredPerson | undefined> {
  const item = who.length <= 100 && who.isWellFormed() ? await items.get(keys.person(tenant, who)) : undefined;
  return item && { person: personSchema.parse(item["person"]), n: z.int().catch(0).parse(item["n"]) };
}

/** Writes a person anew, if nobody else did since they were read. */
export const personChange = (tenant: string, before: StoredPerson, next: DirectoryPerson): Action => ({
  update: keys.person(tenant, before.person.who),
  set: { person: JSON.parse(JSON.stringify(next)) as Value, n: before.n + 1 },
  if: before.n === 0 ? { all: [{ exists: "pk" }, { absent: "n" }] } : { attr: "n", op: "=", value: before.n },
});

/** Whether somebody may sign in: an account that has a role and is not shut. */
export const isOpenAccount = (person: DirectoryPerson): boolean =>
  person.suspendedAt === undefined && person.roles.length > 0;
