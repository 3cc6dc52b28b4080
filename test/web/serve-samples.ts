import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openStaticSite } from "../../functions/web/static-site.ts";
import { securityHeaders } from "../../web/security-headers.ts";
import type { Lang } from "../../web/views.ts";
import { samplePages } from "./sample-pages.ts";

/** What a test answers itself; `undefined` leaves the request to the samples. */
export type Own = (method: string, path: string, body: string) => { status: number; json: unknown } | undefined;

/** Serves every sample page at `/<lang>/<name>` with the headers and the static files of the product. */
export async function serveSamples(own?: Own): Promise<{ readonly origin: string; readonly close: () => void }> {
  const files = openStaticSite();
  const made = { it: samplePages("it"), en: samplePages("en") };
  const server: Server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = own?.(request.method ?? "GET", path, Buffer.concat(chunks).toString("utf8"));
    if (answer) {
      response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.json));
      return;
    }
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
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
    response.end(page ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
