// What others say of our signatures: OpenSSL of the envelopes, pdfsig and qpdf of the sealed PDFs.
import { spawnSync } from "node:child_process";
import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPki, type TestPki } from "../../local/demo/pki.ts";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { signPdf } from "../../local/test-signer/sign-pdf.ts";
import { certificateRequest, sealPdf, signedData } from "../../shared/seal/index.ts";
import { handMadePdf, hybridPdf } from "../seal/hand-made-pdf.ts";
import { aSigner, fixture } from "../seal/signers.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";
import { timestampRoot, tokenOver } from "../support/timestamp-authority.ts";

const adele = { name: "Adele Prova", surname: "Prova", givenName: "Adele", fiscalCode: "PRVDLA80A41H501X" };
const at = new Date("2025-12-24T09:00:00Z");
let dir: string;
let pki: TestPki;

beforeAll(async () => {
  dir = await makeFolder();
  pki = await openTestPki({ dir, people: [adele], bodyName: "Comune di Borgo Sereno", now: at });
});

afterAll(() => removeFolder(dir));

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: dir, encoding: "utf8" });
  if (error) throw error;
  return { status, stdout, stderr };
}

async function put(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(join(dir, name), bytes);
  return name;
}

describe("OpenSSL", () => {
  it("reads a certificate request, its name and its key's own signature", async () => {
    const { signer, key } = await aSigner("rsa");
    const publicKey = createPublicKey(key).export({ format: "der", type: "spki" });
    const subject = { country: "IT", organization: "Comune di Borgo Sereno", commonName: "Borgo Però" };
    const request = await certificateRequest(
      { ...subject, organizationId: "VATIT-00000000000" },
      { ...signer, publicKey },
    );
    const file = await put("richiesta.der", request);
    const read = run(
      "openssl",
      "req",
      "-verify",
      "-inform",
      "DER",
      "-in",
      file,
      "-noout",
      "-subject",
      "-nameopt",
      "utf8",
    );
    expect(read).toMatchObject({ status: 0, stderr: expect.stringContaining("verify OK") });
    expect(read.stdout).toContain("organizationIdentifier=VATIT-00000000000");
    expect(read.stdout).toContain("Borgo Però");
  });

  it("verifies a .p7m as CAdES, up to the TEST authority, and finds the content inside", async () => {
    const file = await put(
      "act.p7m",
      await signP7m(new TextEncoder().encode("Atto di prova\n"), pki.signerFor(adele.fiscalCode), at),
    );
    const verified = run(
      "openssl",
      "cms",
      "-verify",
      "-cades",
      "-binary",
      "-inform",
      "DER",
      "-in",
      file,
      "-CAfile",
      "ca.pem",
    );
    expect(verified).toMatchObject({ status: 0, stdout: "Atto di prova\n" });
    expect(verified.stderr).toContain("CAdES Verification successful");
  });

  it("refuses the same .p7m when one octet of the content is another", async () => {
    const whole = await signP7m(new TextEncoder().encode("Atto di prova\n"), pki.signerFor(adele.fiscalCode), at);
    const position = Buffer.from(whole).indexOf("Atto di prova");
    whole[position] = 0x61;
    const file = await put("changed.p7m", whole);
    const verified = run("openssl", "cms", "-verify", "-inform", "DER", "-in", file, "-CAfile", "ca.pem");
    expect(verified.status).not.toBe(0);
    expect(verified.stderr).toContain("CMS_SignerInfo_verify_content:verification failure");
  });

  it.each(["rsa", "P-256", "P-384", "P-521"] as const)("verifies a detached signature by a key %s", async (kind) => {
    const { signer, rootCertificate } = await aSigner(kind);
    const root = await put("root.pem", Buffer.from(new X509Certificate(rootCertificate).toString()));
    const content = await put("content.bin", Uint8Array.of(0, 13, 10, 255));
    const file = await put(
      "detached.p7s",
      await signedData([Uint8Array.of(0, 13), Uint8Array.of(10, 255)], signer, { attached: false }),
    );
    const verified = run(
      "openssl",
      "cms",
      "-verify",
      "-cades",
      "-CAfile",
      root,
      "-binary",
      "-inform",
      "DER",
      "-in",
      file,
      "-content",
      content,
      "-out",
      "out.bin",
    );
    expect(verified).toMatchObject({ status: 0 });
  });

  it("accepts the certificates of the TEST authority by its strictest rules", () => {
    for (const name of ["seal.pem", `signatory-${adele.fiscalCode}.pem`]) {
      const verified = run("openssl", "verify", "-x509_strict", "-check_ss_sig", "-CAfile", "ca.pem", name);
      expect(verified).toMatchObject({ status: 0, stdout: `${name}: OK\n` });
    }
  });

  it("opens the PKCS#12 files of the TEST authority", () => {
    expect(run("openssl", "pkcs12", "-in", "seal.p12", "-passin", "pass:prova", "-noout").status).toBe(0);
  });
});

describe("pdfsig and qpdf", () => {
  it.each([
    ["typst.pdf", () => fixture("typst.pdf")],
    ["chromium.pdf", () => fixture("chromium.pdf")],
    ["object-streams.pdf", () => fixture("object-streams.pdf")],
    ["linearized.pdf", () => fixture("linearized.pdf")],
    ["hybrid.pdf", hybridPdf],
    ["form.pdf", () => handMadePdf({ 1: "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/DR<<>>>>>>" })],
  ])("call the signature and the later seal of %s valid, and the file sound", async (name, make) => {
    const signed = await signPdf(make(), pki.signerFor(adele.fiscalCode), at);
    const once = run("pdfsig", "-nocert", await put(name, signed)).stdout;
    expect(once.match(/Signature is Valid\./g)).toHaveLength(1);
    expect(once).toContain("Total document signed");
    expect(once).toContain("Signature Type: ETSI.CAdES.detached");

    const sealed = await sealPdf(signed, pki.sealSigner, {
      at: new Date("2025-12-24T10:00:00Z"),
      reason: "Sigillo (TEST)",
    });
    const twice = run("pdfsig", "-nocert", await put(name, sealed)).stdout;
    expect(twice.match(/Signature is Valid\./g)).toHaveLength(2);
    expect(twice).toContain("Signer Certificate Common Name: SIGILLO DI PROVA");
    expect(twice.match(/^ {2}- Total document signed/gm)).toHaveLength(1);

    const checked = run("qpdf", "--check", name);
    expect(checked).toMatchObject({ status: 0 });
    expect(checked.stderr).toBe("");
  });

  it("call the signature broken when one octet of the page is another", async () => {
    const sealed = await sealPdf(fixture("chromium.pdf"), pki.sealSigner, { at });
    sealed[2000] = (sealed[2000] ?? 0) ^ 1;
    expect(run("pdfsig", "-nocert", await put("changed.pdf", sealed)).stdout).not.toContain("Signature is Valid.");
  });
});

describe("a seal with a timestamp", () => {
  it("is valid and shows its time in pdfsig, and its token verifies in OpenSSL over the signature's octets", async () => {
    let signature = new Uint8Array();
    let token = new Uint8Array();
    const timestamp = async (octets: Uint8Array) => {
      signature = Uint8Array.from(octets);
      const imprint = createHash("sha256").update(octets).digest();
      token = Uint8Array.from(tokenOver({ imprint, nonce: Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 2) }));
      return token;
    };
    const sealed = await sealPdf(fixture("typst.pdf"), pki.sealSigner, { at, timestamp });
    const said = run("pdfsig", "-nocert", await put("stamped.pdf", sealed)).stdout;
    expect(said).toContain("Signature is Valid.");
    expect(said).toContain("Total document signed");
    expect(said).toMatch(/Signing Time: Dec 24 2025/);
    expect(run("qpdf", "--check", "stamped.pdf")).toMatchObject({ status: 0, stderr: "" });

    const [, before = 0, after = 0, rest = 0] = (
      /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(Buffer.from(sealed).toString("latin1")) ?? []
    )
      .slice(1)
      .map(Number);
    const cms = Buffer.from(Buffer.from(sealed.subarray(before + 1, after - 1)).toString("latin1"), "hex");
    await put("seal.der", cms);
    await put("covered.bin", Buffer.concat([sealed.subarray(0, before), sealed.subarray(after, after + rest)]));
    const verified = run(
      "openssl",
      "cms",
      "-verify",
      "-cades",
      "-binary",
      "-inform",
      "DER",
      "-in",
      "seal.der",
      "-content",
      "covered.bin",
      "-CAfile",
      "ca.pem",
      "-purpose",
      "any",
      "-out",
      "out.bin",
    );
    expect(verified).toMatchObject({ status: 0 });

    await put("token.tst", token);
    await put("signature.bin", signature);
    await put("tsa-root.pem", Buffer.from(new X509Certificate(timestampRoot.der).toString()));
    expect(cms.includes(Buffer.from(token))).toBe(true);
    const stamped = run(
      "openssl",
      "ts",
      "-verify",
      "-data",
      "signature.bin",
      "-in",
      "token.tst",
      "-token_in",
      "-CAfile",
      "tsa-root.pem",
    );
    expect(stamped.stdout + stamped.stderr).toContain("Verification: OK");
  });
});
