import * as z from "zod";
import { keys } from "../model/keys.ts";
import { countTry, type Limit } from "../model/limiter.ts";
import { readSession } from "../model/link-items.ts";
import { findPerson } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { later, minute, ttlAfter } from "../model/ttl.ts";
import type { Action } from "../ports/items.ts";
import type { Totp } from "../ports/second-factor.ts";
import type { OpenWorld } from "./open-link.ts";

const keptSchema = z.object({
  state: z.enum(["PENDING", "ACTIVE"]),
  secret: z.string(),
  lastStep: z.int(),
  until: z.string().optional(),
});
type KeptTotp = z.infer<typeof keptSchema>;

const kind = "TOTP";
const enrolMinutes = 15;
const ofEnrolling: Limit = { scope: "ENROL", most: 10, minutes: 60 };
const about = (tenant: string, who: string) => `totp|${tenant}|${who}`;

/** The person's authenticator app, its secret opened. A secret that was never confirmed and is old is none. */
export async function findTotp(world: OpenWorld, who: string): Promise<KeptTotp | undefined> {
  const item = keptSchema.safeParse(await world.items.get(keys.factor(world.settings.tenant, who, kind)));
  if (!item.success || !world.factors) return undefined;
  if (item.data.state === "PENDING" && (item.data.until ?? "") <= world.clock()) return undefined;
  return { ...item.data, secret: world.factors.keyed.unwrap(item.data.secret, about(world.settings.tenant, who)) };
}

/** Whether a person has an app that counts, also where the product could not ask for it now. */
export async function totpState(
  world: Pick<OpenWorld, "settings" | "items">,
  who: string,
): Promise<KeptTotp["state"] | "NONE"> {
  const item = keptSchema.safeParse(await world.items.get(keys.factor(world.settings.tenant, who, kind)));
  return item.success ? item.data.state : "NONE";
}

/** Keeps a new secret for a person's app, until a code of it is typed. One that counts is not replaced. */
export async function keepPendingTotp(world: OpenWorld, who: string): Promise<void> {
  if (!world.factors?.totp) return;
  const { tenant } = world.settings;
  const until = later(world.clock(), enrolMinutes * minute);
  const secret = world.factors.keyed.wrap(world.factors.totp.newSecret(), about(tenant, who));
  await world.items.transact([
    {
      put: { ...keys.factor(tenant, who, kind), state: "PENDING", secret, lastStep: 0, until, ...ttlAfter(until) },
      if: { any: [{ absent: "pk" }, { attr: "state", op: "=", value: "PENDING" }] },
    },
  ]);
}

/** The time step of a code typed to confirm the pending app, counted first; or why not. */
export async function enrolStep(
  world: OpenWorld,
  who: string,
  code: string,
): Promise<Answer<{ readonly step: number }>> {
  const now = world.clock();
  const full = await countTry(world.items, ofEnrolling, who, now);
  if (full) return refuse(no("TOO_MANY_ATTEMPTS", { until: full }));
  const kept = await findTotp(world, who);
  const typed = code.replace(/\s/g, "");
  const step = kept?.state === "PENDING" ? world.factors?.totp?.step(kept.secret, typed, now) : undefined;
  return step === undefined ? refuse(no("SECOND_FACTOR_WRONG")) : answer({ step });
}

/** RFC 6238 §5.2: a code is accepted once. Its time step must be later than the last one that let somebody in. */
export const keepTotpStep = (world: OpenWorld, who: string, step: number): Action => ({
  update: keys.factor(world.settings.tenant, who, kind),
  set: { lastStep: step, state: "ACTIVE" },
  remove: ["until", "ttl"],
  if: { attr: "lastStep", op: "<", value: step },
});

export type Enrolment = {
  readonly csrf: string;
  readonly state: "NONE" | "PENDING" | "ACTIVE";
  /** To be read by the app, while it is not confirmed yet; never shown again afterwards. */
  readonly pending?: { readonly secret: string; readonly address: string };
};

type Person = { readonly who: string; readonly csrf: string; readonly totp: Totp };

/** Whoever is confirmed by another factor may add an app. The link alone may not: it would confirm itself. */
async function confirmedPerson(world: OpenWorld, secret: string): Promise<Answer<Person>> {
  const found = await readSession(world, secret, "link");
  if (!found.ok) return found;
  const { link, session } = found.value;
  if (!session.factor) return refuse(no("SECOND_FACTOR_NEEDED"));
  if (!world.factors?.totp) return refuse(no("SECOND_FACTOR_UNAVAILABLE"));
  return answer({ who: link.who, csrf: session.csrf, totp: world.factors.totp });
}

/** What the page of the authenticator app shows. Changes nothing. */
export async function readEnrolment(world: OpenWorld, secret: string): Promise<Answer<Enrolment>> {
  const person = await confirmedPerson(world, secret);
  if (!person.ok) return person;
  const { who, csrf, totp } = person.value;
  const kept = await findTotp(world, who);
  if (!kept) return answer({ csrf, state: "NONE" });
  if (kept.state === "ACTIVE") return answer({ csrf, state: "ACTIVE" });
  const { tenant, name } = world.settings;
  const label = (await findPerson(world.items, tenant, who))?.name ?? who;
  return answer({
    csrf,
    state: "PENDING",
    pending: { secret: kept.secret, address: totp.address(kept.secret, label, name) },
  });
}

/** Makes a secret for the person's app. It counts only when a code of it was typed; an app that counts is not replaced. */
export async function beginEnrolment(
  world: OpenWorld,
  request: { secret: string; csrf: string },
): Promise<Answer<true>> {
  const person = await confirmedPerson(world, request.secret);
  if (!person.ok) return person;
  const { who, csrf } = person.value;
  if (csrf !== request.csrf || !world.factors) return refuse(no("SESSION_OVER"));
  await keepPendingTotp(world, who);
  return answer(true);
}

/** The app counts from now on: a code of it was typed. */
export async function endEnrolment(
  world: OpenWorld,
  request: { secret: string; csrf: string; code: string },
): Promise<Answer<true>> {
  const person = await confirmedPerson(world, request.secret);
  if (!person.ok) return person;
  const { who, csrf } = person.value;
  if (csrf !== request.csrf) return refuse(no("SESSION_OVER"));
  const right = await enrolStep(world, who, request.code);
  if (!right.ok) return right;
  const written = await world.items.transact([keepTotpStep(world, who, right.value.step)]);
  return written.ok ? answer(true) : refuse(no("SECOND_FACTOR_WRONG"));
}

/** Takes a person's app away: a telephone was lost. For whoever administers the body. */
export async function removeTotp(world: Pick<OpenWorld, "settings" | "items">, who: string): Promise<void> {
  await world.items.transact([{ delete: keys.factor(world.settings.tenant, who, kind) }]);
}
