import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writtenRanges } from "../../../shared/signature/gather/pdf-ranges.ts";
import { keyOf, passingDigests, type WantedDigest } from "../../../shared/signature/windows/passing-digests.ts";
import { passingScan } from "../../../shared/signature/windows/passing-scan.ts";

// Proves that what passes by in chunks is hashed and searched as if it lay there whole.

const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 });

function pass(bytes: Uint8Array, turns: readonly number[], push: (chunk: Uint8Array) => void): void {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = turns[turn % turns.length] ?? 1;
    push(bytes.slice(at, at + size));
    at += size;
  }
}

describe("digests of a file that passes by", () => {
  const cut = fc.tuple(fc.nat(400), fc.nat(400), fc.nat(400), fc.nat(400));
  const name = fc.constantFrom("sha256", "sha1", "sha512" as const);
  it("are those of its parts, for any gaps and any chunks", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 900 }),
        fc.array(fc.tuple(name, cut), { maxLength: 6 }),
        sizes,
        (bytes, cuts, turns) => {
          const wanted = cuts.flatMap(([algorithm, [start, size, gap, rest]]): WantedDigest[] => {
            const range = [start % 3 === 0 ? start : 0, size + 1, start + size + 2 + gap, rest] as const;
            return range[2] + range[3] <= bytes.length ? [{ name: algorithm as "sha1", range }] : [];
          });
          const digests = passingDigests("sha256", wanted, bytes.length);
          pass(bytes, turns, digests.push);
          const found = digests.finish();
          expect(found.get("sha256")).toEqual(createHash("sha256").update(bytes).digest());
          for (const each of wanted) {
            const [start, size, second, rest] = each.range;
            const hash = createHash(each.name).update(bytes.subarray(start, start + size));
            expect(found.get(keyOf(each))).toEqual(hash.update(bytes.subarray(second, second + rest)).digest());
          }
        },
      ),
    );
  });

  it("cost one pass for the impronta and what lies behind each gap", () => {
    const bytes = new Uint8Array(10_000);
    const wanted = [
      { name: "sha256", range: [0, 4000, 4100, 100] },
      { name: "sha256", range: [0, 9000, 9100, 900] },
    ] as const;
    const digests = passingDigests("sha256", wanted, bytes.length);
    pass(bytes, [256], digests.push);
    digests.finish();
    expect(digests.hashed()).toBe(10_000 + 100 + 900);
  });
});

describe("marks in a file that passes by", () => {
  const piece = fc.constantFrom(
    "/ByteRange",
    "/ByteRange [0 10 20 30]",
    "/ByteRange\n[ 0 123456789012 223456789012 1 ]",
    "/ByteRange [0 0 20 30]",
    "/ByteRange [1 10 20 30]",
    "/ByteRang",
    "pdfaid:part",
    "pdfaid:par",
    "e",
    "r",
    "/Byte/ByteRange[0 1 2 3]",
    "\n".repeat(90),
    "x".repeat(41),
  );
  it("are found as in the whole, wherever chunks part them", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), sizes, (pieces, turns) => {
        const text = pieces.join("");
        const bytes = new TextEncoder().encode(text);
        const scan = passingScan();
        pass(bytes, turns, scan.push);
        expect(scan.finish()).toEqual({
          written: writtenRanges(bytes),
          mentionsRange: text.includes("/ByteRange"),
          mentionsPdfA: text.includes("pdfaid:part"),
        });
      }),
      { numRuns: 500 },
    );
  });
});
