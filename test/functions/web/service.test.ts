// The operator's desk: what is said of a service that stands well or badly, and of what did not arrive.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { probe } from "../../../functions/web/api-health.ts";
import { MailRefused, sendDueWebhooks } from "../../../shared/workflow/index.ts";
import { actWith } from "../../support/acts.ts";
import type { Client } from "../../support/client.ts";
import { rup, submitted } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
let elena: Client;
let auditor: Client;
/** What the mail server and the receiver of webhooks do now. */
let mail: "well" | "refused" | "down" = "well";
let hooks: "well" | "down" = "well";
let store: "well" | "broken" = "well";

beforeAll(async () => {
  site = await openTestSite({
    wrap: (world) => ({
      ...world,
      items: {
        ...world.items,
        get: (key) => (store === "broken" ? Promise.reject(new Error("/srv/secret")) : world.items.get(key)),
        query: (query) => world.items.query(query),
        transact: (actions, token) => world.items.transact(actions, token),
      },
      mail: {
        send: async (message) => {
          if (mail === "refused") throw new MailRefused("550 5.1.1 casella inesistente");
          if (mail === "down") throw new Error("connect ECONNREFUSED");
          await world.mail.send(message);
        },
      },
      webhooks: {
        endpoints: [
          {
            id: "protocollo",
            url: "https://protocollo.example/visto",
            secrets: ["whsec_eA=="],
            events: ["act.submitted.v1"],
          },
        ],
        sender: {
          post: async () =>
            hooks === "well" ? { ok: true, status: 200 } : { ok: false, status: 410, problem: "HTTP" },
        },
      },
    }),
  });
  elena = await site.signedIn("elena.verifica", ["operator"]);
  auditor = await site.signedIn("adolfo.revisore", ["auditor"]);
});
afterAll(() => site.stop());

const page = "/ufficio/consegne";
const post = async (action: string, more: Record<string, string> = {}) =>
  elena.post(action, { ...(await elena.form(page, action)), ...more });

describe("the probes", () => {
  it("say that the process is alive and its stores answer, to anyone", async () => {
    const anyone = site.client();
    expect(JSON.parse((await anyone.get("/healthz")).text)).toEqual({ ok: true });
    const ready = await anyone.get("/readyz");
    expect([ready.status, JSON.parse(ready.text)]).toEqual([200, { ok: true, failed: [] }]);
    expect(ready.headers.get("cache-control")).toBe("no-store");
  });

  it("name the part that does not answer by its code, and nothing of the inside", async () => {
    store = "broken";
    const anyone = site.client();
    const ready = await anyone.get("/readyz");
    expect([ready.status, JSON.parse(ready.text)]).toEqual([503, { ok: false, failed: ["ITEMS_DO_NOT_ANSWER"] }]);
    expect(ready.headers.get("retry-after")).toBe("10");
    expect((await anyone.get("/healthz")).status).toBe(200);
    store = "well";
    expect(site.told.splice(0).every((line) => line.startsWith("health items"))).toBe(true);
  });

  it("do not wait for a store that never answers", async () => {
    const never = () => new Promise<never>(() => undefined);
    const told: string[] = [];
    const world = { ...site.world, objects: { ...site.world.objects, head: never } };
    const { ok, checks } = await probe({ world, fault: (_, about) => told.push(about) }, 20);
    expect([ok, checks.map(({ code }) => code), told]).toEqual([
      false,
      [null, "OBJECTS_DO_NOT_ANSWER"],
      ["health objects"],
    ]);
  });
});

describe("what did not arrive", () => {
  it("is on the page with person, reason and attempts; an auditor sees no button", async () => {
    mail = "refused";
    await submitted(site, actWith([]));
    const { text } = await elena.get(page);
    expect(text).toContain("E-mail a Carla Modello");
    expect(text).toContain("550 5.1.1 casella inesistente");
    expect(text).toContain('action="/ufficio/consegne/riprova"');
    const seen = await auditor.get(page);
    expect(seen.text).toContain("E-mail a Carla Modello");
    expect(seen.text).not.toContain('action="/ufficio/consegne/');
    expect((await elena.get("/ufficio/stato")).text).toContain("E-mail non consegnate");
  });

  it("is tried again once, however often the button is pressed", async () => {
    mail = "well";
    const form = await elena.form(page, `${page}/riprova`);
    expect((await elena.post(`${page}/riprova`, form)).location).toBe(`${page}?fatto=ritentato`);
    expect((await elena.post(`${page}/riprova`, form)).location).toBe(`${page}?fatto=niente`);
    await site.outbox.drain();
    const sent = (await site.spool.list()).filter((one) => one.to.email === rup.email);
    expect(sent).toHaveLength(1);
    const { text } = await elena.get(page);
    expect(text).toContain("Tutto è stato consegnato.");
    expect(text).toContain("ha riprovato: mail da-approvare – carla.modello.");
  });

  it("is closed with a reason, which stays; nothing is sent any more", async () => {
    mail = "refused";
    const actId = await submitted(site, actWith([]));
    const refused = await post(`${page}/risolto`, { reason: "  breve " });
    expect([refused.status, refused.text.includes("da 10 a 500 caratteri")]).toEqual([400, true]);
    expect(refused.text).toContain(">breve</textarea>".replace("breve", "  breve "));
    expect((await post(`${page}/risolto`, { reason: "Avvisata per telefono <b>oggi</b>." })).location).toBe(
      `${page}?fatto=risolto`,
    );
    mail = "well";
    const bruno = await site.signedIn();
    const act = `/ufficio/atti/${actId}`;
    await bruno.post(`${act}/riprendi`, await bruno.form(act, `${act}/riprendi`));
    await site.outbox.drain();
    expect((await site.spool.list()).filter((one) => one.about.actId === actId)).toEqual([]);
    const { text } = await elena.get(page);
    expect(text).toContain("Tutto è stato consegnato.");
    expect(text).toContain("Avvisata per telefono &lt;b&gt;oggi&lt;/b&gt;.");
    expect((await bruno.get(act)).text).not.toContain("Avviso non consegnato");
  });

  it("is told once on the act's page while the mail server does not answer, and retried from the status page", async () => {
    mail = "down";
    const actId = await submitted(site, actWith([]));
    const bruno = await site.signedIn();
    const { text } = await bruno.get(`/ufficio/atti/${actId}`);
    expect(text.match(/class="notice-title">Avvis[oi] non ancora inviat[oi]/g)).toHaveLength(1);
    expect((await elena.get(page)).text).toContain("connect ECONNREFUSED");
    const status = "/ufficio/stato";
    mail = "well";
    const answer = await elena.post(`${status}/riprova`, await elena.form(status, `${status}/riprova`));
    expect(answer.location).toBe(`${status}?ripresi=1`);
    await site.outbox.drain();
    expect((await elena.get(page)).text).toContain("Tutto è stato consegnato.");
    expect(site.faults.splice(0).length).toBeGreaterThan(0);
    site.told.splice(0);
  });

  it("may be a webhook that was given up: tried again, it is sent", async () => {
    hooks = "down";
    await submitted(site, actWith([]));
    await sendDueWebhooks(site.world);
    const { text } = await elena.get(page);
    expect(text).toContain("Webhook verso «protocollo»".replace("«protocollo»", "protocollo"));
    expect(text).toContain("act.submitted.v1");
    hooks = "well";
    expect((await post(`${page}/riprova`)).location).toBe(`${page}?fatto=ritentato`);
    await site.outbox.drain();
    expect((await elena.get(page)).text).toContain("Tutto è stato consegnato.");
  });

  it.each([
    ["", "link#1#x"],
    ["../../x", "link#1#x"],
    ["01JFAX", ""],
    ["01JFAX", "x".repeat(400)],
    ["01JFAX", "link\u0000"],
  ])("is none of ours by the name %j %#", async (event, target) => {
    const form = await elena.form("/ufficio/uffici", "/uscita");
    const answer = await elena.post(`${page}/riprova`, { csrf: form["csrf"] ?? "", event, target });
    expect([answer.status, answer.text.includes("Questa consegna non è fra quelle dell")]).toEqual([404, true]);
  });

  it("has no page at a place that we gave to nobody", async () => {
    for (const place of ["x", "%00", "WyJhIiwiYiJd"]) expect((await elena.get(`${page}?da=${place}`)).status).toBe(404);
  });
});

it("had no other fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
