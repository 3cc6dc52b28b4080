import type { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { beginOidc, endOidc, oidcReturnPath, type WorkflowRefusal } from "../../shared/workflow/index.ts";
import { OidcRefused, OidcReturn, PassOn } from "../../web/pages.ts";
import { agentOf } from "./agent.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { keepSession, ownPath } from "./login-routes.ts";
import { cookieOptions, fieldsOf, isOwnOrigin } from "./request.ts";
import { forbidden, page, siteOf, statusOf, type WebContext } from "./respond.ts";

const cookieOf = (deps: WebDeps) =>
  deps.world.settings.baseUrl.startsWith("https:") ? "__Host-visto_identita" : "visto_identita";
/** Codes and states of providers are some hundred characters; what is longer is not theirs. */
const longestQuery = 8_000;

/** Signing in with the body's identity provider. Mounted where one is set, in either way to run. */
export function oidcRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const { world } = deps;
  if (!world.oidc) return;
  const refused = (c: WebContext, refusal: WorkflowRefusal) =>
    page(deps, c, OidcRefused({ site: siteOf(deps, c), refusal }), "private", statusOf(refusal));
  const versoOf = (c: WebContext) => {
    const asked = c.req.query("verso") ?? "";
    return asked === "" ? "" : ownPath(asked);
  };
  app.post("/accesso/identita", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const begun = await beginOidc(world, { source: deps.sourceOf?.(c) });
    if (!begun.ok) return refused(c, begun.refusal);
    // The page to come back to stays in the browser: what a provider hands back is not believed.
    const verso = versoOf(c);
    const value = verso === "" ? begun.value.secret : `${begun.value.secret}.${encodeURIComponent(verso)}`;
    setCookie(c, cookieOf(deps), value, cookieOptions(deps, 600));
    return page(deps, c, PassOn({ site: siteOf(deps, c), kind: "leave", href: begun.value.url }), "private");
  });
  app.get(oidcReturnPath, (c) => {
    const query = new URL(c.req.url).search.slice(0, longestQuery);
    return page(deps, c, OidcReturn({ site: siteOf(deps, c), query }), "private");
  });
  app.post(oidcReturnPath, async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const [, secret = "", verso = ""] = /^([\w-]{43})\.?(.*)$/.exec(getCookie(c, cookieOf(deps)) ?? "") ?? [];
    const query = (await fieldsOf(c)).get("risposta").slice(0, longestQuery);
    deleteCookie(c, cookieOf(deps), cookieOptions(deps, 0));
    const entered = await endOidc(world, { secret, query, agent: agentOf(c.req.header("user-agent")) });
    if (!entered.ok) return refused(c, entered.refusal);
    keepSession(deps, c, entered.value);
    return c.redirect(ownPath(decoded(verso) || "/ufficio"), 303);
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
