// The form that acknowledges warnings, without script: nothing is ticked beforehand, each has its own reason.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Client } from "../../support/client.ts";
import { draft, headOf } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { spending } from "../../support/spending.ts";

let site: TestSite;
let bruno: Client;
let act = "";
let id = "";
let codes: string[] = [];

beforeAll(async () => {
  site = await openTestSite();
  bruno = await site.signedIn();
  const data = spending({ subject: "Con avvisi" });
  const statements = { ...data.statements, noConflictOfInterest: ["signatory" as const] };
  id = await draft(site, { ...data, statements });
  act = `/ufficio/atti/${id}`;
  const { findings } = await headOf(site, id);
  codes = [...new Set(findings.filter((one) => one.severity === "A").map((one) => one.code))];
});
afterAll(() => site.stop());

const send = async (fields: [string, string][]) => {
  const hidden = Object.entries(await bruno.form(act, `${act}/conferma`));
  return bruno.post(`${act}/conferma`, [...hidden, ...fields]);
};
const known = async () => (await headOf(site, id)).acknowledged.map(({ code, reason }) => [code, reason]);

it("offers every warning unticked, with a field of its own", async () => {
  const { text } = await bruno.get(act);
  expect(codes.length).toBeGreaterThan(1);
  const boxes = text.match(/<input[^>]*name="codes"[^>]*>/g) ?? [];
  expect(boxes).toHaveLength(codes.length);
  expect(boxes.filter((box) => box.includes("checked"))).toEqual([]);
  for (const code of codes) expect(text).toContain(`name="reason.${code}"`);
});

it("refuses a chosen warning without a reason by its name, keeps what was written, and acknowledges none", async () => {
  const [first = "", second = ""] = codes;
  const refused = await send([
    ["codes", first],
    ["codes", second],
    [`reason.${first}`, "Letto: <b>non serve</b>."],
    ["reason", "Una motivazione comune che nessuno ha chiesto."],
  ]);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(`Avviso ${second}: la motivazione`);
  expect(refused.text).toContain("Letto: &lt;b&gt;non serve&lt;/b&gt;.</textarea>");
  expect(refused.text.match(/<input[^>]*name="codes"[^>]*checked[^>]*>/g)).toHaveLength(2);
  expect(await known()).toEqual([]);
});

it("chooses nothing where nothing is ticked", async () => {
  const refused = await send([["reason", "Motivazione comune."]]);
  expect([refused.status, (await known()).length]).toEqual([422, 0]);
});

it("takes each one's own reason, and the common one where it is asked for", async () => {
  const [first = "", second = ""] = codes;
  const done = await send([
    ["codes", first],
    ["codes", second],
    [`reason.${first}`, "Letto e valutato da solo."],
    ["common", second],
    ["reason", "Motivazione comune."],
  ]);
  expect(done.location).toBe(act);
  expect(await known()).toEqual([
    [first, "Letto e valutato da solo."],
    [second, "Motivazione comune."],
  ]);
});
