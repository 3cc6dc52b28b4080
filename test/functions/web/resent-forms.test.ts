// A button's form that is sent twice: a double click, or a browser that sends again when it comes back.
import { afterAll, beforeAll, expect, it } from "vitest";
import { no } from "../../../shared/workflow/index.ts";
import { anAct } from "../../support/acts.ts";
import type { Client } from "../../support/client.ts";
import { draft, headOf } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
let bruno: Client;

beforeAll(async () => {
  site = await openTestSite();
  bruno = await site.signedIn();
});
afterAll(() => site.stop());

it("is done once and answered alike, at once or later; other words under its key are refused", async () => {
  const actId = await draft(site, anAct());
  const page = `/ufficio/atti/${actId}`;
  const hidden = await bruno.form(page, `${page}/ritira`);
  const send = (reason: string) => bruno.post(`${page}/ritira`, { ...hidden, reason });
  const twice = await Promise.all([send("La spesa non serve più."), send("La spesa non serve più.")]);
  const later = await send("La spesa non serve più.");
  expect([...twice, later].map(({ status, location }) => [status, location])).toEqual([
    [303, page],
    [303, page],
    [303, page],
  ]);
  const { state, ver } = await headOf(site, actId);
  expect(state).toBe("WITHDRAWN");
  const other = await send("Tutt'altra ragione, scritta dopo.");
  expect([other.status, other.text.includes(no("IDEMPOTENCY_KEY_REUSED").why.it)]).toEqual([409, true]);
  expect((await headOf(site, actId)).ver).toBe(ver);
});
