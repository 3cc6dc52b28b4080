import { createHash } from "node:crypto";
import type { Client } from "./client.ts";

/** What a page says, by its address; of files their digest. */
export type Crawled = ReadonlyMap<string, { readonly status: number; readonly says: string }>;

/** What differs from one look at a page to the next without anything having changed. */
const fleeting = [
  /(<input[^>]*name="(?:csrf|idem)"[^>]*value=")[^"]*/g,
  /(<input[^>]*value=")[^"]*("[^>]*name="(?:csrf|idem)")/g,
  /((?:nonce|data-csrf|data-idem)=")[^"]*/g,
  /(\/ufficio\/importa\/)[0-9A-Z]{26}/g,
];

const said = (text: string, type: string): string =>
  type.startsWith("text/html")
    ? fleeting.reduce((page, pattern) => page.replace(pattern, "$1…"), text)
    : createHash("sha256").update(text).digest("hex");

/**
 * Every page and file that links lead to from where one begins, each asked for once; a GET changes nothing. Pages for a
 * programmer, of static files and of other languages are left out by `skip`; `own` is the site's address, which differs.
 */
export async function crawl(client: Client, from: readonly string[], skip: RegExp, own = ""): Promise<Crawled> {
  const found = new Map<string, { readonly status: number; readonly says: string }>();
  const waiting = [...from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path) || skip.test(path)) continue;
    if (found.size > 600) throw new Error(`the links do not end: ${path}`);
    const { status, headers, text, location } = await client.get(path);
    const type = headers.get("content-type") ?? "";
    found.set(path, { status, says: said(own === "" ? text : text.replaceAll(own, "…"), type) });
    const links = type.startsWith("text/html") ? [...text.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)] : [];
    for (const href of [...links.map((link) => link[1] ?? ""), location ?? ""]) {
      const target = href.replaceAll("&amp;", "&").replace(/#.*$/, "");
      if (target.startsWith("/") && !target.startsWith("//")) waiting.push(target);
    }
  }
  return found;
}
