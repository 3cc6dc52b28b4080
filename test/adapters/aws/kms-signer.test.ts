// The seal with a key that answers as KMS does: a stand-in with real keys. That KMS itself checks who asks is not proved here.
import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it, onTestFinished } from "vitest";
import { kmsSigner } from "../../../shared/adapters/aws/kms-signer.ts";
import { readSealCertificates } from "../../../shared/adapters/aws/sealed-secret.ts";
import { sealPdf } from "../../../shared/seal/index.ts";
import { verifyBytes } from "../../../shared/signature/index.ts";
import { handMadePdf } from "../../seal/hand-made-pdf.ts";
import { aSigner } from "../../seal/signers.ts";
import { cannedServer } from "../../support/canned-server.ts";
import { config, keyId, kmsStandIn, messages } from "../../support/kms-stand-in.ts";

const at = new Date("2025-12-24T09:00:00Z");
const standIn = (key: KeyObject, over?: Parameters<typeof kmsStandIn>[1]) => kmsStandIn(new Map([[keyId, key]]), over);

describe("a seal with its key in KMS", () => {
  it("seals a PDF that the verifier passes, and KMS saw 32 bytes of it", async () => {
    const { signer, key, rootCertificate } = await aSigner("rsa", "Comune di Borgo Sereno");
    const { client, asked } = await standIn(key);
    const kms = await kmsSigner({ client, keyId, certificate: signer.certificate, chain: signer.chain });
    const sealed = await sealPdf(handMadePdf(), kms, { at });
    const { verdict, signatures } = verifyBytes(sealed, { at, anchors: [rootCertificate] });
    expect([verdict, signatures[0]?.indication]).toEqual(["valid", "TOTAL_PASSED"]);
    expect(asked.map(({ target }) => target)).toEqual(["TrentService.GetPublicKey", "TrentService.Sign"]);
    expect(asked[1]?.body).toMatchObject({ KeyId: keyId, SigningAlgorithm: "RSASSA_PKCS1_V1_5_SHA_256" });
    expect(Buffer.from(asked[1]?.body["Message"] ?? "", "base64")).toHaveLength(32);
    expect(asked[1]?.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/eu-south-1\/kms\/aws4_request/);
  });

  it("signs with RSA the very bytes that the key in memory does", async () => {
    const { signer, key } = await aSigner("rsa");
    const { client } = await standIn(key);
    const kms = await kmsSigner({ client, keyId, certificate: signer.certificate, chain: [] });
    const text = new TextEncoder().encode("prova");
    expect(Buffer.from(await kms.sign(text)).equals(Buffer.from(await signer.sign(text)))).toBe(true);
  });

  it.each([
    ["P-256", "ECDSA-SHA256", "sha256"],
    ["P-384", "ECDSA-SHA384", "sha384"],
    ["P-521", "ECDSA-SHA512", "sha512"],
  ] as const)("signs on %s with the digest of its strength", async (curve, algorithm, digest) => {
    const { signer, key } = await aSigner(curve);
    const { client } = await standIn(key);
    const kms = await kmsSigner({ client, keyId, certificate: signer.certificate, chain: [] });
    const text = new TextEncoder().encode("prova");
    messages.set(createHash(digest).update(text).digest("hex"), text);
    expect(kms.algorithm).toBe(algorithm);
    expect((await kms.sign(text)).length).toBeGreaterThan(60);
  });

  it("does not open for another key's certificate, nor for a key that encrypts", async () => {
    const { signer, key } = await aSigner("P-256");
    const another = await standIn(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
    const certified = { keyId, certificate: signer.certificate, chain: [] };
    await expect(kmsSigner({ ...certified, client: another.client })).rejects.toMatchObject({ code: "KEY_MISMATCH" });
    const { client } = await standIn(key, { usage: "ENCRYPT_DECRYPT" });
    await expect(kmsSigner({ ...certified, client })).rejects.toMatchObject({ code: "KEY_MISMATCH" });
  });

  it("believes no signature that the certificate does not verify", async () => {
    const { signer, key } = await aSigner("rsa");
    const { client } = await standIn(key, { spoil: true });
    const kms = await kmsSigner({ client, keyId, certificate: signer.certificate, chain: [] });
    await expect(kms.sign(new Uint8Array(3))).rejects.toThrow("does not verify");
  });
});

describe("the certificates of that seal", () => {
  const secrets = async (SecretString: string) => {
    const headers = { "content-type": "application/x-amz-json-1.1" };
    const { url } = await cannedServer({ status: 200, headers, body: JSON.stringify({ SecretString }) });
    const client = new SecretsManagerClient({ ...config, endpoint: url });
    onTestFinished(() => client.destroy());
    return client;
  };
  const pem = (der: Uint8Array) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString("base64").replaceAll(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;

  it("are read from the secret, the seal's own first", async () => {
    const { signer, rootCertificate } = await aSigner("P-256");
    const text = pem(signer.certificate) + pem(rootCertificate);
    const read = await readSealCertificates("s", await secrets(JSON.stringify({ certificates: text })));
    expect(Buffer.from(read.certificate).equals(Buffer.from(signer.certificate))).toBe(true);
    expect(read.chain.map((one) => Buffer.from(one).equals(Buffer.from(rootCertificate)))).toEqual([true]);
  });

  it.each(["", "{}", '{"certificates":""}', '{"pkcs12":"AA==","passphrase":"segreto"}'])(
    "are refused without the secret's words when it says %s",
    async (text) => {
      const refused = readSealCertificates("s", await secrets(text));
      await expect(refused).rejects.toThrow("certificates (PEM");
      await refused.catch((fault: Error) => expect(fault.message).not.toContain("segreto"));
    },
  );
});
