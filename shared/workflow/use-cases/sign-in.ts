import * as z from "zod";
import { keys } from "../model/keys.ts";
import { type DirectoryPerson, findPerson, type Role } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import type { World } from "../world.ts";
import { base64url, tokenHash } from "./send-notices.ts";

type SignInWorld = Pick<World, "settings" | "items" | "clock" | "randomBytes" | "passwords">;

const sessionSchema = z.object({
  kind: z.literal("officer"),
  who: z.string(),
  csrf: z.string(),
  expiresAt: z.string(),
});
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
  const triesKey = { pk: `${settings.tenant}#TRY`, sk: `P#${credentials.who.slice(0, 100)}` };
  const tries = await items.get(triesKey);
  if (typeof tries?.["until"] === "string" && tries["until"] > now)
    return refuse(no("TOO_MANY_ATTEMPTS", { until: tries["until"] }));
  const person = await findPerson(items, settings.tenant, credentials.who);
  const right = await world.passwords.verify(credentials.password, person?.passwordHash);
  if (!person?.passwordHash || !right) {
    const count = (typeof tries?.["count"] === "number" ? tries["count"] : 0) + 1;
    const until =
      count >= freeTries
        ? { until: new Date(Date.parse(now) + lockMinutes * 60_000).toISOString(), count: 0 }
        : { count };
    await items.transact([{ put: { ...triesKey, ...until } }]);
    return refuse(no("WRONG_CREDENTIALS"));
  }
  const secret = base64url(world.randomBytes(32));
  const expiresAt = new Date(Date.parse(now) + sessionHours * 3_600_000).toISOString();
  const session = { kind: "officer", who: person.who, csrf: base64url(world.randomBytes(16)), expiresAt };
  const written = await items.transact([
    { put: { ...keys.session(tokenHash(secret)), ...session } },
    { delete: triesKey },
  ]);
  if (!written.ok) throw new Error(`session: ${written.reason}`);
  return answer({ secret });
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
