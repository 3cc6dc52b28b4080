import type { Hono } from "hono";
import type { WebDeps, WebEnv } from "./deps.ts";
import { encodingOf } from "./encoding.ts";
import { compressPage } from "./static-site.ts";

const forever = "public, max-age=31536000, immutable";

/** `GET /static/*`: names with a digest are kept for a year and never asked again, plain ones are asked each time. */
export function staticRoutes(app: Hono<WebEnv>, { staticFile }: Pick<WebDeps, "staticFile">): void {
  if (!staticFile) return;
  app.get("/static/*", async (c) => {
    const file = await staticFile(c.req.path, c.req.header("accept-encoding"));
    if (!file) return c.notFound();
    const etag = `"${file.sha256.slice(0, 32)}${file.encoding ? `-${file.encoding}` : ""}"`;
    const headers = {
      "content-type": file.type,
      "cache-control": file.fixed ? forever : "no-cache",
      "x-content-type-options": "nosniff",
      vary: "accept-encoding",
      etag,
    };
    if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
    return c.body(Uint8Array.from(file.bytes), 200, {
      ...headers,
      ...(file.encoding ? { "content-encoding": file.encoding } : {}),
    });
  });
}

/**
 * Pages of the portal travel compressed where nothing stands before us that does it. Only these: an officer's page and a
 * link's page hold a token beside words that others chose, and the length of what is compressed would betray it
 * (CRIME, BREACH).
 */
export function compressedPages(app: Hono<WebEnv>, { compress }: WebDeps): void {
  if (!compress) return;
  for (const path of [
    "/",
    "/albo/*",
    "/trasparenza/*",
    "/verifica/*",
    "/dati",
    "/accessibilita",
    "/note-legali",
    "/privacy",
  ])
    app.use(path, async (c, next) => {
      await next();
      const encoding = encodingOf(c.req.header("accept-encoding"));
      if (!encoding || c.req.method !== "GET" || !c.res.headers.get("content-type")?.startsWith("text/html")) return;
      const bytes = await compressPage(new Uint8Array(await c.res.arrayBuffer()), encoding);
      c.res = new Response(Uint8Array.from(bytes), { status: c.res.status, headers: c.res.headers });
      c.header("content-encoding", encoding);
      c.header("vary", "accept-encoding", { append: true });
      c.header("content-length", String(bytes.byteLength));
    });
}
