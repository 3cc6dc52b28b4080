import * as z from "zod";
import { keys } from "../model/keys.ts";
import { countTry, type Limit } from "../model/limiter.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { base64url, tokenHash } from "../model/secrets.ts";
import { later, minute, ttlAfter } from "../model/ttl.ts";
import type { Items } from "../ports/items.ts";
import type { World } from "../world.ts";

type AccessWorld = Pick<World, "items" | "clock" | "randomBytes"> & {
  /** Whether two texts are the same, in a time that tells nothing of where they differ. */
  readonly sameText: (a: string, b: string) => boolean;
};

const ofCode: Limit = { scope: "SETUP", most: 10, minutes: 15 };
const sessionHours = 8;
const sessionSchema = z.object({ kind: z.literal("setup"), csrf: z.string(), expiresAt: z.string() });

/** Whose data folder this is; `undefined` until a first set-up has ended. */
export async function bodyOfFolder(items: Items): Promise<string | undefined> {
  const tenant = (await items.get(keys.setUp("BODY")))?.["tenant"];
  return typeof tenant === "string" ? tenant : undefined;
}

/** The code as people type it: case, blanks and dashes do not count, and what looks like a digit is one. */
const typed = (code: string) =>
  code.slice(0, 60).toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");

/**
 * Opens the set-up to whoever types the code that the terminal shows. Every try is counted before it is looked at, and
 * after the end of the set-up no code opens anything.
 */
export async function enterSetUp(
  world: AccessWorld,
  request: { readonly code: string; readonly expected: string },
): Promise<Answer<{ readonly secret: string }>> {
  const now = world.clock();
  if (await bodyOfFolder(world.items)) return refuse(no("SET_UP_OVER"));
  const full = await countTry(world.items, ofCode, "CODE", now);
  if (full) return refuse(no("TOO_MANY_ATTEMPTS", { until: full }));
  if (!world.sameText(typed(request.code), typed(request.expected))) return refuse(no("SET_UP_CODE_WRONG"));
  const secret = base64url(world.randomBytes(32));
  const expiresAt = later(now, sessionHours * 60 * minute);
  const session = { kind: "setup", csrf: base64url(world.randomBytes(16)), expiresAt };
  const written = await world.items.transact([
    { put: { ...keys.session(tokenHash(secret)), ...session, ...ttlAfter(expiresAt) } },
    { delete: keys.limit(ofCode.scope, "CODE") },
  ]);
  if (!written.ok) throw new Error(`session of the set-up: ${written.reason}`);
  return answer({ secret });
}

/** The token of the forms of whoever typed the code; `undefined` for anybody else. Changes nothing. */
export async function setUpSession(
  world: Pick<World, "items" | "clock">,
  secret: string,
): Promise<{ readonly csrf: string } | undefined> {
  const session = sessionSchema.safeParse(await world.items.get(keys.session(tokenHash(secret))));
  return session.success && session.data.expiresAt > world.clock() ? { csrf: session.data.csrf } : undefined;
}
