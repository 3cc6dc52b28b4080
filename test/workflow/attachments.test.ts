// What the bytes of an attachment are, beside the impronta that the act records. Nothing talks the act into another one.
import { describe, expect, it } from "vitest";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { sha256Of } from "../../shared/act/index.ts";
import { actLimits } from "../../shared/act/machine/limits.ts";
import {
  arrivedUploads,
  createAct,
  itemBytes,
  itemLimits,
  permitUpload,
  receiveUpload,
  saveRevision,
  submitAct,
  swapAttachments,
} from "../../shared/workflow/index.ts";
import { judge } from "../../shared/workflow/use-cases/receive-upload.ts";
import { actWith, aFile, anAct } from "../support/acts.ts";
import {
  codeOf,
  draft,
  headOf,
  must,
  officer,
  published,
  put,
  ready,
  send,
  signatory,
  stateOf,
  submitted,
} from "../support/journey.ts";
import { dueHeads } from "../support/stored-heads.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const [a, b] = [aFile("A"), aFile("B")];
const wrong = new TextEncoder().encode("un altro file");
const slotOf = async (test: TestWorld, actId: string, label: string) => {
  const slot = (await headOf(test, actId)).slots.find((one) => one.label === label);
  if (!slot) throw new Error(`no slot ${label}`);
  return slot;
};
/** Acts that wait for a file: as long as they do, they are due from the moment of the permission. */
const openUploads = (test: TestWorld) => dueHeads(dumpItems(test.dir)).filter((due) => due <= `${test.clock.now()}~`);

describe("a file that is not the recorded one", () => {
  it("is a MISMATCH with both digests, blocks the act and leaves the recorded impronta as it was", async () => {
    const test = await openTestWorld();
    const actId = await ready(test, actWith([a]), [{ label: "A", bytes: wrong }]);
    expect(await headOf(test, actId)).toMatchObject({ state: "BLOCKED", fixedFingerprints: { A: sha256Of(a.bytes) } });
    expect(await slotOf(test, actId, "A")).toMatchObject({
      state: "MISMATCH",
      recorded: sha256Of(a.bytes),
      verdict: { expected: sha256Of(a.bytes), found: sha256Of(wrong), covers: "none", belongsTo: null },
    });
    expect(codeOf(await submitAct(test.world, { actId, by: officer }))).toBe("STATE_DOES_NOT_ALLOW");
    const { ver } = await headOf(test, actId);
    const other = actWith([{ label: "A", bytes: wrong }]);
    const offered = await saveRevision(test.world, { actId, by: officer, seenVer: ver, data: other });
    expect(codeOf(offered)).toBe("FINGERPRINT_IS_FIXED");
  });

  it("that belongs to another label is recognised, and the swap puts both right", async () => {
    const test = await openTestWorld();
    const actId = await ready(test, actWith([a, b]), [
      { label: "A", bytes: b.bytes },
      { label: "B", bytes: a.bytes },
    ]);
    expect(await stateOf(test, actId)).toBe("BLOCKED");
    expect((await slotOf(test, actId, "A")).verdict).toMatchObject({ code: "MISMATCH", belongsTo: "B" });
    must(await swapAttachments(test.world, { actId, by: officer, a: "A", b: "B" }));
    expect(await stateOf(test, actId)).toBe("READY");
    expect((await slotOf(test, actId, "A")).file?.sha256).toBe(sha256Of(a.bytes));
    expect(codeOf(await swapAttachments(test.world, { actId, by: officer, a: "A", b: "B" }))).toBe("SWAP_DOES_NOT_FIT");
  });

  it("but holds it inside a signed envelope is VERIFIED, and says that only the content is covered (ALL-11)", async () => {
    const test = await openTestWorld();
    const p7m = await signP7m(a.bytes, test.pki.signerFor(signatory.fiscalCode), new Date(test.clock.now()));
    const actId = await ready(test, actWith([a]), [{ label: "A", bytes: p7m }]);
    expect(await slotOf(test, actId, "A")).toMatchObject({
      state: "VERIFIED",
      recorded: sha256Of(a.bytes),
      verdict: { found: sha256Of(p7m), inner: sha256Of(a.bytes), covers: "content", broken: false },
    });
  });

  it("with a broken signature inside is SIGNATURE_BAD, though its impronta is the recorded one", async () => {
    const test = await openTestWorld();
    const signed = await signP7m(a.bytes, test.pki.signerFor(signatory.fiscalCode), new Date(test.clock.now()));
    const broken = signed.slice();
    broken[broken.length - 5] = (broken[broken.length - 5] ?? 0) ^ 1;
    const actId = await ready(test, actWith([{ label: "A", bytes: broken }]), [{ label: "A", bytes: broken }]);
    expect(await slotOf(test, actId, "A")).toMatchObject({ state: "SIGNATURE_BAD", verdict: { covers: "file" } });
    expect(await stateOf(test, actId)).toBe("BLOCKED");
  });
});

describe("a verdict", () => {
  it("is about bytes: a file beyond what the verifier looks into is judged by its digest", async () => {
    const test = await openTestWorld();
    const head = await headOf(test, await draft(test, actWith([a])));
    const slot = head.slots[0];
    if (!slot) throw new Error("a slot");
    const stored = { key: "k", version: "1", sha256: sha256Of(a.bytes), length: 1 };
    const report = {
      file: "",
      sha256: stored.sha256,
      size: 1,
      format: "other" as const,
      verdict: "undetermined" as const,
      signatures: [],
      content: null,
      disagreements: [],
      impronta: null,
      error: { code: "TOO_LARGE", message: "268435456 byte" },
    };
    const file = { ...stored, fileName: "a.pdf", type: "application/pdf", format: "other" };
    const said = (error: { code: string; message: string }) =>
      judge(test.world, head, slot, {
        file,
        bytes: a.bytes,
        report: { ...report, error },
        storedReport: stored,
        missing: 0,
        infected: false,
      }).code;
    expect(said(report.error)).toBe("VERIFIED");
    expect(said({ code: "MALFORMED", message: "x" })).toBe("UNREADABLE");
  });

  it("is given once: the event that comes again, or for a replaced upload, changes nothing", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, actWith([a]));
    const replaced = await send(test, actId, "A", officer, wrong);
    await send(test, actId, "A", officer, a.bytes);
    await test.outbox.drain();
    const before = dumpItems(test.dir);
    const head = await test.world.objects.head({ bucket: "intake", key: `acts/${actId}/${replaced}` });
    if (!head) throw new Error("the replaced file is kept");
    expect(await receiveUpload(test.world, head)).toBe("nothing-to-do");
    expect(await receiveUpload(test.world, { ...head, key: "acts/ALTRO/X" })).toBe("nothing-to-do");
    expect(await receiveUpload(test.world, { ...head, key: "../../etc/passwd" })).toBe("nothing-to-do");
    expect(dumpItems(test.dir)).toEqual(before);
    expect(await stateOf(test, actId)).toBe("READY");
  });

  it("never comes from a fault: while the store is away the slot stays open, then the verdict is given", async () => {
    let isAway = true;
    const test = await openTestWorld({
      wrap: (world) => ({
        ...world,
        objects: {
          ...world.objects,
          read: (...asked) => (isAway ? Promise.reject(new Error("away")) : world.objects.read(...asked)),
        },
      }),
    });
    const actId = await ready(test, actWith([a]), [a]);
    expect(await slotOf(test, actId, "A")).toMatchObject({ state: "SLOT_OPEN" });
    expect(test.faults).toHaveLength(1);
    isAway = false;
    await test.outbox.drain();
    expect(await stateOf(test, actId)).toBe("READY");
  });
});

describe("an upload", () => {
  const valid = { label: "A", by: officer, fileName: "a.pdf", length: 10, type: "application/pdf" };
  it.each([
    ["an empty file", { length: 0 }, "EMPTY_FILE"],
    ["a file beyond the limit", { length: 1_000_000_001 }, "FILE_TOO_LARGE"],
    ["a label that is not declared", { label: "Z" }, "UNKNOWN_ATTACHMENT"],
    ["somebody who is not the proponent", { by: "elena.verifica" }, "NOT_THE_PROPONENT"],
    ["a path", { fileName: "../a.pdf" }, "REQUEST_NOT_VALID"],
    ["a Windows path", { fileName: "..\\a.pdf" }, "REQUEST_NOT_VALID"],
    ["a name with a line break", { fileName: "a\r\n.pdf" }, "REQUEST_NOT_VALID"],
    ["a name that turns its direction", { fileName: "a\u202efdp.exe" }, "REQUEST_NOT_VALID"],
    ["a name that is no Unicode", { fileName: "a\ud800.pdf" }, "REQUEST_NOT_VALID"],
    ["a type that is none", { type: "pdf" }, "REQUEST_NOT_VALID"],
    ["a type without end", { type: `a/${"x".repeat(300)}` }, "REQUEST_NOT_VALID"],
    ["a digest that is none", { sha256: "abc" }, "REQUEST_NOT_VALID"],
    ["a length that is none", { length: Number.NaN }, "REQUEST_NOT_VALID"],
  ])("is refused for %s, and nothing is written", async (_name, over, code) => {
    const test = await openTestWorld();
    const actId = await draft(test, actWith([a]));
    const before = dumpItems(test.dir);
    expect(codeOf(await permitUpload(test.world, { ...valid, actId, ...over }))).toBe(code);
    expect(dumpItems(test.dir)).toEqual(before);
  });

  it("keeps a Unicode name, composed, and never in a key", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, actWith([a]));
    await send(test, actId, "A", officer, a.bytes, { fileName: "perche\u0301 no 📎.pdf" });
    await test.outbox.drain();
    const { file } = await slotOf(test, actId, "A");
    expect(file?.fileName).toBe("perch\u00e9 no 📎.pdf");
    expect(file?.key).toMatch(/^acts\/[0-9A-Z]+\/[0-9A-Z]+$/);
  });

  it("that arrives after the act was sent to approval does not change what is printed", async () => {
    const test = await openTestWorld();
    const free = actWith([a], false);
    const actId = await ready(test, free, [a]);
    const late = must(await permitUpload(test.world, { ...valid, actId, length: wrong.length }));
    must(await submitAct(test.world, { actId, by: officer }));
    await put(test, late.permission, wrong);
    await test.outbox.drain();
    expect(await slotOf(test, actId, "A")).toMatchObject({ state: "VERIFIED", recorded: sha256Of(a.bytes) });
    expect(await stateOf(test, actId)).toBe("IN_APPROVAL");
    expect(openUploads(test)).toEqual([]);
  });

  it("that arrives while its act is a draft again waits, and is judged when the draft is complete", async () => {
    const test = await openTestWorld();
    const data = actWith([a]);
    const actId = await draft(test, data);
    await send(test, actId, "A", officer, a.bytes);
    const { ver } = await headOf(test, actId);
    must(
      await saveRevision(test.world, { actId, by: officer, seenVer: ver, data: { ...data, subject: "Altro oggetto" } }),
    );
    expect(await test.outbox.drain()).toBe(0);
    expect(await stateOf(test, actId)).toBe("DRAFT");
    expect(openUploads(test)).toHaveLength(1);
  });

  it("that nobody made use of is forgotten a day after its permission ended", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, actWith([a]));
    must(await permitUpload(test.world, { ...valid, actId }));
    expect(await arrivedUploads(test.world)).toEqual([]);
    expect(openUploads(test)).toHaveLength(1);
    test.clock.forward(26 * 3_600_000);
    expect(await arrivedUploads(test.world)).toEqual([]);
    expect(openUploads(test)).toEqual([]);
  });
});

describe("an act of many attachments", () => {
  it("goes all its way within one item and one transaction", async () => {
    const test = await openTestWorld({ settings: { uploadLimit: 1_000_000 } });
    const files = Array.from({ length: actLimits.attachments }, (_, n) => aFile(`A${n}`));
    const data = actWith(files);
    const actId = await published(test, data, files);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    const sizes = dumpItems(test.dir).map((item) => itemBytes(item as Parameters<typeof itemBytes>[0]));
    expect(Math.max(...sizes)).toBeLessThan(itemLimits.itemBytes / 2);
  });

  it("or of endless texts is refused before anything is stored of it", async () => {
    const test = await openTestWorld();
    const before = dumpItems(test.dir);
    const tooMany = actWith(
      Array.from({ length: actLimits.attachments + 1 }, (_, n) => aFile(`A${n}`)),
      false,
    );
    expect(codeOf(await createAct(test.world, { by: officer, data: tooMany }))).toBe("LIMIT_EXCEEDED");
    const endless = anAct({ department: "x".repeat(70_000) });
    expect(codeOf(await createAct(test.world, { by: officer, data: endless }))).toBe("ACT_NOT_VALID");
    const twice = { label: "A", fingerprint: sha256Of("2"), algorithm: "SHA-256" };
    const doubled = actWith([a]);
    const ambiguous = { ...doubled, recordedAttachments: [...doubled.recordedAttachments, twice] };
    expect(codeOf(await createAct(test.world, { by: officer, data: ambiguous }))).toBe("ACT_NOT_VALID");
    expect(dumpItems(test.dir)).toEqual(before);
  });

  it("takes no more impronte from a file once it was sent to approval", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, actWith([a], false), [a]);
    expect(codeOf(await permitUpload(test.world, { ...valid(actId) }))).toBe("STATE_DOES_NOT_ALLOW");
  });
});

const valid = (actId: string) => ({
  actId,
  label: "A",
  by: officer,
  fileName: "a.pdf",
  length: 10,
  type: "application/pdf",
});
