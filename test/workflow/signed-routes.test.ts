// Real signed files: several signatories on one file, the visto as a signed PDF, and what a body's policy takes.
import { describe, expect, it } from "vitest";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { signPdf } from "../../local/test-signer/sign-pdf.ts";
import { trustFromFiles, verifyBytes } from "../../shared/signature/index.ts";
import { bytesOf, prepareVisto } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { hash, signedBy } from "../support/cms.ts";
import {
  approved,
  headOf,
  must,
  openTask,
  published,
  send,
  sendSigned,
  signatory,
  signedFile,
  submitted,
} from "../support/journey.ts";
import { qualifiedCertificate } from "../support/qualified-pki.ts";
import { newPdf, stream } from "../support/signing/pdf-writer.ts";
import { dario, sendVisto, signNext, spending } from "../support/spending.ts";
import { timestampRoot, tokenOver } from "../support/timestamp-authority.ts";
import { trustedList } from "../support/trusted-lists.ts";
import { openTestWorld, type TestWorld, type TestWorldOptions } from "../support/world.ts";

async function mainDocOf(test: TestWorld, actId: string): Promise<Uint8Array> {
  const { mainDoc } = await headOf(test, actId);
  if (!mainDoc) throw new Error("no document yet");
  return bytesOf(test.world.objects, mainDoc);
}

/** State, and why the last file was refused. */
async function said(test: TestWorld, actId: string) {
  await test.outbox.drain();
  const { state, signatureRefusal } = await headOf(test, actId);
  return { state, codes: signatureRefusal?.codes ?? [] };
}

describe("two signatures on one file", () => {
  const ask = [{ who: signatory.who }, { who: dario.who }];
  const settings = { routes: [{ steps: [{ kind: "signature", role: "Firma congiunta", ask, mode: "ALL" }] }] };
  const now = (test: TestWorld) => new Date(test.clock.now());

  it("keep each other valid, and the act is signed with the second", async () => {
    const test = await openTestWorld({ settings });
    const actId = await submitted(test, anAct());
    await signNext(test, actId);
    expect(await said(test, actId)).toEqual({ state: "APPROVED", codes: [] });
    await signNext(test, actId, dario);
    expect(await said(test, actId)).toEqual({ state: "PUBLISHED", codes: [] });
    const { signed } = await headOf(test, actId);
    if (!signed) throw new Error("signed");
    const bytes = await bytesOf(test.world.objects, signed, "intake");
    const report = verifyBytes(bytes, { anchors: test.world.anchors, at: now(test) });
    expect(report.signatures.map(({ integrity, signer }) => [integrity, signer?.fiscalCode])).toEqual([
      ["valid", signatory.fiscalCode],
      ["valid", dario.fiscalCode],
    ]);
  });

  it.each(["pades", "p7m"] as const)("are not taken when the second file drops the first one (%s)", async (kind) => {
    const test = await openTestWorld({ settings });
    const actId = await submitted(test, anAct());
    const base = await mainDocOf(test, actId);
    const sign = kind === "pades" ? signPdf : signP7m;
    await sendSigned(test, actId, await sign(base, test.pki.signerFor(signatory.fiscalCode), now(test)));
    await test.outbox.drain();
    const alone = await sign(base, test.pki.signerFor(dario.fiscalCode), now(test));
    await send(test, actId, null, dario.who, alone);
    expect(await said(test, actId)).toEqual({ state: "APPROVED", codes: ["EARLIER_SIGNATURE_MISSING"] });
    const { signatureRefusal, signatures } = await headOf(test, actId);
    expect(signatureRefusal?.message).toContain("scaricato da questa pagina");
    expect(signatures?.map((one) => one.by)).toEqual([signatory.who]);
  });

  it("may also be an envelope around the first one's envelope", async () => {
    const test = await openTestWorld({ settings });
    const actId = await submitted(test, anAct());
    const first = await signP7m(await mainDocOf(test, actId), test.pki.signerFor(signatory.fiscalCode), now(test));
    await sendSigned(test, actId, first);
    await test.outbox.drain();
    await send(test, actId, null, dario.who, await signP7m(first, test.pki.signerFor(dario.fiscalCode), now(test)));
    expect(await said(test, actId)).toEqual({ state: "PUBLISHED", codes: [] });
  });
});

describe("the visto as a signed PDF of another making", () => {
  async function asked(outcome: "FAVOURABLE" | "WITH_REMARKS") {
    const test = await openTestWorld();
    const actId = await published(test, spending());
    const { secret, task } = await openTask(test, actId, dario.email);
    const reason = outcome === "WITH_REMARKS" ? "Capienza fino a giugno." : "";
    must(await prepareVisto(test.world, { secret, csrf: task.csrf, outcome, reason, commitments: ["1234/2025"] }));
    const { registration, signed } = await headOf(test, actId);
    const number = `${registration?.number}/${registration?.year}`;
    return { test, actId, number, sha256: signed?.sha256 ?? "" };
  }

  const pdfWith = (lines: readonly string[]) =>
    newPdf({}, { 4: stream(`BT /F1 9 Tf 20 720 Td 14 TL ${lines.map((line) => `(${line}) Tj T*`).join(" ")} ET`) })
      .bytes;

  async function sendPdf(test: TestWorld, actId: string, lines: readonly string[]): Promise<void> {
    const signed = await signPdf(pdfWith(lines), test.pki.signerFor(dario.fiscalCode), new Date(test.clock.now()));
    await send(test, actId, null, dario.who, signed, { fileName: "visto.pdf" });
  }

  it("is taken when its text names outcome, impegno, number and digest, and makes the act executive", async () => {
    const { test, actId, number, sha256 } = await asked("FAVOURABLE");
    await sendPdf(test, actId, [`Visto FAVOREVOLE sulla determinazione ${number}`, sha256, "Impegno 1234/2025"]);
    expect((await said(test, actId)).codes).toEqual([]);
    expect(await headOf(test, actId)).toMatchObject({
      effect: "EXECUTIVE",
      visti: [{ kind: "pades", names: "text", outcome: "FAVOURABLE" }],
    });
  });

  it("is refused when any of them is missing or says otherwise", async () => {
    const { test, actId, number, sha256 } = await asked("FAVOURABLE");
    const texts = [
      [`Visto FAVOREVOLE sulla determinazione ${number}`, "Impegno 1234/2025"],
      [`Visto NEGATO sulla determinazione ${number}`, sha256, "Impegno 1234/2025"],
      [`Visto FAVOREVOLE sulla determinazione ${number}`, sha256, "Impegno 9/2025"],
      ["Visto FAVOREVOLE sulla determinazione 1/2025", sha256, "Impegno 1234/2025"],
      [`Visto FAVOREVOLE CON RILIEVI sulla determinazione ${number}`, sha256, "Impegno 1234/2025"],
    ];
    for (const text of texts) {
      await sendPdf(test, actId, text);
      expect([text, (await said(test, actId)).codes]).toEqual([text, ["OTHER_CONTENT"]]);
    }
    expect((await headOf(test, actId)).effect).toBe("PENDING_VISTO");
  });

  it("with remarks makes the act executive too, and keeps the remarks where all can read them", async () => {
    const { test, actId, number, sha256 } = await asked("WITH_REMARKS");
    await sendPdf(test, actId, [`Visto favorevole con rilievi, n. ${number}`, sha256, "Impegno 1234/2025"]);
    expect((await said(test, actId)).codes).toEqual([]);
    expect(await headOf(test, actId)).toMatchObject({
      effect: "EXECUTIVE",
      visti: [{ outcome: "WITH_REMARKS", reason: "Capienza fino a giugno." }],
      copy: { revision: 2 },
    });
  });

  it("with remarks may be the prepared statement too", async () => {
    const test = await openTestWorld();
    const actId = await published(test, spending());
    await sendVisto(test, actId, "WITH_REMARKS");
    await test.outbox.drain();
    expect(await headOf(test, actId)).toMatchObject({ effect: "EXECUTIVE", visti: [{ outcome: "WITH_REMARKS" }] });
  });
});

describe("a body that asks more of signatures", () => {
  const provider = qualifiedCertificate({ subject: "PROVA CA qualificata", isAuthority: true });
  const listSigner = qualifiedCertificate({ subject: "PROVA Lista italiana" });
  const list = trustedList({
    signer: listSigner,
    nextUpdate: "2026-07-01T00:00:00Z",
    services: [
      { certificates: [provider.der], statuses: [{ status: "granted", from: "2017-01-01T00:00:00Z", type: "CA/QC" }] },
    ],
  });
  const trust = trustFromFiles([
    { name: "it.xml", bytes: list },
    { name: "firmatario.cer", bytes: listSigner.der },
  ]);
  const qualifiedWorld = (over: TestWorldOptions = {}) =>
    openTestWorld({
      settings: { signatures: { qualified: true } },
      wrap: (world) => ({ ...world, trust: { current: async () => trust } }),
      ...over,
    });
  const subject = [
    ["commonName", "PROVA ADELE"],
    ["serialNumber", `TINIT-${signatory.fiscalCode}`],
  ] as const;

  it("qualified certificates: takes one by the lists, and refuses one that no list speaks of", async () => {
    const test = await qualifiedWorld();
    const actId = await approved(test, anAct());
    await sendSigned(test, actId);
    expect(await said(test, actId)).toEqual({ state: "APPROVED", codes: ["NOT_QUALIFIED"] });
    const holder = qualifiedCertificate({ subject, issuer: provider, qualified: {} });
    await sendSigned(test, actId, signedBy(await mainDocOf(test, actId), { holder }));
    expect(await said(test, actId)).toEqual({ state: "PUBLISHED", codes: [] });
    expect((await headOf(test, actId)).signed?.signer.qualified).toBe(true);
  });

  it("qualified certificates: refuses one of a listed provider that is not qualified", async () => {
    const test = await qualifiedWorld();
    const actId = await approved(test, anAct());
    const holder = qualifiedCertificate({ subject, issuer: provider });
    await sendSigned(test, actId, signedBy(await mainDocOf(test, actId), { holder }));
    expect((await said(test, actId)).codes).toEqual(["NOT_QUALIFIED"]);
  });

  it("level T: refuses a bare signature, and takes the same with a timestamp in it", async () => {
    const test = await openTestWorld({
      settings: { signatures: { levels: ["T", "LT", "LTA"] } },
      wrap: (world) => ({ ...world, anchors: [...world.anchors, timestampRoot.der] }),
    });
    const actId = await approved(test, anAct());
    await sendSigned(test, actId, await signedFile(test, actId));
    expect(await said(test, actId)).toEqual({ state: "APPROVED", codes: ["LEVEL_NOT_TAKEN"] });
    const timestamp = async (value: Uint8Array) =>
      tokenOver({ imprint: hash("2.16.840.1.101.3.4.2.1", value), nonce: Uint8Array.of(1) });
    const signer = test.pki.signerFor(signatory.fiscalCode);
    const at = new Date(test.clock.now());
    test.clock.forward(60_000);
    await sendSigned(test, actId, await signPdf(await mainDocOf(test, actId), signer, at, { timestamp }));
    expect(await said(test, actId)).toEqual({ state: "PUBLISHED", codes: [] });
    expect((await headOf(test, actId)).signed?.time.proved).toBe("2025-12-24T09:00:05.000Z");
  });

  it("the whole verdict: refuses what nobody could check to the end", async () => {
    // Nobody gave the authority's certificate: the signature holds, and whom to believe is open.
    const test = await openTestWorld({
      settings: { signatures: { passed: true } },
      wrap: (world) => ({ ...world, anchors: [] }),
    });
    const actId = await approved(test, anAct());
    await sendSigned(test, actId);
    expect(await said(test, actId)).toEqual({ state: "APPROVED", codes: ["SIGNATURE_NOT_PASSED"] });
  });
});
