// Many acts signed in one go: one package down, signed files back in any order, each judged by itself.
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { handle as sweep } from "../../functions/sweep/handle.ts";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { signPdf } from "../../local/test-signer/sign-pdf.ts";
import { controlWords, sha256Of } from "../../shared/act/index.ts";
import {
  askPack,
  batchSession,
  bytesOf,
  correctAct,
  openLink,
  permitBatchFile,
  readBatch,
  receiveArrived,
} from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import {
  approved,
  codeOf,
  enter,
  headOf,
  must,
  newestToken,
  officer,
  openTask,
  put,
  rup,
  signatory,
  submitted,
} from "../support/journey.ts";
import { openTestWorld, type TestWorld } from "../support/world.ts";

const { who } = signatory;
const dario = "CMPDRA70D15Z999P";

/** So many acts that wait for one person's signature, and her session by the link of the first. */
async function waiting(test: TestWorld, count: number) {
  const acts: string[] = [];
  for (let n = 1; n <= count; n += 1) acts.push(await approved(test, anAct({ subject: `Atto di prova numero ${n}` })));
  const secret = await enter(test, await newestToken(test, acts[0] ?? "", signatory.email));
  return { acts, secret };
}

/** The package as it comes down: its PDFs by act. */
async function unpacked(test: TestWorld): Promise<{ list: string; pdfs: Map<string, Uint8Array> }> {
  must(await askPack(test.world, who));
  await test.outbox.drain();
  const pack = must(await askPack(test.world, who));
  if (!pack.zip) throw new Error("the package was not made");
  const files = unzipSync(await bytesOf(test.world.objects, pack.zip));
  const pdfs = new Map(pack.acts.map(({ actId, name }) => [actId, files[name] ?? new Uint8Array()]));
  return { list: new TextDecoder().decode(files["elenco.txt"]), pdfs };
}

const sign = async (test: TestWorld, pdf: Uint8Array, kind: "pades" | "p7m", fiscalCode = signatory.fiscalCode) => {
  const signer = test.pki.signerFor(fiscalCode);
  const at = new Date(test.clock.now());
  return kind === "pades" ? signPdf(pdf, signer, at) : signP7m(pdf, signer, at);
};

async function back(test: TestWorld, fileName: string, bytes: Uint8Array, sha256 = true): Promise<string> {
  const request = { who, fileName, length: bytes.length, type: "application/octet-stream" };
  const { permission, slotId } = must(
    await permitBatchFile(test.world, sha256 ? { ...request, sha256: sha256Of(bytes) } : request),
  );
  await put(test, permission, bytes);
  return slotId;
}

/** What became of each file, by its name. */
async function said(test: TestWorld, secret: string): Promise<Record<string, string>> {
  const { files } = must(await readBatch(test.world, secret));
  return Object.fromEntries(files.map(({ fileName, state, code }) => [fileName, code ? `${state} ${code}` : state]));
}

describe("the package of acts to sign", () => {
  it("holds the very bytes that each act waits to have signed, and says what they are", async () => {
    const test = await openTestWorld();
    const { acts, secret } = await waiting(test, 3);
    const { list, pdfs } = await unpacked(test);
    for (const actId of acts) {
      const { mainDoc, subject, manifestDigest = "" } = await headOf(test, actId);
      expect(sha256Of(pdfs.get(actId) ?? new Uint8Array())).toBe(mainDoc?.sha256);
      for (const word of [subject, mainDoc?.sha256 ?? "?", controlWords(manifestDigest).join(" - ")])
        expect(list).toContain(word);
    }
    expect(
      must(await readBatch(test.world, secret))
        .waiting.map(({ head }) => head.actId)
        .sort(),
    ).toEqual(acts.sort());
  });

  it("is made once, also when its sweep comes twice, and again when other acts wait", async () => {
    const test = await openTestWorld();
    await waiting(test, 1);
    const asked = must(await askPack(test.world, who));
    expect(must(await askPack(test.world, who)).batchId).toBe(asked.batchId);
    const swept = await Promise.all([sweep(test.world)(), sweep(test.world)()]);
    expect(swept.map((one) => one.packed).some((packed) => packed === 1)).toBe(true);
    expect((await sweep(test.world)()).packed).toBe(0);
    await approved(test, anAct({ subject: "Un altro atto" }));
    const next = must(await askPack(test.world, who));
    expect([next.batchId === asked.batchId, next.state, next.acts.length]).toEqual([false, "ASKED", 2]);
  });

  it("is refused where nothing waits", async () => {
    const test = await openTestWorld();
    await submitted(test, anAct());
    expect(codeOf(await askPack(test.world, who))).toBe("NOTHING_TO_SIGN");
  });
});

describe("signed files that come back", () => {
  it("are matched in any order, under any name and in both formats, and every act goes on", async () => {
    const test = await openTestWorld();
    const { acts, secret } = await waiting(test, 3);
    const { pdfs } = await unpacked(test);
    const kinds = ["p7m", "pades", "p7m"] as const;
    for (const [at, actId] of [...acts.entries()].reverse())
      await back(
        test,
        `qualsiasi-${at}.bin`,
        await sign(test, pdfs.get(actId) ?? new Uint8Array(), kinds[at] ?? "p7m"),
        at > 0,
      );
    await test.outbox.drain();
    expect(await said(test, secret)).toEqual({
      "qualsiasi-0.bin": "TAKEN",
      "qualsiasi-1.bin": "TAKEN",
      "qualsiasi-2.bin": "TAKEN",
    });
    for (const actId of acts) expect(await headOf(test, actId)).toMatchObject({ state: "PUBLISHED" });
    expect(test.faults).toEqual([]);
  });

  it("are accepted or refused each by itself, with its own reason", async () => {
    const test = await openTestWorld();
    const { acts, secret } = await waiting(test, 3);
    const [good = "", other = "", unsigned = ""] = acts;
    const { pdfs } = await unpacked(test);
    const pdf = (actId: string) => pdfs.get(actId) ?? new Uint8Array();
    await back(test, "estraneo.pdf", await signPdf(pdf(other), test.pki.signerFor(dario), new Date(test.clock.now())));
    await back(test, "testo.p7m", new TextEncoder().encode("non è una firma"));
    await back(test, "senza-firma.pdf", pdf(unsigned));
    await back(test, "buono.p7m", await sign(test, pdf(good), "p7m"));
    const broken = await sign(test, pdf(other), "p7m");
    broken[broken.length - 5] = (broken[broken.length - 5] ?? 0) ^ 1;
    await back(test, "rotto.p7m", broken);
    await test.outbox.drain();
    expect(await said(test, secret)).toEqual({
      "estraneo.pdf": "REFUSED FIR-04",
      "testo.p7m": "REFUSED FILE_OF_NO_ACT",
      "senza-firma.pdf": "REFUSED NOT_SIGNED",
      "buono.p7m": "TAKEN",
      "rotto.p7m": "REFUSED SIGNATURE_NOT_INTACT",
    });
    const states = await Promise.all(acts.map(async (actId) => (await headOf(test, actId)).state));
    expect(states).toEqual(["PUBLISHED", "APPROVED", "APPROVED"]);
  });

  it("that nobody waits for any more say why: signed already, or corrected since", async () => {
    const test = await openTestWorld();
    const { acts, secret } = await waiting(test, 2);
    const [signed = "", corrected = ""] = acts;
    const { pdfs } = await unpacked(test);
    const again = await sign(test, pdfs.get(signed) ?? new Uint8Array(), "p7m");
    await back(test, "primo.p7m", again);
    await test.outbox.drain();
    must(await correctAct(test.world, { actId: corrected, by: officer, reason: "Un importo era sbagliato." }));
    await back(test, "secondo.p7m", again);
    await back(test, "vecchio.p7m", await sign(test, pdfs.get(corrected) ?? new Uint8Array(), "p7m"));
    await test.outbox.drain();
    expect(await said(test, secret)).toEqual({
      "primo.p7m": "TAKEN",
      "secondo.p7m": "REFUSED ACT_SIGNED_ALREADY",
      "vecchio.p7m": "REFUSED ACT_NO_LONGER_WAITS",
    });
    expect((await headOf(test, corrected)).signed).toBeUndefined();
  });

  it("count once however often their event comes, and a lost event is found by the sweep", async () => {
    const test = await openTestWorld();
    const { acts, secret } = await waiting(test, 1);
    const { pdfs } = await unpacked(test);
    const slotId = await back(test, "uno.p7m", await sign(test, pdfs.get(acts[0] ?? "") ?? new Uint8Array(), "p7m"));
    const object = await test.world.objects.head({ bucket: "intake", key: `lotti/${slotId}` });
    if (!object) throw new Error("the file is there");
    expect((await sweep(test.world)()).received).toBe(1);
    const after = await headOf(test, acts[0] ?? "");
    for (let n = 0; n < 3; n += 1) expect(await receiveArrived(test.world, object)).toBe("nothing-to-do");
    expect((await headOf(test, acts[0] ?? "")).ver).toBe(after.ver);
    expect(await said(test, secret)).toEqual({ "uno.p7m": "TAKEN" });
  });

  it.each([
    ["an empty one", { length: 0 }, "length"],
    ["one that is larger than memory", { length: 64 * 1024 * 1024 + 1 }, "length"],
    ["one with a path for a name", { fileName: "../a.p7m" }, "fileName"],
    ["one with a digest that is none", { sha256: "abc" }, "sha256"],
  ])("get no permission when they could not be taken: %s", async (_, over, field) => {
    const test = await openTestWorld();
    const request = { who, fileName: "a.p7m", length: 10, type: "application/pkcs7-mime", ...over };
    const permitted = await permitBatchFile(test.world, request);
    expect(permitted).toMatchObject({ ok: false, refusal: { code: "REQUEST_NOT_VALID", details: { field } } });
  });
});

describe("who sees the batch", () => {
  it("is the person whom a second factor confirmed, and only their own acts", async () => {
    const test = await openTestWorld();
    const { acts } = await waiting(test, 1);
    const pending = await submitted(test, anAct({ subject: "In approvazione" }));
    const { secret } = await openTask(test, pending, rup.email);
    const batch = must(await readBatch(test.world, secret));
    expect([batch.who, batch.waiting]).toEqual([rup.who, []]);
    const unconfirmed = must(await openLink(test.world, await newestToken(test, acts[0] ?? "", signatory.email)));
    expect(codeOf(await batchSession(test.world, unconfirmed.secret))).toBe("SECOND_FACTOR_NEEDED");
    expect(codeOf(await batchSession(test.world, "inventato"))).toBe("SESSION_OVER");
  });

  it("is nobody by the link alone, where a body asks for no second factor", async () => {
    const test = await openTestWorld({ settings: { secondFactor: { approval: [], signature: [] } } });
    const { secret } = await waiting(test, 1);
    expect(codeOf(await batchSession(test.world, secret))).toBe("BATCH_NEEDS_A_FACTOR");
  });

  it("is nobody any more when the link was taken back", async () => {
    const test = await openTestWorld();
    const { acts, secret } = await waiting(test, 2);
    must(await correctAct(test.world, { actId: acts[0] ?? "", by: officer, reason: "Un importo era sbagliato." }));
    expect(codeOf(await batchSession(test.world, secret))).toBe("LINK_REVOKED");
  });
});
