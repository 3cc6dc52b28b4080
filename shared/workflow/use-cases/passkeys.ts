import * as z from "zod";
import { keys } from "../model/keys.ts";
import { readSession } from "../model/link-items.ts";
import { findPerson } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { later, minute, ttlAfter } from "../model/ttl.ts";
import type { Action, Value } from "../ports/items.ts";
import type { KeptPasskey, Passkeys } from "../ports/second-factor.ts";
import type { OpenWorld } from "./open-link.ts";

const kind = "PASSKEYS";
const challengeMinutes = 5;
const mostKept = 10;

const keptSchema = z.object({
  n: z.int(),
  passkeys: z.array(
    z.object({ id: z.string(), publicKey: z.string(), counter: z.int(), transports: z.array(z.string()) }),
  ),
});
const challengeSchema = z.object({ challenge: z.string(), until: z.string() });

async function kept(world: OpenWorld, who: string) {
  const item = await world.items.get(keys.factor(world.settings.tenant, who, kind));
  return item ? keptSchema.parse(item) : { n: 0, passkeys: [] };
}

export const findPasskeys = async (world: OpenWorld, who: string): Promise<readonly KeptPasskey[]> =>
  (await kept(world, who)).passkeys;

const challengeKey = (use: string, ref: string) => keys.limit(`PASSKEY-${use}`, ref);

async function keepChallenge(world: OpenWorld, use: string, ref: string, challenge: string): Promise<void> {
  const until = later(world.clock(), challengeMinutes * minute);
  await world.items.transact([{ put: { ...challengeKey(use, ref), challenge, until, ...ttlAfter(until) } }]);
}

async function findChallenge(world: OpenWorld, use: string, ref: string): Promise<string | undefined> {
  const item = challengeSchema.safeParse(await world.items.get(challengeKey(use, ref)));
  return item.success && item.data.until > world.clock() ? item.data.challenge : undefined;
}

/** A challenge answers one ceremony: the transaction that lets in takes it away. */
const spendChallenge = (use: string, ref: string, challenge: string): Action => ({
  delete: challengeKey(use, ref),
  if: { attr: "challenge", op: "=", value: challenge },
});

const storePasskeys = (world: OpenWorld, who: string, before: number, passkeys: readonly KeptPasskey[]): Action => ({
  put: {
    ...keys.factor(world.settings.tenant, who, kind),
    n: before + 1,
    passkeys: JSON.parse(JSON.stringify(passkeys)) as Value,
  },
  if: before === 0 ? { absent: "pk" } : { attr: "n", op: "=", value: before },
});

/** Options of the browser's dialogue for a person who has passkeys. `ref`: the link that waits for the answer. */
export async function askPasskey(world: OpenWorld, who: string, ref: string): Promise<unknown> {
  const port = world.factors?.passkeys;
  if (!port) return undefined;
  const { challenge, options } = await port.askOptions(await findPasskeys(world, who));
  await keepChallenge(world, "ASK", ref, challenge);
  return options;
}

/** What lets in with the browser's answer, or nothing when it is not the person's own to the challenge. */
export async function takePasskey(
  world: OpenWorld,
  who: string,
  ref: string,
  text: string,
): Promise<readonly Action[] | undefined> {
  const challenge = await findChallenge(world, "ASK", ref);
  const { n, passkeys } = await kept(world, who);
  const port = world.factors?.passkeys;
  const given = parsed(text);
  if (!challenge || !port || given === undefined) return undefined;
  const used = await port.answered(given, challenge, passkeys);
  if (!used) return undefined;
  const next = passkeys.map((one) => (one.id === used.id ? used : one));
  return [spendChallenge("ASK", ref, challenge), storePasskeys(world, who, n, next)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Enroller = { readonly who: string; readonly ref: string; readonly csrf: string; readonly port: Passkeys };

/** As for an app: only whoever another factor has confirmed may add a passkey. */
async function enroller(world: OpenWorld, secret: string): Promise<Answer<Enroller>> {
  const found = await readSession(world, secret, "link");
  if (!found.ok) return found;
  const { link, session } = found.value;
  if (!session.factor) return refuse(no("SECOND_FACTOR_NEEDED"));
  const port = world.factors?.passkeys;
  return port
    ? answer({ who: link.who, ref: session.link, csrf: session.csrf, port })
    : refuse(no("SECOND_FACTOR_UNAVAILABLE"));
}

export async function beginPasskey(
  world: OpenWorld,
  request: { secret: string; csrf: string },
): Promise<Answer<{ readonly options: unknown }>> {
  const found = await enroller(world, request.secret);
  if (!found.ok) return found;
  const { who, ref, csrf, port } = found.value;
  if (csrf !== request.csrf) return refuse(no("SESSION_OVER"));
  const label = (await findPerson(world.items, world.settings.tenant, who))?.name ?? who;
  const { challenge, options } = await port.enrolOptions({ who, label }, await findPasskeys(world, who));
  await keepChallenge(world, "ENROL", ref, challenge);
  return answer({ options });
}

export async function endPasskey(
  world: OpenWorld,
  request: { secret: string; csrf: string; answer: string },
): Promise<Answer<true>> {
  const found = await enroller(world, request.secret);
  if (!found.ok) return found;
  const { who, ref, csrf, port } = found.value;
  if (csrf !== request.csrf) return refuse(no("SESSION_OVER"));
  const challenge = await findChallenge(world, "ENROL", ref);
  const { n, passkeys } = await kept(world, who);
  const made = challenge ? await port.enrolled(parsed(request.answer), challenge) : undefined;
  if (!challenge || !made || passkeys.length >= mostKept) return refuse(no("SECOND_FACTOR_WRONG"));
  const next = [...passkeys.filter((one) => one.id !== made.id), made];
  const written = await world.items.transact([
    spendChallenge("ENROL", ref, challenge),
    storePasskeys(world, who, n, next),
  ]);
  return written.ok ? answer(true) : refuse(no("SECOND_FACTOR_WRONG"));
}
