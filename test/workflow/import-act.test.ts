// Proves the life of an import: a permission bound to one file, the reading of what arrived, and the act made of it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { handle } from "../../functions/attachment-arrived/handle.ts";
import {
  arrivedUploads,
  createFromImport,
  importText,
  loadHead,
  permitImport,
  readActData,
  readImport,
  receiveImport,
  submitAct,
} from "../../shared/workflow/index.ts";
import { publishedText } from "../fixtures/acts/printed/layouts.ts";
import { openTestWorld, type TestWorld } from "../support/world.ts";

const by = "bruno.esempio";
const pdf = readFileSync(new URL("../fixtures/acts/printed/rewritten.pdf", import.meta.url));
const encrypted = readFileSync(new URL("../fixtures/acts/printed/encrypted.pdf", import.meta.url));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").toUpperCase();

/** Asks the permission and puts the bytes where it says, as the object store would. */
async function upload(test: TestWorld, importId: string, bytes: Uint8Array) {
  const asked = {
    importId,
    by,
    fileName: "determina.pdf",
    length: bytes.length,
    type: "application/pdf",
    sha256: sha256(bytes),
  };
  const permitted = await permitImport(test.world, asked);
  if (!permitted.ok) throw new Error(permitted.refusal.why.it);
  const key = await intakeKey(test, importId);
  const put = await test.objects.create(
    { bucket: "intake", key, type: asked.type, sha256: asked.sha256, length: bytes.length },
    bytes,
  );
  if (!put.ok) throw new Error(put.code);
  return { bucket: "intake", key, version: put.head.version } as const;
}

async function intakeKey(test: TestWorld, importId: string): Promise<string> {
  const item = await test.world.items.get({ pk: `${test.world.settings.tenant}#IMP#${importId}`, sk: "IMP" });
  return `imports/${importId}/${String(item?.["slotId"])}`;
}

const found = async (test: TestWorld, importId: string) => {
  const read = await readImport(test.world, { importId, by });
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
};

describe("an import", () => {
  it("waits for its file, reads it when it arrives, and becomes the act that exists, never to be numbered again", async () => {
    const test = await openTestWorld();
    const arrived = await upload(test, "imp1", pdf);
    expect(await found(test, "imp1")).toMatchObject({ state: "WAITING", fileName: "determina.pdf" });
    expect(await receiveImport(test.world, arrived)).toBe("recorded");
    expect(await receiveImport(test.world, arrived)).toBe("nothing-to-do");
    const read = await found(test, "imp1");
    expect(read).toMatchObject({ state: "READ", value: { format: "pdf", envelopes: 0 } });
    const request = { importId: "imp1", by, as: "imported", idempotencyKey: "chiave-1" } as const;
    const made = await createFromImport(test.world, request);
    if (!made.ok) throw new Error(made.refusal.why.it);
    expect(made.value).toMatchObject({ origin: "imported", state: "DRAFT" });
    expect(made.value.slots.map(({ label, source, recorded }) => [label, source, recorded === null])).toEqual([
      ["A", "act", false],
      ["B", "act", false],
      ["C", "upload", true],
    ]);
    expect((await readActData(test.world.objects, made.value)).number).toBe(2706);
    // Sent twice, it is one act.
    const again = await createFromImport(test.world, request);
    expect(again.ok && again.value.actId).toBe(made.value.actId);
    const sent = await submitAct(test.world, { actId: made.value.actId, by });
    expect(sent.ok).toBe(false);
  });

  it("finds the file itself when nobody tells that it arrived", async () => {
    const test = await openTestWorld();
    await upload(test, "imp0", pdf);
    await test.outbox.drain();
    expect(test.faults).toEqual([]);
    expect(await found(test, "imp0")).toMatchObject({ state: "READ" });
    expect(await arrivedUploads(test.world)).toEqual([]);
  });

  it("becomes the beginning of a new act, without what belongs to the old one alone", async () => {
    const test = await openTestWorld();
    expect(await importText(test.world, { importId: "imp2", by, text: publishedText })).toMatchObject({ ok: true });
    const made = await createFromImport(test.world, { importId: "imp2", by, as: "new", idempotencyKey: "chiave-2" });
    if (!made.ok) throw new Error(made.refusal.why.it);
    const head = await loadHead(test.world.items, test.world.settings.tenant, made.value.actId);
    if (!head) throw new Error("the act is there");
    expect(head.origin).toBe("drafted");
    const data = await readActData(test.world.objects, head);
    expect([data.number, data.year, data.date, data.cig]).toEqual([undefined, undefined, undefined, undefined]);
    expect(data.recordedAttachments).toEqual([]);
    expect(data.movements.map(({ cig, number }) => [cig, number])).toEqual([[undefined, null]]);
    expect(data.subject).toContain("accompagnamento tecnico");
  });

  it("of a file with a password says why nothing was read, and takes another file", async () => {
    const test = await openTestWorld();
    const arrived = await upload(test, "imp3", encrypted);
    const event = {
      Records: [{ s3: { bucket: { name: "intake" }, object: { key: arrived.key, versionId: arrived.version } } }],
    };
    await handle({ ...test.world, intakeBucket: "intake" })(event);
    expect(await found(test, "imp3")).toMatchObject({ state: "REFUSED", refusal: { code: "ACT_ENCRYPTED" } });
    expect(await createFromImport(test.world, { importId: "imp3", by, as: "new", idempotencyKey: "k" })).toMatchObject({
      ok: false,
      refusal: { code: "ACT_NOT_VALID" },
    });
    const second = await upload(test, "imp3", pdf);
    // The first file's event comes late: its slot is no longer the one that is awaited.
    expect(await receiveImport(test.world, arrived)).toBe("nothing-to-do");
    expect(await receiveImport(test.world, second)).toBe("recorded");
    expect(await found(test, "imp3")).toMatchObject({ state: "READ" });
  });

  it("is its officer's alone, and cannot be taken over or read again", async () => {
    const test = await openTestWorld();
    await importText(test.world, { importId: "imp4", by, text: publishedText });
    expect(await readImport(test.world, { importId: "imp4", by: "carla.modello" })).toMatchObject({ ok: false });
    const request = { importId: "imp4", by: "carla.modello", fileName: "x.pdf", length: 10, type: "application/pdf" };
    expect(await permitImport(test.world, request)).toMatchObject({
      ok: false,
      refusal: { code: "REQUEST_NOT_VALID" },
    });
    await importText(test.world, { importId: "imp4", by, text: "COMUNE DI PROVA\n\nOGGETTO Altro\n" });
    expect(await found(test, "imp4")).toMatchObject({ value: { read: { act: { number: 2706 } } } });
  });

  it.each([
    ["length", { length: 33_554_433 }],
    ["length", { length: 0 }],
    ["fileName", { fileName: "../../etc/passwd" }],
    ["type", { type: "pdf" }],
    ["sha256", { sha256: "ABC" }],
    ["importId", { importId: "con/barra" }],
  ])("with a wrong %s is refused, and nothing is stored", async (field, more) => {
    const test = await openTestWorld();
    const usual = { importId: "imp5", by, fileName: "determina.pdf", length: 10, type: "application/pdf" };
    const refused = await permitImport(test.world, { ...usual, ...more });
    expect(refused).toMatchObject({ ok: false, refusal: { code: "REQUEST_NOT_VALID", details: { field } } });
    expect(await readImport(test.world, { importId: "imp5", by })).toMatchObject({ ok: false });
  });

  it("of an act without a number cannot be kept as an existing one", async () => {
    const test = await openTestWorld();
    await importText(test.world, { importId: "imp6", by, text: "COMUNE DI PROVA\n\nOGGETTO Affidamento\n" });
    const made = await createFromImport(test.world, { importId: "imp6", by, as: "imported", idempotencyKey: "k6" });
    expect(made).toMatchObject({ ok: false, refusal: { details: { field: "number" } } });
  });

  it.each(["", "  \n ", "x".repeat(1_000_001), "\ud800"])(
    "of a text that is none is refused (case %#)",
    async (text) => {
      const test = await openTestWorld();
      expect(await importText(test.world, { importId: "imp7", by, text })).toMatchObject({ ok: false });
    },
  );
});
