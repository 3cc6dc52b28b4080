// Proves the officer's form over HTTP, as a browser without script sends it: rows, refused saves, conflicts, the route.
import { afterAll, beforeAll, expect, it } from "vitest";
import { borgoSereno2706 } from "../../shared/act/index.ts";
import { listActs, loadHead } from "../../shared/workflow/index.ts";
import { type Values, valuesOf } from "../../web/act-form/values.ts";
import { actWith, aFile } from "../support/acts.ts";
import { type Client, hiddenFields } from "../support/client.ts";
import { ready } from "../support/journey.ts";
import { openTestSite, type TestSite } from "../support/site.ts";

let site: TestSite;
let officer: Client;
beforeAll(async () => {
  site = await openTestSite();
  officer = await site.signedIn();
});
afterAll(() => site.stop());

/** The fields of the form as a browser would send them, over what the page itself holds hidden. */
function sent(page: string, action: string, values: Values, more: Record<string, string>): [string, string][] {
  const fields = new Map<string, readonly string[]>(values);
  for (const [name, value] of [...Object.entries(hiddenFields(page, action)), ...Object.entries(more)])
    fields.set(name, [value]);
  return [...fields].flatMap(([name, all]) => all.map((value): [string, string] => [name, value]));
}

const modulo = "/ufficio/nuovo/modulo";
const borgo = valuesOf(borgoSereno2706);
const newAct = async (more: Record<string, string> = {}) => {
  const { text } = await officer.get(modulo);
  return officer.post(modulo, sent(text, modulo, borgo, { do: "save", ...more }));
};

it("makes an act of the form, one for a double click", async () => {
  const { text } = await officer.get(modulo);
  const fields = sent(text, modulo, borgo, { do: "save" });
  const [one, other] = await Promise.all([officer.post(modulo, fields), officer.post(modulo, fields)]);
  expect([one.status, other.status, one.location]).toEqual([303, 303, other.location]);
  const page = await officer.get(`${one.location}/modifica`);
  expect(page.text).toContain("Officina Prova Srl Unipersonale");
  expect(page.text).toContain("43.920,00");
});

it("gives back all that was typed where a value cannot be read, and stores nothing", async () => {
  const before = (await listActs(site.world, { limit: 100 })).heads.length;
  const refused = await newAct({ "totals.net": "36.00", subject: "Testo che non si perde" });
  expect(refused.status).toBe(400);
  for (const words of ["Nulla è stato salvato", "Testo che non si perde", "36.00 non è un importo"])
    expect(refused.text).toContain(words);
  expect((await listActs(site.world, { limit: 100 })).heads).toHaveLength(before);
});

it("adds and takes away rows with buttons, and saves nothing by it", async () => {
  const more = await newAct({ do: "add:movements", subject: "Con un movimento in più" });
  expect(more.status).toBe(200);
  expect(more.text.match(/name="movements\.\d+\.@"/g)).toHaveLength(2);
  expect(more.text).toContain("Con un movimento in più");
  const less = await newAct({ do: "remove:movements:0" });
  expect(less.text).toContain("Nessun movimento contabile.");
});

it("shows both texts where somebody saved in between, and the second save is one's own", async () => {
  const act = (await newAct()).location ?? "";
  const action = `${act}/modifica`;
  const mine = (await officer.get(action)).text;
  const saved = await officer.post(action, sent(mine, action, borgo, { do: "save", subject: "Salvato prima" }));
  expect(saved.status).toBe(303);
  const conflict = await officer.post(action, sent(mine, action, borgo, { do: "save", subject: "Scritto da me" }));
  expect(conflict.status).toBe(409);
  for (const words of ["Salvato", "Scritto da", "Registrato ora"]) expect(conflict.text).toContain(words);
  const again = sent(conflict.text, action, borgo, { do: "save", subject: "Scritto da me" });
  expect((await officer.post(action, again)).status).toBe(303);
  expect((await officer.get(act)).text).toContain("Scritto da me");
});

it("gives the text back to whoever wrote longer than the session, and saves it after a new sign-in", async () => {
  const { text } = await officer.get(modulo);
  const fields = sent(text, modulo, borgo, { do: "save", subject: "Scritto a lungo" });
  const over = await site.client().post(modulo, fields);
  expect([over.status, over.text.includes("Scritto a lungo")]).toEqual([403, true]);
  const later = await site.signedIn();
  const stale = await later.post(modulo, fields);
  expect([stale.status, stale.text.includes("Scritto a lungo")]).toEqual([403, true]);
  const resent = await later.post(modulo, sent(stale.text, modulo, borgo, { do: "save", subject: "Scritto a lungo" }));
  expect(resent.status).toBe(303);
});

it("answers a button pressed twice as it answered the first time", async () => {
  const act = (await newAct()).location ?? "";
  const fields = await officer.form(act, `${act}/completa`);
  const [one, other] = await Promise.all([
    officer.post(`${act}/completa`, fields),
    officer.post(`${act}/completa`, fields),
  ]);
  expect([one.status, other.status]).toEqual([303, 303]);
  expect((await officer.post(`${act}/completa`, fields)).status).toBe(303);
  const history = (await officer.get(act)).text.match(/Dati confermati/g) ?? [];
  expect(history).toHaveLength(1);
});

it("sends an act by a route with a step that the officer added, and refuses one without the template's", async () => {
  const actId = await ready(site, actWith([aFile("A")]), [aFile("A")]);
  const act = `/ufficio/atti/${actId}`;
  const action = `${act}/percorso`;
  const head = await loadHead(site.world.items, site.world.settings.tenant, actId);
  const own = await site.signedIn(head?.proponent, ["officer"]);
  const page = (await own.get(action)).text;
  const hidden = [...page.matchAll(/name="(s\.\d+\.\w+)" value="([^"]*)"/g)].map(
    ([, name = "", value = ""]): [string, string] => [name, value],
  );
  const kept = hidden.filter(([name]) => /\.(from|kind|role|who)$/.test(name));
  const tokens = Object.entries(hiddenFields(page, action)).filter(([name]) => ["csrf", "idem"].includes(name));
  const shorter = kept.filter(([name]) => name.startsWith("s.0."));
  const refused = await own.post(action, [...tokens, ...shorter, ["do", "send"]]);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("come nel modello dell’ente");
  const steps = new Set(kept.map(([name]) => Number(name.split(".")[1]))).size;
  const moved = kept.map(([name, value]): [string, string] => [
    name.replace(/^s\.(\d+)/, (_, at: string) => `s.${Number(at) + 1}`),
    value,
  ]);
  const added: [string, string][] = [
    ["s.0.from", ""],
    ["s.0.kind", "opinion"],
    ["s.0.role", "Ufficio legale"],
    ["s.0.who", "dario.campione"],
    ["s.0.mode", "ALL"],
  ];
  const fresh = Object.entries(hiddenFields(refused.text, action)).filter(([name]) => ["csrf", "idem"].includes(name));
  const accepted = await own.post(action, [...fresh, ...added, ...moved, ["do", "send"]]);
  expect(accepted.status).toBe(303);
  await site.outbox.drain();
  const now = await loadHead(site.world.items, site.world.settings.tenant, actId);
  expect(now?.route.map((step) => step.role)[0]).toBe("Ufficio legale");
  expect(now?.route).toHaveLength(steps + 1);
});

it("makes a draft of an earlier act, and shows what a revision changed", async () => {
  const act = (await newAct()).location ?? "";
  const fields = await officer.form(act, `${act}/copia`);
  const [copy, again] = [await officer.post(`${act}/copia`, fields), await officer.post(`${act}/copia`, fields)];
  expect([copy.status, again.location]).toEqual([303, copy.location]);
  const action = copy.location ?? "";
  const page = (await officer.get(action)).text;
  expect(page).toContain("Officina Prova Srl Unipersonale");
  expect(page).not.toContain(`value="${borgoSereno2706.cig}"`);
  const changed = sent(page, action, borgo, { do: "save", subject: "Oggetto del nuovo atto" });
  expect((await officer.post(action, changed)).status).toBe(303);
  const revisions = await officer.get(`${action.replace("/modifica", "")}/revisioni?da=1&a=2`);
  expect(revisions.text).toContain("<ins>Oggetto</ins>");
  expect((await officer.get(`${act}/revisioni?da=1&a=9`)).status).toBe(404);
});

it("shows an auditor the act and no form that would refuse them", async () => {
  const act = (await newAct()).location ?? "";
  const auditor = await site.signedIn("solo.lettura", ["auditor"]);
  const page = await auditor.get(act);
  expect(page.status).toBe(200);
  for (const path of ["completa", "ritira", "copia", "modifica"]) expect(page.text).not.toContain(`${act}/${path}"`);
  expect((await auditor.get("/ufficio")).text).not.toContain('class="btn btn-primary" href="/ufficio/nuovo"');
});

it("had no fault in all of this", () => {
  expect(site.told).toEqual([]);
});
