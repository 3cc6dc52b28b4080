// Proves that the served document is the one of the code, that it is OpenAPI, and that no route escapes it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codesOf } from "../../../functions/web/api-answers.ts";
import { apiDocument } from "../../../functions/web/api-document.ts";
import { operations } from "../../../functions/web/api-operations.ts";
import { apiCodes } from "../../../functions/web/api-problems.ts";
import { refusalCodes } from "../../../shared/act/index.ts";
import { workflowCodes } from "../../../shared/workflow/index.ts";
import { inTheApi } from "../../support/api-routes.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.stop());

const written = readFileSync(join(import.meta.dirname, "../../../web/static/openapi.json"), "utf8");

describe("the OpenAPI document", () => {
  it("is what the code says now: npm run openapi writes it", () => {
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(apiDocument())));
  });

  it("is valid OpenAPI 3.1 by a validator that is not ours", async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(written))).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
  });

  it("is served as it is, for anyone", async () => {
    const got = await site.client().get("/openapi.json");
    expect([got.status, got.text]).toEqual([200, written]);
    expect(got.headers.get("content-type")).toBe("application/json; charset=utf-8");
  });

  it("names each operation once, and only codes that there are", () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const known: readonly string[] = [...apiCodes, ...workflowCodes, ...refusalCodes];
    expect([...new Set(operations.flatMap(codesOf))].filter((code) => !known.includes(code))).toEqual([]);
  });

  it.each(["it", "en"])("is drawn as a page with every operation: %s", async (lang) => {
    const page = await site.client().get(`/api/documentazione?lang=${lang}`);
    expect(page.status).toBe(200);
    for (const { id, path, summary } of operations) {
      expect(page.text).toContain(`id="op-${id}"`);
      expect(page.text).toContain(`<code>${path}</code>`);
      expect(page.text).toContain(summary[lang === "en" ? "en" : "it"].replaceAll("'", "&#39;"));
    }
    expect(page.text).not.toContain("undefined");
    expect(page.text).not.toContain("<tbody></tbody>");
  });
});

it("is written when the product is built: what writes it is no part of what runs", async () => {
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, "../../../functions/web/app.ts")],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    logLevel: "error",
    outdir: "unwritten",
    external: ["unpdf", "unpdf/*"],
    splitting: true,
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const held = (part: string) => used.filter((path) => path.includes(part));
  expect(held("functions/web/api-serve.ts")).toHaveLength(1);
  for (const part of ["zod-openapi", "api-document", "openapi.json", "node-forge", "pdf-lib", "zod/v4/locales/fr"])
    expect(held(part)).toEqual([]);
});

describe("every route of the pages", () => {
  const plain = (pattern: string) => pattern.replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, "");
  const own = (path: string) => path.startsWith("/api/v1/");

  it("has its operation in the API, or a reason why there is none", () => {
    const routes = site.routes
      .filter(({ path }) => !own(path) && path !== "/*")
      .map(({ method, path }) => `${method} ${plain(path)}`);
    const missing = [...new Set(routes)].filter((route) => !Object.hasOwn(inTheApi, route));
    expect(missing).toEqual([]);
  });

  it("has no row that is left over", () => {
    const routes = new Set(site.routes.map(({ method, path }) => `${method} ${plain(path)}`));
    expect(Object.keys(inTheApi).filter((route) => !routes.has(route))).toEqual([]);
  });

  it("names operations that there are", () => {
    const ids = new Set(operations.map(({ id }) => id));
    const named = Object.values(inTheApi).flatMap((one) => (typeof one === "string" ? [] : one));
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("under /api is an operation of the document", () => {
    const documented = operations.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ":$1")}`);
    const served = site.routes.filter(({ path }) => own(path)).map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(served)].sort()).toEqual(documented.sort());
  });
});
