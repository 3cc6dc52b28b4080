import type { Hono } from "hono";
import {
  findByCode,
  findPublished,
  findPublishedFile,
  fingerprintsByPrefix,
  loadHead,
  openActSearch,
  publicFilePaths,
  type Space,
} from "../../shared/workflow/index.ts";
import { readLogKey } from "../../shared/workflow/log.ts";
import {
  Accessibility,
  AlboList,
  LegalNotes,
  PortalHome,
  Privacy,
  PublicAct,
  TransparencyList,
  VerifyCode,
  VerifyDrop,
} from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { firstOf, pageOf, readSearch, summaryOf } from "./public-search.ts";
import { goneAct, notFound, page, problem, sendFile, siteOf, type WebContext } from "./respond.ts";

async function act(deps: WebDeps, c: WebContext, space: Space): Promise<Response> {
  const [year, number] = [Number(c.req.param("year")), Number(c.req.param("number"))];
  const found = await findPublished(deps.world, space, year, number);
  if (!found.ok)
    return found.refusal.code === "PUBLICATION_OVER"
      ? goneAct(deps, c, year, number, found.refusal.details["to"] ?? "")
      : notFound(deps, c);
  const { head, data } = found.value;
  const permalink = `${deps.world.settings.baseUrl}/trasparenza/${year}/${number}`;
  const fileHrefs = deps.servesCopies ? await publicFilePaths(deps.world, head.actId) : undefined;
  const shown = PublicAct({
    site: siteOf(deps, c),
    space: space === "albo" ? "albo" : "trasparenza",
    head,
    data,
    permalink,
    fileHrefs,
    proofs: (await readLogKey(deps.world)) !== undefined,
  });
  return page(deps, c, shown, space === "albo" ? "private" : "public");
}

/** The portal: what anyone may read, without an account and without leaving a trace in the stores. */
export function publicRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const search = openActSearch(deps.world);
  app.get("/", async (c) => {
    const { acts } = await search.find({}, { from: 0, limit: 5 });
    return page(deps, c, PortalHome({ site: siteOf(deps, c), latest: acts.map(summaryOf) }), "public");
  });
  app.get("/accessibilita", (c) => page(deps, c, Accessibility({ site: siteOf(deps, c) }), "public"));
  app.get("/note-legali", (c) => page(deps, c, LegalNotes({ site: siteOf(deps, c) }), "public"));
  app.get("/privacy", (c) => page(deps, c, Privacy({ site: siteOf(deps, c) }), "public"));
  app.get("/albo", async (c) => {
    const list = await pageOf(search, { query: { onAlbo: true }, path: "/albo" }, firstOf(c));
    return page(deps, c, AlboList({ site: siteOf(deps, c), ...list }), "private");
  });
  app.get("/albo/:year{\\d{4}}/:number{\\d{1,7}}", (c) => act(deps, c, "albo"));
  app.get("/trasparenza", async (c) => {
    const { query, search: asked, unread } = readSearch(c);
    const list = await pageOf(search, { query: asked, path: "/trasparenza", params: query }, firstOf(c));
    return page(deps, c, TransparencyList({ site: siteOf(deps, c), query, unread, ...list }), "public");
  });
  app.get("/trasparenza/:year{\\d{4}}/:number{\\d{1,7}}", (c) => act(deps, c, "transparency"));
  app.get("/atti/:actId{[0-9A-Za-z]{1,40}}/file/:name", async (c) => {
    const actId = c.req.param("actId");
    const found = await findPublishedFile(deps.world, actId, c.req.param("name"));
    if (found.ok) {
      const { [c.req.param("name")]: copy } = deps.servesCopies ? await publicFilePaths(deps.world, actId) : {};
      return copy === undefined ? sendFile(deps, c, found.value, "public") : c.redirect(copy, 303);
    }
    if (found.refusal.code !== "PUBLICATION_OVER") return notFound(deps, c);
    const head = await loadHead(deps.world.items, deps.world.settings.tenant, actId);
    const { year, number } = head?.registration ?? { year: 0, number: 0 };
    return goneAct(deps, c, year, number, found.refusal.details["to"] ?? "");
  });
  app.get("/verifica", (c) => {
    const code = c.req.query("codice") ?? c.req.query("code");
    if (code) return c.redirect(`/verifica/${encodeURIComponent(code.trim().toUpperCase())}`, 303);
    return page(deps, c, VerifyDrop({ site: siteOf(deps, c) }), "public");
  });
  app.get("/verifica/:code", async (c) => {
    const code = c.req.param("code").slice(0, 20).toWellFormed();
    const found = await findByCode(deps.world, code);
    return page(
      deps,
      c,
      VerifyCode({ site: siteOf(deps, c), code, head: found.ok ? found.value : undefined }),
      "public",
      found.ok ? 200 : 404,
    );
  });
  app.get("/impronte/:file{[0-9A-Fa-f]{5}\\.json}", async (c) => {
    const prefix = c.req.param("file").slice(0, 5).toUpperCase();
    const found = await fingerprintsByPrefix(deps.world, prefix);
    if (!found.ok) return problem(c, found.refusal);
    return c.json({ prefix, entries: found.value.map(({ actId: _, ...entry }) => entry) }, 200, {
      "cache-control": "public, max-age=60",
    });
  });
}
