import type { Hono } from "hono";
import { findPublished } from "../../shared/workflow/index.ts";
import { Certificate } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { goneAct, notFound, page, siteOf } from "./respond.ts";

/** The certificate that an act was published, and the numbers of a year, for anybody. */
export function publicationRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get("/trasparenza/registro/:year{\\d{4}}", async (c) =>
    // The check of a year is of few visits: the pages of acts do without it.
    (await import("./register-year.ts")).registerYearPage(deps, c),
  );
  app.get("/trasparenza/:year{\\d{4}}/:number{\\d{1,7}}/pubblicazione", async (c) => {
    const [year, number] = [Number(c.req.param("year")), Number(c.req.param("number"))];
    const found = await findPublished(deps.world, "transparency", year, number);
    if (found.ok) return page(deps, c, Certificate({ site: siteOf(deps, c), head: found.value.head }), "public");
    return found.refusal.code === "PUBLICATION_OVER"
      ? goneAct(deps, c, year, number, found.refusal.details["to"] ?? "")
      : notFound(deps, c);
  });
}
