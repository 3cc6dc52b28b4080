// The envelope carries what a CAdES baseline B signature must, signed by the key it names.
import { createHash, verify, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SealError, signedData } from "../../shared/seal/index.ts";
import { contentBytes, type DerNode, rawBytes } from "../../shared/signature/der/node.ts";
import { children, readWhole } from "../../shared/signature/der/read.ts";
import { aSigner } from "./signers.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const at = new Date("2025-12-24T09:00:00Z");
const content = [new TextEncoder().encode("Atto "), new TextEncoder().encode("di prova\n")];

const oids = {
  contentType: "06092a864886f70d010903",
  messageDigest: "06092a864886f70d010904",
  signingTime: "06092a864886f70d010905",
  signingCertificateV2: "060b2a864886f70d010910022f",
  algorithmProtection: "06092a864886f70d010934",
};

/** The parts of a SignedData with one signer, by their places in RFC 5652 §5. */
function parts(cms: Uint8Array) {
  const body = children(readWhole(cms))[1] as DerNode;
  const [version, digests, encapsulated, certificates, signers] = children(children(body)[0] as DerNode);
  const [info] = children(signers as DerNode);
  const [, sid, digest, attributes, algorithm, signature] = children(info as DerNode);
  const retagged = rawBytes(attributes as DerNode).slice();
  retagged[0] = 0x31;
  return {
    version: hex(rawBytes(version as DerNode)),
    digests: children(digests as DerNode),
    encapsulated: children(encapsulated as DerNode),
    certificates: children(certificates as DerNode).map((node) => hex(rawBytes(node))),
    sid: sid as DerNode,
    digest: digest as DerNode,
    attributes: children(attributes as DerNode),
    signed: retagged,
    algorithm: hex(rawBytes(algorithm as DerNode)),
    signature: contentBytes(signature as DerNode),
  };
}

/** Values of the attributes by the DER of their types. */
const byType = (attributes: readonly DerNode[]) =>
  new Map(
    attributes.map((attribute) => {
      const [type, values] = children(attribute);
      return [hex(rawBytes(type as DerNode)), children(values as DerNode)] as const;
    }),
  );

describe("a CMS signature", () => {
  it.each([
    ["rsa", "RSA-SHA256", "sha256", "300d06092a864886f70d01010b0500"],
    ["P-256", "ECDSA-SHA256", "sha256", "300a06082a8648ce3d040302"],
    ["P-384", "ECDSA-SHA384", "sha384", "300a06082a8648ce3d040303"],
    ["P-521", "ECDSA-SHA512", "sha512", "300a06082a8648ce3d040304"],
  ] as const)(
    "by a key %s is %s and verifies with the certificate inside",
    async (kind, algorithm, digest, identifier) => {
      const { signer } = await aSigner(kind);
      expect(signer.algorithm).toBe(algorithm);
      const found = parts(await signedData(content, signer, { attached: false }));
      expect(found.algorithm).toBe(identifier);
      const { publicKey } = new X509Certificate(signer.certificate);
      expect(verify(digest, found.signed, publicKey, found.signature)).toBe(true);
      const [digestValue] = byType(found.attributes).get(oids.messageDigest) ?? [];
      const expected = createHash(digest).update("Atto di prova\n").digest();
      expect(hex(contentBytes(digestValue as DerNode))).toBe(hex(expected));
    },
  );

  it("orders its signed attributes as DER asks, so that a verifier that re-encodes sees the same bytes", async () => {
    const { signer } = await aSigner();
    const found = parts(await signedData(content, signer, { attached: true, signingTime: at }));
    const stored = found.attributes.map((attribute) => hex(rawBytes(attribute)));
    expect(stored).toEqual([...stored].sort());
    expect([...byType(found.attributes).keys()].sort()).toEqual(Object.values(oids).sort());
  });

  it("for a PDF holds neither the content nor a signing time", async () => {
    const { signer } = await aSigner();
    const found = parts(await signedData(content, signer, { attached: false }));
    expect(found.version).toBe("020101");
    expect(found.encapsulated).toHaveLength(1);
    expect(byType(found.attributes).has(oids.signingTime)).toBe(false);
  });

  it("for a .p7m holds the content whole and the claimed time", async () => {
    const { signer } = await aSigner();
    const found = parts(await signedData(content, signer, { attached: true, signingTime: at }));
    const [inside] = children(found.encapsulated[1] as DerNode);
    expect(new TextDecoder().decode(contentBytes(inside as DerNode))).toBe("Atto di prova\n");
    const [claimed] = byType(found.attributes).get(oids.signingTime) ?? [];
    expect(new TextDecoder().decode(contentBytes(claimed as DerNode))).toBe("251224090000Z");
  });

  it("names its certificate by digest, so that another one with the same key cannot take its place", async () => {
    const { signer, rootCertificate } = await aSigner();
    const found = parts(await signedData(content, signer, { attached: false }));
    const [value] = byType(found.attributes).get(oids.signingCertificateV2) ?? [];
    const [certificates] = children(value as DerNode);
    const [identifier] = children(certificates as DerNode);
    const [hash] = children(identifier as DerNode);
    expect(hex(contentBytes(hash as DerNode))).toBe(hex(createHash("sha256").update(signer.certificate).digest()));
    expect(found.certificates.sort()).toEqual([hex(signer.certificate), hex(rootCertificate)].sort());
  });

  it("protects its algorithms, the same inside and outside of the signed attributes", async () => {
    const { signer } = await aSigner();
    const found = parts(await signedData(content, signer, { attached: false }));
    const [value] = byType(found.attributes).get(oids.algorithmProtection) ?? [];
    const [digest, signature] = children(value as DerNode);
    expect(hex(rawBytes(digest as DerNode))).toBe(hex(rawBytes(found.digest)));
    expect(hex(contentBytes(signature as DerNode))).toBe(found.algorithm.slice(4));
  });

  it.each([
    ["nothing", ""],
    ["text", Buffer.from("certificato").toString("hex")],
    ["an empty sequence", "3000"],
    ["a length beyond the end", "30820100"],
    ["bytes after the certificate", "30003000"],
    ["indefinite length", "30800000"],
  ])("refuses a certificate that is %s", async (_, bytes) => {
    const { signer } = await aSigner();
    const broken = { ...signer, certificate: new Uint8Array(Buffer.from(bytes, "hex")) };
    const attempt = signedData(content, broken, { attached: false });
    await expect(attempt).rejects.toThrow(SealError);
    await expect(attempt).rejects.toMatchObject({ code: "CERTIFICATE_UNREADABLE" });
  });

  it("lets a key that does not answer be a fault of its own", async () => {
    const { signer } = await aSigner();
    const mute = { ...signer, sign: () => Promise.reject(new Error("KMS unreachable")) };
    await expect(signedData(content, mute, { attached: false })).rejects.toThrow("KMS unreachable");
  });
});
