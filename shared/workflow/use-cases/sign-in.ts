import * as z from "zod";
import { keys } from "../model/keys.ts";
import { type DirectoryPerson, findPerson, type Role } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { base64url, tokenHash } from "../model/secrets.ts";
import { ttlAfter } from "../model/ttl.ts";
import type { Condition, Items, Key } from "../ports/items.ts";
import type { World } from "../world.ts";

type SignInWorld = Pick<World, "settings" | "items" | "clock" | "randomBytes" | "passwords">;

const sessionSchema = z.object({
  kind: z.literal("officer"),
  who: z.string(),
  csrf: z.string(),
  expiresAt: z.string(),
});
/** `until`: when a full count is forgotten. */
const triesSchema = z.object({ count: z.int(), until: z.string() }).optional();
const sessionHours = 8;
const freeTries = 5;
const lockMinutes = 10;

export type OfficerSession = { readonly person: DirectoryPerson; readonly csrf: string };

/**
 * Signs an officer in with user name and password. A wrong name and a wrong password are the same answer; after five
 * failures the account waits ten minutes, counted in the table, so that a restart forgets nothing.
 */
export async function signIn(
  world: SignInWorld,
  credentials: { who: string; password: string },
): Promise<Answer<{ readonly secret: string }>> {
  const { items, settings } = world;
  const now = world.clock();
  // A name that cannot be an account's takes as long as a wrong password and leaves nothing behind.
  const who = credentials.who.length <= 100 && credentials.who.isWellFormed() ? credentials.who : undefined;
  const triesKey = { pk: `${settings.tenant}#TRY`, sk: `P#${who}` };
  const locked = who === undefined ? undefined : await countTry(items, triesKey, now);
  if (locked) return refuse(no("TOO_MANY_ATTEMPTS", { until: locked }));
  const person = who === undefined ? undefined : await findPerson(items, settings.tenant, who);
  const right = await world.passwords.verify(credentials.password, person?.passwordHash);
  if (!person?.passwordHash || !right) return refuse(no("WRONG_CREDENTIALS"));
  const secret = base64url(world.randomBytes(32));
  const expiresAt = new Date(Date.parse(now) + sessionHours * 3_600_000).toISOString();
  const session = { kind: "officer", who: person.who, csrf: base64url(world.randomBytes(16)), expiresAt };
  const written = await items.transact([
    { put: { ...keys.session(tokenHash(secret)), ...session, ...ttlAfter(expiresAt) } },
    { delete: triesKey },
  ]);
  if (!written.ok) throw new Error(`session: ${written.reason}`);
  return answer({ secret });
}

/**
 * Counts the try before the password is looked at, so that many at once are not one. Answers until when the account
 * waits, or nothing. @throws when the count stays contended: whoever cannot be counted is not let try.
 */
async function countTry(items: Items, key: Key, now: string): Promise<string | undefined> {
  const until = new Date(Date.parse(now) + lockMinutes * 60_000).toISOString();
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const tries = triesSchema.parse(await items.get(key));
    const used = tries !== undefined && tries.count >= freeTries && tries.until <= now ? 0 : (tries?.count ?? 0);
    if (tries && used >= freeTries) return tries.until;
    const unchanged: Condition = tries
      ? {
          all: [
            { attr: "count", op: "=", value: tries.count },
            { attr: "until", op: "=", value: tries.until },
          ],
        }
      : { absent: "pk" };
    const written = await items.transact([
      { put: { ...key, count: used + 1, until, ...ttlAfter(until) }, if: unchanged },
    ]);
    if (written.ok) return undefined;
  }
  throw new Error("tries to sign in stayed contended");
}

/** Who the session's cookie stands for; `undefined` when it stands for nobody any more. Changes nothing. */
export async function officerSession(
  world: Pick<SignInWorld, "settings" | "items" | "clock">,
  secret: string,
): Promise<OfficerSession | undefined> {
  const item = await world.items.get(keys.session(tokenHash(secret)));
  const session = item ? sessionSchema.safeParse(item) : undefined;
  if (!session?.success || session.data.expiresAt <= world.clock()) return undefined;
  const person = await findPerson(world.items, world.settings.tenant, session.data.who);
  return person ? { person, csrf: session.data.csrf } : undefined;
}

export async function signOut(world: Pick<SignInWorld, "items">, secret: string): Promise<void> {
  await world.items.transact([{ delete: keys.session(tokenHash(secret)) }]);
}

/** Everyone who is not listed is refused. */
export function permits(person: DirectoryPerson, needed: readonly Role[]): Answer<true> {
  if (person.roles.some((role) => needed.includes(role))) return answer(true);
  return refuse(no("NOT_PERMITTED", { roles: person.roles.join(", ") || "—", needed: needed.join(", ") }));
}
