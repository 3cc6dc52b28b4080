import * as z from "zod";
import { keys } from "../model/keys.ts";
import { type DirectoryPerson, findPerson, type Role, roles } from "../model/people.ts";
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
      no("REQUEST_NOT_VALID", { field: "chiavi", value: mostTokens, expectation: `meno di ${mostTokens} chiavi` }),
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

/** Ends a key at once. One that is not there, or is somebody else's, is not found. */
export async function revokeToken(
  world: Pick<TokenWorld, "settings" | "items">,
  request: { readonly who: string; readonly id: string },
): Promise<Answer<true>> {
  const mine = keys.apiTokenOf(world.settings.tenant, request.who, request.id);
  const hash = (await world.items.get(mine))?.["hash"];
  if (typeof hash !== "string") return refuse(no("TOKEN_NOT_FOUND"));
  const written = await world.items.transact([{ delete: keys.apiToken(hash) }, { delete: mine }]);
  if (!written.ok) throw new Error(`token ${request.id}: ${written.reason}`);
  return answer(true);
}

/**
 * Who a key stands for: its person with those of its roles that the person still has. `undefined` for a key that is
 * unknown, over or revoked, and for one whose person is gone. Changes nothing.
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
  return person && { ...person, roles: person.roles.filter((role) => token.roles.includes(role)) };
}
