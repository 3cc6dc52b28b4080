// Proves that the real product answers as its OpenAPI document says, over a whole journey from draft to portal.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../../functions/web/api-operations.ts";
import { signP7m } from "../../../local/test-signer/sign-p7m.ts";
import { actWith, aFile, anAct } from "../../support/acts.ts";
import { type Api, fileFacts } from "../../support/api.ts";
import { type ApiDesk, openApiDesk } from "../../support/api-desk.ts";
import { officeByApi } from "../../support/api-office.ts";
import type { Client } from "../../support/client.ts";
import { approved, headOf, published, rup, signatory, signedFile } from "../../support/journey.ts";
import type { TestSite } from "../../support/site.ts";
import { dario, spending } from "../../support/spending.ts";

let desk: ApiDesk;
let site: TestSite;
let api: Api;
let officer: Client;
let machine: Client;
let csrf = "";
let key = "";
const roles = ["officer", "operator", "auditor"] as const;

beforeAll(async () => {
  desk = await openApiDesk();
  ({ site, api, officer, machine } = desk);
});
afterAll(() => site.stop());

const ok: ApiDesk["ok"] = (client, id, ask) => desk.ok(client, id, ask);
const bot: ApiDesk["bot"] = (id, ask) => desk.bot(id, ask);
const put: ApiDesk["put"] = (permission, bytes) => desk.put(permission, bytes);

describe("a program of an officer", () => {
  it("gets a personal key by the officer's session, once", async () => {
    csrf = String((await ok(officer, "readSession")).json["csrf"]);
    const ask = { csrf, idem: "k-1", body: { name: "Programma di prova", roles, days: 30 } };
    const made = await ok(officer, "createToken", ask);
    key = String(made.json["secret"]);
    desk.useKey(key);
    expect(key).toMatch(/^visto_[\w-]{43}$/);
    expect((await ok(officer, "createToken", ask)).json).toEqual({ ...made.json, secret: null });
    expect((await ok(officer, "listTokens")).json["items"]).toHaveLength(1);
    expect((await bot("readSession")).json).toMatchObject({ who: "bruno.esempio", kind: "token", csrf: null });
    const second = await ok(officer, "createToken", { csrf, body: { name: "Altra", roles: ["auditor"], days: 1 } });
    await ok(officer, "revokeToken", { csrf, params: { tokenId: String(second.json["id"]) } });
    const gone = await api.call(machine, "readSession", { key: String(second.json["secret"]) });
    expect(gone.code).toBe("TOKEN_NOT_VALID");
  });

  it("takes an act from draft to portal by the API alone", async () => {
    const [a, b] = [aFile("A"), aFile("B")];
    const data = actWith([a, b]);
    const ask = { idem: "a-1", body: data };
    const created = await bot("createAct", ask);
    expect(created.status).toBe(201);
    const again = await bot("createAct", ask);
    expect(again.json).toEqual(created.json);
    const actId = String(created.json["actId"]);
    const params = { actId };
    const read = await bot("readAct", { params });
    const etag = read.headers.get("etag") ?? "";
    expect((await api.call(machine, "readAct", { key, params, headers: { "if-none-match": etag } })).status).toBe(304);
    const body = { ...(await bot("readActData", { params })).json, subject: "Oggetto corretto dalla macchina" };
    const saved = await bot("saveRevision", { params, body, ifMatch: etag });
    expect([saved.json["revision"], saved.headers.get("etag")]).toEqual([2, `"${saved.json["version"]}"`]);
    const stale = await api.call(machine, "saveRevision", { key, params, body, ifMatch: etag });
    expect([stale.status, stale.code]).toEqual([412, "STALE_VERSION"]);
    await bot("askPreview", { params });
    await site.outbox.drain();
    expect((await bot("readPreview", { params })).json).toMatchObject({ state: "READY", stale: false, refusal: null });
    await bot("completeDraft", { params, ifMatch: saved.headers.get("etag") ?? "" });
    for (const [label, file] of [
      ["A", b],
      ["B", a],
    ] as const)
      await put(
        (await bot("permitUpload", { params: { actId, label }, body: fileFacts(file.bytes) })).json,
        file.bytes,
      );
    await bot("swapAttachments", { params, body: { a: "A", b: "B" } });
    await site.outbox.drain();
    const codes = [
      ...new Set((await headOf(site, actId)).findings.filter((one) => one.severity === "A").map((one) => one.code)),
    ];
    if (codes.length > 0)
      await bot("acknowledgeFindings", { params, body: { codes, reason: "Letto e valutato: prova." } });
    await bot("readProposedRoute", { params });
    const submit = { params, idem: "s-1" };
    const sent = await bot("submitAct", submit);
    await site.outbox.drain();
    expect((await bot("submitAct", submit)).json).toEqual(sent.json);
    await bot("requestLinks", { params });
    await site.outbox.drain();
    const waiting = (await bot("readAct", { params })).json["waitingFor"] as { who: string }[];
    expect(waiting.map(({ who }) => who)).toEqual(["carla.modello"]);
    await bot("correctAddress", {
      params,
      body: { step: 1, who: "carla.modello", email: "carla.nuova@borgosereno.example", reason: "Indirizzo sbagliato." },
    });
    await site.outbox.drain();
    await desk.approve(actId, "carla.nuova@borgosereno.example");
    while ((await headOf(site, actId)).state === "IN_APPROVAL") {
      const open = (await headOf(site, actId)).route.find((step) => step.state === "OPEN");
      await desk.approve(actId, open?.assignments.find((one) => one.state === "PENDING")?.email ?? "");
    }
    const { client, csrf: own } = await desk.enter(actId, signatory.email);
    for (const name of ["documento", "allegato-A"]) await ok(client, "readTaskFile", { params: { name } });
    const bytes = await signedFile(site, actId);
    const signing = { csrf: own, body: fileFacts(bytes, "firmato.pdf") };
    await put((await ok(client, "permitSignedUpload", signing)).json, bytes);
    await ok(client, "readTaskStatus");
    await ok(client, "closeLink", { csrf: own });
    const view = (await bot("readAct", { params })).json;
    expect(view["state"]).toBe("PUBLISHED");
    for (const id of ["readActHistory", "readActStatus", "listUndelivered", "listEvidence"]) await bot(id, { params });
    const proofs = (await bot("listEvidence", { params })).json["items"] as { sha256: string }[];
    await bot("readEvidence", { params: { actId, sha256: proofs[0]?.sha256 ?? "" } });
    await bot("readActFile", { params: { actId, name: "copia" } });
    await bot("listUndeliveredActs");
  });
});

it("walks every list to its end by its cursors, each act once", async () => {
  for (let n = 0; n < 3; n += 1) await bot("createAct", { body: anAct({ subject: `Bozza numero ${n}` }) });
  const all = (await bot("listActs", { query: { limit: "100" } })).json["items"] as { actId: string }[];
  const walked: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: "1", ...(cursor === undefined ? {} : { cursor }) };
    const { items, next } = (await bot("listActs", { query })).json as {
      items: { actId: string }[];
      next: string | null;
    };
    walked.push(...items.map((one) => one.actId));
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  expect(walked).toEqual(all.map((one) => one.actId));
  expect(walked.length).toBe(4);
});

it("shows anyone what is published, and its impronte", async () => {
  const anyone = site.client();
  const { items } = (await ok(anyone, "listPublished")).json as { items: { year: number; number: number }[] };
  const [first] = items;
  const params = { year: String(first?.year), number: String(first?.number) };
  const shown = await ok(anyone, "readPublished", { params });
  const files = shown.json["files"] as { name: string; sha256: string; href: string }[];
  expect(files.map((one) => one.name)).toEqual(["originale", "copia", "allegato-A", "allegato-B"]);
  for (const { name, sha256: digest } of files) {
    const got = await ok(anyone, "readPublishedFile", { params: { ...params, name } });
    expect(got.headers.get("x-impronta-sha256")).toBe(digest);
    const { proof } = (await ok(anyone, "readProof", { params: { ...params, name } })).json;
    expect(String(proof)).toMatch(/^c2sp\.org\/tlog-proof@v1\n/);
    const prefix = digest.slice(0, 5).toLowerCase();
    const { entries } = (await ok(anyone, "findFingerprints", { params: { prefix } })).json as { entries: object[] };
    expect(entries).toContainEqual(expect.objectContaining({ sha256: digest, name }));
  }
  const { verificationCode } = shown.json as { verificationCode: string };
  expect((await ok(anyone, "findByCode", { params: { code: verificationCode } })).json).toMatchObject(first ?? {});
  expect((await ok(anyone, "readHealth")).json["ok"]).toBe(true);
});

describe("the other commands of an act", () => {
  const sent = async () => {
    const { json } = await bot("createAct", { body: anAct({ subject: "Un altro atto di prova" }) });
    const params = { actId: String(json["actId"]) };
    await bot("completeDraft", { params });
    await site.outbox.drain();
    const { findings } = await headOf(site, params.actId);
    const codes = [...new Set(findings.filter((one) => one.severity === "A").map((one) => one.code))];
    if (codes.length > 0)
      await bot("acknowledgeFindings", { params, body: { codes, reason: "Letto e valutato: prova." } });
    await bot("submitAct", { params });
    await site.outbox.drain();
    return params;
  };
  const reason = "Motivo abbastanza lungo.";

  it("recall, withdraw and name somebody else", async () => {
    const recalled = await sent();
    await bot("recallAct", { params: recalled, body: { reason } });
    await bot("withdrawAct", { params: recalled, body: { reason } });
    const named = await sent();
    await bot("reassign", { params: named, body: { step: 1, from: rup.who, to: "bruno.esempio", reason } });
  });

  it("take back what was approved", async () => {
    const params = await sent();
    await desk.approve(params.actId, (await headOf(site, params.actId)).route[0]?.assignments[0]?.email ?? "");
    await bot("correctAct", { params, body: { reason } });
  });
});

describe("the numbered act", () => {
  const reason = "Sopravvenuti motivi di interesse.";

  it("gets its visto by the API: refused, asked for again", async () => {
    const actId = await published(site, spending({ subject: "Spesa con visto" }));
    const { client, csrf: own } = await desk.enter(actId, dario.email);
    const body = { outcome: "REFUSED", reason: "Il capitolo non ha disponibilità." };
    await ok(client, "prepareVisto", { csrf: own, body });
    const { text } = (await ok(client, "readStatement")).json as { text: string };
    const signed = await signP7m(
      new TextEncoder().encode(text),
      site.pki.signerFor(dario.fiscalCode),
      new Date(site.clock.now()),
    );
    const facts = { ...fileFacts(signed, "visto.txt.p7m"), type: "application/pkcs7-mime" };
    await put((await ok(client, "permitSignedUpload", { csrf: own, body: facts })).json, signed);
    const params = { actId };
    expect((await bot("readAct", { params })).json["effect"]).toBe("VISTO_REFUSED");
    await bot("askVisto", { params });
  });

  it("revokes an earlier one", async () => {
    const earlier = await published(site, anAct({ subject: "Atto da revocare" }));
    const later = await published(site, anAct({ subject: "Revoca dell'atto" }));
    const { number = 0, year = 0 } = (await headOf(site, earlier)).registration ?? {};
    const body = { how: "REVOKED", number, year, reason };
    await bot("amendAct", { params: { actId: later }, body });
    expect((await bot("readAct", { params: { actId: earlier } })).json["amendedBy"]).toHaveLength(1);
    const twice = await api.call(machine, "amendAct", { key, params: { actId: later }, body });
    expect(twice.code).toBe("ALREADY_AMENDED");
  });
});

it("checks data without keeping them, takes up what was left lying, and searches", async () => {
  await bot("checkAct", { body: anAct() });
  const { items, total } = (await ok(site.client(), "searchPublished", { query: { words: "revoca", limit: "1" } }))
    .json as {
    items: { subject: string }[];
    total: number;
  };
  expect([items.length, total, items[0]?.subject]).toEqual([1, 2, "Revoca dell'atto"]);
  const actId = await published(site, anAct({ subject: "Atto da riprendere" }));
  expect((await bot("resumeAct", { params: { actId } })).json).toEqual({ events: 0, mails: 0, entries: 0 });
});

it("signs many acts in one go", async () => {
  const actId = await approved(site, anAct({ subject: "Da firmare nel lotto" }));
  const { client, csrf: own } = await desk.enter(actId, signatory.email);
  expect((await ok(client, "readBatch")).json["waiting"]).toHaveLength(1);
  await ok(client, "askPack", { csrf: own });
  await site.outbox.drain();
  await ok(client, "readPack");
  const bytes = await signedFile(site, actId);
  const permitted = (await ok(client, "permitBatchFile", { csrf: own, body: fileFacts(bytes, "firmato.pdf") })).json;
  await put(permitted["permission"], bytes);
  expect((await headOf(site, actId)).state).toBe("PUBLISHED");
});

it("acknowledges a warning, and says which one there is not", async () => {
  const { json } = await bot("createAct", {
    body: spending({ cup: null, investment: undefined, subject: "Con avvisi" }),
  });
  const params = { actId: String(json["actId"]) };
  await bot("completeDraft", { params });
  const { findings } = (await bot("readAct", { params })).json as { findings: { code: string; severity: string }[] };
  const codes = [...new Set(findings.filter((one) => one.severity === "A").map((one) => one.code))];
  expect(codes.length).toBeGreaterThan(0);
  await bot("acknowledgeFindings", { params, body: { codes, reason: "Letto e valutato: prova." } });
  const none = { codes: ["ALL-99"], reason: "Letto e valutato: prova." };
  expect((await api.call(machine, "acknowledgeFindings", { key, params, body: none })).code).toBe(
    "FINDING_NOT_A_WARNING",
  );
});

it("imports an act by its text and by its file", async () => {
  const text = "COMUNE DI BORGO SERENO\nDETERMINAZIONE N. 12 DEL 03/02/2025\nOGGETTO: Prova di importazione\n";
  const imported = await bot("importText", { body: { text } });
  const params = { importId: String(imported.json["importId"]) };
  const read = await bot("readImport", { params });
  expect([read.json["state"], read.json["act"] === null]).toEqual(["READ", false]);
  const ask = { params, idem: "i-1", body: { as: "new" } };
  expect((await bot("createFromImport", ask)).json).toEqual((await bot("createFromImport", ask)).json);
  const bytes = new TextEncoder().encode("%PDF-1.7 non proprio");
  const permitted = (await bot("permitImport", { body: fileFacts(bytes) })).json as {
    importId: string;
    permission: Record<string, unknown>;
  };
  const file = { params: { importId: permitted.importId } };
  expect((await bot("readImport", file)).json["state"]).toBe("WAITING");
  await put(permitted.permission, bytes);
  expect((await bot("readImport", file)).json["state"]).toBe("REFUSED");
});

officeByApi(() => desk);

it("has called every operation with success", () => {
  const missing = operations.filter(({ id }) => ![...api.seen].some((one) => one.startsWith(`${id} 2`)));
  expect(missing.map(({ id }) => id)).toEqual([]);
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
