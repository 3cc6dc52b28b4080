import { noteAccount } from "../model/account-log.ts";
import { keys } from "../model/keys.ts";
import { countTry, type Limit } from "../model/limiter.ts";
import {
  endSession,
  newOfficerSession,
  type OfficerSession,
  openSessionsOf,
  type SessionLine,
} from "../model/officer-sessions.ts";
import { passwordProblem } from "../model/password-rule.ts";
import { type DirectoryPerson, personChange, storedPerson } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { tokenHash } from "../model/secrets.ts";
import type { Action } from "../ports/items.ts";
import type { World } from "../world.ts";
import { wordsAbout } from "./access-links.ts";
import {
  beginDeskEnrolment,
  type DeskEnrolment,
  deskEnrolment,
  newRecoveryCodes,
  recoveryLeft,
} from "./officer-factor.ts";

type OwnWorld = Pick<World, "settings" | "items" | "clock" | "randomBytes" | "newId" | "factors" | "passwords">;

/** Wrong passwords typed at the desk: whoever sits down at an open screen must not guess either. */
const ofPassword: Limit = { scope: "DESKPWD", most: 5, minutes: 10 };

export type OwnAccess = {
  readonly sessions: readonly Omit<SessionLine, "hash" | "epoch">[];
  readonly current: string;
  readonly hasPassword: boolean;
  readonly enrolment: DeskEnrolment;
  readonly recovery: number;
};

/** One's own ways in and open sessions. Changes nothing. */
export async function readOwnAccess(world: OwnWorld, session: OfficerSession): Promise<OwnAccess> {
  const { person, id } = session;
  const lines = await openSessionsOf(world, person);
  return {
    sessions: lines.map(({ hash: _h, epoch: _e, ...line }) => line),
    current: id,
    hasPassword: person.passwordHash !== undefined,
    enrolment: await deskEnrolment(world, person.who, person.name),
    recovery: await recoveryLeft(world, person.who),
  };
}

/** The old password is asked for whatever lets others in later: an open screen or a stolen cookie is not enough. */
async function passwordIsRight(world: OwnWorld, person: DirectoryPerson, password: string): Promise<Answer<true>> {
  const key = tokenHash(`${world.settings.tenant}|${person.who}`);
  const full = await countTry(world.items, ofPassword, key, world.clock());
  if (full) return refuse(no("TOO_MANY_ATTEMPTS", { until: full }));
  const right = await world.passwords.verify(password, person.passwordHash);
  if (!right) return refuse(no("WRONG_CREDENTIALS"));
  await world.items.transact([{ delete: keys.limit(ofPassword.scope, key) }]);
  return answer(true);
}

type Renewed = { readonly secret: string };

/** Changes the person under a new epoch: every session is over but the one that is begun here in its place. */
async function renew(
  world: OwnWorld,
  session: OfficerSession,
  work: (person: DirectoryPerson) => DirectoryPerson,
  agent: string | undefined,
  note: Action,
): Promise<Answer<Renewed>> {
  const { tenant } = world.settings;
  const stored = await storedPerson(world.items, tenant, session.person.who);
  if (!stored || (stored.person.epoch ?? 0) !== (session.person.epoch ?? 0)) return refuse(no("SIGN_IN_OVER"));
  const next = { ...work(stored.person), epoch: (stored.person.epoch ?? 0) + 1 };
  const { via, acr, amr } = session;
  const { secret, actions } = newOfficerSession(world, next, { kind: "officer", via, agent, acr, amr });
  const written = await world.items.transact([personChange(tenant, stored, next), ...actions, note]);
  return written.ok ? answer({ secret }) : refuse(no("ACCOUNT_CHANGED"));
}

type Change = { readonly old: string; readonly password: string; readonly again: string; readonly agent?: string };

/** Changes one's own password. Every other session is over in the same transaction. */
export async function changePassword(
  world: OwnWorld,
  session: OfficerSession,
  given: Change,
): Promise<Answer<Renewed>> {
  const { person } = session;
  const same = given.password === given.again;
  const problem = same
    ? passwordProblem(given.password, wordsAbout(world.settings, person))
    : no("PASSWORD_NOT_GOOD", { it: "le due non sono uguali", en: "the two are not the same" });
  if (problem) return refuse(problem);
  const right = await passwordIsRight(world, person, given.old);
  if (!right.ok) return right;
  const passwordHash = await world.passwords.hash(given.password);
  const note = noteAccount(world, { what: "passwordChanged", who: person.who, by: person.who });
  return renew(world, session, (stored) => ({ ...stored, passwordHash }), given.agent, note);
}

/** Ends every session but this one, which goes on under a new secret. */
export const signOutOthers = (world: OwnWorld, session: OfficerSession, agent?: string): Promise<Answer<Renewed>> =>
  renew(
    world,
    session,
    (stored) => stored,
    agent,
    noteAccount(world, { what: "othersSignedOut", who: session.person.who, by: session.person.who }),
  );

/** Ends one of one's own sessions. One that is over already is no mistake. */
export async function revokeSession(world: OwnWorld, { person }: OfficerSession, id: string): Promise<Answer<true>> {
  const line = (await openSessionsOf(world, person)).find((one) => one.id === id);
  if (!line) return answer(true);
  const { who } = person;
  const written = await world.items.transact([
    ...endSession(world.settings.tenant, who, line),
    noteAccount(world, { what: "sessionRevoked", who, by: who }),
  ]);
  if (!written.ok) throw new Error(`session ${id}: ${written.reason}`);
  return answer(true);
}

/** Begins with an app of one's own, after the password: a stolen session must not enrol its own. */
export async function beginOwnApp(world: OwnWorld, session: OfficerSession, password: string): Promise<Answer<true>> {
  const right = await passwordIsRight(world, session.person, password);
  return right.ok ? beginDeskEnrolment(world, session.person.who) : right;
}

/** New recovery codes in place of those that are left, after the password. */
export async function renewRecovery(
  world: OwnWorld,
  { person }: OfficerSession,
  password: string,
): Promise<Answer<{ readonly codes: readonly string[] }>> {
  const right = await passwordIsRight(world, person, password);
  if (!right.ok) return right;
  if ((await deskEnrolment(world, person.who, person.name)).state !== "ACTIVE")
    return refuse(no("SECOND_FACTOR_UNAVAILABLE"));
  const { codes, action } = await newRecoveryCodes(world, person.who);
  const note = noteAccount(world, { what: "recoveryRenewed", who: person.who, by: person.who });
  const written = await world.items.transact([action, note]);
  if (!written.ok) throw new Error(`recovery codes: ${written.reason}`);
  return answer({ codes });
}
