// The register's year as people read it: every number, of what is not published nothing but a commitment.
import { afterAll, beforeAll, expect, it } from "vitest";
import { anAct } from "../../support/acts.ts";
import { headOf, published } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
const secret = "Zelinda Riservata";
const hashes: string[] = [];

beforeAll(async () => {
  site = await openTestSite();
  const acts = [anAct(), anAct({ subject: `Contributo a ${secret}`, privacy: { rendition: "omissis" } })];
  // The second waits for somebody to write its omissis: it is numbered and sealed, and on no page.
  for (const act of acts) hashes.push((await headOf(site, await published(site, act))).registration?.slotHash ?? "");
});
afterAll(() => site.stop());

const page = async (path: string) => {
  const response = await fetch(`${site.url}${path}`);
  return { status: response.status, text: (await response.text()).replaceAll("&#39;", "'") };
};

it("says that every number is there, links those that are published, and of the others shows the slot's impronta alone", async () => {
  const { status, text } = await page("/trasparenza/registro/2025");
  expect(status).toBe(200);
  expect(text).toContain("I numeri dal 2706 al 2707 ci sono tutti");
  expect(text).toContain('href="/trasparenza/2025/2706"');
  expect(text).not.toContain('href="/trasparenza/2025/2707"');
  for (const hash of hashes) expect(text).toContain(hash);
  expect(text).not.toContain(secret);
  expect(text).toContain('href="/log/anni/2025.json"');
  expect((await page("/trasparenza/registro/2025?lang=en")).text).toContain("Numbers 2706 to 2707 are all here");
});

it("begins where it is asked to, and at the beginning where that is beyond the end", async () => {
  const [first = "", second = ""] = hashes;
  const shown = async (path: string) => {
    const { text } = await page(path);
    return [text.includes(second), text.includes(first)];
  };
  expect(await shown("/trasparenza/registro/2025?da=1")).toEqual([false, true]);
  for (const place of ["2", "-1", "x", "9".repeat(30)])
    expect(await shown(`/trasparenza/registro/2025?da=${place}`)).toEqual([true, true]);
});

it("knows no year whose register was never opened", async () => {
  for (const year of ["1999", "0000", "20255", "abcd"])
    expect((await page(`/trasparenza/registro/${year}`)).status).toBe(404);
});
