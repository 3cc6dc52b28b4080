// What the DER writer writes is read back, by a strict reader that others wrote, as what was meant.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  element,
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  printableString,
  sequence,
  setOf,
  time,
} from "../../shared/seal/der/write.ts";
import { contentBytes, rawBytes } from "../../shared/signature/der/node.ts";
import { children, readWhole } from "../../shared/signature/der/read.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("the DER writer", () => {
  it.each([0, 1, 127, 128, 255, 256, 65_535, 65_536, 1_000_000])("writes a minimal length for %i octets", (length) => {
    const node = readWhole(octetString(new Uint8Array(length)));
    expect(node.end - node.contentStart).toBe(length);
  });

  it("writes any tree so that the strict reader finds the same tree", () => {
    type Tree = Uint8Array | Tree[];
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof({ maxDepth: 5 }, fc.uint8Array({ maxLength: 300 }), fc.array(tie("tree"), { maxLength: 6 })),
    }));
    const write = (value: Tree): Uint8Array =>
      value instanceof Uint8Array ? octetString(value) : sequence(...value.map(write));
    const read = (node: ReturnType<typeof readWhole>): Tree =>
      node.tag === 0x30 ? children(node).map(read) : contentBytes(node).slice();
    fc.assert(
      fc.property(tree, (value) => {
        expect(read(readWhole(write(value)))).toEqual(value);
      }),
    );
  });

  it("writes a SET OF in one order, ascending, whatever order its members are given in", () => {
    const sets = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(
        sets.chain((set) => fc.tuple(fc.constant(set), fc.shuffledSubarray(set, { minLength: set.length }))),
        ([set, shuffled]) => {
          const written = setOf(...set.map(octetString));
          const order = children(readWhole(written)).map((node) => hex(rawBytes(node)));
          expect(hex(setOf(...shuffled.map(octetString)))).toBe(hex(written));
          expect(order).toEqual([...order].sort());
        },
      ),
    );
  });

  it("writes a non-negative integer in as few octets as it takes", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), (value) => {
        const content = contentBytes(readWhole(integer(value)));
        expect(BigInt(`0x${hex(content)}`)).toBe(value);
        // X.690 §8.3.2: not nine equal bits in front; and no sign bit.
        expect((content[0] ?? 0) < 0x80).toBe(true);
        expect(content.length > 1 && content[0] === 0 && (content[1] ?? 0) < 0x80).toBe(false);
      }),
    );
  });

  it.each([
    ["1.2.840.113549.1.7.2", "06092a864886f70d010702"],
    ["2.999.3", "0603883703"],
    ["0.0", "060100"],
    ["2.16.840.1.101.3.4.2.1", "0609608648016503040201"],
  ])("writes the object identifier %s", (dotted, expected) => {
    expect(hex(objectIdentifier(dotted))).toBe(expected);
  });

  it.each([
    ["one arc", () => objectIdentifier("1")],
    ["an arc that is no number", () => objectIdentifier("1.2.a")],
    ["a leading zero", () => objectIdentifier("1.02.3")],
    ["a second arc above 39 under 1", () => objectIdentifier("1.40")],
    ["a negative integer", () => integer(-1)],
    ["a PrintableString with an underscore", () => printableString("TINIT_X")],
  ])("refuses %s", (_, write) => {
    expect(write).toThrow(RangeError);
  });

  it.each([
    ["2049-12-31T23:59:59.999Z", "170d3439313233313233353935395a"],
    ["2050-01-01T00:00:00Z", "180f32303530303130313030303030305a"],
    ["1950-01-01T00:00:00Z", "170d3530303130313030303030305a"],
    ["1949-12-31T23:59:59Z", "180f31393439313233313233353935395a"],
  ])("writes the time %s in the form that RFC 5280 asks for", (at, expected) => {
    expect(hex(time(new Date(at)))).toBe(expected);
  });

  it("drops trailing zero bits of a named bit list", () => {
    expect(hex(namedBits(1))).toBe("03020640");
    expect(hex(namedBits(0, 1))).toBe("030206c0");
    expect(hex(namedBits(5, 6))).toBe("03020106");
    expect(hex(namedBits(8))).toBe("0303070080");
    expect(hex(namedBits())).toBe("030100");
  });

  it("keeps the octets of what it wraps", () => {
    expect(hex(element(0xa3, Uint8Array.of(1, 2), Uint8Array.of(3)))).toBe("a303010203");
  });
});
