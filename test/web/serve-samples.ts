import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { openStaticSite } from "../../functions/web/static-site.ts";
import { securityHeaders } from "../../web/security-headers.ts";
import type { Lang } from "../../web/views.ts";
import { samplePages } from "./sample-pages.ts";

/** What a test answers itself; `undefined` leaves the request to the samples. */
export type Own = (method: string, path: string, body: string) => { status: number; json: unknown } | undefined;

/** Where axe-core lies: a page that has it from the site itself takes it compiled from the one before. */
export const axePath = "/axe.js";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"));

/** The page as it is where no script runs: axe needs scripts itself, so what stands in `noscript` is taken out of it. */
export const scriptless = "?senza-script";
const withoutScript = (page: string) => page.replace(/<\/?noscript>|<script\b[^>]*><\/script>/g, "");

/** Serves every sample page at `/<lang>/<name>` with the headers and the static files of the product. */
export async function serveSamples(own?: Own): Promise<{ readonly origin: string; readonly close: () => void }> {
  const files = openStaticSite();
  const made = { it: samplePages("it"), en: samplePages("en") };
  const server: Server = createServer(async (request, response) => {
    const { pathname: path, search } = new URL(request.url ?? "/", "http://x");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = own?.(request.method ?? "GET", path, Buffer.concat(chunks).toString("utf8"));
    if (answer) {
      response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.json));
      return;
    }
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (path === axePath) {
      response.writeHead(200, { "content-type": "text/javascript", "cache-control": "max-age=3600" }).end(axe);
      return;
    }
    const file = await files.find(path, request.headers["accept-encoding"]?.toString());
    if (file) {
      response.setHeader("content-type", file.type);
      response.setHeader("cache-control", "max-age=3600");
      if (file.encoding) response.setHeader("content-encoding", file.encoding);
      response.end(file.bytes);
      return;
    }
    const [, lang, name] = path.split("/");
    const page = lang === "it" || lang === "en" ? made[lang satisfies Lang][name ?? ""] : undefined;
    response.statusCode = page === undefined ? 404 : 200;
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(search === scriptless ? withoutScript(page ?? "") : page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
