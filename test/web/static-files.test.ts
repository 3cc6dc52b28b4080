import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pathOfStaticFile, staticFiles } from "../../web/static-files.ts";
import { samplePages } from "./sample-pages.ts";

test("every static file exists, and every file of the folder is served", () => {
  for (const file of Object.values(staticFiles)) expect(statSync(pathOfStaticFile(file)).size).toBeGreaterThan(0);
  const own = Object.values(staticFiles).filter((file) => file.from === "web");
  const folder = join(import.meta.dirname, "../../web/static");
  expect(own.map((file) => file.path).sort()).toEqual(readdirSync(folder).sort());
});

test("pages and style sheets ask for nothing that is not served", () => {
  const asked = Object.values(samplePages("it")).flatMap((page) => [
    ...page.matchAll(/(?:src|href)="(\/static\/[^"#]+)/g),
  ]);
  const fonts = [
    ...readFileSync(pathOfStaticFile(staticFiles["/static/fonts.css"] ?? never()), "utf8").matchAll(
      /url\("([^"]+)"\)/g,
    ),
  ];
  for (const [, path] of [...asked, ...fonts]) expect(Object.keys(staticFiles)).toContain(path);
  expect(fonts.length).toBeGreaterThan(0);
});

test("icons that pages name are in the sprite", () => {
  const sprite = readFileSync(pathOfStaticFile(staticFiles["/static/sprites.svg"] ?? never()), "utf8");
  const named = new Set(
    Object.values(samplePages("it")).flatMap((page) =>
      [...page.matchAll(/sprites\.svg#([\w-]+)/g)].map(([, id]) => id),
    ),
  );
  for (const id of named) expect(sprite).toContain(`id="${id}"`);
});

function never(): never {
  throw new Error("the table has that file");
}
