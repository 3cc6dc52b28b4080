import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ReadingCost, verifyBytes, verifySource } from "../../../shared/signature/index.ts";
import { sourceOf } from "../../support/byte-source.ts";
import { anchors, at, fixture } from "../fixtures.ts";

// Proves that a PDF read in windows gets, word by word, the report that it gets when it is in memory as a whole.

const names = readdirSync(new URL("../../fixtures/signatures/", import.meta.url)).filter((name) => /\.pdf$/.test(name));

const shapes = [
  { tail: 32_768, first: 8192, longest: 262_144, chunk: 65_536 },
  { tail: 200, first: 64, longest: 4096, chunk: 1000 },
  { tail: 1, first: 3, longest: 64, chunk: 37 },
];

describe("a PDF in windows", () => {
  it.each(names)("%s gets the report of the whole, whatever the windows and the chunks", async (name) => {
    const bytes = fixture(name);
    const options = { fileName: name, anchors, at };
    const whole = verifyBytes(bytes, options);
    for (const { chunk, ...sizes } of shapes) {
      const limits = { ...sizes, reads: 100_000 };
      expect(await verifySource(sourceOf(bytes, chunk).source, { ...options, wholeUpTo: 0, limits })).toEqual(whole);
    }
  });

  it("costs one pass for two signatures and the impronta", async () => {
    const costs: ReadingCost[] = [];
    const { source, passes } = sourceOf(fixture("two-signatures.pdf"));
    await verifySource(source, { anchors, at, wholeUpTo: 0, onCost: (cost) => void costs.push(cost) });
    expect(passes()).toBe(1);
    expect(costs).toHaveLength(1);
    expect(costs[0]?.streamed).toBe(source.length);
  });

  it("takes another pass for a signature that only an earlier revision shows, and still tells it", async () => {
    const { source, passes } = sourceOf(fixture("later-signature-removed.pdf"));
    const report = await verifySource(source, { anchors, at, wholeUpTo: 0 });
    expect(passes()).toBe(2);
    expect(report.signatures).toHaveLength(1);
  });

  it.each(["rsa.p7m", "base64.p7m", "content.txt", "encrypted.pdf", "plain.pdf"])(
    "%s gets the report of the whole when it is small",
    async (name) => {
      const { source, reads, passes } = sourceOf(fixture(name));
      const options = { fileName: name, anchors, at };
      expect(await verifySource(source, options)).toEqual(verifyBytes(fixture(name), options));
      expect([reads.length, passes()]).toEqual([0, 1]);
    },
  );
});
