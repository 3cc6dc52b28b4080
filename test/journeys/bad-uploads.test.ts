import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { sha256Of } from "../../shared/act/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import type { Client } from "../support/client.ts";
import { draft, headOf } from "../support/journey.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { snapshot } from "../support/snapshot.ts";
import { askPermission, problemOf, putFile } from "../support/upload.ts";

let site: TestSite;
let officer: Client;
beforeAll(async () => {
  site = await openTestSite();
  officer = await site.signedIn();
});
afterAll(() => site.stop());

const files = [aFile("A"), aFile("B")] as const;
const [a, b] = files;
const stranger = new TextEncoder().encode("un altro file");

const newAct = () => draft(site, actWith(files, true, { subject: `Prova di caricamento ${crypto.randomUUID()}` }));

/** Permission, PUT, verdict: as the page's script does it. */
async function upload(actId: string, label: string, bytes: Uint8Array, type = "application/pdf"): Promise<void> {
  const permission = await askPermission(officer, actId, label, bytes, { type });
  expect(permission.status, permission.text).toBe(200);
  expect((await putFile(permission, bytes)).status).toBe(200);
  await site.outbox.drain();
}

const slotOf = async (actId: string, label: string) =>
  (await headOf(site, actId)).slots.find((slot) => slot.label === label);

describe("a file that is not the recorded one", () => {
  it("is a MISMATCH with both digests on the page, blocks the act and leaves the recorded impronta", async () => {
    const actId = await newAct();
    await upload(actId, "A", stranger);
    const { text } = await officer.get(`/ufficio/atti/${actId}`);
    expect(text).toContain(sha256Of(a.bytes));
    expect(text).toContain(sha256Of(stranger));
    expect(await slotOf(actId, "A")).toMatchObject({ state: "MISMATCH", recorded: sha256Of(a.bytes) });
    expect((await headOf(site, actId)).state).toBe("BLOCKED");
  });

  it("can be followed by the right one, which unblocks", async () => {
    const actId = await newAct();
    await upload(actId, "A", stranger);
    await upload(actId, "A", a.bytes);
    await upload(actId, "B", b.bytes);
    expect((await headOf(site, actId)).state).toBe("READY");
  });

  it("cannot become the truth by writing its impronta into the act's data", async () => {
    const actId = await newAct();
    await upload(actId, "A", stranger);
    const lying = actWith([{ label: "A", bytes: stranger }, b]);
    const before = await snapshot(site.dir);
    const page = `/ufficio/atti/${actId}/modifica`;
    const { text } = await officer.get(page);
    const csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
    const seenVer = /name="seenVer" value="([^"]+)"/.exec(text)?.[1] ?? "";
    const answer = await officer.post(page, { csrf, idem: "x", seenVer, json: JSON.stringify(lying) });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain(sha256Of(a.bytes));
    expect((await slotOf(actId, "A"))?.recorded).toBe(sha256Of(a.bytes));
    expect((await snapshot(site.dir)).items).toEqual(before.items);
  });
});

describe("A and B swapped", () => {
  it("are recognised, the swap is offered, and works", async () => {
    const actId = await newAct();
    await upload(actId, "A", b.bytes);
    await upload(actId, "B", a.bytes);
    const { text } = await officer.get(`/ufficio/atti/${actId}`);
    const action = `/ufficio/atti/${actId}/scambia`;
    expect(text).toContain(`action="${action}"`);
    expect(text).toContain("registrata per l’allegato B: i due file sembrano scambiati");
    const fields = await officer.form(`/ufficio/atti/${actId}`, action);
    expect(await officer.post(action, fields)).toMatchObject({ status: 303 });
    const head = await headOf(site, actId);
    expect(head.slots.map(({ label, state, recorded, file }) => [label, state, recorded === file?.sha256])).toEqual([
      ["A", "VERIFIED", true],
      ["B", "VERIFIED", true],
    ]);
    expect(head.state).toBe("READY");
  });

  it("are not swapped where the files do not fit", async () => {
    const actId = await newAct();
    await upload(actId, "A", stranger);
    const { csrf } = await officer.form(`/ufficio/atti/${actId}`);
    const before = await snapshot(site.dir);
    const answer = await officer.post(`/ufficio/atti/${actId}/scambia`, {
      csrf: csrf ?? "",
      idem: "x",
      a: "A",
      b: "B",
    });
    expect(answer.status).toBe(422);
    expect(await snapshot(site.dir)).toEqual(before);
  });
});

it("says that the recorded impronta is that of the content of a .p7m (ALL-11)", async () => {
  const actId = await newAct();
  const signer = site.pki.signerFor("PRVDLA75C52Z999U");
  const envelope = await signP7m(a.bytes, signer, new Date(site.clock.now()));
  await upload(actId, "A", envelope, "application/pkcs7-mime");
  const slot = await slotOf(actId, "A");
  expect(slot).toMatchObject({ state: "VERIFIED", verdict: { covers: "content", inner: sha256Of(a.bytes) } });
  const { text } = await officer.get(`/ufficio/atti/${actId}`);
  expect(text).toContain("corrisponde al contenuto della busta .p7m");
  expect(text).toContain(sha256Of(envelope));
});

describe("a permission is refused, and nothing is stored, for", () => {
  const wishes: [string, Parameters<typeof askPermission>[4], number, string, string][] = [
    ["an empty file", { length: 0, sha256: sha256Of(new Uint8Array()) }, 422, "EMPTY_FILE", "0 byte"],
    ["a file over the limit", { length: 1_000_000_001 }, 413, "FILE_TOO_LARGE", "1000000001"],
    ["a path for a name", { fileName: "../../etc/passwd" }, 400, "REQUEST_NOT_VALID", "../../etc/passwd"],
    ["a Windows path for a name", { fileName: "C:\\a.pdf" }, 400, "REQUEST_NOT_VALID", "fileName"],
    ["a name of dots", { fileName: ".." }, 400, "REQUEST_NOT_VALID", "fileName"],
    ["a name with a NUL", { fileName: "a\u0000.pdf" }, 400, "REQUEST_NOT_VALID", "fileName"],
    ["no name", { fileName: "" }, 400, "REQUEST_NOT_VALID", "fileName"],
    ["a name of half a character", { fileName: "a\ud800.pdf" }, 400, "REQUEST_NOT_VALID", "fileName"],
    ["a negative length", { length: -1 }, 400, "REQUEST_NOT_VALID", "Campo Dimensione: valore -1"],
    ["half a byte", { length: 0.5 }, 400, "REQUEST_NOT_VALID", "Campo Dimensione: valore 0.5"],
    ["a type that is none", { type: "pdf" }, 400, "REQUEST_NOT_VALID", "type"],
    ["a type with a second header in it", { type: "a/b\r\nx: y" }, 400, "REQUEST_NOT_VALID", "type"],
    ["an impronta that is none", { sha256: "00" }, 400, "REQUEST_NOT_VALID", "sha256"],
    ["another form's token", { csrf: "0".repeat(22) }, 403, "SESSION_OVER", ""],
  ];
  it.each(wishes)("%s", async (_name, wish, status, code, detail) => {
    const actId = await newAct();
    const before = await snapshot(site.dir);
    const answer = await askPermission(officer, actId, "A", a.bytes, wish);
    expect([answer.status, problemOf(answer.text).code]).toEqual([status, code]);
    expect(problemOf(answer.text).detail).toContain(detail);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await snapshot(site.dir)).toEqual(before);
  });

  it("an attachment that the act does not declare", async () => {
    const answer = await askPermission(officer, await newAct(), "Z", a.bytes);
    expect([answer.status, problemOf(answer.text).code]).toEqual([422, "UNKNOWN_ATTACHMENT"]);
  });

  it("what is no JSON", async () => {
    const actId = await newAct();
    const answer = await officer.send("POST", `/ufficio/atti/${actId}/allegati/A/permesso`, {
      body: "{",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    });
    expect([answer.status, problemOf(answer.text).code]).toEqual([400, "REQUEST_NOT_VALID"]);
  });
});

describe("a PUT that does not keep to its permission stores nothing:", () => {
  const longer = new Uint8Array([...a.bytes, 0x20]);
  const other = a.bytes.map((byte) => byte ^ 1);
  const base64 = (bytes: Uint8Array) => Buffer.from(sha256Of(bytes), "hex").toString("base64");
  const puts: [string, Uint8Array, Record<string, string>, number, string][] = [
    ["0 bytes", new Uint8Array(), {}, 400, "WRONG_LENGTH"],
    ["longer than declared", longer, {}, 400, "WRONG_LENGTH"],
    ["shorter than declared", a.bytes.subarray(1), {}, 400, "WRONG_LENGTH"],
    ["another type", a.bytes, { "content-type": "text/html" }, 415, "WRONG_TYPE"],
    ["another digest announced", a.bytes, { "x-amz-checksum-sha256": base64(other) }, 400, "WRONG_DIGEST"],
    ["other bytes of the same length", other, {}, 400, "WRONG_DIGEST"],
  ];
  it.each(puts)("%s", async (_name, bytes, headers, status, code) => {
    const actId = await newAct();
    const permission = await askPermission(officer, actId, "A", a.bytes);
    const before = await snapshot(site.dir);
    const answer = await putFile(permission, bytes, headers);
    expect([answer.status, problemOf(answer.text).code]).toEqual([status, code]);
    await site.outbox.drain();
    expect(await snapshot(site.dir)).toEqual(before);
    expect((await putFile(permission, a.bytes)).status).toBe(200);
  });

  it("a permission that has expired", async () => {
    const actId = await newAct();
    const permission = await askPermission(officer, actId, "A", a.bytes);
    site.clock.forward(61 * 60_000);
    const answer = await putFile(permission, a.bytes);
    expect([answer.status, problemOf(answer.text).code]).toEqual([403, "UPLOAD_EXPIRED"]);
    expect((await slotOf(actId, "A"))?.verdict).toBeUndefined();
  });

  it("a forged permission", async () => {
    const permission = await askPermission(officer, await newAct(), "A", a.bytes);
    const { url } = JSON.parse(permission.text) as { url: string };
    const [payload = "", mac = ""] = (url.split("/").at(-1) ?? "").split(".");
    const terms = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    const longer = Buffer.from(JSON.stringify({ ...terms, length: 5 })).toString("base64url");
    const before = await snapshot(site.dir);
    for (const token of [
      `${longer}.${mac}`,
      `${payload}.${mac.replace(/./, "_")}`,
      "x",
      `${payload}.`,
      "%2e%2e%2fx.y",
    ]) {
      const answer = await site.client().send("PUT", `/carica/${token}`, { body: "12345" });
      expect([answer.status, problemOf(answer.text).code]).toEqual([403, "UPLOAD_NOT_PERMITTED"]);
    }
    expect(await snapshot(site.dir)).toEqual(before);
    expect(site.told.join()).not.toContain(payload);
  });

  it("a second PUT, also of the same bytes", async () => {
    const actId = await newAct();
    const permission = await askPermission(officer, actId, "A", a.bytes);
    expect((await putFile(permission, a.bytes)).status).toBe(200);
    const again = await putFile(permission, a.bytes);
    expect([again.status, problemOf(again.text).code]).toEqual([412, "ALREADY_UPLOADED"]);
    await site.outbox.drain();
    expect((await slotOf(actId, "A"))?.state).toBe("VERIFIED");
  });
});

it("keeps a Unicode name in one form, whatever form it came in, and serves the file under it", async () => {
  const actId = await newAct();
  const permission = await askPermission(officer, actId, "A", a.bytes, { fileName: "Citta\u0300 – \u{1F4C4}.pdf" });
  await putFile(permission, a.bytes);
  await site.outbox.drain();
  expect((await slotOf(actId, "A"))?.file?.fileName).toBe("Citt\u00e0 – \u{1F4C4}.pdf");
  const file = await officer.get(`/ufficio/atti/${actId}/file/allegato-A`);
  expect(file.status).toBe(200);
  expect(decodeURIComponent(file.headers.get("content-disposition") ?? "")).toContain("Citt\u00e0 – \u{1F4C4}.pdf");
  expect(file.headers.get("x-impronta-sha256")).toBe(sha256Of(a.bytes));
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
