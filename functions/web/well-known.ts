import type { Hono } from "hono";
import type { WebDeps, WebEnv } from "./deps.ts";
import { siteOf } from "./respond.ts";

const day = 86_400_000;
/** RFC 9116 §2.5.5 wants less than a year ahead: whoever reads a stale file must see that it is stale. */
const validDays = 180;

/** Where a weakness is told, by RFC 9116: the body's own office, and the languages it answers in. */
export function wellKnownRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get("/.well-known/security.txt", (c) => {
    const { office, baseUrl } = { ...siteOf(deps, c), baseUrl: deps.world.settings.baseUrl };
    const expires = new Date(Math.ceil(Date.parse(deps.world.clock()) / day) * day + validDays * day);
    c.header("cache-control", "public, max-age=86400");
    return c.text(
      [
        `Contact: ${office.email ? `mailto:${office.email}` : `${baseUrl}/accessibilita`}`,
        `Expires: ${expires.toISOString().replace(".000Z", "Z")}`,
        "Preferred-Languages: it, en",
        `Canonical: ${baseUrl}/.well-known/security.txt`,
        "",
      ].join("\n"),
    );
  });
}
