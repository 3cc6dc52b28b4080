// A page with every fault that the suite looks for: whatever finds nothing here would find nothing anywhere.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../../support/browser.ts";
import { faultsOn } from "./check-page.ts";
import { watchPage } from "./watch.ts";
import { sentences } from "./words.ts";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
});
afterAll(() => browser?.close());

const faulty = `<!doctype html><html lang="it"><head><title>x</title></head><body><main>
<h1>Uno</h1><h1>Due</h1><input id="a"><select style="font-family:inherit"><option>1</option></select><input type="checkbox"><input type="file">
<button style="font-family:inherit">Invia</button><progress max="2" value="1"></progress>
<p>Il giorno 2025-12-24 si pagano 1000,00 € o € 1000,00... perche' «name» lo dice.</p>
<p>The act was signed and it is not yours.</p><p style="width:900px">largo</p></main></body></html>`;

test("each check finds the fault that it is for", async () => {
  await page.setContent(faulty);
  const faults = await faultsOn(page, "it");
  expect(faults.accessibility).toEqual(expect.arrayContaining([expect.stringMatching(/^label:/)]));
  expect(faults.frame).toEqual([expect.stringContaining("sideways"), "2 main headings", "title «x»"]);
  for (const control of ["arrow of a select", "border", "tick box", "file button", "progress bar", "font"])
    expect(faults.controls).toEqual(expect.arrayContaining([expect.stringContaining(control)]));
  expect(faults.language).toEqual([expect.stringContaining("The act was signed")]);
  for (const rule of [
    "a day as computers",
    "euro after",
    "thousands without",
    "may break",
    "three dots",
    "accent",
    "«name»",
  ])
    expect(faults.typography).toEqual(expect.arrayContaining([expect.stringContaining(rule)]));
});

test("Italian words of ours in an English page are found, and what says that it is Italian is not", async () => {
  const [sentence = ""] = [...sentences("it").values()].filter((one) => one.length > 20 && !one.includes("«"));
  await page.setContent(
    `<html lang="en"><body><p>${sentence}</p><p lang="it">L'atto è firmato</p><p>Amministrazione trasparente</p></body></html>`,
  );
  const { language } = await faultsOn(page, "en");
  expect(language.length).toBeGreaterThan(0);
  expect(language.filter((one) => !one.includes(sentence.slice(0, 20)))).toEqual([]);
});

test("a request to somebody else, an error and a refusal of the policy are noted", async () => {
  const watch = watchPage(page, "http://127.0.0.1:1");
  await page.setContent(
    `<meta http-equiv="content-security-policy" content="style-src 'none'"><style>p{color:red}</style>
     <script>console.error("rotto"); setTimeout(() => { throw new Error("caduto") })</script><img src="http://127.0.0.1:9/x.png">`,
  );
  await page.waitForTimeout(300);
  const noted = watch.take().join("\n");
  for (const words of ["asked a third party", "rotto", "caduto", "Content Security Policy"])
    expect(noted).toContain(words);
});

/** Texts that are the same in both languages, and why nobody forgot to translate them. */
const same: Readonly<Record<string, string>> = {
  "publication.outages.why": "recorded as the reason of a day, in the language of the body's acts",
  "nav.home": "an English word in Italian too",
  "settings.no": "the same word",
  "settings.host": "an English word in Italian too",
};
/** Names of things that have no other: codes, letters, loan words, and sentences of values alone. */
const hasNoOther = /^(CIG|CUP|RUP|SMS|E-mail|Password|Passkey|Codice fiscale|—)$|^(«\w+»|[\s,:()]|h|min)+$/;

test("a text that is the same in both languages is so for a reason", () => {
  const english = sentences("en");
  const equal = [...sentences("it")].filter(([key, text]) => english.get(key) === text && !hasNoOther.test(text));
  expect(equal.map(([key]) => key).filter((key) => !(key in same))).toEqual([]);
  expect(Object.keys(same).filter((key) => !equal.some(([one]) => one === key))).toEqual([]);
});
