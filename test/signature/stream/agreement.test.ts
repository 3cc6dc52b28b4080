import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type VerifyOptions, verifyBytes, verifyP7mStream } from "../../../shared/signature/index.ts";
import { reencoded } from "../../support/ber.ts";
import { anchors, at, fixture } from "../fixtures.ts";

// Proves that an envelope read as it passes by gets the report that it gets when it is read as a whole.

const options = (name: string): VerifyOptions => ({ fileName: name, anchors, at });

async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  // One buffer for all chunks: whoever keeps a view of it instead of a copy reads something else later.
  const buffer = new Uint8Array(Math.max(...sizes));
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const piece = bytes.subarray(from, from + (sizes[turn % sizes.length] ?? 1));
    buffer.fill(0xaa);
    buffer.set(piece);
    yield buffer.subarray(0, piece.length);
    from += piece.length;
  }
}

const stream = (bytes: Uint8Array, sizes: readonly number[], name = "f") =>
  verifyP7mStream(inChunks(bytes, sizes), options(name));

const envelopes = [
  "rsa.p7m",
  "cades.p7m",
  "p256.p7m",
  "pss.p7m",
  "ed25519.p7m",
  "noattr.p7m",
  "ber.p7m",
  "two-signers.p7m",
  "nested.p7m",
  "nested-tampered.p7m",
  "tampered-content.p7m",
  "content-confusion.p7m",
  "trailing.p7m",
  "no-signers.p7m",
  "algorithms-disagree.p7m",
];
const others = [
  "pem.p7m",
  "base64.p7m",
  "base64-crlf.p7m",
  "detached.p7s",
  "one-signature.pdf",
  "plain.pdf",
  "content.txt",
];

describe("a file read as a stream", () => {
  it.each([...envelopes, ...others])("%s gets the report of the whole, whatever the chunks", async (name) => {
    const bytes = fixture(name);
    const whole = verifyBytes(bytes, options(name));
    for (const sizes of [[1], [7, 1, 4096], [bytes.length]]) {
      expect(await stream(bytes, sizes, name)).toEqual(whole);
    }
  });

  it("has the same detached content", async () => {
    const given = { ...options("d"), detachedContent: fixture("content.txt") };
    const bytes = fixture("detached.p7s");
    expect(await verifyP7mStream(inChunks(bytes, [11]), given)).toEqual(verifyBytes(bytes, given));
    const conflict = { ...options("d"), detachedContent: fixture("plain.pdf") };
    const attached = fixture("cades.p7m");
    expect(await verifyP7mStream(inChunks(attached, [11]), conflict)).toEqual(verifyBytes(attached, conflict));
  });

  it("gets the report of the whole under any BER encoding and any chunks", async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 });
    const name = fc.constantFrom(...envelopes.filter((each) => each !== "ber.p7m"));
    await fc.assert(
      fc.asyncProperty(name, fc.integer({ min: 1 }), sizes, fc.boolean(), async (file, seed, chunks, asText) => {
        const ber = reencoded(fixture(file), seed);
        const bytes = asText ? new Uint8Array(Buffer.from(Buffer.from(ber).toString("base64"), "latin1")) : ber;
        const whole = verifyBytes(bytes, options(file));
        expect(await stream(bytes, chunks, file)).toEqual(whole);
        const der = verifyBytes(fixture(file), options(file));
        expect(whole.signatures.map(({ integrity }) => integrity)).toEqual(
          der.signatures.map(({ integrity }) => integrity),
        );
        expect(whole.content?.sha256).toBe(der.content?.sha256);
      }),
      { numRuns: 60 },
    );
  });

  it("gets the verdict of the whole when octets are changed", async () => {
    const name = fc.constantFrom("rsa.p7m", "nested.p7m", "ber.p7m", "base64-crlf.p7m", "two-signers.p7m");
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(name, fc.array(change, { minLength: 1, maxLength: 3 }), async (file, changes) => {
        const bytes = Uint8Array.from(fixture(file));
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        const whole = verifyBytes(bytes, options(file));
        const passing = await stream(bytes, [64], file);
        expect([passing.verdict, passing.sha256]).toEqual([whole.verdict, whole.sha256]);
      }),
      { numRuns: 120 },
    );
  });
});
