// Proves that every operation of the API refuses whoever may not ask, and that nothing is left behind.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../../functions/web/api-operations.ts";
import { roles } from "../../../shared/workflow/index.ts";
import type { Api } from "../../support/api.ts";
import { type ApiAsks, changing, ofAccounts, ofLinks, openApiAsks } from "../../support/api-asks.ts";
import type { Client } from "../../support/client.ts";
import type { TestSite } from "../../support/site.ts";
import { unchanged } from "../../support/snapshot.ts";
import { dumpItems } from "../../support/world.ts";

let asks: ApiAsks;
let site: TestSite;
let api: Api;
let link: Client;
beforeAll(async () => {
  asks = await openApiAsks();
  ({ site, api, link } = asks);
});
afterAll(() => site.stop());

const fair: ApiAsks["fair"] = (operation) => asks.fair(operation);
const allRefused: ApiAsks["allRefused"] = (code, some, ask) => asks.allRefused(code, some, ask);

describe("whoever asks", () => {
  it("must be known", async () => {
    await allRefused("SIGN_IN_NEEDED", ofAccounts, (one) => ({
      client: site.client(),
      ask: { ...fair(one).ask, headers: {} },
    }));
    await allRefused("SIGN_IN_NEEDED", ofAccounts, (one) => ({ client: link, ask: fair(one).ask }));
    await allRefused("SESSION_OVER", ofLinks, (one) => ({ client: site.client(), ask: fair(one).ask }));
    const officer = asks.account("officer").client;
    await allRefused("SESSION_OVER", ofLinks, (one) => ({ client: officer, ask: fair(one).ask }));
  });

  it("must bring a key that is one", async () => {
    for (const key of ["", "visto_", `visto_${"A".repeat(43)}`, "x".repeat(5000), `visto_${"A".repeat(42)}'`])
      await allRefused("TOKEN_NOT_VALID", operations, (one) => ({
        client: site.client(),
        ask: { ...fair(one).ask, key },
      }));
    const told = await api.call(site.client(), "listActs", { headers: { authorization: "Basic YWRtaW46YWRtaW4=" } });
    expect([told.code, told.headers.get("www-authenticate")]).toEqual(["TOKEN_NOT_VALID", 'Bearer realm="visto"']);
  });

  it.each([...roles, "nobody's"] as const)("must have a role of the operation: %s", async (role) => {
    const { client, csrf } = asks.account(role);
    const others = ofAccounts.filter(({ who }) => !(who as readonly string[]).includes(role));
    // Who has no role at all reads no token either, and is told of that first.
    const some = role === "nobody's" ? others.filter(({ method }) => method === "GET") : others;
    if (some.length > 0)
      await allRefused("NOT_PERMITTED", some, (one) => ({ client, ask: { ...fair(one).ask, csrf } }));
    expect(role === "officer" || some.length > 0).toBe(true);
  });

  it("must come from our own pages, with the session's token", async () => {
    const guarded = changing.filter((one) => ofAccounts.includes(one));
    await allRefused("CSRF_TOKEN_WRONG", guarded, (one) => ({ ...fair(one), ask: { ...fair(one).ask, csrf: "x" } }));
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { origin: "https://evil.example" },
      { "sec-fetch-site": "same-site" },
    ])
      await allRefused("CSRF_TOKEN_WRONG", changing, (one) => ({ ...fair(one), ask: { ...fair(one).ask, headers } }));
    const linked = changing.filter((one) => ofLinks.includes(one));
    await allRefused("SESSION_OVER", linked, (one) => ({ client: link, ask: { ...fair(one).ask, csrf: "x" } }));
  });

  it("makes no key with a key, and none beyond their own roles", async () => {
    const auditor = asks.account("auditor");
    const body = { name: "x", roles: ["auditor"], days: 1 };
    const made = await api.call(auditor.client, "createToken", { csrf: auditor.csrf, body });
    const key = String(made.json["secret"]);
    await unchanged(site, async () => {
      for (const id of ["createToken", "listTokens", "revokeToken"])
        expect(
          (await api.call(site.client(), id, { key, params: asks.params, ...(id === "createToken" ? { body } : {}) }))
            .code,
        ).toBe("NOT_PERMITTED");
      const more = { csrf: auditor.csrf, body: { ...body, roles: ["auditor", "officer"] } };
      expect((await api.call(auditor.client, "createToken", more)).code).toBe("NOT_PERMITTED");
      expect((await api.call(site.client(), "submitAct", { key, params: asks.params })).code).toBe("NOT_PERMITTED");
    });
    expect((await api.call(site.client(), "readAct", { key, params: asks.params })).status).toBe(200);
    site.clock.forward(25 * 3_600_000);
    expect((await api.call(site.client(), "readAct", { key, params: asks.params })).code).toBe("TOKEN_NOT_VALID");
    site.clock.forward(-25 * 3_600_000);
  });

  it("finds nothing of a key in what is stored", async () => {
    const { client, csrf } = asks.account("operator");
    const made = await api.call(client, "createToken", {
      csrf,
      body: { name: "segreta", roles: ["operator"], days: 1 },
    });
    const secret = String(made.json["secret"]).slice("visto_".length);
    const stored = JSON.stringify(dumpItems(site.dir));
    expect([stored.includes("segreta"), stored.includes(secret)]).toEqual([true, false]);
  });
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
