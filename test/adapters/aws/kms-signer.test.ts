// The seal with a key that answers as KMS does: a stand-in with real keys. That KMS itself checks who asks is not proved here.
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, privateEncrypt, sign } from "node:crypto";
import { createServer } from "node:http";
import { KMSClient } from "@aws-sdk/client-kms";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it, onTestFinished } from "vitest";
import { kmsSigner } from "../../../shared/adapters/aws/kms-signer.ts";
import { readSealCertificates } from "../../../shared/adapters/aws/sealed-secret.ts";
import { sealPdf } from "../../../shared/seal/index.ts";
import { verifyBytes } from "../../../shared/signature/index.ts";
import { handMadePdf } from "../../seal/hand-made-pdf.ts";
import { aSigner } from "../../seal/signers.ts";
import { cannedServer } from "../../support/canned-server.ts";

const at = new Date("2025-12-24T09:00:00Z");
const keyId = "arn:aws:kms:eu-south-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const config = { region: "eu-south-1", maxAttempts: 1, credentials: { accessKeyId: "test", secretAccessKey: "test" } };

type Asked = {
  readonly target: string;
  readonly authorization: string;
  readonly body: Readonly<Record<string, string>>;
};

/** DigestInfo of SHA-256 (RFC 8017 §9.2, note 1): what KMS pads when it is given a digest. */
const digestInfo = Buffer.from("3031300d060960864801650304020105000420", "hex");

/** Signs a digest that it is given, as KMS with MessageType DIGEST. */
function signDigest(key: KeyObject, digest: Buffer, body: Asked["body"]): Buffer {
  if (body["MessageType"] !== "DIGEST") throw new Error("the whole message was sent");
  if (key.asymmetricKeyType === "rsa") return privateEncrypt(key, Buffer.concat([digestInfo, digest]));
  // Node signs no bare digest on a curve: the stand-in is told the message out of band.
  return sign(
    body["SigningAlgorithm"]?.replace("ECDSA_SHA_", "sha") ?? "",
    messages.get(digest.toString("hex")) ?? Buffer.alloc(0),
    key,
  );
}
const messages = new Map<string, Uint8Array>();

async function standIn(key: KeyObject, over: { readonly usage?: string; readonly spoil?: boolean } = {}) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const body = JSON.parse(Buffer.concat(parts).toString("utf8")) as Asked["body"];
    const target = String(request.headers["x-amz-target"]);
    asked.push({ target, authorization: String(request.headers.authorization), body });
    response.setHeader("content-type", "application/x-amz-json-1.1");
    if (target === "TrentService.GetPublicKey") {
      const PublicKey = createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");
      response.end(JSON.stringify({ KeyId: keyId, PublicKey, KeyUsage: over.usage ?? "SIGN_VERIFY" }));
      return;
    }
    const signature = signDigest(key, Buffer.from(body["Message"] ?? "", "base64"), body);
    if (over.spoil) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
    response.end(JSON.stringify({ KeyId: keyId, Signature: signature.toString("base64") }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const client = new KMSClient({ ...config, endpoint: `http://127.0.0.1:${port}` });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { client, asked };
}

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
