import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type VerifyOptions, verifyBytes, verifyP7mStream } from "../../../shared/signature/index.ts";
import { envelopeInPieces } from "../../../shared/signature/stream/envelope-in-pieces.ts";
import { numbers } from "../../support/ber.ts";
import * as cms from "../../support/cms.ts";
import { bytes } from "../../support/der.ts";
import { fixture } from "../fixtures.ts";
import { bruno, root } from "../lines/verify-made.ts";

// Proves that an envelope whose content lies in large pieces gets the report that it gets otherwise, and that a known
// impronta is repeated and nothing else is left out.

const options: VerifyOptions = { anchors: [root.der], at: new Date("2025-07-01T00:00:00Z") };
const pick = numbers(7);
const noise = (size: number): Uint8Array => Uint8Array.from({ length: size }, () => pick(256));
const words = new TextEncoder().encode("Comune di Borgo Sereno, prova. ".repeat(1000));
const upper = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex").toUpperCase();

/** The content octets of a DER element at `at`: tag and length octets are taken off. */
function inside(der: Uint8Array, at: number): { from: number; to: number } {
  const first = der[at + 1] ?? 0;
  const count = first < 0x80 ? 0 : first & 0x7f;
  let length = count === 0 ? first : 0;
  for (let octet = 0; octet < count; octet++) length = length * 256 + (der[at + 2 + octet] ?? 0);
  return { from: at + 2 + count, to: at + 2 + count + length };
}

const open = (tag: number, ...content: readonly Uint8Array[]): Uint8Array => bytes([tag, 0x80], ...content, [0, 0]);

/** The DER envelope as `openssl -stream` would write it. */
function streamed(der: Uint8Array, piece: number): Uint8Array {
  const info = inside(der, 0);
  const type = der.subarray(info.from, inside(der, info.from).to);
  const data = inside(der, inside(der, inside(der, info.from).to).from);
  const digests = inside(der, inside(der, data.from).to);
  const encap = inside(der, digests.to);
  const contentType = der.subarray(encap.from, inside(der, encap.from).to);
  const content = inside(der, inside(der, inside(der, encap.from).to).from);
  const pieces: Uint8Array[] = [];
  for (let at = content.from; at < content.to; at += piece) {
    const octets = der.subarray(at, Math.min(at + piece, content.to));
    pieces.push(bytes([0x04, 0x82, octets.length >> 8, octets.length & 0xff], octets));
  }
  const before = der.subarray(data.from, digests.to);
  const after = der.subarray(encap.to, data.to);
  const encapsulated = open(0x30, contentType, open(0xa0, open(0x24, ...pieces)));
  return open(0x30, type, open(0xa0, open(0x30, before, encapsulated, after)));
}

const contents: readonly (readonly [string, Uint8Array])[] = [
  ["noise", noise(20_000)],
  ["text", words],
  ["a signed PDF", fixture("one-signature.pdf")],
  ["another envelope", cms.signedBy(words, { holder: bruno })],
  ["another envelope in pieces", streamed(cms.signedBy(words, { holder: bruno }), 4096)],
  ["what begins like an envelope and is none", bytes([0x30, 0x82, 0x20, 0x00], noise(9000))],
];

describe("an envelope whose content lies in large pieces", () => {
  it.each(contents)("with %s inside gets the report of its DER and of the stream", async (_, content) => {
    const der = cms.signedBy(content, { holder: bruno });
    const ber = streamed(der, 4096);
    expect(envelopeInPieces(ber)?.size).toBe(content.length);
    const report = verifyBytes(ber, options);
    expect(report).toEqual(await verifyP7mStream([ber], options));
    const plain = verifyBytes(der, options);
    expect(report.content).toEqual(plain.content);
    expect(report.signatures.map(({ integrity }) => integrity)).toEqual(["valid"]);
    expect(report.verdict).toBe(plain.verdict);
  });

  it("is verified without signed attributes too, whatever the key", () => {
    const ber = streamed(cms.signedBy(words, { holder: bruno, attributes: null }), 4096);
    expect(verifyBytes(ber, options).signatures[0]?.integrity).toBe("valid");
  });

  it("is compared with a detached content that comes with it", () => {
    const ber = streamed(cms.signedBy(words, { holder: bruno }), 4096);
    expect(verifyBytes(ber, { ...options, detachedContent: words }).verdict).toBe("valid");
    expect(verifyBytes(ber, { ...options, detachedContent: noise(100) }).verdict).not.toBe("valid");
  });

  it("is read in the other way when its pieces are small", () => {
    const ber = streamed(cms.signedBy(words, { holder: bruno }), 200);
    expect(envelopeInPieces(ber)).toBeNull();
    expect(verifyBytes(ber, options).verdict).toBe("valid");
  });

  it.each([
    ["the whole", 1, 0],
    ["the whole, within its type", 1, 5],
    ["the [0] around the SignedData", 14, 0],
    ["the SignedData", 16, 0],
    ["the SignedData, within its digests", 16, 4],
  ])("is no envelope, in either way, when the length of %s ends it before its parts", async (_, at, length) => {
    const file = streamed(cms.signedBy(words, { holder: bruno }), 4096);
    expect(file[at]).toBe(0x80);
    file[at] = length;
    const whole = verifyBytes(file, options);
    const passing = await verifyP7mStream([file], options);
    expect([passing.verdict, passing.format]).toEqual([whole.verdict, whole.format]);
    expect(whole.verdict).not.toBe("valid");
  });

  it("gets the verdict of the stream when octets are changed or cut off", async () => {
    const ber = streamed(cms.signedBy(words, { holder: bruno }), 4096);
    const change = fc.tuple(fc.nat(ber.length - 1), fc.nat(255));
    const headsAndTails = fc.tuple(
      fc.oneof(fc.nat(80), fc.integer({ min: ber.length - 900, max: ber.length - 1 })),
      fc.nat(255),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(change, headsAndTails), { maxLength: 3 }),
        fc.nat(40),
        async (changes, cut) => {
          const file = ber.slice(0, ber.length - (cut > 20 ? cut : 0));
          for (const [at, value] of changes) file[Math.min(at, file.length - 1)] = value;
          const whole = verifyBytes(file, options);
          const passing = await verifyP7mStream([file.slice()], options);
          expect([passing.verdict, passing.sha256]).toEqual([whole.verdict, whole.sha256]);
          const touched = changes.some(([at, value]) => ber[Math.min(at, file.length - 1)] !== value);
          if (whole.verdict === "valid" && !touched) expect(file).toEqual(ber);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("an impronta that the caller has computed already", () => {
  const der = cms.signedBy(words, { holder: bruno });

  it.each([
    ["DER", der],
    ["in pieces", streamed(der, 4096)],
    ["a PDF", fixture("one-signature.pdf")],
    ["no signature at all", words],
  ])("is repeated, and everything else is as without it: %s", async (_, file) => {
    const sha256 = upper(file);
    expect(verifyBytes(file, { ...options, sha256 })).toEqual(verifyBytes(file, options));
    expect(await verifyP7mStream([file], { ...options, sha256 })).toEqual(verifyBytes(file, options));
  });

  it("does not spare the digest of the content", () => {
    const changed = Uint8Array.from(der);
    changed[Buffer.from(changed).indexOf("Borgo")] = 0x43;
    const answer = verifyBytes(changed, { ...options, sha256: upper(der) });
    expect(answer.sha256).toBe(upper(der));
    expect(answer.verdict).toBe("invalid");
  });

  it.each(["", "abc", upper(der).toLowerCase(), `${upper(der)}0`])("is refused when it is none: %s", (sha256) => {
    expect(() => verifyBytes(der, { ...options, sha256 })).toThrow(TypeError);
  });
});
