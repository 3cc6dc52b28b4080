import { createHash, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Report, verifyP7mStream } from "../../../shared/signature/index.ts";
import * as cms from "../../support/cms.ts";
import { bytes, explicit, int, octets, oid, seq, set } from "../../support/der.ts";
import { issue, rsaKey } from "../../support/pki.ts";
import { bruno, content, root } from "../lines/verify-made.ts";

// Proves what becomes of files that are too large to keep: memory stays small, and what cannot be known is said.

const options = { anchors: [root.der], at: new Date("2025-07-01T00:00:00Z") };
const codes = (report: Report) =>
  report.signatures.flatMap(({ reasons }) => reasons.filter(({ level }) => level !== "note").map(({ code }) => code));

async function* chunksOf(file: Uint8Array, size = 65_536): AsyncIterable<Uint8Array> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}
const verify = (file: Uint8Array, more = {}) => verifyP7mStream(chunksOf(file), { ...options, ...more });

const adele = issue({ name: "Adele Prova", issuer: root, key: rsaKey() });
const twoMegabytes = new Uint8Array(2 * 1024 * 1024).fill(0x61);

describe("an envelope larger than memory should hold", () => {
  it("is verified in pieces while less than 16 MB is held", async () => {
    const piece = bytes([0x04, 0x82, 0x10, 0x00], new Uint8Array(4096).fill(0x62));
    const count = 24_576;
    const hash = createHash("sha256");
    for (let at = 0; at < count; at++) hash.update(piece.subarray(4));
    const digest = bytes(hash.digest());
    const attributes = [cms.contentType(), cms.attribute("1.2.840.113549.1.9.4", octets(digest)), cms.ess2(bruno.der)];
    const head = bytes([0x30, 0x80], oid("1.2.840.113549.1.7.2"), [0xa0, 0x80, 0x30, 0x80], int(1));
    const open = bytes(set(cms.algorithm(cms.id.sha256)), [0x30, 0x80], oid(cms.id.data), [0xa0, 0x80, 0x24, 0x80]);
    const info = cms.signerInfo(content, { holder: bruno, attributes });
    const tail = bytes(new Uint8Array(6), explicit(0, bruno.der), set(info), new Uint8Array(6));
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    async function* file(): AsyncIterable<Uint8Array> {
      yield head;
      yield open;
      for (let at = 0; at < count; at++) {
        if (at % 1024 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield piece;
      }
      yield tail;
    }
    const report = await verifyP7mStream(file(), options);
    expect(report).toMatchObject({ verdict: "valid", size: head.length + open.length + count * 4100 + tail.length });
    expect(report.content).toMatchObject({
      size: count * 4096,
      sha256: Buffer.from(digest).toString("hex").toUpperCase(),
    });
    expect(most).toBeLessThan(16 * 1024 * 1024);
  });

  it("holds without signed attributes under RSA, and is open under other keys", async () => {
    const by = (holder: typeof adele) => cms.signedBy(twoMegabytes, { holder, attributes: null });
    expect((await verify(by(adele))).verdict).toBe("valid");
    const open = await verify(by(bruno));
    expect([open.verdict, ...codes(open)]).toEqual(["undetermined", "STREAM_NEEDS_WHOLE_CONTENT"]);
    const spoiled = by(adele);
    spoiled[500_000] = 0x63;
    expect((await verify(spoiled)).verdict).toBe("invalid");
  });

  it("is open where the signer's digest was not announced before the content", async () => {
    const file = cms.signedBy(
      twoMegabytes,
      {
        holder: bruno,
        digest: "2.16.840.1.101.3.4.2.2",
        attributes: [cms.contentType(), cms.messageDigest(twoMegabytes, "sha384"), cms.ess2(bruno.der)],
        signatureAlgorithm: cms.algorithm("1.2.840.10045.4.3.3", null),
        sign: (data, key) => bytes(sign("sha384", data, key)),
      },
      { digests: [cms.id.sha256] },
    );
    const report = await verify(file);
    expect([report.verdict, ...codes(report)]).toEqual(["undetermined", "DIGEST_NOT_ANNOUNCED"]);
  });

  it("with attributes of another signature as its content is refused", async () => {
    const stolen = set(cms.contentType(), cms.messageDigest(content), cms.attribute("1.2.3", octets(twoMegabytes)));
    const report = await verify(cms.signedBy(stolen, { holder: adele, attributes: null }));
    expect(codes(report)).toContain("CONTENT_IS_ATTRIBUTES");
    expect(report.verdict).toBe("invalid");
  });

  it("whose certificates and signatures are over 8 MB is not read further", async () => {
    const padding = seq(octets(new Uint8Array(9 * 1024 * 1024)));
    const report = await verify(cms.signedBy(content, { holder: bruno }, { certificates: [bruno.der, padding] }));
    expect(report).toMatchObject({ verdict: "undetermined", error: { code: "TOO_LARGE" } });
  });
});

describe("what is only examined as a whole", () => {
  const pdf = bytes(new TextEncoder().encode("%PDF-1.7\n"), twoMegabytes);
  const impronta = createHash("sha256").update(pdf).digest("hex").toUpperCase();

  it("is answered TOO_LARGE with its impronta when it is over the limit, by itself and inside an envelope", async () => {
    const limit = { maxBytes: 1024 * 1024 };
    const alone = await verify(pdf, limit);
    expect(alone).toMatchObject({
      verdict: "undetermined",
      sha256: impronta,
      size: pdf.length,
      error: { code: "TOO_LARGE" },
    });
    const inside = await verify(cms.signedBy(pdf, { holder: bruno }), limit);
    expect(inside).toMatchObject({ verdict: "undetermined", error: { code: "TOO_LARGE" } });
    expect(inside.signatures[0]?.indication).toBe("TOTAL_PASSED");
    expect(inside.content).toMatchObject({ format: "pdf", sha256: impronta });
  });
});
