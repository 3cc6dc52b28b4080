import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPassword } from "../../../local/demo/borgo-sereno.ts";
import { actWith, aFile } from "../../support/acts.ts";
import { addressesOf, fillRoute } from "../../support/addresses.ts";
import type { Client, Got } from "../../support/client.ts";
import { draft, enterPages, published, submitted } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { askPermission } from "../../support/upload.ts";

let site: TestSite;
let officer: Client;
let link: Client;
let isBroken = false;
const answers: { path: string; visitor: string; got: Got }[] = [];

beforeAll(async () => {
  site = await openTestSite({
    wrap: (world) => ({
      ...world,
      items: {
        ...world.items,
        query: (query) => (isBroken ? Promise.reject(new Error("disk gone: /srv/secret")) : world.items.query(query)),
      },
    }),
  });
  const done = await published(site, actWith([aFile("A")]), [aFile("A")]);
  const waiting = await submitted(site, actWith([aFile("B")]), [aFile("B")]);
  const addresses = await addressesOf(site, [done, waiting]);
  officer = await site.signedIn();
  link = site.client();
  const [mail] = (await site.spool.list()).filter((one) => one.about.actId === waiting);
  await enterPages(site, link, /\/f#([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "");
  const paths = [...new Set(site.routes.filter((one) => one.method === "GET").map((one) => one.path))].flatMap((path) =>
    fillRoute(path, addresses),
  );
  for (const [visitor, client] of [
    ["nobody", site.client()],
    ["officer", officer],
    ["link", link],
  ] as const)
    for (const path of [...paths, "/niente"]) answers.push({ path, visitor, got: await client.get(path) });
});
afterAll(() => site.stop());

const pages = () => answers.filter(({ got }) => got.headers.get("content-type")?.startsWith("text/html"));
const isPrivate = (path: string) => /^\/(ufficio|f|posta|orologio|accesso|albo)(\/|$)/.test(path);

describe("every page", () => {
  it("allows no script, style, frame or form of anybody else, and nothing inline", () => {
    expect(pages().length).toBeGreaterThan(30);
    for (const { path, got } of pages()) {
      const policy = got.headers.get("content-security-policy") ?? "";
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ])
        expect([path, policy.includes(rule)]).toEqual([path, true]);
      expect([path, /unsafe|https?:|\*/.test(policy)]).toEqual([path, false]);
      expect([path, /<script(?![^>]*\bsrc=)|<style|\sstyle="|\son[a-z]+="|javascript:/i.test(got.text)]).toEqual([
        path,
        false,
      ]);
    }
  });

  it("loads nothing from elsewhere", () => {
    for (const { path, got } of pages())
      expect([path, got.text.match(/<(?:script|link|img|use|iframe)\b[^>]*(?:src|href)="(?!\/|data:)[^"]*"/g)]).toEqual(
        [path, null],
      );
  });

  it("tells its language, its type and no referrer", () => {
    for (const { path, got } of answers) {
      expect([path, got.headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
      expect([path, got.headers.get("referrer-policy")]).toEqual([path, "no-referrer"]);
    }
    for (const { path, got } of pages()) expect([path, got.headers.get("content-language")]).toEqual([path, "it"]);
  });

  it("is kept by no cache and no search engine where it is private, the albo included", () => {
    const shown = answers.filter(({ path, got }) => isPrivate(path) && got.status === 200);
    expect(new Set(shown.map(({ path }) => path.split("/")[1]))).toEqual(
      new Set(["ufficio", "f", "posta", "orologio", "accesso", "albo"]),
    );
    for (const { path, got } of shown) {
      expect([path, got.headers.get("cache-control")]).toEqual([path, "no-store"]);
      if (got.headers.get("content-type")?.startsWith("text/html"))
        expect([path, got.headers.get("x-robots-tag")?.includes("noindex")]).toEqual([path, true]);
    }
  });

  it("of an act in Amministrazione trasparente can be found by search engines", () => {
    const act = answers.find(({ path, got }) => /^\/trasparenza\/\d/.test(path) && got.status === 200);
    expect([act?.got.headers.get("x-robots-tag"), act?.got.text.includes("noindex")]).toEqual([null, false]);
  });
});

it("lets no stored file run anything in the reader's browser", () => {
  const files = answers.filter(({ got }) => got.headers.has("x-impronta-sha256"));
  expect(files.length).toBeGreaterThan(5);
  for (const { got } of files) {
    expect(got.headers.get("content-security-policy")).toContain("sandbox");
    expect(["application/pdf", "application/octet-stream"]).toContain(got.headers.get("content-type"));
  }
});

it("gives its cookies to no script and to no other site, and the language's no secret", async () => {
  for (const line of [...officer.setCookies, ...link.setCookies])
    expect(line).toMatch(/^visto_(ufficio|link|dispositivo)=(?:[\w-]{43}|[\w-]{65}); .*HttpOnly; SameSite=Strict$/);
  const visitor = site.client();
  await visitor.get("/?lang=en");
  expect(visitor.setCookies).toEqual([expect.stringMatching(/^visto_lingua=en; .*HttpOnly; SameSite=Lax$/)]);
  expect((await visitor.get("/")).headers.get("content-language")).toBe("en");
});

it("says of a fault of ours that it is one, and nothing of what broke", async () => {
  isBroken = true;
  const page = await officer.get("/ufficio");
  const health = await site.client().get("/trasparenza");
  isBroken = false;
  expect([page.status, health.status]).toEqual([500, 500]);
  expect(page.text).not.toContain("secret");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(site.told.splice(0)).toEqual([
    "GET /ufficio: disk gone: /srv/secret",
    "GET /trasparenza: disk gone: /srv/secret",
  ]);
});

it("writes no permission, token or password to the log when an upload breaks off", async () => {
  const actId = await draft(site, actWith([aFile("A")], true, { subject: "Caricamento interrotto" }));
  const permission = await askPermission(officer, actId, "A", aFile("A").bytes);
  const { url, headers } = JSON.parse(permission.text) as { url: string; headers: Record<string, string> };
  await new Promise<void>((resolve) => {
    const put = request(url, { method: "PUT", headers: { ...headers, "content-length": aFile("A").bytes.length } });
    put.on("error", () => resolve()).on("close", () => resolve());
    put.write("half", () => setTimeout(() => put.destroy(), 50));
  });
  for (let tries = 0; tries < 50 && site.told.length === 0; tries += 1) await pause(20);
  const log = [...site.told.splice(0), ...site.faults].join("\n");
  expect(log).toContain("PUT /carica/:token");
  const secrets = [
    url.split("/").at(-1) ?? "?",
    demoPassword,
    officer.cookie("visto_ufficio") ?? "?",
    link.cookie("visto_link") ?? "?",
  ];
  for (const secret of secrets) expect(log).not.toContain(secret);
});
