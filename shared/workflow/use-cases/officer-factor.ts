import * as z from "zod";
import { noteAccount } from "../model/account-log.ts";
import { keys } from "../model/keys.ts";
import { countTry, type Limit } from "../model/limiter.ts";
import { type OfficerSession, readOfficerSession, type SessionKind } from "../model/officer-sessions.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { newShortCode, readShortCode, tokenHash } from "../model/secrets.ts";
import type { Action } from "../ports/items.ts";
import type { World } from "../world.ts";
import { enrolStep, findTotp, keepPendingTotp, keepTotpStep } from "./authenticator.ts";
import { atDesk, type SignedIn } from "./sign-in.ts";

type FactorWorld = Pick<World, "settings" | "items" | "clock" | "randomBytes" | "newId" | "factors">;

/** Wrong codes of a person, whose password is known to whoever types them. */
const ofCodes: Limit = { scope: "DESKCODE", most: 10, minutes: 60 };
const howMany = 10;
const kind = "RECOVERY";
const keptSchema = z.object({ n: z.int(), macs: z.array(z.string()) });

type Pending = Exclude<SessionKind, "officer">;

/** Who has typed the password and is not at the desk yet. Changes nothing. */
export async function pendingSignIn(
  world: Pick<World, "settings" | "items" | "clock">,
  secret: string,
  wanted: Pending,
): Promise<Answer<OfficerSession>> {
  const session = await readOfficerSession(world, secret, wanted);
  return session ? answer(session) : refuse(no("SIGN_IN_OVER"));
}

type Typed = {
  readonly secret: string;
  readonly csrf: string;
  readonly code: string;
  readonly agent?: string | undefined;
};

/** Lets in with a code of the person's app, once (RFC 6238 §5.2), or with one of the recovery codes, which it spends. */
export async function confirmSignIn(world: FactorWorld, given: Typed): Promise<Answer<SignedIn>> {
  const session = await pendingSignIn(world, given.secret, "officer-asked");
  if (!session.ok) return session;
  const { person, csrf } = session.value;
  if (csrf !== given.csrf) return refuse(no("SIGN_IN_OVER"));
  const now = world.clock();
  const full = await countTry(world.items, ofCodes, tokenHash(`${world.settings.tenant}|${person.who}`), now);
  if (full) return refuse(no("TOO_MANY_ATTEMPTS", { until: full }));
  const right = (await byApp(world, person.who, given.code)) ?? (await byRecovery(world, person.who, given.code));
  if (!right) return refuse(no("SECOND_FACTOR_WRONG"));
  const spent = await world.items.transact([
    ...right.spend,
    { delete: keys.session(tokenHash(given.secret)), if: { exists: "pk" } },
    { delete: keys.limit(ofCodes.scope, tokenHash(`${world.settings.tenant}|${person.who}`)) },
  ]);
  // The same code in the same moment, in another window: one of the two is in, and it is not this one.
  if (!spent.ok) return refuse(no("SECOND_FACTOR_WRONG"));
  return answer(await atDesk(world, person, { via: right.via, agent: given.agent }));
}

type Right = { readonly via: "password+totp" | "password+recovery"; readonly spend: readonly Action[] };

async function byApp(world: FactorWorld, who: string, code: string): Promise<Right | undefined> {
  const kept = await findTotp(world, who);
  const step =
    kept?.state === "ACTIVE"
      ? world.factors?.totp?.step(kept.secret, code.replace(/\s/g, ""), world.clock())
      : undefined;
  return step === undefined ? undefined : { via: "password+totp", spend: [keepTotpStep(world, who, step)] };
}

async function byRecovery(world: FactorWorld, who: string, typed: string): Promise<Right | undefined> {
  const code = readShortCode(typed);
  if (!code || !world.factors) return undefined;
  const { n, macs } = await kept(world, who);
  const mac = macOf(world, who, code);
  if (!macs.includes(mac)) return undefined;
  return {
    via: "password+recovery",
    spend: [
      {
        update: keys.factor(world.settings.tenant, who, kind),
        set: { macs: macs.filter((one) => one !== mac), n: n + 1 },
        if: { attr: "n", op: "=", value: n },
      },
      noteAccount(world, { what: "recoveryUsed", who, by: who }),
    ],
  };
}

const macOf = ({ factors, settings }: FactorWorld, who: string, code: string) =>
  factors?.keyed.mac(`recovery|${settings.tenant}|${who}|${code}`) ?? "";

async function kept(world: Pick<World, "settings" | "items">, who: string) {
  const item = keptSchema.safeParse(await world.items.get(keys.factor(world.settings.tenant, who, kind)));
  return item.success ? item.data : { n: 0, macs: [] };
}

/** How many recovery codes a person has not used. */
export const recoveryLeft = async (world: Pick<World, "settings" | "items">, who: string): Promise<number> =>
  (await kept(world, who)).macs.length;

/**
 * New recovery codes: they are in this answer and nowhere else. What is stored is their HMAC under a key that is not in
 * the table: forty bits could be tried all.
 */
export async function newRecoveryCodes(world: FactorWorld, who: string): Promise<{ codes: string[]; action: Action }> {
  const codes = Array.from({ length: howMany }, () => newShortCode(world.randomBytes(8)));
  const macs = codes.map((code) => macOf(world, who, readShortCode(code) ?? ""));
  const { n } = await kept(world, who);
  return { codes, action: { put: { ...keys.factor(world.settings.tenant, who, kind), n: n + 1, macs } } };
}

export type DeskEnrolment = {
  readonly state: "NONE" | "PENDING" | "ACTIVE";
  /** To be read by the app, while no code of it was typed; never shown again. */
  readonly pending?: { readonly secret: string; readonly address: string };
};

/** What the page of one's app shows. Changes nothing. */
export async function deskEnrolment(world: FactorWorld, who: string, name: string): Promise<DeskEnrolment> {
  const found = await findTotp(world, who);
  const totp = world.factors?.totp;
  if (!found || !totp) return { state: "NONE" };
  if (found.state === "ACTIVE") return { state: "ACTIVE" };
  const address = totp.address(found.secret, name, world.settings.name);
  return { state: "PENDING", pending: { secret: found.secret, address } };
}

export const beginDeskEnrolment = async (world: FactorWorld, who: string): Promise<Answer<true>> => {
  if (!world.factors?.totp) return refuse(no("SECOND_FACTOR_UNAVAILABLE"));
  await keepPendingTotp(world, who);
  return answer(true);
};

/** The app counts from now on. Answers the recovery codes, to be shown once. */
export async function endDeskEnrolment(
  world: FactorWorld,
  { who, code }: { readonly who: string; readonly code: string },
): Promise<Answer<{ readonly codes: readonly string[] }>> {
  const right = await enrolStep(world, who, code);
  if (!right.ok) return right;
  const { codes, action } = await newRecoveryCodes(world, who);
  const written = await world.items.transact([
    keepTotpStep(world, who, right.value.step),
    action,
    noteAccount(world, { what: "totpEnrolled", who, by: who }),
  ]);
  return written.ok ? answer({ codes }) : refuse(no("SECOND_FACTOR_WRONG"));
}

/** The step that the body asks for before the desk: the app is confirmed, and the person is in. */
export async function enrolAndEnter(
  world: FactorWorld,
  given: Typed,
): Promise<Answer<SignedIn & { readonly codes: readonly string[] }>> {
  const session = await pendingSignIn(world, given.secret, "officer-enrol");
  if (!session.ok) return session;
  const { person, csrf } = session.value;
  if (csrf !== given.csrf) return refuse(no("SIGN_IN_OVER"));
  const enrolled = await endDeskEnrolment(world, { who: person.who, code: given.code });
  if (!enrolled.ok) return enrolled;
  await world.items.transact([{ delete: keys.session(tokenHash(given.secret)) }]);
  const entered = await atDesk(world, person, { via: "password+totp", agent: given.agent });
  return answer({ ...entered, codes: enrolled.value.codes });
}
