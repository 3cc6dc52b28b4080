import * as z from "zod";
import { type AccessMailKind, accessMail, accessMailKinds, welcomeMail } from "../mail/access-mail.ts";
import { noteAccount } from "../model/account-log.ts";
import { duePk, keys, shardOf } from "../model/keys.ts";
import { countTry, type Limit } from "../model/limiter.ts";
import { passwordProblem } from "../model/password-rule.ts";
import { type DirectoryPerson, isOpenAccount, listPeople, personChange, storedPerson } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { base64url, tokenHash } from "../model/secrets.ts";
import { later, minute, ttlAfter } from "../model/ttl.ts";
import type { Action, Item } from "../ports/items.ts";
import { MailRefused } from "../ports/world.ts";
import type { World } from "../world.ts";
import { newDevice } from "./sign-in.ts";
import { dueItems } from "./sweep.ts";

type LinkWorld = Pick<World, "settings" | "items" | "clock" | "newId" | "randomBytes">;

/** An invitation waits over a week-end; who forgot a password waits at the screen. */
const minutesOf: Readonly<Record<AccessMailKind, number>> = { invite: 3 * 1440, reset: 60 };
const ofTarget: Limit = { scope: "RESET", most: 3, minutes: 60 };
const ofSource: Limit = { scope: "RESETSRC", most: 20, minutes: 60 };
const ofOpening: Limit = { scope: "ACCESS", most: 30, minutes: 10 };
/** Minutes until a mail that was not handed over is tried again. */
const waits = [1, 5, 15, 60, 240] as const;

const mailSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  kind: z.enum(accessMailKinds),
  asked: z.string(),
  attempts: z.int(),
  gsi4sk: z.string(),
});
const linkSchema = z.object({
  who: z.string(),
  kind: z.enum(accessMailKinds),
  expiresAt: z.string(),
  state: z.string(),
});

/** What asks for the mail. The token is made when it is sent: in clear it is only ever in the mail. */
export function accessMailDue(world: Pick<World, "clock" | "newId">, kind: AccessMailKind, asked: string): Action {
  const [id, at] = [world.newId(), world.clock()];
  const due = { due: "access-mail", gsi4pk: duePk(shardOf(id)), gsi4sk: `${at}#${id}` };
  return { put: { ...keys.accessMail(id), kind, asked, attempts: 0, ...due, ...ttlAfter(at, 2) } };
}

/**
 * Asks for the link of a forgotten password. Whether there is such an account is looked up when the mail is sent, and
 * not here: the answer and the time that it takes are the same for every name.
 */
export async function askReset(
  world: LinkWorld,
  { asked, source = "-" }: { readonly asked: string; readonly source?: string | undefined },
): Promise<Answer<true>> {
  const { items, settings } = world;
  const now = world.clock();
  const full = await countTry(items, ofSource, tokenHash(`${settings.tenant}|${source}`), now);
  if (full) return refuse(no("TOO_MANY_ATTEMPTS", { until: full }));
  const name = asked.trim();
  // Where nobody has a password, none can be forgotten; the answer is the same.
  if (settings.onlyProvider !== undefined) return answer(true);
  const isName = name !== "" && name.length <= 254 && name.isWellFormed();
  // Silent: that a name was asked for too often would say something of it.
  const flood = await countTry(items, ofTarget, tokenHash(`${settings.tenant}|${name.toLowerCase()}`), now);
  if (isName && !flood) await items.transact([accessMailDue(world, "reset", name)]);
  return answer(true);
}

type MailWorld = LinkWorld & Pick<World, "mail">;

/** Sends the links of accounts that are due. Answers how many were tried. */
export async function sendAccessMails(world: MailWorld): Promise<number> {
  const due: Item[] = [];
  for await (const item of dueItems(world, "access-mail")) due.push(item);
  for (const item of due) await sendOne(world, mailSchema.parse(item));
  return due.length;
}

async function sendOne(world: MailWorld, due: z.infer<typeof mailSchema>): Promise<void> {
  const { items, settings } = world;
  const key = { pk: due.pk, sk: due.sk };
  const over: Action = { delete: key };
  const person = await askedFor(world, due.asked);
  if (!person) {
    await items.transact([over]);
    return;
  }
  const words =
    settings.onlyProvider === undefined ? await wordsWithLink(world, due.kind, person) : welcome(world, person);
  const { name, email } = person;
  const note = (what: "resetSent" | "mailRefused") => noteAccount(world, { what, who: person.who, by: "—" });
  try {
    await world.mail.send({
      ...{ id: world.newId(), to: { name, email }, at: world.clock() },
      about: { actId: "", kind: due.kind === "invite" ? "invito" : "password" },
      ...words,
    });
  } catch (fault) {
    const wait = fault instanceof MailRefused ? undefined : waits[due.attempts];
    await items.transact([wait === undefined ? over : putOff(world, key, due.attempts + 1, wait)]);
    if (wait === undefined) await items.transact([note("mailRefused")]);
    return;
  }
  await items.transact([over, ...(due.kind === "reset" ? [note("resetSent")] : [])]);
}

/** The mail with a fresh link: in clear its token is only ever there. */
async function wordsWithLink(world: MailWorld, kind: AccessMailKind, person: DirectoryPerson) {
  const { settings } = world;
  const until = later(world.clock(), minutesOf[kind] * minute);
  const token = base64url(world.randomBytes(32));
  await mint(world, person, kind, tokenHash(token), until);
  const link = `${settings.baseUrl}/password#${token}`;
  return accessMail(settings, kind, { name: person.name, link, until: romeMoment(until) });
}

/** Who comes in with the body's identity provider is told so: there is no password to choose, and no secret to send. */
const welcome = ({ settings }: MailWorld, { name }: DirectoryPerson) =>
  welcomeMail(settings, { name, link: `${settings.baseUrl}/accesso`, provider: settings.onlyProvider ?? "" });

function putOff(world: Pick<World, "clock">, key: { pk: string; sk: string }, attempts: number, wait: number): Action {
  const at = later(world.clock(), wait * minute);
  return { update: key, set: { attempts, gsi4sk: `${at}#${key.pk.slice(4)}` }, if: { exists: "pk" } };
}

/** The person of a user name or of a mail address, if they have an open account. */
async function askedFor(world: LinkWorld, asked: string): Promise<DirectoryPerson | undefined> {
  const { items, settings } = world;
  const named = (await storedPerson(items, settings.tenant, asked))?.person;
  const wanted = asked.toLowerCase();
  const mailed = asked.includes("@")
    ? (await listPeople(items, settings.tenant)).filter(
        (one) => one.email.toLowerCase() === wanted && isOpenAccount(one),
      )
    : [];
  const person = named ?? (mailed.length === 1 ? mailed[0] : undefined);
  return person && isOpenAccount(person) ? person : undefined;
}

/** The new link is the person's only one: the transaction that makes it takes the earlier one away. */
async function mint(world: LinkWorld, { who }: DirectoryPerson, kind: AccessMailKind, hash: string, until: string) {
  const { items, settings } = world;
  const own = keys.accessLinkOf(settings.tenant, who);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const earlier = (await items.get(own))?.["hash"];
    const isLatest =
      typeof earlier === "string" ? ({ attr: "hash", op: "=", value: earlier } as const) : { absent: "pk" };
    const link = { tenant: settings.tenant, who, kind, expiresAt: until, state: "ACTIVE", ...ttlAfter(until) };
    const written = await items.transact([
      { put: { ...keys.accessLink(hash), ...link }, if: { absent: "pk" } },
      { put: { ...own, hash, ...ttlAfter(until) }, if: isLatest },
      ...(typeof earlier === "string" ? [{ delete: keys.accessLink(earlier) }] : []),
    ]);
    if (written.ok) return;
  }
  throw new Error(`access link of ${who}: contended`);
}

const romeMoment = (instant: string): string =>
  new Date(instant).toLocaleString("it-IT", { timeZone: "Europe/Rome", dateStyle: "short", timeStyle: "short" });

type Opened = { readonly person: DirectoryPerson; readonly n: number; readonly kind: AccessMailKind };

async function find(world: LinkWorld, token: string): Promise<Opened | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const item = await world.items.get(keys.accessLink(tokenHash(token)));
  const link = linkSchema.safeParse(item);
  if (!link.success || item?.["tenant"] !== world.settings.tenant) return undefined;
  if (link.data.state !== "ACTIVE" || link.data.expiresAt <= world.clock()) return undefined;
  const stored = await storedPerson(world.items, world.settings.tenant, link.data.who);
  return stored && isOpenAccount(stored.person) ? { ...stored, kind: link.data.kind } : undefined;
}

type Given = { readonly token: string; readonly source?: string | undefined };

/** Whose password a link sets. Nothing is spent: scanners open links too. */
export async function openAccessLink(
  world: LinkWorld,
  { token, source = "-" }: Given,
): Promise<Answer<{ readonly who: string; readonly name: string; readonly kind: AccessMailKind }>> {
  const found = await find(world, token.trim());
  if (found) return answer({ who: found.person.who, name: found.person.name, kind: found.kind });
  const key = tokenHash(`${world.settings.tenant}|${source}`);
  const full = await countTry(world.items, ofOpening, key, world.clock());
  return refuse(full ? no("TOO_MANY_ATTEMPTS", { until: full }) : no("ACCESS_LINK_UNKNOWN"));
}

/** What of the body and the person may not be all of a password. */
export const wordsAbout = (settings: World["settings"], { who, name, email, office }: DirectoryPerson) => [
  ...[settings.name, settings.place, who, name, email, office],
];

/**
 * Sets the password with the link of a mail, which is spent by it, and ends every session of the account. Nobody is
 * signed in by it: who has an app is still asked for its code. Answers the secret of this browser's cookie, so that a
 * flood of wrong guesses of others does not keep the person out.
 */
export async function setPassword(
  world: LinkWorld & Pick<World, "passwords">,
  given: Given & { readonly password: string },
): Promise<Answer<{ readonly device: string; readonly who: string }>> {
  const token = given.token.trim();
  const opened = await openAccessLink(world, given);
  if (!opened.ok) return opened;
  const found = await find(world, token);
  if (!found) return refuse(no("ACCESS_LINK_UNKNOWN"));
  const { person } = found;
  const problem = passwordProblem(given.password, wordsAbout(world.settings, person));
  if (problem) return refuse(problem);
  const { tenant } = world.settings;
  const passwordHash = await world.passwords.hash(given.password);
  const next = { ...person, passwordHash, epoch: (person.epoch ?? 0) + 1 };
  const device = newDevice(world, person);
  const written = await world.items.transact([
    { delete: keys.accessLink(tokenHash(token)), if: { attr: "state", op: "=", value: "ACTIVE" } },
    { delete: keys.accessLinkOf(tenant, person.who) },
    personChange(tenant, found, next),
    device.action,
    noteAccount(world, { what: "passwordSet", who: person.who, by: person.who, detail: found.kind }),
  ]);
  return written.ok ? answer({ device: device.secret, who: person.who }) : refuse(no("ACCESS_LINK_UNKNOWN"));
}
