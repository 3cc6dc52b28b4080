// Keys of programs as an operator's page makes and revokes them.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fieldName } from "../../../shared/workflow/model/request-words.ts";
import type { Client } from "../../support/client.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { unchanged } from "../../support/snapshot.ts";

let site: TestSite;
let elena: Client;
beforeAll(async () => {
  site = await openTestSite();
  elena = await site.signedIn("elena.verifica", ["operator"]);
});
afterAll(() => site.stop());

const post = async (path: string, fields: [string, string][], client: Client, page: string) =>
  client.post(path, [...Object.entries(await client.form(page, path)), ...fields]);

describe("keys of programs", () => {
  it("are made by an operator, shown once, listed with their last use, and revoked at once", async () => {
    const path = "/gestione/chiavi";
    const made = await post(
      path,
      [
        ["name", "Protocollo"],
        ["days", "30"],
        ["roles", "operator"],
      ],
      elena,
      path,
    );
    const secret = /visto_[\w-]{43}/.exec(made.text)?.[0] ?? "";
    expect(secret).not.toBe("");
    const page = (await elena.get(path)).text;
    expect([page.includes(secret), page.includes("mai usata")]).toEqual([false, true]);
    const bearer = { authorization: `Bearer ${secret}` };
    expect((await site.client().get("/api/v1/atti", bearer)).status).toBe(200);
    expect((await elena.get(path)).text).toContain("24/12/2025");
    expect((await site.client().get("/gestione/persone", bearer)).status).toBe(303);
    const revoked = await elena.post(`${path}/revoca`, await elena.form(path, `${path}/revoca`));
    expect(revoked.location).toBe(`${path}?fatto=revocata`);
    expect((await site.client().get("/api/v1/atti", bearer)).status).toBe(401);
  });

  it.each([
    [{ name: "", days: "30", roles: "operator" }, "name"],
    [{ name: "x".repeat(81), days: "30", roles: "operator" }, "name"],
    [{ name: "x", days: "0", roles: "operator" }, "days"],
    [{ name: "x", days: "366", roles: "operator" }, "days"],
    [{ name: "x", days: "1e2", roles: "operator" }, "days"],
    [{ name: "x", days: "30", roles: "sindaco" }, "roles"],
  ])("are refused with the field that is wrong (%#)", async (fields, field) => {
    const answer = await unchanged(site, () =>
      post("/gestione/chiavi", Object.entries(fields), elena, "/gestione/chiavi"),
    );
    expect([answer.status, answer.text.includes(`Campo ${fieldName(field, "it")}:`)]).toEqual([400, true]);
  });

  it("never have a role that their person has not", async () => {
    const fields: [string, string][] = [
      ["name", "x"],
      ["days", "30"],
      ["roles", "officer"],
    ];
    expect((await unchanged(site, () => post("/gestione/chiavi", fields, elena, "/gestione/chiavi"))).status).toBe(403);
  });
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
