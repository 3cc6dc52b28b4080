import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStaticSite } from "../../functions/web/static-site.ts";
import { pathsOfStaticFile, staticFiles } from "../../web/static-files.ts";
import { cutFramework } from "./cut-framework.ts";
import { samplePages } from "./sample-pages.ts";

const folder = join(import.meta.dirname, "../../web/static");
const written = (name: string) => readFileSync(join(folder, name), "utf8");

test("every static file exists, and every file of the folder is served", () => {
  for (const file of Object.values(staticFiles))
    for (const path of pathsOfStaticFile(file)) expect(statSync(path).size).toBeGreaterThan(0);
  const own = Object.values(staticFiles).filter((file) => file.from === "web");
  expect(own.flatMap((file) => file.path).sort()).toEqual(readdirSync(folder).sort());
});

test("pages and style sheets ask for nothing that is not served", () => {
  const asked = Object.values(samplePages("it")).flatMap((page) => [
    ...page.matchAll(/(?:src|href)="(\/static\/[^"#]+)/g),
  ]);
  const fonts = [...written("fonts.css").matchAll(/url\("([^"]+)"\)/g)];
  const { names } = openStaticSite();
  // Pages say names with digests once somebody told them; which test did so first is nobody's business.
  const served = [...Object.keys(staticFiles), ...Object.values(names)];
  for (const [, path] of [...asked, ...fonts]) expect(served).toContain(path);
  expect(fonts.length).toBeGreaterThan(0);
});

test("the framework and its icons were cut to no less than what pages name: npm run styles", async () => {
  const rules = (css: string) => new Set(css.split(/(?<=})/).map((rule) => rule.trim()));
  const { css, icons } = await cutFramework();
  const kept = rules(written("framework.css"));
  expect([...rules(css)].filter((rule) => !kept.has(rule))).toEqual([]);
  for (const [, id] of icons.matchAll(/symbol id="([\w-]+)"/g)) expect(written("icons.svg")).toContain(`id="${id}"`);
  for (const page of Object.values(samplePages("it")))
    for (const [, id] of page.matchAll(/icons\.svg#([\w-]+)/g)) expect(written("icons.svg")).toContain(`id="${id}"`);
});

test("files name each other by names with the digest of what they name", async () => {
  const site = openStaticSite();
  const worker = site.names["/static/hash-worker.js"] ?? "";
  expect(worker).toMatch(/^\/static\/hash-worker\.[0-9a-f]{12}\.js$/);
  const asking = await site.find("/static/fingerprint.js");
  expect(Buffer.from(asking?.bytes ?? []).toString()).toContain(`"${worker}"`);
  const sheet = Buffer.from((await site.find("/static/visto.css"))?.bytes ?? []).toString();
  for (const [, path] of sheet.matchAll(/url\("(\/static[^"]+)"\)/g)) expect(Object.values(site.names)).toContain(path);
  expect((await site.find(worker))?.fixed).toBe(true);
  expect((await site.find("/static/hash-worker.js"))?.fixed).toBe(false);
  expect(await site.find("/static/hash-worker.000000000000.js")).toBeUndefined();
});
