import * as z from "zod";
import { noteAccount } from "../model/account-log.ts";
import { keys } from "../model/keys.ts";
import { countTry, type Limit } from "../model/limiter.ts";
import { type DirectoryPerson, isOpenAccount, listPeople } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { base64url, tokenHash } from "../model/secrets.ts";
import { later, minute, ttlAfter } from "../model/ttl.ts";
import type { OidcFlow } from "../ports/oidc.ts";
import type { World } from "../world.ts";
import { atDesk, type SignedIn } from "./sign-in.ts";

type OidcWorld = Pick<World, "settings" | "items" | "clock" | "randomBytes" | "newId" | "factors" | "oidc">;

const flowMinutes = 10;
/** Sign-ins that are begun and never ended fill the table. */
const ofSource: Limit = { scope: "OIDC", most: 120, minutes: 10 };

const flowSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), expiresAt: z.string() });

/** The page of ours that the provider sends people back to; to be registered with it. */
export const oidcReturnPath = "/accesso/identita/ritorno";
const redirectUri = ({ settings }: Pick<World, "settings">) => `${settings.baseUrl}${oidcReturnPath}`;

/** Begins a sign-in with the body's identity provider. Answers where to go, and the secret of the browser's cookie. */
export async function beginOidc(
  world: OidcWorld,
  { source = "-" }: { readonly source?: string | undefined } = {},
): Promise<Answer<{ readonly url: string; readonly secret: string }>> {
  const { items, oidc, settings } = world;
  if (!oidc) return refuse(no("OIDC_REFUSED"));
  const now = world.clock();
  const full = await countTry(items, ofSource, tokenHash(`${settings.tenant}|${source}`), now);
  if (full) return refuse(no("TOO_MANY_ATTEMPTS", { until: full }));
  const [secret, state, nonce, verifier] = [0, 1, 2, 3].map(() => base64url(world.randomBytes(32))) as [
    string,
    string,
    string,
    string,
  ];
  const expiresAt = later(now, flowMinutes * minute);
  const url = await oidc.authorization({ state, nonce, verifier, redirectUri: redirectUri(world) });
  const written = await items.transact([
    {
      put: { ...keys.oidcFlow(tokenHash(secret)), state, nonce, verifier, expiresAt, ...ttlAfter(expiresAt) },
      if: { absent: "pk" },
    },
  ]);
  if (!written.ok) throw new Error(`sign-in: ${written.reason}`);
  return answer({ url, secret });
}

export type OidcReturn = {
  /** Of the cookie that the browser got when it left. */
  readonly secret: string;
  /** The query that the provider sent the browser back with. */
  readonly query: string;
  readonly agent?: string | undefined;
};

/**
 * Lets in whom the provider vouches for, if they are a person of the directory with an open account. Nobody is ever
 * made by signing in. The flow is taken away before the code is spent: a return is good once, in the browser that left.
 */
export async function endOidc(world: OidcWorld, given: OidcReturn): Promise<Answer<SignedIn>> {
  const { oidc } = world;
  const flow = oidc && (await takeFlow(world, given.secret));
  if (!oidc || !flow) return refuse(no("OIDC_REFUSED"));
  const said = await oidc.identify(given.query, { ...flow, redirectUri: redirectUri(world) });
  if (!said.ok) {
    await note(world, "oidcRefused", said.reason);
    return refuse(no("OIDC_REFUSED"));
  }
  const person = await personOfClaims(world, said.identity.claims);
  if (!person) {
    await note(world, "oidcUnknown");
    return refuse(no("OIDC_PERSON_UNKNOWN"));
  }
  const { acr, amr } = said.identity;
  return answer(await atDesk(world, person, { via: "oidc", agent: given.agent, acr, amr }));
}

/** For the operator to see what the provider or the settings get wrong. Anybody can have it written: so, not endlessly. */
const ofNotes: Limit = { scope: "OIDCLOG", most: 20, minutes: 60 };

async function note(world: OidcWorld, what: "oidcRefused" | "oidcUnknown", reason?: string): Promise<void> {
  if (await countTry(world.items, ofNotes, world.settings.tenant, world.clock())) return;
  const detail = reason === undefined ? {} : { detail: reason.slice(0, 100) };
  await world.items.transact([noteAccount(world, { what, who: "—", by: "—", ...detail })]);
}

async function takeFlow(world: OidcWorld, secret: string): Promise<Omit<OidcFlow, "redirectUri"> | undefined> {
  if (!/^[\w-]{43}$/.test(secret)) return undefined;
  const key = keys.oidcFlow(tokenHash(secret));
  const flow = flowSchema.safeParse(await world.items.get(key));
  if (!flow.success) return undefined;
  const taken = await world.items.transact([{ delete: key, if: { exists: "pk" } }]);
  return taken.ok && flow.data.expiresAt > world.clock() ? flow.data : undefined;
}

/** One open account whose codice fiscale, or verified address, is the claimed one; two of them are nobody. Changes nothing. */
export async function personOfClaims(
  { items, settings, oidc }: Pick<World, "items" | "settings" | "oidc">,
  claims: Readonly<Record<string, unknown>>,
): Promise<DirectoryPerson | undefined> {
  if (!oidc) return undefined;
  const { claims: named } = oidc;
  const open = (await listPeople(items, settings.tenant)).filter(isOpenAccount);
  const found = named.fiscalCode
    ? byFiscalCode(open, claims[named.fiscalCode])
    : named.email
      ? byEmail(open, claims[named.email], claims["email_verified"])
      : [];
  return found.length === 1 ? found[0] : undefined;
}

/** SPID and CIE write `TINIT-` before it (ETSI EN 319 412-1 §5.1.3). */
function byFiscalCode(people: readonly DirectoryPerson[], claimed: unknown): readonly DirectoryPerson[] {
  const code = typeof claimed === "string" ? claimed.toUpperCase().replace(/^TINIT-/, "") : "";
  return /^[A-Z0-9]{16}$/.test(code) ? people.filter((one) => one.fiscalCode?.toUpperCase() === code) : [];
}

/** An address that the provider did not verify is whatever somebody typed there (OIDC Core §5.7). */
function byEmail(people: readonly DirectoryPerson[], claimed: unknown, verified: unknown): readonly DirectoryPerson[] {
  if (typeof claimed !== "string" || claimed === "" || verified !== true) return [];
  return people.filter((one) => one.email.toLowerCase() === claimed.toLowerCase());
}
