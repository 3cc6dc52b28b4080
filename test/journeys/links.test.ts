import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveRevision } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import type { Client } from "../support/client.ts";
import {
  approved,
  enterPages,
  headOf,
  must,
  newestToken,
  officer,
  rup,
  signatory,
  submitted,
  tokens,
} from "../support/journey.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { unchanged } from "../support/snapshot.ts";

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.stop());

const act = () => anAct({ subject: `Prova di collegamento ${crypto.randomUUID()}` });

/** A browser that has opened the newest link of a person. */
async function opened(actId: string, email = rup.email): Promise<Client> {
  const client = site.client();
  await enterPages(site, client, await newestToken(site, actId, email));
  return client;
}

const decision = (client: Client) => client.form("/f/atto", "/f/decidi");

describe("a link page", () => {
  it("asks with the token in the fragment, shows what was mailed, and records a decision once", async () => {
    const actId = await submitted(site, act());
    const client = await opened(actId);
    const { manifestDigest = "" } = await headOf(site, actId);
    const page = await client.get("/f/atto");
    expect(page.text).toContain(manifestDigest);
    const mail = (await site.spool.list()).find((one) => one.about.actId === actId);
    expect(mail?.text).toContain(manifestDigest.slice(0, 16));
    const fields = await decision(client);
    const answer = await client.post("/f/decidi", { ...fields, choice: "APPROVE" });
    expect([answer.status, answer.location]).toEqual([303, "/f/ricevuta"]);
    const receipt = await client.get("/f/ricevuta");
    expect([receipt.status, receipt.text.includes(manifestDigest)]).toEqual([200, true]);
    const again = await client.post("/f/decidi", { ...fields, choice: "APPROVE" });
    expect([again.status, again.location]).toEqual([303, "/f/ricevuta"]);
    expect((await headOf(site, actId)).route[0]?.assignments[0]).toMatchObject({ state: "APPROVED" });
  });

  it.each([
    ["unknown", async () => "A".repeat(43)],
    ["empty", async () => ""],
    ["very long", async () => "x".repeat(100_000)],
    ["a path", async () => "../../etc/passwd"],
  ])("says that the token is not known when it is %s, and changes nothing", async (_name, token) => {
    const text = await token();
    const answer = await unchanged(site, () => site.client().post("/f/apri", { token: text }));
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("non corrisponde a nessuna richiesta");
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it("takes the whole address where a code was asked for", async () => {
    const actId = await submitted(site, act());
    const token = await newestToken(site, actId, rup.email);
    const answer = await site.client().post("/f/apri", { token: ` ${site.url}/f#${token} ` });
    expect([answer.status, answer.location]).toEqual([303, "/f/conferma"]);
  });

  it("shows the receipt to who opens a spent link, and takes no second decision", async () => {
    const actId = await submitted(site, act());
    const client = await opened(actId);
    await client.post("/f/decidi", { ...(await decision(client)), choice: "APPROVE" });
    await site.outbox.drain();
    const [token = ""] = (await tokens(site, actId, rup.email)).slice(-1);
    const later = site.client();
    await enterPages(site, later, token);
    await unchanged(site, async () => {
      expect((await later.get("/f/atto")).location).toBe("/f/ricevuta");
      const receipt = await later.get("/f/ricevuta");
      expect(receipt.status).toBe(200);
    });
  });

  it("opens nothing after its day, before and after it was opened: a new one went out with a new term", async () => {
    const actId = await submitted(site, act());
    const client = await opened(actId);
    const fields = await decision(client);
    const token = await newestToken(site, actId, rup.email);
    site.clock.forward(8 * 24 * 3_600_000);
    await unchanged(site, async () => {
      const answer = await site.client().post("/f/apri", { token });
      expect([answer.status, answer.text.includes("non vale più")]).toEqual([410, true]);
      expect((await client.get("/f/atto")).status).toBe(403);
      expect((await client.post("/f/decidi", { ...fields, choice: "APPROVE" })).status).toBe(403);
    });
  });

  it("says that a link was replaced when a newer one was sent", async () => {
    const actId = await submitted(site, act());
    const client = await opened(actId);
    const old = await newestToken(site, actId, rup.email);
    const fields = await decision(client);
    const desk = await site.signedIn();
    const resend = `/ufficio/atti/${actId}/reinvia`;
    expect((await desk.post(resend, await desk.form(`/ufficio/atti/${actId}`, resend))).status).toBe(303);
    await site.outbox.drain();
    expect(await newestToken(site, actId, rup.email)).not.toBe(old);
    await unchanged(site, async () => {
      const answer = await site.client().post("/f/apri", { token: old });
      expect([answer.status, answer.text.includes("non vale più")]).toEqual([410, true]);
      expect((await client.post("/f/decidi", { ...fields, choice: "APPROVE" })).status).toBe(410);
    });
    const fresh = await opened(actId);
    const decided = await fresh.post("/f/decidi", { ...(await decision(fresh)), choice: "APPROVE" });
    expect(decided.location).toBe("/f/ricevuta");
  });

  it("is told what changed when the act was changed after it was read", async () => {
    const actId = await submitted(site, act());
    const client = await opened(actId);
    const fields = await decision(client);
    const desk = await site.signedIn();
    const recall = `/ufficio/atti/${actId}/richiama`;
    const { csrf = "", idem = "" } = await desk.form(`/ufficio/atti/${actId}`, recall);
    expect((await desk.post(recall, { csrf, idem, reason: "Oggetto da correggere." })).status).toBe(303);
    const { ver } = await headOf(site, actId);
    const data = anAct({ subject: "Un altro oggetto" });
    must(await saveRevision(site.world, { actId, by: officer, seenVer: ver, data }));
    const answer = await unchanged(site, () => client.post("/f/decidi", { ...fields, choice: "APPROVE" }));
    expect(answer.status).toBe(409);
    expect(answer.text).toContain("Un altro oggetto");
    expect(answer.text).toContain((fields["seenDigest"] ?? "").slice(0, 16));
  });

  it("refuses a decision that names another digest than the one on the page", async () => {
    const actId = await submitted(site, act());
    const client = await opened(actId);
    const fields = { ...(await decision(client)), seenDigest: "0".repeat(64), choice: "APPROVE" };
    expect((await unchanged(site, () => client.post("/f/decidi", fields))).status).toBe(409);
  });

  const wrong: [string, Record<string, string>, number][] = [
    ["no choice", { choice: "" }, 400],
    ["a choice that is none", { choice: "MAYBE" }, 400],
    ["no idempotency key", { choice: "APPROVE", idem: "" }, 400],
    ["an idempotency key that no store takes", { choice: "APPROVE", idem: "k".repeat(3000) }, 400],
    ["a return without a reason", { choice: "RETURN", reason: "" }, 422],
    ["a wrong form token", { choice: "APPROVE", csrf: "0".repeat(22) }, 403],
    ["no form token", { choice: "APPROVE", csrf: "" }, 403],
  ];
  it.each(wrong)("refuses %s, and changes nothing", async (_name, over, status) => {
    const client = await opened(await submitted(site, act()));
    const fields = { ...(await decision(client)), ...over };
    expect((await unchanged(site, () => client.post("/f/decidi", fields))).status).toBe(status);
  });

  it("refuses a post from another site", async () => {
    const client = await opened(await submitted(site, act()));
    const fields = { ...(await decision(client)), choice: "APPROVE" };
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }])
      expect((await unchanged(site, () => client.post("/f/decidi", fields, headers))).status).toBe(403);
  });

  it("signs nobody in who has no link, and shows them nothing", async () => {
    const paths = ["/f/atto", "/f/documento", "/f/allegato/A", "/f/stato.json", "/f/ricevuta"];
    const answers = await Promise.all(paths.map((path) => site.client().get(path)));
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403, 403, 403]);
  });
});

describe("the signature's page", () => {
  it("gives the fixed bytes, and takes no approval in place of a signature", async () => {
    const actId = await approved(site, act());
    const client = await opened(actId, signatory.email);
    const { mainDoc } = await headOf(site, actId);
    const file = await client.get("/f/documento");
    expect(file.headers.get("x-impronta-sha256")).toBe(mainDoc?.sha256);
    const page = (await client.get("/f/atto")).text;
    // Returned or rejected it can be; approved only by signing.
    expect([page.includes('value="RETURN"'), page.includes('value="APPROVE"')]).toEqual([true, false]);
    const csrf = /data-csrf="([^"]+)"/.exec(page)?.[1] ?? "";
    const fields = {
      csrf,
      idem: "k1",
      choice: "APPROVE",
      seenDigest: (await headOf(site, actId)).manifestDigest ?? "",
    };
    const answer = await unchanged(site, () => client.post("/f/decidi", fields));
    expect([answer.status, answer.text.includes("con il link non basta")]).toEqual([422, true]);
  });
});

it("never lets an officer see a link", async () => {
  const actId = await submitted(site, act());
  const token = await newestToken(site, actId, rup.email);
  const desk = await site.signedIn();
  for (const path of [
    `/ufficio/atti/${actId}`,
    `/ufficio/atti/${actId}/stato.json`,
    `/ufficio/atti/${actId}/dati.json`,
  ])
    expect((await desk.get(path)).text).not.toContain(token);
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
