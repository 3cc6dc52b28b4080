import type { Hono } from "hono";
import { permits, type Role, resumeAct } from "../../shared/workflow/index.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { onForm } from "./gate.ts";
import { notFound, type WebContext } from "./respond.ts";

/** Whoever looks after the acts; an auditor reads and changes nothing. */
const menders: readonly Role[] = ["officer", "operator"];

/** "Riprendi", on the act's own page: what was left lying goes out again, and the page says how much it was. */
export function resumeRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.post(
    "/ufficio/atti/:id{[0-9A-Za-z]{1,40}}/riprendi",
    onForm(deps, menders, async (c, officer) => {
      const actId = c.req.param("id") ?? "";
      const resumed = await resumeAct(deps.world, { actId, by: officer.who });
      if (!resumed.ok) return notFound(deps, c);
      deps.wake();
      const { events, mails, entries } = resumed.value;
      return c.redirect(`/ufficio/atti/${actId}?ripreso=${events + mails + entries}`, 303);
    }),
  );
}

/** Whether whoever looks is shown the button. */
export function mayResume(c: WebContext): boolean {
  const session = c.get("officer");
  return session !== undefined && permits(session.person, menders).ok;
}

/** How much was taken up, from the address that the button leads to; nothing else of it is believed. */
export function resumedFrom(query: string | undefined): number | undefined {
  return query !== undefined && /^\d{1,4}$/.test(query) ? Number(query) : undefined;
}
