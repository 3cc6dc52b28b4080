import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { verifyCommand } from "../../cli/commands/verify.ts";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { sha256Of } from "../../shared/act/index.ts";
import { checkProof, readVerifierLine } from "../../shared/register/log/index.ts";
import type { Report } from "../../shared/signature/index.ts";
import { askPreview, bytesOf, publicFilePaths, readPreview, submitAct } from "../../shared/workflow/index.ts";
import { proofOf, readLogKey } from "../../shared/workflow/log.ts";
import { actWith } from "./acts.ts";
import { openBundledCloud } from "./bundled-cloud.ts";
import { findDynoxide } from "./dynoxide.ts";
import {
  acknowledgeAll,
  approveAll,
  draft,
  headOf,
  must,
  officer,
  send,
  sendSigned,
  signatory,
  signedFile,
} from "./journey.ts";
import { pngOf } from "./pictures.ts";
import { recorder } from "./recorder.ts";
import { tempFolder } from "./temp-folder.ts";
import type { TestWorld } from "./world.ts";
import { openWorldOn } from "./world-on.ts";

const dynoxide = findDynoxide();
const missing = "missing" in dynoxide ? dynoxide.missing : undefined;
if (missing !== undefined) console.warn(`the bundled functions are not run: ${missing}`);
const skipped = missing === undefined ? "" : ` (skipped: ${missing})`;

type Cloud = Awaited<ReturnType<typeof openBundledCloud>>;

/** The use cases of people beside the deployed functions: mails are those that SES has, deliveries those of the cloud. */
async function worldOf(cloud: Cloud): Promise<TestWorld> {
  const test = await openWorldOn(cloud);
  const drain = async () => {
    const done = await cloud.deliver();
    test.clock.set(new Date().toISOString());
    return done;
  };
  return { ...test, outbox: { ...test.outbox, drain, round: drain } };
}

/** SES is not told which act a mail is about, and in a journey there is one. */
const withMails = (test: TestWorld, cloud: Cloud, actId: string): TestWorld => ({
  ...test,
  spool: {
    ...test.spool,
    list: async () =>
      cloud.sent.toReversed().map((mail) => ({ ...mail, to: { email: mail.to }, about: { actId } })) as never,
  },
});

const sealOf = { pkcs12: "SIGILLO DI PROVA", kms: "SIGILLO DI PROVA IN KMS" } as const;

const textOf = (one: unknown) => (one instanceof PDFHexString || one instanceof PDFString ? [one.decodeText()] : []);

/** What a PDF says of its pictures to whoever does not see them. */
async function saysOfPictures(pdf: Uint8Array): Promise<string[]> {
  const { context } = await PDFDocument.load(pdf);
  const dictionaries = context.enumerateIndirectObjects().flatMap(([, one]) => (one instanceof PDFDict ? [one] : []));
  return dictionaries.flatMap((one) => textOf(one.lookup(PDFName.of("Alt"))));
}

/** What `visto verify` says of a file, with the authority that the functions trust. */
async function verified(bytes: Uint8Array, cloud: Cloud): Promise<Report> {
  const folder = await tempFolder();
  const authority = cloud.s3.newest("visto-trust", "ca.pem");
  await writeFile(join(folder, "ca.pem"), authority?.bytes ?? "");
  const file = join(await tempFolder(), "copia.pdf");
  await writeFile(file, bytes);
  const { texts, io } = recorder();
  const code = await verifyCommand({ files: [file], trust: folder, json: true, lang: "it" }, io);
  expect(code).toBe(0);
  return JSON.parse(texts.out);
}

/** Every entry is in the public log once, however often the stream tells of it, and the copy's proof holds. */
async function provedByTheLog({ world }: TestWorld, cloud: Cloud, actId: string, sha256: string): Promise<void> {
  await cloud.extendLog();
  const { entries, answer, asked } = await cloud.extendLog();
  expect([answer, asked]).toEqual([{ batchItemFailures: [] }, ["TrentService.GetPublicKey", "TrentService.Sign"]]);
  const [proof, key] = [await proofOf(world, actId, sha256), readVerifierLine((await readLogKey(world)) ?? "")];
  expect(checkProof(sha256, proof ?? "", key)).toMatchObject({ ok: true, signed: true });
  // The edge serves tiles from the bucket as they lie there.
  expect(cloud.s3.newest("visto-portal", `log/tile/0/000.p/${entries}`)?.headers).toEqual({
    "content-type": "application/octet-stream",
    "cache-control": "public, max-age=31536000, immutable",
  });
}

/** From the upload to the portal with nothing of ours in between but what is deployed. */
export function journeyOfBundles(folder: () => string): void {
  describe.skipIf(missing !== undefined)(`the bundled functions${skipped}`, () => {
    it.each(["pkcs12", "kms"] as const)(
      "take an act from its uploads to a copy that is verified, sealed by %s",
      async (seal) => {
        if ("missing" in dynoxide) throw new Error(dynoxide.missing);
        const arms = seal === "kms" ? { bytes: pngOf(40, 40), alt: "Una torre tra due alberi" } : undefined;
        const cloud = await openBundledCloud(dynoxide.program, folder(), seal, arms);
        const world = await worldOf(cloud);
        const { pki } = cloud;
        const pdf = new Uint8Array(await readFile(new URL("../fixtures/signatures/plain.pdf", import.meta.url)));
        const envelope = await signP7m(pdf, pki.signerFor(signatory.fiscalCode), new Date());
        const files = [
          { label: "A", bytes: pdf },
          { label: "B", bytes: envelope },
        ];
        const actId = await draft(world, actWith(files));
        const test = withMails(world, cloud, actId);
        for (const { label, bytes } of files) await send(test, actId, label, officer, bytes);
        await test.outbox.drain();
        expect((await headOf(test, actId)).slots.map(({ state }) => state)).toEqual(["VERIFIED", "VERIFIED"]);
        must(await askPreview(test.world, { actId, by: officer }));
        await test.outbox.drain();
        const drawn = await readPreview(test.world, await headOf(test, actId), officer);
        expect(drawn?.preview).toMatchObject({ state: "READY" });
        await acknowledgeAll(test, actId);
        must(await submitAct(test.world, { actId, by: officer }));
        await test.outbox.drain();
        await approveAll(test, actId);
        await sendSigned(test, actId, await signedFile(test, actId, "pades", pki.signerFor(signatory.fiscalCode)));
        await test.outbox.drain();
        const head = await headOf(test, actId);
        if (head.state !== "PUBLISHED") throw new Error(`the act is ${head.state}: ${head.signatureRefusal?.message}`);
        const copyBytes = await bytesOf(test.world.objects, head.copy);
        expect((await saysOfPictures(copyBytes)).filter((alt) => alt === "Una torre tra due alberi")).toHaveLength(
          arms ? 1 : 0,
        );
        const copy = await verified(copyBytes, cloud);
        expect(copy.signatures).toMatchObject([{ signer: { name: sealOf[seal] }, indication: "TOTAL_PASSED" }]);
        // What the edge serves is what was judged, signed and sealed.
        const shown = Object.entries(await publicFilePaths(test.world, actId)).map(([name, path]) => {
          const { bytes } = cloud.s3.newest("visto-portal", path.slice(1)) ?? {};
          return [name, bytes && sha256Of(bytes)];
        });
        expect(Object.fromEntries(shown)).toEqual({
          originale: head.signed.sha256,
          copia: head.copy.sha256,
          "allegato-A": sha256Of(pdf),
          "allegato-B": sha256Of(envelope),
        });
        await provedByTheLog(test, cloud, actId, head.copy.sha256);
      },
      // The layout engine is compiled four times here.
      240_000,
    );
  });
}
