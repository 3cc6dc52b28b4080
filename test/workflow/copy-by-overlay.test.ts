// The copy of an act whose text came as a PDF of others, or whose body stamps the signed file itself.
import { describe, expect, it } from "vitest";
import { extractText } from "../../shared/pdf/index.ts";
import { verifyBytes } from "../../shared/signature/index.ts";
import { actFile, bytesOf, completeDraft, createAct, keepDocument, submitAct } from "../../shared/workflow/index.ts";
import { fixture } from "../seal/signers.ts";
import { anAct } from "../support/acts.ts";
import {
  acknowledgeAll,
  approveAll,
  approved,
  codeOf,
  headOf,
  must,
  officer,
  sendSigned,
  signedFile,
} from "../support/journey.ts";
import { openTestWorld, type TestWorld } from "../support/world.ts";

async function fileOf(test: TestWorld, actId: string, name: string): Promise<Uint8Array> {
  const file = must(actFile(await headOf(test, actId), name));
  return bytesOf(test.world.objects, file, file.bucket);
}
const beginsWith = (whole: Uint8Array, part: Uint8Array) => Buffer.compare(whole.subarray(0, part.length), part) === 0;

describe("an act whose text came as a PDF of others", () => {
  it("is approved and signed as it is, and its copy is that file with the stamps laid over", async () => {
    const test = await openTestWorld();
    const foreign = fixture("chromium.pdf");
    const document = must(await keepDocument(test.world, foreign));
    const { actId } = must(await createAct(test.world, { by: officer, data: anAct(), document }));
    must(await completeDraft(test.world, { actId, by: officer }));
    await test.outbox.drain();
    await acknowledgeAll(test, actId);
    must(await submitAct(test.world, { actId, by: officer }));
    await test.outbox.drain();
    expect(Buffer.compare(await fileOf(test, actId, "documento"), foreign)).toBe(0);
    await approveAll(test, actId);
    await sendSigned(test, actId);
    await test.outbox.drain();
    expect(await headOf(test, actId)).toMatchObject({ state: "PUBLISHED", registration: { number: 2706 } });
    const copy = await fileOf(test, actId, "copia");
    expect(beginsWith(copy, foreign)).toBe(true);
    const { pages } = await extractText(copy);
    expect(pages.length).toBe((await extractText(foreign)).pages.length + 1);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`pag. ${index + 1}/${pages.length}`);
      expect(page).toContain("n. 2706/2025");
    }
    expect(verifyBytes(copy, { anchors: [], at: new Date("2026-01-10T00:00:00Z") }).signatures).toMatchObject([
      { integrity: "valid", coverage: "whole-file" },
    ]);
    expect((await headOf(test, actId)).copy?.pages).toBe(pages.length);
  });

  it("is refused at the desk, with the reason, when its copy could not be stamped", async () => {
    const test = await openTestWorld();
    const answer = await keepDocument(test.world, fixture("encrypted.pdf"));
    expect(codeOf(answer)).toBe("DOCUMENT_NOT_STAMPABLE");
    expect(answer).toMatchObject({ refusal: { details: { reason: "PDF_ENCRYPTED" } } });
    if (!answer.ok) expect(answer.refusal.why.it).toContain("cifrato");
  });
});

describe("a body that stamps the signed file itself", () => {
  it("keeps the signature in the copy, intact over its own revision, under its seal", async () => {
    const test = await openTestWorld({ settings: { stampSignedFile: true } });
    const actId = await approved(test, anAct());
    await sendSigned(test, actId);
    await test.outbox.drain();
    const copy = await fileOf(test, actId, "copia");
    expect(beginsWith(copy, await fileOf(test, actId, "originale"))).toBe(true);
    const { signatures } = verifyBytes(copy, { anchors: [], at: new Date("2026-01-10T00:00:00Z") });
    expect(signatures.map(({ integrity }) => integrity)).toEqual(["valid", "valid"]);
    expect(signatures.map(({ coverage }) => coverage).sort()).toEqual(["revision", "whole-file"]);
  });

  it("has the usual copy where the signature is a p7m, which is no PDF to add to", async () => {
    const test = await openTestWorld({ settings: { stampSignedFile: true } });
    const actId = await approved(test, anAct());
    await sendSigned(test, actId, await signedFile(test, actId, "p7m"));
    await test.outbox.drain();
    expect(await headOf(test, actId)).toMatchObject({ state: "PUBLISHED" });
    const copy = await fileOf(test, actId, "copia");
    expect(verifyBytes(copy, { anchors: [], at: new Date("2026-01-10T00:00:00Z") }).signatures).toHaveLength(1);
  });
});
