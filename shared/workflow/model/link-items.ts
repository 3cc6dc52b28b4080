import * as z from "zod";
import type { Action, Key, Value } from "../ports/items.ts";
import { type FactorKind, factorKinds } from "../ports/second-factor.ts";
import type { World } from "../world.ts";
import { keys } from "./keys.ts";
import { findPerson } from "./people.ts";
import { type Answer, answer, no, refuse, type WorkflowRefusal } from "./refusals.ts";
import { base64url, tokenHash } from "./secrets.ts";
import { later, minute, ttlAfter } from "./ttl.ts";

const linkSchema = z.object({
  pk: z.string(),
  /** `USED` is stored of links of before; see {@link spending}. */
  state: z.enum(["ACTIVE", "USED", "REVOKED"]),
  actId: z.string(),
  rev: z.int(),
  step: z.int(),
  who: z.string(),
  expiresAt: z.string(),
});
export type Link = z.infer<typeof linkSchema>;

/** What a link's token hashes to. */
export const hashOf = (link: Pick<Link, "pk">): string => link.pk.slice("TOK#".length);

type Stored = Pick<World, "items" | "settings">;

export async function findLink(world: Stored, hash: string): Promise<Link | undefined> {
  return (await findUse(world, hash))?.link;
}

/** The link, and where it was spent what was kept of the answer. */
export async function findUse(
  { items, settings }: Stored,
  hash: string,
): Promise<{ readonly link: Link; readonly kept?: Value | undefined } | undefined> {
  const item = await items.get(keys.link(hash));
  if (!item) return undefined;
  const link = linkSchema.parse(item);
  if (link.state !== "ACTIVE") return { link };
  const assignment = await items.get(assignmentOf(settings.tenant, link));
  return assignment?.["usedLink"] === hash
    ? { link: { ...link, state: "USED" }, kept: assignment["answer"] }
    : { link };
}

export const assignmentOf = (tenant: string, { actId, rev, step, who }: Link): Key =>
  keys.assignment(tenant, actId, rev, step, who);

/**
 * What spends a link: its assignment says so, which the decision writes anyway. Only the link that is the assignment's
 * last one can be spent: one that was revoked in the meantime is another.
 */
export const spending = (assignment: Key, hash: string, more: { readonly [name: string]: Value } = {}): Action => ({
  update: assignment,
  set: { usedLink: hash, ...more },
  if: { attr: "link", op: "=", value: hash },
});

export function linkProblem(link: Link | undefined, now: string): WorkflowRefusal | undefined {
  if (!link) return no("LINK_UNKNOWN");
  if (link.state === "REVOKED") return no("LINK_REVOKED");
  if (link.state === "USED") return no("LINK_SPENT");
  if (link.expiresAt <= now) return no("LINK_EXPIRED", { at: link.expiresAt });
  return undefined;
}

/**
 * Whether the link stands for nobody now: whoever is suspended neither reads nor decides, whatever was mailed before,
 * until an operator opens the account again. Asked at every use, so that no link can slip through.
 */
export async function isShut(
  { items, settings }: Pick<World, "items" | "settings">,
  { who }: Pick<Link, "who">,
): Promise<boolean> {
  return (await findPerson(items, settings.tenant, who))?.suspendedAt !== undefined;
}

/** `link-asked`: opened, and not yet confirmed by a second factor. It shows no act and decides nothing. */
const sessionSchema = z.object({
  kind: z.enum(["link", "link-asked"]),
  link: z.string(),
  csrf: z.string(),
  expiresAt: z.string(),
  factor: z.enum(factorKinds).optional(),
  secret: z.string().optional(),
});
export type LinkSession = Omit<z.infer<typeof sessionSchema>, "secret">;

/** How long a page that was opened with a link stays usable without opening the link again. */
export const sessionMinutes = 15;

type SessionWorld = Pick<World, "clock" | "randomBytes">;

/** Characters of a session's secret that name its item; the others are the proof, which a confirmation changes. */
const nameLength = 22;
const proofBytes = 32;

/** Where the session of a secret stands, and what its item must say; of before, the whole secret was its name. */
function sessionPlace(secret: string): { readonly key: Key; readonly proof: string | undefined } {
  const isParted = secret.length > 43;
  const name = isParted ? secret.slice(0, nameLength) : secret;
  return { key: keys.session(tokenHash(name)), proof: isParted ? tokenHash(secret.slice(nameLength)) : undefined };
}

function freshSession(world: SessionWorld, name: string) {
  const secret = `${name}${base64url(world.randomBytes(proofBytes))}`;
  const { key, proof = "" } = sessionPlace(secret);
  const expiresAt = later(world.clock(), sessionMinutes * minute);
  const session = { secret: proof, csrf: base64url(world.randomBytes(16)), expiresAt, ...ttlAfter(expiresAt) };
  return { secret, key, session };
}

/** A new session of a link: its secret, and what writes it. Bound to the link, and by it to assignment and revision. */
export function newSession(
  world: SessionWorld,
  kind: LinkSession["kind"],
  link: Pick<Link, "pk">,
  factor?: FactorKind,
): { readonly secret: string; readonly action: Action } {
  const { secret, key, session } = freshSession(world, base64url(world.randomBytes(16)));
  const item = { ...key, kind, link: hashOf(link), ...session, ...(factor ? { factor } : {}) };
  return { secret, action: { put: item, if: { absent: "pk" } } };
}

/**
 * Makes the session of a link that was opened the one that shows the act, once: under a new secret, after which the
 * earlier one is worth nothing. Of two at once one is written.
 */
export function confirmedSession(
  world: SessionWorld,
  asked: string,
  link: Pick<Link, "pk">,
  factor: FactorKind,
): { readonly secret: string; readonly actions: readonly Action[] } {
  const { key, proof } = sessionPlace(asked);
  if (proof === undefined) {
    const { secret, action } = newSession(world, "link", link, factor);
    return { secret, actions: [action, { delete: key, if: { exists: "pk" } }] };
  }
  const { secret, session } = freshSession(world, asked.slice(0, nameLength));
  const set = { kind: "link", factor, ...session };
  return { secret, actions: [{ update: key, set, if: { attr: "secret", op: "=", value: proof } }] };
}

/** The link and the session that a cookie stands for. Changes nothing. */
export async function readSession(
  world: Pick<World, "items" | "clock" | "settings">,
  secret: string,
  kind: LinkSession["kind"],
): Promise<Answer<{ readonly link: Link; readonly session: LinkSession }>> {
  const { key, proof } = sessionPlace(secret);
  const item = await world.items.get(key);
  const session = item ? sessionSchema.safeParse(item) : undefined;
  if (!session?.success || session.data.secret !== proof || session.data.expiresAt <= world.clock())
    return refuse(no("SESSION_OVER"));
  if (session.data.kind !== kind)
    return refuse(no(session.data.kind === "link-asked" ? "SECOND_FACTOR_NEEDED" : "SESSION_OVER"));
  const link = await findLink(world, session.data.link);
  if (!link) return refuse(no("LINK_UNKNOWN"));
  return (await isShut(world, link)) ? refuse(no("LINK_REVOKED")) : answer({ link, session: session.data });
}
