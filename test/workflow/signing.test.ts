// The signed act: same content, a signature that holds, the right person. All three, or the step stays open.
import { describe, expect, it } from "vitest";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { signPdf } from "../../local/test-signer/sign-pdf.ts";
import { sha256Of } from "../../shared/act/index.ts";
import { actFile, bytesOf, decide, permitUpload, submitAct } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { unprintable } from "../support/fake-renderer.ts";
import {
  approved,
  codeOf,
  decisionOn,
  headOf,
  must,
  officer,
  openTask,
  put,
  ready,
  send,
  sendSigned,
  signatory,
  signedFile,
  stateOf,
} from "../support/journey.ts";
import { dueHeads } from "../support/stored-heads.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const act = anAct();
const dario = "CMPDRA70D15Z999P";

/** What is said of a file that is uploaded as the signed act; the step is open before. */
async function saidOf(test: TestWorld, actId: string, bytes: Uint8Array) {
  await sendSigned(test, actId, bytes);
  await test.outbox.drain();
  const head = await headOf(test, actId);
  return {
    state: head.state,
    codes: head.signatureRefusal?.codes ?? [],
    message: head.signatureRefusal?.message ?? "",
    why: head.signatureRefusal?.why,
  };
}

async function fixedOf(test: TestWorld, actId: string): Promise<Uint8Array> {
  const { mainDoc } = await headOf(test, actId);
  if (!mainDoc) throw new Error("no fixed document");
  return bytesOf(test.world.objects, mainDoc);
}

describe("a signed file that is accepted", () => {
  it.each(["pades", "p7m"] as const)(
    "is kept untouched, byte for byte, and its digest is in the register (%s)",
    async (kind) => {
      const test = await openTestWorld();
      const actId = await approved(test, act);
      const bytes = await signedFile(test, actId, kind);
      await sendSigned(test, actId, bytes);
      await test.outbox.drain();
      const head = await headOf(test, actId);
      expect(head).toMatchObject({
        state: "PUBLISHED",
        signed: {
          kind: kind === "pades" ? "pades" : "cades",
          sha256: sha256Of(bytes),
          signer: { matchedBy: "fiscal-code" },
        },
      });
      const original = must(actFile(head, "originale"));
      expect(await bytesOf(test.world.objects, original, original.bucket)).toEqual(bytes);
      const slot = dumpItems(test.dir).find((item) => item.sk === "N#0002706");
      expect(slot?.["original"]).toBe(sha256Of(bytes));
    },
  );
});

describe("a signed file that is refused", () => {
  it("says so and leaves the step open: by another person, whose certificate is as good (FIR-04)", async () => {
    const test = await openTestWorld();
    const actId = await approved(test, act);
    const bytes = await signedFile(test, actId, "pades", test.pki.signerFor(dario));
    const said = await saidOf(test, actId, bytes);
    expect(said).toMatchObject({ state: "APPROVED", codes: ["FIR-04"] });
    expect(said.message).toContain("Dario Campione");
    const mails = (await test.spool.list()).filter((mail) => mail.about.kind === "firma-non-accettata");
    expect(mails.map((mail) => mail.to.email)).toEqual([signatory.email]);
    // Whose certificate it was stands on the page, behind the link, and not in a mail.
    expect(mails[0]?.text).not.toContain("Dario");
    // The same link, the same step: the right file is then taken.
    expect(await saidOf(test, actId, await signedFile(test, actId))).toMatchObject({ state: "PUBLISHED", codes: [] });
  });

  it("over another act, as PDF and as envelope, though the person is right", async () => {
    const test = await openTestWorld();
    const actId = await approved(test, act);
    const otherId = await approved(test, anAct({ subject: "Tutt'altro atto" }));
    for (const kind of ["pades", "p7m"] as const) {
      const said = await saidOf(test, actId, await signedFile(test, otherId, kind));
      expect(said).toMatchObject({ state: "APPROVED", codes: ["OTHER_CONTENT"] });
    }
  });

  it("without a signature, with a broken one, or of another kind", async () => {
    const test = await openTestWorld();
    const actId = await approved(test, act);
    const fixed = await fixedOf(test, actId);
    expect((await saidOf(test, actId, fixed)).codes).toEqual(["NOT_SIGNED"]);
    const signed = await signedFile(test, actId, "p7m");
    const broken = signed.slice();
    broken[broken.length - 5] = (broken[broken.length - 5] ?? 0) ^ 1;
    const notIntact = await saidOf(test, actId, broken);
    expect(notIntact.codes).toEqual(["SIGNATURE_NOT_INTACT"]);
    // Our sentence and the verifier's reasons in it, each page in its own language.
    expect(notIntact.why?.it).toBe(notIntact.message);
    expect(notIntact.why?.en).toMatch(/^The signature is not intact\. The .*\.$/);
    expect(notIntact.why?.en).not.toMatch(/\b(firma|non|della)\b/);
    expect((await saidOf(test, actId, new TextEncoder().encode("non sono un PDF"))).codes).toEqual(["WRONG_FORMAT"]);
    expect(await stateOf(test, actId)).toBe("APPROVED");
  });

  it("with bytes that were added after the signature", async () => {
    const test = await openTestWorld();
    const actId = await approved(test, act);
    const signed = await signedFile(test, actId);
    const longer = new Uint8Array([...signed, ...new TextEncoder().encode("\n% aggiunto dopo\n")]);
    expect(await saidOf(test, actId, longer)).toMatchObject({ state: "APPROVED" });
  });

  it("signed over an earlier revision's text, after the act was returned and sent again", async () => {
    const test = await openTestWorld();
    const signer = test.pki.signerFor(signatory.fiscalCode);
    const actId = await approved(test, act);
    const otherId = await approved(test, anAct({ subject: "Nomina della commissione di prova, rivista" }));
    const old = await fixedOf(test, actId);
    const at = new Date(test.clock.now());
    for (const bytes of [await signPdf(old, signer, at), await signP7m(old, signer, at)])
      expect((await saidOf(test, otherId, bytes)).codes).toEqual(["OTHER_CONTENT"]);
  });
});

describe("the signature step", () => {
  it("takes no click for a signature, and no upload from anybody else", async () => {
    const test = await openTestWorld();
    const actId = await approved(test, act);
    const opened = await openTask(test, actId, signatory.email);
    expect(codeOf(await decide(test.world, decisionOn(opened)))).toBe("SIGNATURE_NEEDED");
    const upload = { actId, label: null, fileName: "a.pdf", length: 10, type: "application/pdf" };
    for (const by of [officer, "carla.modello", "dario.campione", ""])
      expect(codeOf(await permitUpload(test.world, { ...upload, by }))).toBe("NOT_ASSIGNED");
  });

  it("counts the newest of two uploads alone", async () => {
    const test = await openTestWorld();
    const actId = await approved(test, act);
    const bytes = await signedFile(test, actId);
    const upload = { actId, label: null, by: signatory.who, fileName: "a.pdf", type: "application/pdf" };
    const first = must(await permitUpload(test.world, { ...upload, length: bytes.length }));
    const wrong = new TextEncoder().encode("non firmato");
    await send(test, actId, null, signatory.who, wrong);
    await put(test, first.permission, bytes);
    await test.outbox.drain();
    expect(await headOf(test, actId)).toMatchObject({
      state: "APPROVED",
      signatureRefusal: { codes: ["WRONG_FORMAT"] },
    });
  });

  it("forgets an upload when the signatory returns the act in the meantime", async () => {
    const test = await openTestWorld();
    const actId = await approved(test, act);
    const opened = await openTask(test, actId, signatory.email);
    await sendSigned(test, actId);
    must(await decide(test.world, decisionOn(opened, "RETURN")));
    await test.outbox.drain();
    expect(await headOf(test, actId)).toMatchObject({ state: "RETURNED", turnedBack: { by: signatory.who } });
    expect(dueHeads(dumpItems(test.dir))).toEqual([]);
    expect(test.faults).toEqual([]);
  });
});

describe("an act that cannot be printed", () => {
  it("comes back to its officer with the reason, and is not signed", async () => {
    const test = await openTestWorld();
    const actId = await ready(test, anAct({ subject: `Acquisto di ${unprintable}` }));
    must(await submitAct(test.world, { actId, by: officer }));
    await test.outbox.drain();
    expect(await headOf(test, actId)).toMatchObject({
      state: "RETURNED",
      turnedBack: { how: "RECALLED", reason: expect.stringContaining("un carattere non si può stampare") },
    });
    const mails = (await test.spool.list()).map((mail) => [mail.about.kind, mail.to.email]);
    expect(mails).toEqual([["richiamato", "bruno.esempio@borgosereno.example"]]);
  });
});
