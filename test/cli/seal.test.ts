// Proves the life of a seal whose key is in KMS, on a stand-in with real keys: the request that the key signs, the
// certificate that comes back and is looked at, the change to another key, and copies of before that still hold.
import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fromBER } from "asn1js";
import { CertificationRequest } from "pkijs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ImportSealArguments,
  importSealCommand,
  requestCommand,
  sealStatusCommand,
} from "../../cli/commands/seal.ts";
import type { Io } from "../../cli/io.ts";
import { kmsSigner } from "../../shared/adapters/aws/kms-signer.ts";
import { readSealCertificates } from "../../shared/adapters/aws/sealed-secret.ts";
import { keySigner, type SignerPort, sealPdf, testCertificate } from "../../shared/seal/index.ts";
import { verifyBytes } from "../../shared/signature/index.ts";
import { handMadePdf } from "../seal/hand-made-pdf.ts";
import { keyId, kmsStandIn } from "../support/kms-stand-in.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";

const at = new Date("2026-11-22T10:00:00Z");
const nextKeyId = keyId.replace("1234abcd", "5678abcd");
const newKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const [first, second, root, other] = [newKey(), newKey(), newKey(), newKey()];
let dir: string;
let authority: SignerPort;

type Wish = Partial<Parameters<typeof testCertificate>[0]> & { readonly by?: SignerPort | "itself" };
const years = { notBefore: new Date("2026-01-01T00:00:00Z"), notAfter: new Date("2028-01-01T00:00:00Z") };

function issue(key: KeyObject, { by = authority, ...wish }: Wish = {}): Promise<Uint8Array> {
  const request = {
    ...years,
    ...{ publicKey: createPublicKey(key), keyUsage: ["nonRepudiation"] as const, authority: false },
    subject: [
      ["country", "IT"],
      ["commonName", "Comune di Borgo Sereno"],
    ] as const,
  };
  return testCertificate({ ...request, ...wish }, by === "itself" ? { ownKey: key } : by);
}

beforeAll(async () => {
  dir = await makeFolder();
  const certificate = await testCertificate(
    {
      ...{ notBefore: years.notBefore, notAfter: new Date("2040-01-01T00:00:00Z"), authority: true },
      ...{ subject: [["commonName", "CA DI PROVA"]], publicKey: createPublicKey(root), keyUsage: ["keyCertSign"] },
    },
    { ownKey: root },
  );
  authority = keySigner(root, certificate);
});
afterAll(() => removeFolder(dir));

const pem = (...certificates: readonly Uint8Array[]) =>
  certificates
    .map((der) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString("base64")}\n-----END CERTIFICATE-----\n`)
    .join("");

function openIo() {
  const said = { out: "", err: "" };
  const io: Io = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    readFile: (path) => readFile(path),
    colour: false,
  };
  return { said, io };
}

const body = {
  ...{ country: "IT", organization: "Comune di Borgo Sereno", organizationId: "VATIT-00000000000" },
  ...{ name: "Comune di Borgo Sereno – Perù", json: false, lang: "it" as const },
};

async function openSeal() {
  const keys = new Map([
    [keyId, first],
    [nextKeyId, second],
  ]);
  const stand = await kmsStandIn(keys, {}, new Map([["sigillo", "una parola a caso"]]));
  const world = { kms: stand.client, secrets: stand.secretsClient, now: () => at };
  const give = async (content: string | Uint8Array, over: Partial<ImportSealArguments> = {}) => {
    const file = join(dir, `certificato-${randomUUID()}.pem`);
    await writeFile(file, content);
    const { said, io } = openIo();
    const args = { file, key: keyId, secret: "sigillo", dryRun: false, json: false, lang: "it" as const, ...over };
    return { code: await importSealCommand(args, io, world), ...said };
  };
  const sealWith = async () => {
    const { keyId: key = "", ...certificates } = await readSealCertificates("sigillo", stand.secretsClient);
    return sealPdf(handMadePdf(), await kmsSigner({ client: stand.client, keyId: key, ...certificates }), { at });
  };
  return { ...stand, world, give, sealWith };
}

const verdictOf = (pdf: Uint8Array) => verifyBytes(pdf, { at, anchors: [authority.certificate] });

describe("visto seal request", () => {
  it("writes a request that others read and whose signature the key in KMS made", async () => {
    const { world, asked } = await openSeal();
    const out = join(dir, "richiesta.pem");
    const { said, io } = openIo();
    expect(await requestCommand({ ...body, key: keyId, out }, io, world)).toBe(0);
    expect(said.out).toContain("non è un dispositivo qualificato");
    const [, base64 = ""] = /BEGIN CERTIFICATE REQUEST-----\n([\s\S]+)-----END/.exec(await readFile(out, "utf8")) ?? [];
    const { result } = fromBER(new Uint8Array(Buffer.from(base64, "base64")));
    const request = new CertificationRequest({ schema: result });
    expect(await request.verify()).toBe(true);
    const names = request.subject.typesAndValues.map(({ type, value }) => [type, value.valueBlock.value]);
    expect(names).toEqual([
      ["2.5.4.6", "IT"],
      ["2.5.4.10", "Comune di Borgo Sereno"],
      ["2.5.4.97", "VATIT-00000000000"],
      ["2.5.4.3", "Comune di Borgo Sereno – Perù"],
    ]);
    const spki = Buffer.from(request.subjectPublicKeyInfo.toSchema().toBER());
    expect(spki.equals(createPublicKey(first).export({ format: "der", type: "spki" }))).toBe(true);
    expect(asked.map(({ target }) => target)).toEqual(["TrentService.GetPublicKey", "TrentService.Sign"]);
    // What was handed to the authority is not replaced.
    const again = openIo();
    expect(await requestCommand({ ...body, key: keyId, out }, again.io, world)).toBe(66);
    expect(again.said.err).toContain("EEXIST");
  });

  it("names the key that KMS does not know, and one that does not sign", async () => {
    const { world } = await openSeal();
    const unknown = openIo();
    const args = { ...body, key: `${keyId}0`, out: join(dir, "mai.pem") };
    expect(await requestCommand(args, unknown.io, world)).toBe(1);
    expect(unknown.said.err).toContain(`--key ${keyId}0: KMS non la trova`);
    const { client } = await kmsStandIn(new Map([[keyId, first]]), { usage: "ENCRYPT_DECRYPT" });
    const wrong = openIo();
    expect(await requestCommand({ ...args, key: keyId, lang: "en" }, wrong.io, { kms: client })).toBe(1);
    expect(wrong.said.err).toContain("expected an asymmetric RSA or NIST key");
    await expect(stat(args.out)).rejects.toThrow("ENOENT");
  });
});

describe("visto seal import", () => {
  it("keeps the certificate with its issuers in their order, whatever the file's, and the seal's key beside it", async () => {
    const { give, secrets, world, sealWith } = await openSeal();
    const stray = await issue(other, { by: "itself" });
    const answer = await give(pem(stray, authority.certificate, await issue(first)));
    expect(answer).toMatchObject({ code: 0, err: "" });
    expect(answer.out).toContain("lasciati fuori: 1");
    const kept = JSON.parse(secrets.get("sigillo") ?? "");
    expect([kept.key, kept.certificates.match(/BEGIN CERTIFICATE/g)]).toEqual([
      keyId,
      Array(2).fill("BEGIN CERTIFICATE"),
    ]);
    expect(verdictOf(await sealWith()).verdict).toBe("valid");
    const { said, io } = openIo();
    expect(await sealStatusCommand({ secret: "sigillo", json: true, lang: "it" }, io, world)).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({
      key: keyId,
      issuers: 1,
      until: "2028-01-01T00:00:00.000Z",
      daysLeft: 404,
    });
  });

  it("changes to a new key and its certificate in one step, and what the earlier one sealed still holds", async () => {
    const { give, sealWith, secrets } = await openSeal();
    await give(pem(await issue(first), authority.certificate));
    const before = await sealWith();
    // The new certificate with the old key, and the other way round: nothing changes.
    const next = pem(await issue(second), authority.certificate);
    const kept = secrets.get("sigillo");
    expect(await give(next)).toMatchObject({ code: 1, err: expect.stringContaining("è per la chiave") });
    expect(secrets.get("sigillo")).toBe(kept);
    expect(await give(next, { key: nextKeyId, dryRun: true })).toMatchObject({ code: 0 });
    expect(secrets.get("sigillo")).toBe(kept);
    expect(await give(next, { key: nextKeyId })).toMatchObject({ code: 0 });
    const after = await sealWith();
    expect([before, after].map((copy) => verdictOf(copy).signatures[0]?.indication)).toEqual([
      "TOTAL_PASSED",
      "TOTAL_PASSED",
    ]);
    expect(Buffer.from(before).equals(Buffer.from(after))).toBe(false);
  });

  const wishes: readonly (readonly [string, string, () => Promise<string | Uint8Array>])[] = [
    ["no certificate", "nessun certificato", async () => "solo parole"],
    ["a block that is none", "certificato n. 1: non si legge", async () => pem(new Uint8Array([0x30, 1, 0]))],
    ["another key's", "è per la chiave", async () => pem(await issue(other), authority.certificate)],
    [
      "one that has ended",
      "è scaduto il 2026-11-01",
      async () => pem(await issue(first, { notAfter: new Date("2026-11-01T00:00:00Z") }), authority.certificate),
    ],
    [
      "one that has not begun",
      "vale dal 2027-01-01",
      async () => pem(await issue(first, { notBefore: new Date("2027-01-01T00:00:00Z") }), authority.certificate),
    ],
    [
      "one for logins",
      "usi della chiave «digitalSignature»",
      async () => pem(await issue(first, { keyUsage: ["digitalSignature"] }), authority.certificate),
    ],
    [
      "an authority's",
      "è di un'autorità",
      async () => pem(await issue(first, { authority: true, keyUsage: ["keyCertSign"] }), authority.certificate),
    ],
    ["one without its issuer", "manca quello di chi lo ha emesso, «CN=CA DI PROVA»", async () => issue(first)],
  ];
  it.each(wishes)("refuses %s, says why, and keeps what was there", async (_what, says, content) => {
    const { give, secrets } = await openSeal();
    const { code, err } = await give(await content());
    expect([code, err]).toEqual([1, expect.stringContaining(says)]);
    expect(secrets.get("sigillo")).toBe("una parola a caso");
  });

  it("says that a self-signed one serves for tries alone, and that one is about to end", async () => {
    const { give } = await openSeal();
    const { code, out } = await give(await issue(first, { by: "itself", notAfter: new Date("2026-12-01T00:00:00Z") }));
    expect(code).toBe(0);
    expect(out).toContain("autofirmato");
    expect(out).toContain("meno di 45 giorni");
  });

  it("ends with 66 for a file that is not there", async () => {
    const { world } = await openSeal();
    const { io } = openIo();
    const args = {
      file: join(dir, "non-c-è"),
      key: keyId,
      secret: "sigillo",
      dryRun: false,
      json: false,
      lang: "it" as const,
    };
    expect(await importSealCommand(args, io, world)).toBe(66);
  });
});
