import { loadHead } from "../model/commit.ts";
import { keys } from "../model/keys.ts";
import { countTry, exhausted, type Limit } from "../model/limiter.ts";
import { findLink, isShut, type Link, linkProblem, newSession } from "../model/link-items.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { readShortCode, tokenHash } from "../model/secrets.ts";
import { type FactorKind, factorKinds } from "../ports/second-factor.ts";
import type { World } from "../world.ts";

export type OpenWorld = Pick<World, "settings" | "items" | "clock" | "randomBytes" | "factors">;

/** Wrong tokens and codes of one source; the people of a town hall often share one. */
const ofSource: Limit = { scope: "OPEN", most: 30, minutes: 10 };
/** Wrong short codes of everybody together: 40 bits must not be guessed by a thousand machines either. */
const ofEverybody: Limit = { scope: "CODE", most: 300, minutes: 60 };

/** Where a request comes from, as the network says it; never what a header claims. */
export type Source = string;

export type OpenedLink = {
  /** Secret of the session's cookie. */
  readonly secret: string;
  /** `confirm`: a second factor is asked for before anything is shown. */
  readonly next: "read" | "confirm";
};

/** The second factors that confirm whoever opens a link of such a step. Empty: the body asks for none. */
export const wantedFactors = (settings: Pick<World["settings"], "secondFactor">, kind: string): readonly FactorKind[] =>
  settings.secondFactor?.[kind] ?? factorKinds;

/**
 * Opens a personal link, by its token or by the short code of the same mail: makes a short session and nothing else.
 * The link is not spent and no opening is recorded: scanners and previews fetch links too, and evidence must not come
 * from them. Where a step asks for a second factor, the session shows nothing of the act yet.
 *
 * @throws when the tries cannot be counted: then nobody opens anything.
 */
export async function openLink(world: OpenWorld, given: string, source: Source = "-"): Promise<Answer<OpenedLink>> {
  const now = world.clock();
  const who = world.factors?.keyed.mac(`source|${source}`) ?? tokenHash(source);
  const closed = await exhausted(world.items, ofSource, who, now);
  if (closed) return refuse(no("TOO_MANY_ATTEMPTS", { until: closed }));
  const code = readShortCode(given);
  const link = code === undefined ? await findLink(world, tokenHash(given)) : await byCode(world, code, now);
  if (link === "too many") return refuse(no("TOO_MANY_ATTEMPTS", { until: now }));
  if (!link) {
    await countTry(world.items, ofSource, who, now);
    return refuse(no("LINK_UNKNOWN"));
  }
  const problem = linkProblem(link, now);
  if (problem && problem.code !== "LINK_SPENT") return refuse(problem);
  if (await isShut(world, link)) return refuse(no("LINK_REVOKED"));
  const next = (await asksForFactor(world, link)) ? "confirm" : "read";
  // The code is short because a second factor stands behind it; alone it opens nothing.
  if (code !== undefined && next === "read") return refuse(no("LINK_UNKNOWN"));
  const { secret, action } = newSession(world, next === "confirm" ? "link-asked" : "link", link);
  const written = await world.items.transact([action]);
  if (!written.ok) throw new Error(`session: ${written.reason}`);
  return answer({ secret, next });
}

async function byCode(world: OpenWorld, code: string, now: string): Promise<Link | "too many" | undefined> {
  const { keyed } = world.factors ?? {};
  if (!keyed) return undefined;
  const { tenant } = world.settings;
  if (await exhausted(world.items, ofEverybody, tenant, now)) return "too many";
  const item = await world.items.get(keys.shortCode(keyed.mac(`code|${tenant}|${code}`)));
  const hash = item?.["link"];
  if (typeof hash === "string") return findLink(world, hash);
  await countTry(world.items, ofEverybody, tenant, now);
  return undefined;
}

async function asksForFactor(world: OpenWorld, link: Link): Promise<boolean> {
  const { settings, items } = world;
  const head = await loadHead(items, settings.tenant, link.actId);
  const step = head?.route.find((one) => one.n === link.step);
  // An act that is not there any more shows nothing; what is asked for then must not be less.
  return wantedFactors(settings, step?.kind ?? "signature").length > 0;
}
