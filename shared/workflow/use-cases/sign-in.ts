import { noteAccount } from "../model/account-log.ts";
import { keys } from "../model/keys.ts";
import { countTry, exhausted, giveBack, type Limit } from "../model/limiter.ts";
import {
  newOfficerSession,
  type OfficerSession,
  readOfficerSession,
  type SessionKind,
} from "../model/officer-sessions.ts";
import { type DirectoryPerson, isOpenAccount, type Role, storedPerson } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { base64url, tokenHash } from "../model/secrets.ts";
import { later, minute, ttlAfter } from "../model/ttl.ts";
import type { Action } from "../ports/items.ts";
import type { World } from "../world.ts";
import { totpState } from "./authenticator.ts";

export type { OfficerSession } from "../model/officer-sessions.ts";
export type SignInWorld = Pick<
  World,
  "settings" | "items" | "clock" | "randomBytes" | "passwords" | "newId" | "factors"
>;

/** Wrong passwords for one name from one place (or one browser that is known); the wait is ten minutes. */
const ofPair: Limit = { scope: "SIGN", most: 5, minutes: 10 };
/** From one place for any name: the people of a town hall share one, and right passwords are given back. */
const ofSource: Limit = { scope: "SIGNSRC", most: 60, minutes: 10 };
/**
 * For one name from everywhere (NIST SP 800-63B-4 §3.2.2: no more than 100). Reached by strangers it shuts out strangers
 * alone: a browser that the account was entered with before goes on, or knowing a name would be enough to lock it.
 */
const ofName: Limit = { scope: "SIGNNAME", most: 50, minutes: 60 };
const deviceDays = 180;

export type Credentials = {
  readonly who: string;
  readonly password: string;
  /** Where the request comes from, as the network says it. */
  readonly source?: string | undefined;
  /** The cookie of a browser that was used before. */
  readonly device?: string | undefined;
  readonly agent?: string | undefined;
};
/** `code`: an app's code is asked for; `enrol`: the body asks for an app, and the person has none yet. */
export type SignedIn = {
  readonly secret: string;
  readonly next: "desk" | "code" | "enrol";
  /** Secret of the browser's own cookie, where somebody is at the desk. */
  readonly device?: string | undefined;
};

/**
 * Signs an officer in with user name and password. A wrong name and a wrong password are the same answer after the
 * same time. Tries are counted in the table before the password is looked at, so that many at once are not one and a
 * restart forgets nothing (docs/decisions/0048).
 * @throws when they cannot be counted: then nobody tries.
 */
export async function signIn(world: SignInWorld, given: Credentials): Promise<Answer<SignedIn>> {
  const { items, settings } = world;
  const now = world.clock();
  // A name that cannot be an account's takes as long as a wrong password and leaves nothing behind.
  const who = given.who.length <= 100 && given.who.isWellFormed() ? given.who : undefined;
  const isKnown = who !== undefined && (await isKnownDevice(world, who, given.device));
  const limits = who === undefined ? [] : limitsOf(settings.tenant, who, given, isKnown);
  for (const [limit, key] of limits) {
    const until = await countTry(items, limit, key, now);
    if (until) return shutOut(world, who ?? "", until, limit === ofName);
  }
  const stored = who === undefined ? undefined : await storedPerson(items, settings.tenant, who);
  const right = await world.passwords.verify(given.password, stored?.person.passwordHash);
  if (!stored?.person.passwordHash || !right || stored.person.suspendedAt !== undefined)
    return refuse(no("WRONG_CREDENTIALS"));
  for (const [limit, key] of limits.slice(1)) await giveBack(items, limit, key);
  const [pair] = limits;
  const forget: Action[] = pair ? [{ delete: keys.limit(pair[0].scope, pair[1]) }] : [];
  return begin(world, stored.person, given.agent, forget);
}

type Counted = readonly (readonly [Limit, string])[];
function limitsOf(tenant: string, who: string, { source = "-", device = "" }: Credentials, isKnown: boolean): Counted {
  const name = `${tenant}|${who}`;
  if (isKnown) return [[ofPair, tokenHash(`device|${device}|${name}`)]];
  return [
    [ofPair, tokenHash(`source|${source}|${name}`)],
    [ofSource, tokenHash(`source|${source}|${tenant}`)],
    [ofName, tokenHash(`name|${name}`)],
  ];
}

async function shutOut(world: SignInWorld, who: string, until: string, byName: boolean): Promise<Answer<never>> {
  const { items, settings } = world;
  // Once an hour for a name, so that whoever guesses cannot write the log full.
  const once: Limit = { scope: "SIGNLOG", most: 1, minutes: 60 };
  const isNamed = (await storedPerson(items, settings.tenant, who)) !== undefined;
  if (isNamed && !(await countTry(items, once, tokenHash(`${settings.tenant}|${who}`), world.clock())))
    await items.transact([noteAccount(world, { what: "shutOut", who, by: "—", detail: byName ? "name" : "source" })]);
  return refuse(no("TOO_MANY_ATTEMPTS", { until }));
}

/** Whether strangers are shut out of an account now; for tests and for the operator's page. */
export const isShutToStrangers = async (world: Pick<World, "settings" | "items" | "clock">, who: string) =>
  (await exhausted(world.items, ofName, tokenHash(`name|${world.settings.tenant}|${who}`), world.clock())) !==
  undefined;

/** The password was right: at the desk, or on to what is asked for besides. */
async function begin(
  world: SignInWorld,
  person: DirectoryPerson,
  agent: string | undefined,
  more: readonly Action[],
): Promise<Answer<SignedIn>> {
  const state = await totpState(world, person.who);
  // An app that cannot be asked is no reason to let in without it.
  if (state === "ACTIVE" && !world.factors?.totp) return refuse(no("SECOND_FACTOR_UNAVAILABLE"));
  if (state === "ACTIVE") return pending(world, person, "officer-asked", more);
  if (needsTotp(world.settings, person)) {
    if (!world.factors?.totp) return refuse(no("SECOND_FACTOR_UNAVAILABLE"));
    return pending(world, person, "officer-enrol", more);
  }
  return answer(await atDesk(world, person, { via: "password", agent }, more));
}

export const needsTotp = (settings: World["settings"], person: DirectoryPerson): boolean =>
  person.roles.some((role) => settings.totpFor?.includes(role) ?? false);

async function pending(
  world: SignInWorld,
  person: DirectoryPerson,
  kind: Exclude<SessionKind, "officer">,
  more: readonly Action[],
): Promise<Answer<SignedIn>> {
  const { secret, actions } = newOfficerSession(world, person, { kind, via: "password" });
  await written(world, [...actions, ...more]);
  return answer({ secret, next: kind === "officer-asked" ? "code" : "enrol" });
}

type Arrival = Omit<Parameters<typeof newOfficerSession>[2], "kind">;

/** Opens the desk under a new secret, remembers the browser and writes down who came in. */
export async function atDesk(
  world: Omit<SignInWorld, "passwords">,
  person: DirectoryPerson,
  how: Arrival,
  more: readonly Action[] = [],
): Promise<SignedIn> {
  const { secret, actions } = newOfficerSession(world, person, { ...how, kind: "officer" });
  const device = newDevice(world, person);
  const note = noteAccount(world, { what: "signedIn", who: person.who, by: person.who, detail: how.via });
  await written(world, [...actions, device.action, note, ...more]);
  return { secret, next: "desk", device: device.secret };
}

async function written(world: Pick<World, "items">, actions: readonly Action[]): Promise<void> {
  const done = await world.items.transact(actions);
  if (!done.ok) throw new Error(`session: ${done.reason}`);
}

/** A browser that was let in, so that strangers who guess do not shut it out (OWASP: device cookies). */
export function newDevice(world: Pick<World, "settings" | "clock" | "randomBytes">, { who }: DirectoryPerson) {
  const secret = base64url(world.randomBytes(32));
  const until = later(world.clock(), deviceDays * 1440 * minute);
  const item = { tenant: world.settings.tenant, who, until, ...ttlAfter(until) };
  const action: Action = { put: { ...keys.device(tokenHash(secret)), ...item } };
  return { secret, action };
}

async function isKnownDevice(world: SignInWorld, who: string, device: string | undefined): Promise<boolean> {
  if (!device || !/^[\w-]{43}$/.test(device)) return false;
  const item = await world.items.get(keys.device(tokenHash(device)));
  return (
    item?.["who"] === who &&
    item["tenant"] === world.settings.tenant &&
    typeof item["until"] === "string" &&
    item["until"] > world.clock()
  );
}

/** Who the session's cookie stands for; `undefined` when it stands for nobody any more. Changes nothing. */
export const officerSession = (
  world: Pick<World, "settings" | "items" | "clock">,
  secret: string,
): Promise<OfficerSession | undefined> => readOfficerSession(world, secret, "officer");

/** Ends the session that the secret opens, whatever it is. Answers what it was, if it was at the desk. */
export async function signOut(
  world: Pick<World, "settings" | "items" | "clock" | "newId">,
  secret: string,
): Promise<OfficerSession | undefined> {
  const session = await officerSession(world, secret);
  const { tenant } = world.settings;
  const { items } = world;
  await items.transact([
    { delete: keys.session(tokenHash(secret)) },
    ...(session
      ? [
          { delete: keys.sessionOf(tenant, session.person.who, session.id || "-") },
          noteAccount(world, { what: "signedOut", who: session.person.who, by: session.person.who }),
        ]
      : []),
  ]);
  return session;
}

/** Everyone who is not listed is refused. */
export function permits(person: DirectoryPerson, needed: readonly Role[]): Answer<true> {
  if (isOpenAccount(person) && person.roles.some((role) => needed.includes(role))) return answer(true);
  return refuse(no("NOT_PERMITTED", { roles: person.roles.join(", ") || "—", needed: needed.join(", ") }));
}
