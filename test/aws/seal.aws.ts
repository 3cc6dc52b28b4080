// The life of a seal whose key is in KMS, on a real account: request, certificate, status, a sealed file that holds.

import { createPublicKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { importSealCommand, requestCommand, sealStatusCommand } from "../../cli/commands/seal.ts";
import { openKmsKey } from "../../shared/adapters/aws/kms-key.ts";
import { kmsSigner } from "../../shared/adapters/aws/kms-signer.ts";
import { readSealCertificates } from "../../shared/adapters/aws/sealed-secret.ts";
import { keySigner, sealPdf, testCertificate } from "../../shared/seal/index.ts";
import { verifyBytes } from "../../shared/signature/index.ts";
import { handMadePdf } from "../seal/hand-made-pdf.ts";
import { recorder } from "../support/recorder.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { type SealOnAccount, sealOnAccount } from "./account.ts";

let seal: SealOnAccount;
beforeAll(async () => {
  seal = await sealOnAccount();
});
afterAll(() => seal?.close());

const years = { notBefore: new Date("2020-01-01"), notAfter: new Date(Date.now() + 30 * 86_400_000) };

/** A TEST authority, and the certificate that it makes for the key in KMS. */
async function certified() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const root = { ...years, publicKey, subject: [["commonName", "CA DI PROVA"]] as const, authority: true };
  const ca = await testCertificate({ ...root, keyUsage: ["keyCertSign"] }, { ownKey: privateKey });
  const { publicKey: held } = await openKmsKey({ keyId: seal.keyId });
  const wanted = {
    ...{ ...years, authority: false, keyUsage: ["nonRepudiation"] as const },
    publicKey: createPublicKey({ key: Buffer.from(held), format: "der", type: "spki" }),
    subject: [["commonName", "SIGILLO DI PROVA"]] as const,
  };
  return { ca, certificate: await testCertificate(wanted, keySigner(privateKey, ca)) };
}

it("is requested, imported, told of, and seals with the key that never left", async () => {
  const dir = await tempFolder();
  const { texts, io } = recorder();
  const said = { json: true, lang: "it" } as const;
  const subject = { country: "IT", organization: "Comune di Borgo Sereno", organizationId: "VATIT-00000000000" };
  const out = join(dir, "richiesta.pem");
  expect(await requestCommand({ ...said, ...subject, name: "Sigillo di prova", key: seal.keyId, out }, io)).toBe(0);
  expect(await readFile(out, "utf8")).toContain("BEGIN CERTIFICATE REQUEST");
  const { ca, certificate } = await certified();
  const file = join(dir, "certificato.pem");
  await writeFile(file, [certificate, ca].map((der) => new X509Certificate(der).toString()).join(""));
  const args = { ...said, file, key: seal.keyId, secret: seal.secret };
  expect([await importSealCommand({ ...args, dryRun: false }, io), texts.err]).toEqual([0, ""]);
  expect(await sealStatusCommand({ ...said, secret: seal.secret }, io)).toBe(0);
  const { keyId = "", ...certificates } = await readSealCertificates(seal.secret);
  const at = new Date();
  const sealed = await sealPdf(handMadePdf(), await kmsSigner({ keyId, ...certificates }), { at });
  expect(verifyBytes(sealed, { at, anchors: [ca] }).verdict).toBe("valid");
}, 120_000);
