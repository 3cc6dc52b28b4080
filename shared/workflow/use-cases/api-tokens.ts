import * as z from "zod";
import { noteAccount } from "../model/account-log.ts";
import { keys } from "../model/keys.ts";
import { type DirectoryPerson, findPerson, listPeople, type Role, roles } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { base64url, tokenHash } from "../model/secrets.ts";
import { later, ttlAfter } from "../model/ttl.ts";
import { allItems } from "../ports/items.ts";
import type { World } from "../world.ts";

type TokenWorld = Pick<World, "settings" | "items" | "clock" | "newId" | "randomBytes">;

/** What scanners for leaked secrets can look for. */
const prefix = "visto_";
const day = 86_400_000;
/** A program's key is renewed at least once a year. */
export const longestTokenDays = 365;
const mostTokens = 20;

const keptSchema = z.object({
  id: z.string(),
  who: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  createdAt: z.string(),
  expiresAt: z.string(),
});
/** A personal key for programs, without its secret. */
export type ApiToken = z.infer<typeof keptSchema>;

export type NewToken = {
  readonly by: DirectoryPerson;
  /** What it is for, in the person's own words. */
  readonly name: string;
  /** Some of the person's own roles. */
  readonly roles: readonly Role[];
  readonly days: number;
};

/** Makes a key with 256 random bits. Only its SHA-256 is stored: the secret is in this answer and nowhere else. */
export async function createToken(
  world: TokenWorld,
  request: NewToken,
): Promise<Answer<{ readonly token: ApiToken; readonly secret: string }>> {
  const { tenant } = world.settings;
  const { who } = request.by;
  const beyond = request.roles.filter((role) => !request.by.roles.includes(role));
  if (beyond.length > 0)
    return refuse(no("NOT_PERMITTED", { roles: request.by.roles.join(", ") || "—", needed: beyond.join(", ") }));
  if ((await listTokens(world, who)).length >= mostTokens)
    return refuse(
      no("REQUEST_NOT_VALID", {
        field: "chiavi",
        value: mostTokens,
        expectation: `meno di ${mostTokens} chiavi / fewer than ${mostTokens} keys`,
      }),
    );
  const createdAt = world.clock();
  const expiresAt = later(createdAt, request.days * day);
  const secret = `${prefix}${base64url(world.randomBytes(32))}`;
  const token = { id: world.newId(), who, name: request.name, roles: [...request.roles], createdAt, expiresAt };
  const written = await world.items.transact([
    { put: { ...keys.apiToken(tokenHash(secret)), tenant, ...token, ...ttlAfter(expiresAt) }, if: { absent: "pk" } },
    {
      put: { ...keys.apiTokenOf(tenant, who, token.id), hash: tokenHash(secret), ...token, ...ttlAfter(expiresAt) },
      if: { absent: "pk" },
    },
    noteAccount(world, { what: "keyCreated", who, by: who, detail: request.name }),
  ]);
  if (!written.ok) throw new Error(`token of ${who}: ${written.reason}`);
  return answer({ token, secret });
}

/** A person's keys that are still valid, the oldest first. */
export async function listTokens(
  world: Pick<TokenWorld, "settings" | "items" | "clock">,
  who: string,
): Promise<ApiToken[]> {
  const now = world.clock();
  const found: ApiToken[] = [];
  for await (const item of allItems(world.items, keys.apiTokensOf(world.settings.tenant, who))) {
    const token = keptSchema.parse(item);
    if (token.expiresAt > now) found.push(token);
  }
  return found;
}

/** Everybody's keys that are still valid, with the day on which each was used last. For whoever administers the body. */
export async function listAllTokens(
  world: Pick<TokenWorld, "settings" | "items" | "clock">,
): Promise<(ApiToken & { readonly ownerName: string; readonly lastUsed?: string })[]> {
  const found: (ApiToken & { ownerName: string; lastUsed?: string })[] = [];
  for (const { who, name } of await listPeople(world.items, world.settings.tenant)) {
    const uses = new Map<string, string>();
    for await (const item of allItems(world.items, keys.apiTokenUses(world.settings.tenant, who)))
      uses.set(item.sk, String(item["day"]));
    for (const token of await listTokens(world, who)) {
      const lastUsed = uses.get(token.id);
      found.push({ ...token, ownerName: name, ...(lastUsed ? { lastUsed } : {}) });
    }
  }
  return found.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/** Ends a key at once. One that is not there, or is somebody else's, is not found. `by`: an operator, for another. */
export async function revokeToken(
  world: Pick<TokenWorld, "settings" | "items" | "clock" | "newId">,
  request: { readonly who: string; readonly id: string; readonly by?: string },
): Promise<Answer<true>> {
  if (request.who.length > 100 || !request.who.isWellFormed()) return refuse(no("TOKEN_NOT_FOUND"));
  const mine = keys.apiTokenOf(world.settings.tenant, request.who, request.id);
  const kept = await world.items.get(mine);
  const hash = kept?.["hash"];
  if (typeof hash !== "string") return refuse(no("TOKEN_NOT_FOUND"));
  const { who, by = who } = request;
  const written = await world.items.transact([
    { delete: keys.apiToken(hash) },
    { delete: mine },
    noteAccount(world, { what: "keyRevoked", who, by, detail: String(kept?.["name"] ?? "") }),
  ]);
  if (!written.ok) throw new Error(`token ${request.id}: ${written.reason}`);
  return answer(true);
}

/**
 * Who a key stands for: its person with those of its roles that the person still has. `undefined` for a key that is
 * unknown, over or revoked, and for one whose person is gone or suspended. Changes nothing.
 */
export async function tokenBearer(
  world: Pick<TokenWorld, "settings" | "items" | "clock">,
  secret: string,
): Promise<DirectoryPerson | undefined> {
  if (!/^visto_[\w-]{43}$/.test(secret)) return undefined;
  const item = await world.items.get(keys.apiToken(tokenHash(secret)));
  const token = item?.["tenant"] === world.settings.tenant ? keptSchema.parse(item) : undefined;
  if (!token || token.expiresAt <= world.clock()) return undefined;
  const person = await findPerson(world.items, world.settings.tenant, token.who);
  if (!person || person.suspendedAt !== undefined) return undefined;
  return { ...person, roles: person.roles.filter((role) => token.roles.includes(role)) };
}

/** Notes the day on which a key was used, once a day: enough to find keys that nobody needs any more. */
export async function noteTokenUse(
  world: Pick<TokenWorld, "settings" | "items" | "clock">,
  secret: string,
): Promise<void> {
  const token = keptSchema.safeParse(await world.items.get(keys.apiToken(tokenHash(secret))));
  if (!token.success) return;
  const { who, id, expiresAt } = token.data;
  const today = world.clock().slice(0, 10);
  const key = keys.apiTokenUse(world.settings.tenant, who, id);
  if ((await world.items.get(key))?.["day"] === today) return;
  await world.items.transact([{ put: { ...key, day: today, ...ttlAfter(expiresAt) } }]);
}
