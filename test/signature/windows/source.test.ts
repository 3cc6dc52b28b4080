import { describe, expect, it } from "vitest";
import { type ByteSource, SourceFault, verifySource } from "../../../shared/signature/index.ts";
import { sourceOf } from "../../support/byte-source.ts";
import { anchors, at, fixture } from "../fixtures.ts";

// Proves that a source which is not one fixed file ends in a fault, and never in a verdict about somebody's document.

const bytes = fixture("two-signatures.pdf");
const good = (): ByteSource => sourceOf(bytes, 1000).source;
const broken = new Error("the disk is gone");

async function* chunks(...all: Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* all;
}
async function* failing(): AsyncIterable<Uint8Array> {
  yield bytes.subarray(0, 1000);
  throw broken;
}
const changed = (place: number): Uint8Array => bytes.map((octet, index) => (index === place ? octet ^ 1 : octet));

const faults: readonly (readonly [string, ByteSource, string])[] = [
  ["a read that gives less", { ...good(), read: async (from, to) => bytes.slice(from, to - 1) }, "SOURCE_SHORT"],
  ["a read that gives nothing", { ...good(), read: async () => new Uint8Array() }, "SOURCE_SHORT"],
  ["a read that gives the whole file", { ...good(), read: async () => bytes.slice() }, "SOURCE_LONG"],
  ["a stream that ends early", { ...good(), stream: () => chunks(bytes.subarray(0, 5000)) }, "SOURCE_SHORT"],
  ["a stream without anything", { ...good(), stream: () => chunks() }, "SOURCE_SHORT"],
  ["a stream that goes on", { ...good(), stream: () => chunks(bytes, bytes.subarray(0, 1)) }, "SOURCE_LONG"],
  ["a length that is too small", { ...good(), length: bytes.length - 1 }, "SOURCE_LONG"],
  ["a length that is too large", { ...good(), length: bytes.length + 1 }, "SOURCE_SHORT"],
  ["a length below zero", { ...good(), length: -1 }, "SOURCE_LENGTH"],
  ["a length that is no number", { ...good(), length: Number.NaN }, "SOURCE_LENGTH"],
  ["a length that is no whole number", { ...good(), length: 10.5 }, "SOURCE_LENGTH"],
  ["a length beyond all files", { ...good(), length: 2 ** 60 }, "SOURCE_LENGTH"],
  [
    "the trailer changed before the pass",
    { ...good(), stream: () => chunks(changed(bytes.length - 20)) },
    "SOURCE_CHANGED",
  ],
  [
    "a signature changed before the pass",
    { ...good(), stream: () => chunks(changed(bytes.length - 3000)) },
    "SOURCE_CHANGED",
  ],
];

describe("a source that is no one file", () => {
  it.each(faults)("%s is a fault", async (_, source, code) => {
    const verdict = verifySource(source, { anchors, at, wholeUpTo: 0 });
    await expect(verdict).rejects.toBeInstanceOf(SourceFault);
    await expect(verdict).rejects.toMatchObject({ code });
  });

  it.each([
    ["a read", { ...good(), read: () => Promise.reject(broken) }],
    ["the stream", { ...good(), stream: failing }],
  ] as readonly (readonly [string, ByteSource])[])("a fault of its own in %s goes through", async (_, source) => {
    await expect(verifySource(source, { anchors, at, wholeUpTo: 0 })).rejects.toBe(broken);
  });

  it("is a fault also where the file is small enough to be kept", async () => {
    const source = { ...good(), length: bytes.length - 1 };
    await expect(verifySource(source, { anchors, at })).rejects.toMatchObject({ code: "SOURCE_LONG" });
  });
});
