import { describe, expect, it } from "vitest";
import { fetchMaterial } from "../../shared/adapters/network/fetch-material.ts";
import { addMaterial, defaultPolicy, gather, judge, verifyBytes } from "../../shared/signature/index.ts";
import { collectMaterial } from "../../shared/workflow/model/collect-material.ts";
import type { ValidationMaterial } from "../../shared/workflow/ports/validation-material.ts";
import { anchors, bytesOf, made } from "../signature/revocation/fixtures.ts";
import { responder } from "../support/responder.ts";

// Proves that a signature that arrives bare gets its issuer, OCSP answer or list from local servers, and its verdict.

const randomBytes = (length: number) => new Uint8Array(length).fill(7);
const at = new Date(made + 3_600_000);

/** The certificates name prova.invalid; the requests go to the loopback server over real HTTP. */
async function world(paths: Parameters<typeof responder>[0]) {
  const server = await responder(paths);
  const real = fetchMaterial({ allowLoopback: true, milliseconds: 2_000 });
  const material: ValidationMaterial = {
    fetch: (ask) => real.fetch({ ...ask, url: ask.url.replace("http://prova.invalid", server.url) }),
  };
  return { world: { material, randomBytes }, seen: server.seen };
}

async function verdict(file: string, paths: Parameters<typeof responder>[0]) {
  const { world: with_, seen } = await world(paths);
  const bytes = bytesOf(file);
  const collected = await collectMaterial(with_, gather(bytes, { anchors }), { anchors });
  const { certificates, revocation } = collected;
  const [signature] = verifyBytes(bytes, { anchors, at, certificates, revocation }).signatures;
  // Laid beside the facts or given from the start: the verdict is the same.
  const added = addMaterial(gather(bytes, { anchors }), { anchors, certificates, revocation });
  expect(judge(added, defaultPolicy, at).signatures[0]).toEqual(signature);
  return { collected, seen: seen.map(({ path }) => path), signature };
}

describe("a signature that arrives bare", () => {
  it("gets its issuer and an OCSP answer, and passes", async () => {
    const { signature, seen, collected } = await verdict("without-issuer.p7m", {
      "/sub.crt": bytesOf("ca.crt"),
      "/ocsp": bytesOf("delegated.ocsp"),
      "/ca.crl": bytesOf("good.crl"),
    });
    expect(signature).toMatchObject({ indication: "TOTAL_PASSED", revocation: { status: "good", source: "ocsp" } });
    expect(seen).toEqual(["/sub.crt", "/ocsp"]);
    expect(collected.missing).toEqual([]);
  });

  it("gets the list where the responder does not answer, also in PEM", async () => {
    for (const file of ["good.crl", "good.pem.crl"]) {
      const { signature, collected } = await verdict("adele.p7m", { "/ca.crl": bytesOf(file) });
      expect(signature).toMatchObject({ indication: "TOTAL_PASSED", revocation: { status: "good", source: "crl" } });
      expect(collected.missing).toEqual([{ url: "http://prova.invalid/ocsp", problem: "REFUSED_BY_SERVER" }]);
    }
  });

  it("does not take an answer with somebody else's nonce", async () => {
    const { signature, collected } = await verdict("adele.p7m", { "/ocsp": bytesOf("with-nonce.ocsp") });
    expect(signature).toMatchObject({ indication: "INDETERMINATE", subIndication: "TRY_LATER" });
    expect(collected.revocation.ocsps).toEqual([]);
    expect(collected.missing[0]).toEqual({ url: "http://prova.invalid/ocsp", problem: "NOT_AN_ANSWER" });
  });

  it("is invalid when the answer tells that it was revoked", async () => {
    const { signature } = await verdict("adele.p7m", { "/ocsp": bytesOf("revoked.ocsp") });
    expect(signature).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "REVOKED" });
  });

  it("stays open when nothing or nonsense comes, and says what was missing", async () => {
    const nonsense = new TextEncoder().encode("<html>Accesso riservato</html>");
    const { signature, collected } = await verdict("without-issuer.p7m", { "/sub.crt": nonsense });
    expect(signature).toMatchObject({ indication: "INDETERMINATE", subIndication: "NO_CERTIFICATE_CHAIN_FOUND" });
    expect(collected.missing).toContainEqual({ url: "http://prova.invalid/sub.crt", problem: "NOT_AN_ANSWER" });
    const silent = await verdict("adele.p7m", {});
    expect(silent.signature?.subIndication).toBe("TRY_LATER");
    expect(silent.collected.missing.map(({ url }) => url)).toEqual([
      "http://prova.invalid/ocsp",
      "http://prova.invalid/ca.crl",
    ]);
  });

  it("asks nobody about a file that names nobody", async () => {
    const { seen, signature } = await verdict("plain.p7m", {});
    expect(seen).toEqual([]);
    expect(signature?.indication).toBe("TOTAL_PASSED");
  });

  it("sends the question that OpenSSL's responder understands", async () => {
    const { world: with_, seen } = await world({ "/ocsp": bytesOf("delegated.ocsp") });
    await collectMaterial(with_, gather(bytesOf("adele.p7m"), { anchors }), { anchors });
    const [asked] = seen;
    expect(asked?.method).toBe("POST");
    // SEQUENCE { tbsRequest { requestList { Request { CertID with SHA-1 …; the oracle test lets OpenSSL read it.
    expect(Buffer.from(asked?.body ?? []).toString("hex")).toMatch(
      /^30[0-9a-f]{2}30[0-9a-f]{2}30[0-9a-f]{2}30[0-9a-f]{2}30[0-9a-f]{2}300906052b0e03021a0500/,
    );
  });
});
