// Our own verifier, which others wrote, says of what is signed here what is true.
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type SignerPort, sealPdf, signedData } from "../../shared/seal/index.ts";
import { verifyBytes } from "../../shared/signature/index.ts";
import { type TokenWish, timestampRoot, tokenOver } from "../support/timestamp-authority.ts";
import { handMadePdf, hybridPdf } from "./hand-made-pdf.ts";
import { aSigner, fixture } from "./signers.ts";

const at = new Date("2025-12-24T09:00:00Z");
let first: SignerPort;
let second: SignerPort;
let anchors: Uint8Array[];

beforeAll(async () => {
  const adele = await aSigner("rsa");
  const bruno = await aSigner("P-384", "Bruno Esempio");
  [first, second, anchors] = [adele.signer, bruno.signer, [adele.rootCertificate]];
});

const passed = { kind: "pades", level: "B", integrity: "valid", indication: "TOTAL_PASSED" };

describe("the verifier", () => {
  it.each([
    ["made by Typst", () => fixture("typst.pdf")],
    ["made by Chromium", () => fixture("chromium.pdf")],
    ["with object streams", () => fixture("object-streams.pdf")],
    ["linearized", () => fixture("linearized.pdf")],
    ["hybrid", hybridPdf],
    ["with a form", () => handMadePdf({ 1: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] >> >>" })],
  ])("sees in a PDF %s two signatures, the second being all that came after the first", async (_, make) => {
    const once = await sealPdf(make(), first, { at });
    const alone = verifyBytes(once, { at, anchors });
    expect(alone.signatures).toMatchObject([{ ...passed, coverage: "whole-file", laterChanges: "none" }]);

    const twice = await sealPdf(once, second, { at });
    const both = verifyBytes(twice, { at, anchors });
    expect(both.verdict).toBe("valid");
    expect(both.signatures).toMatchObject([
      { ...passed, signer: { name: "Adele Prova" }, coverage: "revision", laterChanges: "allowed" },
      { ...passed, signer: { name: "Bruno Esempio" }, algorithm: "ECDSA-SHA384", laterChanges: "none" },
    ]);
  });

  it("finds in a .p7m the content, the signer and the claimed time", async () => {
    const report = verifyBytes(await signedData([fixture("typst.pdf")], first, { attached: true, signingTime: at }), {
      at,
      anchors,
    });
    expect(report).toMatchObject({
      format: "p7m",
      verdict: "valid",
      signatures: [{ kind: "cades", level: "B", indication: "TOTAL_PASSED" }],
    });
    expect(new Date(report.signatures[0]?.signingTime.claimed ?? 0)).toEqual(at);
  });

  it("calls neither valid when an octet under the signature is another", async () => {
    const sealed = await sealPdf(fixture("chromium.pdf"), first, { at });
    sealed[2000] = (sealed[2000] ?? 0) ^ 1;
    expect(verifyBytes(sealed, { at, anchors }).signatures).toMatchObject([
      { integrity: "invalid", subIndication: "HASH_FAILURE" },
    ]);
  });
});

describe("a seal with a timestamp", () => {
  const stampedBy = (wish: TokenWish = {}, asked: Uint8Array[] = []) => {
    return async (signature: Uint8Array) => {
      asked.push(signature);
      const imprint = createHash("sha256").update(signature).digest();
      return tokenOver({ imprint, nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) }, wish);
    };
  };
  const trusted = () => [...anchors, timestampRoot.der];

  it.each(["rsa", "P-256"] as const)("by a key %s is of level T, its time proved by the token", async (kind) => {
    const { signer, rootCertificate } = await aSigner(kind);
    const asked: Uint8Array[] = [];
    const sealed = await sealPdf(fixture("typst.pdf"), signer, { at, timestamp: stampedBy({}, asked) });
    const report = verifyBytes(sealed, {
      at: new Date("2026-01-10T00:00:00Z"),
      anchors: [...trusted(), rootCertificate],
    });
    expect(asked).toHaveLength(1);
    expect(report.signatures[0]).toMatchObject({ ...passed, level: "T", coverage: "whole-file" });
    expect(report.signatures[0]?.signingTime.proved).toContain("2025-12-24T09:00:05");
  });

  it("is no level T when the token is over another signature", async () => {
    const timestamp = async () => stampedBy()(Uint8Array.of(1));
    const sealed = await sealPdf(fixture("typst.pdf"), first, { at, timestamp });
    const [signature] = verifyBytes(sealed, { at, anchors: trusted() }).signatures;
    expect(signature?.signingTime.proved ?? null).toBeNull();
    expect(signature?.indication).not.toBe("TOTAL_PASSED");
  });

  it("is not made when the authority gives no token, nor when the token has no room", async () => {
    const refused = async () => Promise.reject(new Error("no answer"));
    await expect(sealPdf(fixture("typst.pdf"), first, { at, timestamp: refused })).rejects.toThrow("no answer");
    const small = { at, timestamp: stampedBy(), estimatedSize: 2500 };
    await expect(sealPdf(fixture("typst.pdf"), first, small)).rejects.toMatchObject({ code: "SIGNATURE_TOO_LARGE" });
  });
});
