// RFC 9116: who is told of a weakness, and until when the answer holds.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.stop());

it("security.txt has a contact, and an end that is ahead by less than a year", async () => {
  const { status, text, headers } = await site.client().get("/.well-known/security.txt");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toMatch(/^text\/plain; charset=utf-8$/i);
  expect(text).toMatch(/^Contact: (mailto:|https?:\/\/)\S+$/m);
  const [, expires = ""] = /^Expires: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/m.exec(text) ?? [];
  const ahead = (Date.parse(expires) - Date.parse(site.world.clock())) / 86_400_000;
  expect(ahead).toBeGreaterThan(179);
  expect(ahead).toBeLessThan(365);
});
