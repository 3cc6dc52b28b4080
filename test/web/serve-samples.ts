import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { securityHeaders } from "../../web/security-headers.ts";
import { pathOfStaticFile, staticFiles } from "../../web/static-files.ts";
import type { Lang } from "../../web/views.ts";
import { samplePages } from "./sample-pages.ts";

/** Serves every sample page at `/<lang>/<name>` with the headers and the static files of the product. */
export async function serveSamples(): Promise<{ readonly origin: string; readonly close: () => void }> {
  const made = { it: samplePages("it"), en: samplePages("en") };
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const file = staticFiles[path];
    if (file) {
      response.setHeader("content-type", file.type);
      response.end(readFileSync(pathOfStaticFile(file)));
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
