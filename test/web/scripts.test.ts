import { createHash } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { type Own, serveSamples } from "./serve-samples.ts";

// The small scripts of the pages, in a real browser, against a server that notes everything it is told.

const bytes = Buffer.from("un file di prova, che non lascia il browser");
const digest = createHash("sha256").update(bytes).digest("hex").toUpperCase();
const file = (name: string, buffer = bytes) => ({ name, mimeType: "application/pdf", buffer });

let browser: Browser;
let page: Page;
let server: Awaited<ReturnType<typeof serveSamples>>;
let told: { method: string; path: string; body: string }[] = [];
let answers: Own;

beforeAll(async () => {
  browser = await openBrowser();
  server = await serveSamples((method, path, body) => {
    told.push({ method, path, body });
    return answers(method, path, body);
  });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});
beforeEach(async () => {
  told = [];
  answers = () => undefined;
  page = await browser.newPage();
});
afterEach(() => page.close());

describe("verifying a file in the browser", () => {
  const bucket =
    (entries: object[]): Own =>
    (_method, path) =>
      path.startsWith("/impronte/") ? { status: 200, json: { prefix: digest.slice(0, 5), entries } } : undefined;
  const entry = { sha256: digest, name: "originale", of: "file", number: 2706, year: 2025 };

  test("a published original is recognised, and the server learns five digits and nothing else", async () => {
    answers = bucket([{ ...entry, sha256: `${digest.slice(0, 5)}${"0".repeat(59)}`, number: 1 }, entry]);
    await page.goto(`${server.origin}/it/verify`);
    told = [];
    await page.setInputFiles("#file", file("determina.pdf"));
    const result = page.locator("[data-result]");
    await result.locator(".alert").waitFor();
    expect(await result.locator(".alert").count()).toBe(1);
    expect(await result.innerText()).toContain("Il file corrisponde all’originale pubblicato");
    expect(await result.innerText()).toContain(digest);
    expect(await result.locator("a").getAttribute("href")).toBe("/trasparenza/2025/2706");
    expect(told.filter((one) => !one.path.startsWith("/static/"))).toEqual([
      { method: "GET", path: `/impronte/${digest.slice(0, 5)}.json`, body: "" },
    ]);
  });

  test.each([
    [[{ ...entry, name: "copia" }], "Il file è una copia prodotta da questo sistema"],
    [[{ ...entry, name: "allegato-A" }], "Il file corrisponde all’allegato pubblicato"],
    [[{ ...entry, name: "allegato-A", of: "content" }], "al contenuto della busta .p7m"],
    [[], "Nessuna corrispondenza"],
  ])("each kind of answer has its sentence: case %#", async (entries, sentence) => {
    answers = bucket(entries);
    await page.goto(`${server.origin}/it/verify`);
    await page.setInputFiles("#file", file("x.pdf"));
    await page.locator("[data-result] .alert").waitFor();
    expect(await page.locator("[data-result]").innerText()).toContain(sentence);
  });

  test("a server that does not answer is no judgement on the file", async () => {
    answers = (_method, path) => (path.startsWith("/impronte/") ? { status: 500, json: {} } : undefined);
    await page.goto(`${server.origin}/it/verify`);
    await page.setInputFiles("#file", file("x.pdf"));
    await page.locator("[data-result] .alert").waitFor();
    expect(await page.locator("[data-result]").innerText()).toContain("Non è un giudizio sul file");
  });
});

describe("opening a personal link", () => {
  const token = "a".repeat(43);

  test("the token of the fragment is posted once and leaves the address bar", async () => {
    answers = (method) => (method === "POST" ? { status: 200, json: {} } : undefined);
    await page.goto(`${server.origin}/it/link#${token}`);
    await page.waitForURL("**/f/apri");
    const posts = told.filter((one) => one.method === "POST");
    expect(posts.map((one) => new URLSearchParams(one.body).get("token"))).toEqual([token]);
    expect(told.some((one) => one.path.includes(token))).toBe(false);
    expect(page.url()).not.toContain(token);
  });

  test("without a token nothing is posted and the code can be pasted", async () => {
    await page.goto(`${server.origin}/it/link`);
    expect(await page.locator("#token").isVisible()).toBe(true);
    expect(told.filter((one) => one.method === "POST")).toEqual([]);
  });
});

describe("uploading an attachment", () => {
  const permission = (path: string) => path.endsWith("/allegati/C/permesso");

  test("the impronta is computed first, the bytes go up once, and the page shows the verdict", async () => {
    let put = 0;
    answers = (method, path) => {
      if (method === "POST" && permission(path))
        return {
          status: 200,
          json: { method: "PUT", url: "/carica/x", headers: { "content-type": "application/pdf" } },
        };
      if (method === "PUT") put += 1;
      if (method === "PUT") return { status: 200, json: {} };
      if (path.endsWith("/stato.json"))
        return {
          status: 200,
          json: {
            ver: 13,
            state: "READY",
            uploads: { C: { busy: put === 0, tone: "success", title: "Verificato", text: "" } },
          },
        };
      return undefined;
    };
    await page.goto(`${server.origin}/it/act-pending`);
    await page.setInputFiles("#file-C", file("disciplinare.pdf"));
    expect(await page.locator("#allegato-C [data-chosen]").innerText()).toBe("disciplinare.pdf");
    const reloaded = page.waitForEvent("load");
    await page.locator("#allegato-C [data-send]").click();
    await reloaded;
    const asked = told.find((one) => one.method === "POST");
    expect(JSON.parse(asked?.body ?? "{}")).toMatchObject({
      csrf: "csrf-of-sample",
      fileName: "disciplinare.pdf",
      length: bytes.length,
      type: "application/pdf",
      sha256: digest,
    });
    expect(told.filter((one) => one.method === "PUT").map((one) => one.body)).toEqual([bytes.toString("utf8")]);
  });

  test("a refused permission is told in its own words, and nothing is sent", async () => {
    answers = (method, path) =>
      method === "POST" && permission(path)
        ? { status: 422, json: { title: "EMPTY_FILE", detail: "Il file «vuoto.pdf» è vuoto (0 byte)." } }
        : undefined;
    await page.goto(`${server.origin}/it/act-pending`);
    await page.setInputFiles("#file-C", file("vuoto.pdf", Buffer.alloc(0)));
    await page.locator("#allegato-C [data-send]").click();
    await page.getByText("Il file «vuoto.pdf» è vuoto (0 byte).").waitFor();
    expect(told.some((one) => one.method === "PUT")).toBe(false);
  });

  test("a connection that is lost is taken up again with the same one PUT, and bytes that were there count", async () => {
    let put = 0;
    answers = (method, path) => {
      if (method === "POST" && permission(path))
        return { status: 200, json: { method: "PUT", url: "/carica/x", headers: {} } };
      if (method === "PUT") put += 1;
      if (method === "PUT") return { status: 412, json: {} };
      const C = { busy: false, tone: "success", title: "Verificato", text: "" };
      return path.endsWith("/stato.json")
        ? { status: 200, json: { ver: 13, state: "READY", uploads: { C } } }
        : undefined;
    };
    await page.goto(`${server.origin}/it/act-pending`);
    let cut = 1;
    await page.route("**/carica/x", (route) => (cut-- > 0 ? route.abort("connectionreset") : route.continue()));
    await page.setInputFiles("#file-C", file("x.pdf"));
    const reloaded = page.waitForEvent("load");
    await page.locator("#allegato-C [data-send]").click();
    await page.getByText("La connessione si è interrotta: tentativo 1").waitFor();
    await reloaded;
    expect([put, told.filter((one) => one.method === "POST").length]).toEqual([1, 1]);
  });

  test("an upload that breaks off is no judgement on the file", async () => {
    answers = (method, path) => {
      if (method === "POST" && permission(path))
        return { status: 200, json: { method: "PUT", url: "/carica/x", headers: {} } };
      return method === "PUT" ? { status: 503, json: {} } : undefined;
    };
    await page.goto(`${server.origin}/it/act-pending`);
    await page.setInputFiles("#file-C", file("x.pdf"));
    await page.locator("#allegato-C [data-send]").click();
    await page.getByText("Non è un giudizio sul file").waitFor();
    expect(await page.locator("#allegato-C [data-send]").isEnabled()).toBe(true);
  });
});
