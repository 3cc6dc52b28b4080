import { type AccountEntry, noteAccount, readAccountLog } from "../model/account-log.ts";
import { keys } from "../model/keys.ts";
import { isMailAddress } from "../model/mail-address.ts";
import { maskedAddress } from "../model/masks.ts";
import {
  type DirectoryPerson,
  isOpenAccount,
  listPeople,
  personChange,
  type Role,
  roles,
  storedPerson,
} from "../model/people.ts";
import { type Answer, answer, no, refuse, type WorkflowRefusal } from "../model/refusals.ts";
import type { Action, Value } from "../ports/items.ts";
import type { World } from "../world.ts";
import { accessMailDue } from "./access-links.ts";
import { totpState } from "./authenticator.ts";
import { recoveryLeft } from "./officer-factor.ts";
import { findPasskeys } from "./passkeys.ts";
import { isShutToStrangers, needsTotp } from "./sign-in.ts";

type AccountsWorld = Pick<World, "settings" | "items" | "clock" | "newId" | "randomBytes" | "factors">;

/** `none`: signs by links alone; `invited`: no password yet; `suspended`: shut by an operator. */
export type AccountState = "none" | "invited" | "open" | "suspended";
export type Account = Pick<DirectoryPerson, "who" | "name" | "email" | "office" | "roles" | "fiscalCode"> & {
  readonly state: AccountState;
  /** Where codes go, as far as its owner recognises it. */
  readonly channel: string | undefined;
  readonly totp: boolean;
  readonly recovery: number;
  readonly passkeys: number;
  /** The body's setting asks for an app that the person has not. */
  readonly lacksTotp: boolean;
  /** Guessed at so often that unknown browsers wait. */
  readonly isShut: boolean;
};

const stateOf = (person: DirectoryPerson): AccountState => {
  if (person.suspendedAt !== undefined) return "suspended";
  if (person.roles.length === 0) return "none";
  return person.passwordHash === undefined ? "invited" : "open";
};

async function accountOf(world: AccountsWorld, person: DirectoryPerson): Promise<Account> {
  const { who, name, email, office, secondChannel, fiscalCode } = person;
  const totp = (await totpState(world, who)) === "ACTIVE";
  return {
    ...{ who, name, email, office, roles: person.roles, state: stateOf(person), totp },
    ...(fiscalCode === undefined ? {} : { fiscalCode }),
    channel: secondChannel && maskedAddress(secondChannel),
    recovery: await recoveryLeft(world, who),
    passkeys: (await findPasskeys(world, who)).length,
    lacksTotp: isOpenAccount(person) && needsTotp(world.settings, person) && !totp,
    isShut: await isShutToStrangers(world, who),
  };
}

/** Everybody of the directory with their accounts, by name, and what became of accounts last. Changes nothing. */
export async function readAccounts(
  world: AccountsWorld,
): Promise<{ readonly accounts: readonly Account[]; readonly log: readonly AccountEntry[] }> {
  const people = await listPeople(world.items, world.settings.tenant);
  const accounts: Account[] = [];
  for (const person of people) accounts.push(await accountOf(world, person));
  accounts.sort((a, b) => a.name.localeCompare(b.name, "it"));
  return { accounts, log: await readAccountLog(world, 30) };
}

/** `names` of everybody, for whoever did something. */
type OneAccount = {
  readonly account: Account;
  readonly log: readonly AccountEntry[];
  readonly names: Readonly<Record<string, string>>;
};

/** One person's account. Changes nothing. */
export async function readAccount(world: AccountsWorld, who: string): Promise<Answer<OneAccount>> {
  const stored = await storedPerson(world.items, world.settings.tenant, who);
  if (!stored) return refuse(no("ACCOUNT_NOT_FOUND"));
  const log = (await readAccountLog(world, 300)).filter((entry) => entry.who === who);
  const people = await listPeople(world.items, world.settings.tenant);
  const names = Object.fromEntries(people.map((one) => [one.who, one.name]));
  return answer({ account: await accountOf(world, stored.person), log: log.slice(0, 30), names });
}

const wrong = (field: string, value: string, expectation: string): WorkflowRefusal =>
  no("REQUEST_NOT_VALID", { field, value: value.slice(0, 60).toWellFormed() || "—", expectation });

const isText = (text: string, most: number) =>
  // A control character in a name would be a line of its own in a mail's header.
  text !== "" && text.length <= most && text.isWellFormed() && !/\p{Cc}/u.test(text);

function rolesOf(given: readonly string[]): Role[] | undefined {
  const known = roles.filter((role) => given.includes(role));
  return known.length === new Set(given).size ? known : undefined;
}

export type NewAccount = {
  readonly by: string;
  readonly who: string;
  readonly name: string;
  readonly email: string;
  readonly office: string;
  readonly fiscalCode: string;
  readonly roles: readonly string[];
};

/** Enters a person with their roles, and sends the link with which they choose a password. */
export async function addAccount(world: AccountsWorld, given: NewAccount): Promise<Answer<true>> {
  const made = checked(given);
  if ("code" in made) return refuse(made);
  const { tenant } = world.settings;
  const person = JSON.parse(JSON.stringify(made)) as Value;
  const written = await world.items.transact([
    { put: { ...keys.person(tenant, made.who), person, n: 1 }, if: { absent: "pk" } },
    ...invitation(world, made, given.by),
    noteAccount(world, { what: "added", who: made.who, by: given.by, detail: made.roles.join(", ") }),
  ]);
  return written.ok ? answer(true) : refuse(no("ACCOUNT_EXISTS", { who: made.who }));
}

const invitation = (world: AccountsWorld, { who, roles: held }: DirectoryPerson, by: string): Action[] =>
  held.length === 0 ? [] : [accessMailDue(world, "invite", who), noteAccount(world, { what: "invited", who, by })];

function checked(given: NewAccount): DirectoryPerson | WorkflowRefusal {
  const [who, name, email, office] = [given.who, given.name, given.email, given.office].map((one) => one.trim());
  const fiscalCode = given.fiscalCode.trim().toUpperCase();
  const held = rolesOf(given.roles);
  if (!who || !/^[a-z0-9][a-z0-9._-]{2,59}$/.test(who))
    return wrong(
      "who",
      who ?? "",
      "da 3 a 60 lettere minuscole, cifre, . _ - (nome.cognome) / 3 to 60 lower-case letters, digits, . _ - (name.surname)",
    );
  if (!name || !isText(name, 100))
    return wrong(
      "name",
      name ?? "",
      "nome e cognome, al massimo 100 caratteri / name and surname, at most 100 characters",
    );
  if (!email || !isMailAddress(email))
    return wrong("email", email ?? "", "un indirizzo come nome@ente.it / an address like name@body.it");
  if (!office || !isText(office, 120))
    return wrong("office", office ?? "", "l'ufficio, al massimo 120 caratteri / the office, at most 120 characters");
  if (fiscalCode !== "" && !isFiscalCode(fiscalCode))
    return wrong(
      "fiscalCode",
      fiscalCode,
      "16 caratteri, come RSSMRA80A01H501U, oppure vuoto / 16 characters, such as RSSMRA80A01H501U, or empty",
    );
  if (!held) return wrong("roles", given.roles.join(", "), roles.join(", "));
  return { who, name, email, office, roles: held, ...(fiscalCode === "" ? {} : { fiscalCode }) };
}

/** Also with letters in the place of digits, as homocodes have them. */
const isFiscalCode = (text: string) =>
  /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-EHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/.test(text);

type About = { readonly by: string; readonly who: string };

/** Changes a person, ends their sessions and writes down who did it, in one transaction. */
async function change(
  world: AccountsWorld,
  { by, who }: About,
  work: (person: DirectoryPerson) => { next: DirectoryPerson; more: readonly Action[] } | WorkflowRefusal,
): Promise<Answer<true>> {
  const { tenant } = world.settings;
  const stored = await storedPerson(world.items, tenant, who);
  if (!stored) return refuse(no("ACCOUNT_NOT_FOUND"));
  if (by === who) return refuse(no("OWN_ACCOUNT"));
  const made = work(stored.person);
  if ("code" in made) return refuse(made);
  const next = { ...made.next, epoch: (stored.person.epoch ?? 0) + 1 };
  const written = await world.items.transact([personChange(tenant, stored, next), ...made.more]);
  return written.ok ? answer(true) : refuse(no("ACCOUNT_CHANGED"));
}

/** Gives a person exactly these roles. Whoever gets a first one is invited. */
export const setRoles = (
  world: AccountsWorld,
  request: About & { readonly roles: readonly string[] },
): Promise<Answer<true>> =>
  change(world, request, (person) => {
    const held = rolesOf(request.roles);
    if (!held) return wrong("roles", request.roles.join(", "), roles.join(", "));
    const next = { ...person, roles: held };
    const isNew = person.roles.length === 0 && person.passwordHash === undefined;
    const detail = held.join(", ") || "—";
    const note = noteAccount(world, { what: "rolesChanged", who: person.who, by: request.by, detail });
    return { next, more: [note, ...(isNew ? invitation(world, next, request.by) : [])] };
  });

/** Shuts an account, or opens it again. Sessions end at once, and keys of programs stand for nobody meanwhile. */
export const setSuspended = (
  world: AccountsWorld,
  request: About & { readonly suspended: boolean },
): Promise<Answer<true>> =>
  change(world, request, ({ suspendedAt: _, ...person }) => ({
    next: request.suspended ? { ...person, suspendedAt: world.clock() } : person,
    more: [noteAccount(world, { what: request.suspended ? "suspended" : "resumed", who: person.who, by: request.by })],
  }));

/** Sends the link of a first password again; the earlier one opens nothing any more. */
export async function inviteAgain(world: AccountsWorld, { by, who }: About): Promise<Answer<true>> {
  const stored = await storedPerson(world.items, world.settings.tenant, who);
  if (!stored || !isOpenAccount(stored.person)) return refuse(no("ACCOUNT_NOT_FOUND"));
  const written = await world.items.transact(invitation(world, stored.person, by));
  if (!written.ok) throw new Error(`invitation of ${who}: ${written.reason}`);
  return answer(true);
}

/** Takes app, recovery codes and passkeys away, when a telephone was lost. Sessions end too: the finder may have one. */
export const removeFactors = (world: AccountsWorld, request: About): Promise<Answer<true>> =>
  change(world, request, (person) => ({
    next: person,
    more: [
      ...["TOTP", "RECOVERY", "PASSKEYS"].map((kind) => ({
        delete: keys.factor(world.settings.tenant, person.who, kind),
      })),
      noteAccount(world, { what: "factorsRemoved", who: person.who, by: request.by }),
    ],
  }));
