// The page of offices: who may enter what, what is refused and why, and that the next act's route follows it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPerson } from "../../../shared/workflow/index.ts";
import { fieldName } from "../../../shared/workflow/model/request-words.ts";
import { actWith, anAct } from "../../support/acts.ts";
import type { Client } from "../../support/client.ts";
import { headOf, rup, submitted } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";
import { dario } from "../../support/spending.ts";

let site: TestSite;
let elena: Client;
let bruno: Client;

beforeAll(async () => {
  site = await openTestSite();
  elena = await site.signedIn("elena.verifica");
  bruno = await site.signedIn();
});
afterAll(() => site.stop());

const page = "/ufficio/uffici";
const post = async (form: string, fields: Record<string, string>, client = elena) =>
  client.post(`${page}/${form}`, { ...(await client.form(page, `${page}/${form}`)), ...fields });

const holder = { office: "RUP", who: rup.who, from: "2025-01-01", to: "", decree: "decreto n. 1/2025" };
const substitute = {
  ...{ office: "RUP", who: dario.who, kind: "absence", from: "2025-12-20", to: "2026-01-06" },
  ...{ decree: "decreto n. 9/2025", formula: "per il RUP assente, il sostituto" },
};

describe("an operator", () => {
  it("enters holder and substitute, sees them today, and the next act asks the substitute with formula and decree", async () => {
    expect((await post("titolare", holder)).location).toBe(`${page}?fatto=1`);
    expect((await post("sostituto", substitute)).location).toBe(`${page}?fatto=1`);
    const { text } = await elena.get(page);
    // What somebody wrote is marked as Italian, and its number never parted from its "n.".
    expect(text).toMatch(/Carla Modello, dal 01\/01\/2025 \(<span lang="it">decreto n\.\s1\/2025<\/span>\)/);
    expect(text).toContain("per il RUP assente, il sostituto");
    expect(text).toContain("Elena Verifica ha registrato Dario Campione come sostituto per RUP");
    const [asked] = (await headOf(site, await submitted(site, actWith([])))).route[0]?.assignments ?? [];
    expect(asked).toMatchObject({ who: dario.who, onBehalfOf: { who: rup.who }, decree: "decreto n. 9/2025" });
  });

  it.each([
    ["titolare", holder, { office: "Ufficio che non c'è" }, "office"],
    ["titolare", holder, { who: "nessuno" }, "who"],
    ["titolare", holder, { from: "01/01/2025" }, "from"],
    ["titolare", holder, { to: "2024-12-31" }, "to"],
    ["titolare", holder, { decree: " " }, "decree"],
    ["sostituto", substitute, { to: "" }, "to"],
    ["sostituto", substitute, { kind: "sempre" }, "kind"],
    ["sostituto", substitute, { formula: "" }, "formula"],
    ["sostituto", substitute, { who: rup.who }, "who"],
    ["recapiti", { who: rup.who }, { email: "carla@@ente" }, "email"],
    ["recapiti", { who: rup.who }, { email: "a@b.it\r\nBcc: c@d.it" }, "email"],
    ["recapiti", { who: rup.who }, { channelKind: "sms", channelAddress: "chiamami" }, "channelAddress"],
    ["recapiti", { who: rup.who }, { channelKind: "email", channelAddress: rup.email }, "channelAddress"],
    ["recapiti", { who: rup.who }, { channelKind: "piccione", channelAddress: "1" }, "channelKind"],
    ["recapiti", { who: "nessuno" }, { email: "x@y.it" }, "who"],
  ])("is told which field of «%s» cannot be so, and nothing is entered (%#)", async (form, good, over, field) => {
    const before = await elena.get(page);
    const answer = await post(form, { ...good, ...over } as Record<string, string>);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`Campo ${fieldName(field, "it")}:`);
    const changes = (text: string) => text.split("Ultime modifiche")[1]?.match(/<li>/g)?.length ?? 0;
    expect(changes((await elena.get(page)).text)).toBe(changes(before.text));
  });

  it("mends how a person is reached; the number is never shown whole, and the log holds none", async () => {
    const fields = {
      who: rup.who,
      email: "carla.nuova@borgosereno.example",
      channelKind: "sms",
      channelAddress: "+39 000 0009977",
    };
    expect((await post("recapiti", fields)).location).toBe(`${page}?fatto=1`);
    const person = await findPerson(site.world.items, site.world.settings.tenant, rup.who);
    expect(person).toMatchObject({ email: fields.email, secondChannel: { kind: "sms", address: "+39 000 0009977" } });
    const { text } = await elena.get(page);
    expect(text).toContain("•••• 77");
    expect(text).not.toContain("0009977");
    expect(text).toContain("Elena Verifica ha cambiato i recapiti di Carla Modello");
  });

  it("may name another person and mend an address on an act of somebody else", async () => {
    const actId = await submitted(site, anAct());
    const [open] = (await headOf(site, actId)).route;
    const place = `1#${open?.assignments.at(-1)?.who}`;
    const csrf = (await elena.form(page, `${page}/titolare`))["csrf"] ?? "";
    const reason = "La persona è in congedo da oggi.";
    const mended = { csrf, idem: "o-1", place, reason, email: "altra.casella@borgosereno.example" };
    expect((await elena.post(`/ufficio/atti/${actId}/indirizzo`, mended)).status).toBe(303);
    const named = { csrf, idem: "o-2", place, to: "elena.verifica", reason };
    expect((await elena.post(`/ufficio/atti/${actId}/nomina`, named)).status).toBe(303);
    const [step] = (await headOf(site, actId)).route;
    expect(step?.assignments.map((one) => one.state)).toContain("SUBSTITUTED");
    expect(step?.assignments.at(-1)).toMatchObject({ who: "elena.verifica", state: "PENDING" });
    expect((await elena.post(`/ufficio/atti/${actId}/ritira`, { csrf, idem: "o-3", reason })).status).toBe(403);
  });
});

describe("everyone else at the desk", () => {
  it("reads offices and routes, without contacts and without forms", async () => {
    const { status, text } = await bruno.get(page);
    expect(status).toBe(200);
    expect(text).toContain("Responsabile del servizio finanziario");
    expect(text).toContain("Le modifiche spettano a chi ha il ruolo di operatore.");
    for (const hidden of ["Recapiti delle persone", "carla.nuova@", "••••", `action="${page}`])
      expect(text).not.toContain(hidden);
  });

  it("enters nothing", async () => {
    const csrf = /name="csrf" value="([^"]+)"/.exec((await bruno.get(page)).text)?.[1] ?? "";
    for (const form of ["titolare", "sostituto", "recapiti"])
      expect((await bruno.post(`${page}/${form}`, { csrf, ...holder })).status).toBe(403);
  });
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
