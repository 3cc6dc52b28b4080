import { expect, test } from "vitest";
import { compressPage, openStaticSite } from "../../functions/web/static-site.ts";
import { samplePages } from "./sample-pages.ts";

// Bytes of bodies, Brotli where the product uses it. `npm run bench:pages` measures the same over a wire, in a browser.
const first = 200_000;
const next = 20_000;
const files = openStaticSite();

const weightOf = async (path: string): Promise<number> => (await files.find(path, "br"))?.bytes.length ?? Number.NaN;

/** What a page names, and every font that its style sheet could ask for. */
async function namedBy(page: string): Promise<ReadonlySet<string>> {
  const named = new Set([...page.matchAll(/(?:src|href)="(\/static\/[^"#]+)/g)].map(([, path]) => path ?? ""));
  for (const path of [...named].filter((one) => one.endsWith(".css"))) {
    const sheet = Buffer.from((await files.find(path))?.bytes ?? []).toString();
    for (const [, font] of sheet.matchAll(/url\("(\/static\/[^"]+)"\)/g)) {
      const plain = Object.entries(files.names).find(([, name]) => name === font)?.[0];
      named.add(plain ?? font ?? "");
    }
  }
  return named;
}

test.each(["public-act", "albo-act", "transparency", "portal-home", "verify", "signatory-approve"])(
  "%s is light on the first visit, whatever fonts it needs, and lighter on the next",
  async (name) => {
    const page = samplePages("it")[name] ?? "";
    const itself = (await compressPage(Buffer.from(page), "br")).length;
    const parts = [...(await namedBy(page))];
    const weights = await Promise.all(parts.map(weightOf));
    const whole = itself + weights.reduce((sum, one) => sum + one, 0);
    expect(parts.length).toBeGreaterThan(8);
    expect(whole).toBeGreaterThan(itself);
    expect(whole, JSON.stringify(parts.map((part, at) => [part, weights[at]]))).toBeLessThan(first);
    // Names with digests are not asked for again: the page is all that travels.
    expect(itself).toBeLessThan(next);
  },
);
