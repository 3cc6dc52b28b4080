import { expect, it } from "vitest";
import { webApp } from "../../../functions/web/app.ts";
import { anAct } from "../../support/acts.ts";
import { newestToken, rup, submitted } from "../../support/journey.ts";
import { openTestWorld } from "../../support/world.ts";

it("over TLS are bound to this very host by the browser itself", async () => {
  const baseUrl = "https://atti.borgosereno.example";
  const test = await openTestWorld({ settings: { baseUrl } });
  const actId = await submitted(test, anAct());
  const app = webApp({
    world: test.world,
    wake: () => undefined,
    uploadOrigins: [],
    fault: (fault) => {
      throw fault;
    },
  });
  const answer = await app.request(`${baseUrl}/f/apri`, {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ token: await newestToken(test, actId, rup.email) }),
  });
  expect(answer.headers.get("location")).toBe("/f/conferma");
  const [cookie = ""] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-visto_link=[\w-]{65};/);
  for (const part of ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"]) expect(cookie).toContain(part);
  expect(cookie).not.toMatch(/domain/i);
});
