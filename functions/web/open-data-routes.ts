import type { Hono } from "hono";
import { findOpenFile, findPublished, openActSearch, robots } from "../../shared/workflow/index.ts";
import { OpenData } from "../../web/pages.ts";
import { privateHeaders } from "../../web/security-headers.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { goneAct, notFound, page, siteOf, type WebContext } from "./respond.ts";

/** How long a copy may be kept elsewhere: an act can be taken away, and its data must follow within minutes. */
const fresh = "public, max-age=300, must-revalidate";

/**
 * A file of the open data: the stored object, by the digest that its ETag is. Everybody may read it from any page
 * (CORS): it is public and the same for all. The notice board's feed is not for search engines.
 */
async function sendOpenFile(deps: WebDeps, c: WebContext, path: string): Promise<Response> {
  const found = await findOpenFile(deps.world, path);
  const [, year, number] = /^atti\/(\d{4})\/(\d{1,7})\.json$/.exec(path) ?? [];
  if (!found || found.over) {
    const act = year ? await findPublished(deps.world, "transparency", Number(year), Number(number)) : undefined;
    if (act && !act.ok && act.refusal.code === "PUBLICATION_OVER")
      return goneAct(deps, c, Number(year), Number(number), act.refusal.details["to"] ?? "");
    return notFound(deps, c);
  }
  const { file, ref } = found;
  const etag = `"${file.sha256}"`;
  const headers = {
    "content-type": file.type,
    "cache-control": fresh,
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    ...(path === "albo.xml" ? { "x-robots-tag": privateHeaders["x-robots-tag"] ?? "noindex" } : {}),
    etag,
  };
  if (c.req.header("if-none-match")?.includes(etag)) return c.body(null, 304, headers);
  const length = { "content-length": String(file.length) };
  if (c.req.method === "HEAD") return c.body(null, 200, { ...headers, ...length });
  const bytes = await deps.world.objects.read(ref);
  if (!bytes) throw new Error(`object ${ref.bucket}/${ref.key} is not in the store`);
  return c.body(ReadableStream.from(bytes) as ReadableStream<Uint8Array>, 200, { ...headers, ...length });
}

/** The published acts as data, for programs and for search engines. */
export function openDataRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const search = openActSearch(deps.world);
  app.get("/dati", async (c) =>
    page(deps, c, OpenData({ site: siteOf(deps, c), years: await search.years() }), "public"),
  );
  app.get("/dati/:path{.+}", (c) => sendOpenFile(deps, c, c.req.param("path")));
  app.get("/sitemap.xml", (c) => sendOpenFile(deps, c, "sitemap.xml"));
  app.get("/robots.txt", (c) =>
    c.text(robots(deps.world.settings.baseUrl), 200, { "cache-control": "public, max-age=3600" }),
  );
}
