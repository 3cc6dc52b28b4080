import type { Hono } from "hono";
import type { Message } from "../../shared/workflow/index.ts";
import { Clock, Mail, Mailbox } from "../../web/pages.ts";
import type { DemoDeps, WebDeps, WebEnv } from "./deps.ts";
import { fieldsOf, isOwnOrigin } from "./request.ts";
import { forbidden, notFound, page, siteOf, tokens, type WebContext } from "./respond.ts";

const hour = 3_600_000;
const steps: Readonly<Record<string, number>> = {
  "1h": hour,
  "1d": 24 * hour,
  "15d": 15 * 24 * hour,
  "30d": 30 * 24 * hour,
};

/** Only in demo mode. The mailbox is behind the login: whoever is signed in plays every part of the demo. */
export function demoRoutes(app: Hono<WebEnv>, deps: WebDeps, demo: DemoDeps): void {
  const signedIn = (c: WebContext) => c.get("officer") !== undefined;
  app.get("/posta", async (c) => {
    if (!signedIn(c)) return c.redirect("/accesso?verso=/posta", 303);
    const line = ({ id, to, subject, at }: Message) => ({ id, to: `${to.name} <${to.email}>`, subject, at });
    const mails = (await demo.mails()).map(line);
    const messages = (await demo.messages()).map(line);
    return page(deps, c, Mailbox({ site: siteOf(deps, c), mails, messages }), "private");
  });
  app.get("/posta/:mail{[0-9A-Z]{1,100}}", async (c) => {
    if (!signedIn(c)) return c.redirect("/accesso?verso=/posta", 303);
    const mail = await demo.mail(c.req.param("mail"));
    if (!mail) return notFound(deps, c);
    const { id, to, subject, at, text } = mail;
    const from = `${deps.world.settings.name} – ${deps.world.settings.office}`;
    return page(
      deps,
      c,
      Mail({ site: siteOf(deps, c), mail: { id, to: `${to.name} <${to.email}>`, subject, at, from, text } }),
      "private",
    );
  });
  app.get("/orologio", (c) => {
    const officer = c.get("officer");
    if (!officer) return c.redirect("/accesso?verso=/orologio", 303);
    return page(deps, c, Clock({ site: siteOf(deps, c), forms: tokens(deps, officer.csrf) }), "private");
  });
  app.post("/orologio", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const fields = await fieldsOf(c);
    const officer = c.get("officer");
    if (!officer) return c.redirect("/accesso?verso=/orologio", 303);
    if (fields.get("csrf") !== officer.csrf) return forbidden(deps, c);
    const by = fields.get("by");
    const step = steps[by];
    if (step === undefined) return notFound(deps, c);
    await demo.forward(step);
    deps.wake();
    return page(deps, c, Clock({ site: siteOf(deps, c), forms: tokens(deps, officer.csrf), shiftedBy: by }), "private");
  });
}
