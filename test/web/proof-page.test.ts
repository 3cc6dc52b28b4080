// The page that checks proofs, opened from the disk in a real browser, and every network request of it refused.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { proofFor } from "../support/log-proof.ts";
import { violationsOn } from "./quality/check-page.ts";

const path = fileURLToPath(new URL("../../web/static/prova.html", import.meta.url));
const bytes = Buffer.from("%PDF-1.7 una copia");
let browser: Browser;
let page: Page;
let proof: string;
let line: string;
const asked: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  ({ proof, line } = await proofFor(createHash("sha256").update(bytes).digest("hex").toUpperCase()));
  page = await browser.newPage();
  page.on("request", (request) => void asked.push(request.url()));
  page.on("console", (message) => void asked.push(message.text()));
  await page.goto(pathToFileURL(path).href);
});
afterAll(() => browser?.close());

async function verdictOf(file: Buffer, proofText: string, key: string) {
  const one = (name: string, buffer: Buffer) => ({ name, mimeType: "application/octet-stream", buffer });
  await page.locator("output").evaluate((output) => output.replaceChildren());
  await page.locator("#file").setInputFiles(one("copia.pdf", file));
  await page.locator("#prova").setInputFiles(one("copia.tlog-proof", Buffer.from(proofText)));
  await page.locator("#chiave").fill(key);
  await page.locator("button").click();
  await page.locator("output p").first().waitFor();
  const output = page.locator("output");
  return [await output.getAttribute("data-verdict"), await output.locator("p").first().textContent()];
}

it("says that the right file and the right proof are valid, and that the log is a test", async () => {
  expect(await verdictOf(bytes, proof, line)).toEqual(["valid", expect.stringContaining("è nel registro pubblico")]);
  expect(await page.locator("output").textContent()).toContain("Registro di PROVA");
  expect(await page.locator("#avviso").isVisible()).toBe(false);
});

it("is as accessible as the site's own pages, with a verdict too, and fits a phone", async () => {
  await verdictOf(bytes, proof, line);
  expect(await violationsOn(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

it.each([
  ["another file", (text: string) => text, Buffer.from("altro"), "invalid", "altre impronte"],
  ["another place", (text: string) => text.replace("index 1", "index 0"), bytes, "invalid", "non è nel registro"],
  ["no proof", () => "una cosa qualsiasi", bytes, "invalid", "leggibile"],
  [
    "a redacted event",
    (text: string) => text.replace(/extra .*\n/, ""),
    bytes,
    "undetermined",
    "non contiene l’evento",
  ],
])("says what is wrong with %s", async (_, change, file, verdict, words) => {
  expect(await verdictOf(file, change(proof), line)).toEqual([verdict, expect.stringContaining(words)]);
});

it("trusts no signature without a key, with another key, or that does not hold", async () => {
  expect((await verdictOf(bytes, proof, ""))[0]).toBe("undetermined");
  expect(await verdictOf(bytes, proof, line.replace("+", "x+"))).toEqual([
    "invalid",
    expect.stringContaining("La chiave non è"),
  ]);
  const other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  expect((await verdictOf(bytes, proof, other))[1]).toContain("non è firmato da questa chiave");
  const [, signature = ""] = /(\S+)\n$/.exec(proof) ?? [];
  const spoiled = Buffer.from(signature, "base64");
  spoiled[20] = (spoiled[20] ?? 0) ^ 1;
  const forged = proof.replace(signature, spoiled.toString("base64"));
  expect((await verdictOf(bytes, forged, line))[1]).toContain("non regge");
});

it("asks nothing of the network, and its policy allows its own script and style alone", () => {
  expect(asked.filter((one) => !one.startsWith("file:"))).toEqual([]);
  const html = readFileSync(path, "utf8");
  const hash = (text = "") => createHash("sha256").update(text).digest("base64");
  const [, script] = /<script>([\s\S]*)<\/script>/.exec(html) ?? [];
  const [, style] = /<style>([\s\S]*)<\/style>/.exec(html) ?? [];
  expect(html).toContain(`default-src 'none'; script-src 'sha256-${hash(script)}'; style-src 'sha256-${hash(style)}';`);
  expect(html).not.toMatch(/https?:|src=|href=/);
});
