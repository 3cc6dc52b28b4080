import type { Hono } from "hono";
import {
  listDeskEntries,
  listPeople,
  listUndelivered,
  mostCounted,
  permits,
  type Role,
  readServiceStatus,
  resolveDelivery,
  retryDelivery,
  retryOutbox,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { ServiceStatusPage, serviceChecks, UndeliveredPage } from "../../web/pages.ts";
import { probe } from "./api-health.ts";
import { cursorOf, placeIn } from "./api-lists.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer, type Officer, onForm } from "./gate.ts";
import { notFound, page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";

/** Whoever watches the service; an auditor reads and changes nothing. */
export const watchers: readonly Role[] = ["operator", "auditor"];
const operators: readonly Role[] = ["operator"];

const mayMend = (c: WebContext) => {
  const session = c.get("officer");
  return session !== undefined && permits(session.person, operators).ok;
};

/** How the service stands, also while a store does not answer: then only that is said. */
export async function statusOfService(deps: WebDeps) {
  const health = await probe(deps);
  const status = health.ok ? await readServiceStatus(deps.world) : undefined;
  const machine = (await deps.machine?.()) ?? {};
  return { health, status, machine, checks: serviceChecks({ health, status, machine, now: deps.world.clock() }) };
}

async function statusPage(deps: WebDeps, c: WebContext, { csrf }: Officer): Promise<Response> {
  const { checks } = await statusOfService(deps);
  const retried = c.req.query("ripresi");
  const shown = ServiceStatusPage({
    site: siteOf(deps, c),
    forms: tokens(deps, csrf),
    checks,
    mayMend: mayMend(c),
    most: mostCounted,
    retried: retried !== undefined && /^\d{1,6}$/.test(retried) ? Number(retried) : undefined,
  });
  return page(deps, c, shown, "private");
}

/** `<time>#<event>#<target>`, as the index holds it. */
export const undeliveredPlace = /^[\d:.TZ-]{20,30}#[0-9A-Za-z]{1,40}#[\w#.@:-]{1,300}$/;

async function undeliveredPage(
  deps: WebDeps,
  c: WebContext,
  { csrf }: Officer,
  again: { readonly refusal?: WorkflowRefusal; readonly about?: string; readonly reason?: string } = {},
): Promise<Response> {
  const place = placeIn("consegne", undeliveredPlace, c.req.query("da"));
  if (!place.ok) return notFound(deps, c);
  const { items, settings } = deps.world;
  const { items: undelivered, last } = await listUndelivered(deps.world, { limit: 20, before: place.value });
  const people = new Map((await listPeople(items, settings.tenant)).map(({ who, name }) => [who, name]));
  const done = await listDeskEntries(deps.world, 20);
  const asked = c.req.query("fatto");
  const shown = UndeliveredPage({
    site: siteOf(deps, c),
    forms: tokens(deps, csrf),
    items: undelivered,
    next: cursorOf("consegne", last),
    isFirst: place.value === undefined,
    mayMend: mayMend(c),
    entries: done.map((one) => ({ ...one, by: people.get(one.by) ?? one.by })),
    done: asked === "ritentato" || asked === "risolto" || asked === "niente" ? asked : undefined,
    ...again,
  });
  return page(deps, c, shown, "private", again.refusal ? statusOf(again.refusal) : 200);
}

/** For who watches from outside: the process, and whether its parts answer. Nothing of the inside is said. */
function probeRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const headers = { "cache-control": "no-store" };
  app.get("/healthz", (c) => c.json({ ok: true }, 200, headers));
  app.get("/readyz", async (c) => {
    const { ok, checks } = await probe(deps);
    const failed = checks.flatMap(({ code }) => (code === null ? [] : [code]));
    return c.json({ ok, failed }, ok ? 200 : 503, { ...headers, ...(ok ? {} : { "retry-after": "10" }) });
  });
}

/** How the service stands, what did not arrive, and the buttons that try again. */
export function serviceRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  probeRoutes(app, deps);
  app.get(
    "/ufficio/stato",
    forOfficer(deps, watchers, (c, officer) => statusPage(deps, c, officer)),
  );
  app.post(
    "/ufficio/stato/riprova",
    onForm(deps, operators, async (c, officer) => {
      const { events } = await retryOutbox(deps.world, { by: officer.who });
      deps.wake();
      return c.redirect(`/ufficio/stato?ripresi=${events}`, 303);
    }),
  );
  app.get(
    "/ufficio/consegne",
    forOfficer(deps, watchers, (c, officer) => undeliveredPage(deps, c, officer)),
  );
  app.post(
    "/ufficio/consegne/riprova",
    onForm(deps, operators, async (c, officer, fields) => {
      const asked = { event: fields.get("event"), target: fields.get("target"), by: officer.who };
      const retried = await retryDelivery(deps.world, asked);
      if (!retried.ok) return undeliveredPage(deps, c, officer, { refusal: retried.refusal });
      deps.wake();
      return c.redirect(`/ufficio/consegne?fatto=${retried.value.tried ? "ritentato" : "niente"}`, 303);
    }),
  );
  app.post(
    "/ufficio/consegne/risolto",
    onForm(deps, operators, async (c, officer, fields) => {
      const [event, target, reason] = [fields.get("event"), fields.get("target"), fields.get("reason")];
      const resolved = await resolveDelivery(deps.world, { event, target, reason, by: officer.who });
      if (!resolved.ok)
        return undeliveredPage(deps, c, officer, { refusal: resolved.refusal, about: `${event}#${target}`, reason });
      return c.redirect(`/ufficio/consegne?fatto=${resolved.value.resolved ? "risolto" : "niente"}`, 303);
    }),
  );
}
