import * as z from "zod";
import { type Action, allItems } from "../ports/items.ts";
import type { World } from "../world.ts";
import { keys } from "./keys.ts";
import { type DirectoryPerson, findPerson } from "./people.ts";
import { base64url, tokenHash } from "./secrets.ts";
import { later, minute, ttlAfter } from "./ttl.ts";

/** How somebody came in. */
export const waysIn = ["password", "password+totp", "password+recovery", "oidc"] as const;
export type WayIn = (typeof waysIn)[number];

/**
 * `officer` is at the desk. The others are not, and reach nothing but the next step of signing in: `officer-asked`
 * waits for the code of an app, `officer-enrol` for an app that the body asks for and the person has not.
 */
export type SessionKind = "officer" | "officer-asked" | "officer-enrol";

const sessionSchema = z.object({
  kind: z.enum(["officer", "officer-asked", "officer-enrol"]),
  who: z.string(),
  csrf: z.string(),
  expiresAt: z.string(),
  id: z.string().default(""),
  epoch: z.int().default(0),
  via: z.enum(waysIn).default("password"),
  /** What the identity provider said of how it knew the person (OIDC Core §2). */
  acr: z.string().optional(),
  amr: z.array(z.string()).optional(),
});
const lineSchema = z.object({
  id: z.string(),
  hash: z.string(),
  epoch: z.int(),
  via: z.enum(waysIn),
  agent: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
});
/** An open session as its owner's page lists it. */
export type SessionLine = z.infer<typeof lineSchema>;

export type OfficerSession = Pick<z.infer<typeof sessionSchema>, "csrf" | "id" | "via" | "acr" | "amr"> & {
  readonly person: DirectoryPerson;
};

const minutesOf: Readonly<Record<SessionKind, number>> = { officer: 8 * 60, "officer-asked": 10, "officer-enrol": 15 };
export const deskMinutes = minutesOf.officer;

export type NewSession = {
  readonly kind: SessionKind;
  readonly via: WayIn;
  /** Browser and system in a few words, for its owner to recognise it. */
  readonly agent?: string | undefined;
  readonly acr?: string | undefined;
  readonly amr?: readonly string[] | undefined;
};

/** A session of the person as they are now: its secret for the cookie, and what writes it. */
export function newOfficerSession(
  world: Pick<World, "settings" | "clock" | "randomBytes" | "newId">,
  person: DirectoryPerson,
  given: NewSession,
): { readonly secret: string; readonly actions: readonly Action[] } {
  const { kind, via, agent = "", acr, amr } = given;
  const secret = base64url(world.randomBytes(32));
  const createdAt = world.clock();
  const expiresAt = later(createdAt, minutesOf[kind] * minute);
  const shared = { id: world.newId(), epoch: person.epoch ?? 0, via, expiresAt, ...ttlAfter(expiresAt) };
  const hash = tokenHash(secret);
  const told = { ...(acr ? { acr: acr.slice(0, 200) } : {}), ...(amr ? { amr: amr.slice(0, 10) } : {}) };
  const csrf = base64url(world.randomBytes(16));
  const session = { put: { ...keys.session(hash), kind, who: person.who, csrf, ...shared, ...told } };
  if (kind !== "officer") return { secret, actions: [session] };
  const key = keys.sessionOf(world.settings.tenant, person.who, shared.id);
  return { secret, actions: [session, { put: { ...key, hash, agent: agent.slice(0, 60), createdAt, ...shared } }] };
}

/** Who the session's cookie stands for; `undefined` when it stands for nobody any more. Changes nothing. */
export async function readOfficerSession(
  world: Pick<World, "settings" | "items" | "clock">,
  secret: string,
  kind: SessionKind,
): Promise<OfficerSession | undefined> {
  const item = await world.items.get(keys.session(tokenHash(secret)));
  const session = item ? sessionSchema.safeParse(item) : undefined;
  if (!session?.success || session.data.kind !== kind || session.data.expiresAt <= world.clock()) return undefined;
  const person = await findPerson(world.items, world.settings.tenant, session.data.who);
  // A change of password, roles or state ends the sessions from before, in the transaction that makes it.
  if (!person || person.suspendedAt !== undefined || (person.epoch ?? 0) !== session.data.epoch) return undefined;
  const { csrf, id, via, acr, amr } = session.data;
  return { person, csrf, id, via, ...(acr ? { acr } : {}), ...(amr ? { amr } : {}) };
}

/** A person's sessions that still open the desk, the newest first. */
export async function openSessionsOf(
  world: Pick<World, "settings" | "items" | "clock">,
  person: DirectoryPerson,
): Promise<SessionLine[]> {
  const now = world.clock();
  const lines: SessionLine[] = [];
  for await (const item of allItems(world.items, keys.sessionsOf(world.settings.tenant, person.who))) {
    const line = lineSchema.parse(item);
    if (line.expiresAt > now && line.epoch === (person.epoch ?? 0)) lines.push(line);
  }
  return lines.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/** What ends one session. */
export const endSession = (tenant: string, who: string, { id, hash }: Pick<SessionLine, "id" | "hash">): Action[] => [
  { delete: keys.session(hash) },
  ...(id === "" ? [] : [{ delete: keys.sessionOf(tenant, who, id) }]),
];
