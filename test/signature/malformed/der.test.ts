import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { berToDer } from "../../../shared/signature/der/ber.ts";
import { contentBytes, type DerNode, rawBytes } from "../../../shared/signature/der/node.ts";
import { readOid } from "../../../shared/signature/der/oid.ts";
import { children, readElement, readWhole } from "../../../shared/signature/der/read.ts";
import { readTime } from "../../../shared/signature/der/time.ts";
import { readBoolean, readIntegerHex, readSmallInteger, readText } from "../../../shared/signature/der/value.ts";
import { encodedOid } from "../../../shared/signature/der/write.ts";
import { MalformedError } from "../../../shared/signature/index.ts";
import { hexBytes } from "../fixtures.ts";

// Proves that the DER and BER readers refuse what is not DER or BER, with a code, and end on any bytes.

function codeOf(work: () => unknown): string {
  try {
    work();
    return "accepted";
  } catch (error) {
    if (error instanceof MalformedError) return error.code;
    throw error;
  }
}

/** Reads everything there is, so that lazy reading hides nothing. */
function walk(node: DerNode): number {
  if ((node.tag & 0x20) === 0) return 1;
  return children(node).reduce((count, child) => count + walk(child), 1);
}

describe("strict DER", () => {
  it.each([
    ["", "DER_TRUNCATED", "nothing"],
    ["30", "DER_TRUNCATED", "a tag alone"],
    ["3005020101", "DER_TRUNCATED", "length past the end"],
    ["308005000000", "DER_INDEFINITE_LENGTH", "indefinite length"],
    ["308103020101", "DER_NON_MINIMAL_LENGTH", "long form for a short length"],
    ["3082000302 0101".replace(" ", ""), "DER_NON_MINIMAL_LENGTH", "leading zero in a length"],
    ["30ff020101", "DER_TRUNCATED", "length of 127 octets"],
    ["3087ffffffffffffff", "DER_TRUNCATED", "length of 2^56"],
    ["0201010500", "DER_TRAILING_DATA", "two elements"],
    ["3003020201", "DER_TRUNCATED", "child longer than its parent"],
    ["1f80010500", "DER_BAD_TAG", "padded tag number"],
    ["1fffffffffff0500", "DER_BAD_TAG", "overlong tag number"],
  ])("%s is %s (%s)", (hex, code) => {
    expect(codeOf(() => walk(readWhole(hexBytes(hex))))).toBe(code);
  });

  it("reads well-formed elements without copying them", () => {
    const bytes = hexBytes("3006020101040100");
    const [first, second] = children(readWhole(bytes));
    expect(first && rawBytes(first)).toEqual(hexBytes("020101"));
    expect(second && contentBytes(second).buffer).toBe(bytes.buffer);
  });

  it("refuses a hundred levels of nesting", () => {
    let bytes: number[] = [];
    for (let level = 0; level < 60; level++) bytes = [0x30, bytes.length, ...bytes];
    expect(codeOf(() => walk(readWhole(Uint8Array.from(bytes))))).toBe("accepted");
    for (let level = 0; level < 3; level++) bytes = [0x30, bytes.length, ...bytes];
    const deep = new Uint8Array(4 * 500);
    for (let level = 0; level < 500; level++)
      deep.set([0x30, 0x82, ((499 - level) * 4) >> 8, ((499 - level) * 4) & 255], level * 4);
    expect(codeOf(() => walk(readWhole(deep)))).not.toBe("accepted");
  });

  it("throws nothing but MalformedError on any bytes, and ends", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        codeOf(() => walk(readWhole(bytes)));
        codeOf(() => berToDer(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  it("throws nothing but MalformedError on bytes that look like elements", () => {
    const tags = fc.constantFrom(0x30, 0x31, 0x24, 0x04, 0x02, 0x06, 0xa0, 0x80, 0x00, 0x1f);
    const lengths = fc.constantFrom(0x00, 0x01, 0x02, 0x05, 0x80, 0x81, 0x82, 0xff);
    const pairs = fc.array(fc.tuple(tags, lengths), { maxLength: 200 });
    fc.assert(
      fc.property(pairs, (list) => {
        const bytes = Uint8Array.from(list.flat());
        codeOf(() => walk(readWhole(bytes)));
        const code = codeOf(() => berToDer(bytes));
        if (code === "accepted") expect(codeOf(() => walk(readWhole(berToDer(bytes).der)))).toBe("accepted");
      }),
      { numRuns: 3000 },
    );
  });
});

describe("BER made DER", () => {
  it.each([
    ["30800201010000", "3003020101", "indefinite sequence"],
    ["2480040141040142 0000".replace(" ", ""), "04024142", "octets in pieces"],
    ["24060401410401 42".replace(" ", ""), "04024142", "octets in pieces, definite"],
    ["248024800401410000040142 0000".replace(" ", ""), "04024142", "pieces in pieces"],
    ["308103020101", "3003020101", "long length"],
    ["3003020101ffff", "3003020101", "what follows is left"],
  ])("%s → %s (%s)", (ber, der) => {
    expect(berToDer(hexBytes(ber)).der).toEqual(hexBytes(der));
  });

  it.each([
    ["3080020101", "BER_UNTERMINATED", "no end of contents"],
    ["0480000000", "DER_INDEFINITE_LENGTH", "indefinite primitive"],
    ["24030201 01".replace(" ", ""), "BER_BAD_CONSTRUCTED_STRING", "an integer among the pieces"],
    ["30847fffffff00", "DER_TRUNCATED", "2 GiB length"],
    ["3080".repeat(100), "DER_TOO_DEEP", "a hundred indefinite levels"],
  ])("%s is %s (%s)", (ber, code) => {
    expect(codeOf(() => berToDer(hexBytes(ber)))).toBe(code);
  });

  it("leaves DER as it is, uncopied", () => {
    const bytes = hexBytes("3003020101");
    const { der, changed } = berToDer(bytes);
    expect(changed).toBe(false);
    expect(der.buffer).toBe(bytes.buffer);
  });
});

describe("values", () => {
  const node = (hex: string) => readWhole(hexBytes(hex));
  it.each([
    ["0600", "empty OID"],
    ["06022a80", "padded arc"],
    ["06022a86", "cut arc"],
    [`0615${"2a"}${"ff".repeat(19)}7f`, "arc of 140 bits (CVE-2025-66030)"],
  ])("%s is no OID (%s)", (hex) => {
    expect(codeOf(() => readOid(node(hex)))).toBe("DER_BAD_VALUE");
  });

  it("reads OIDs", () => {
    expect(readOid(node("06092a864886f70d010702"))).toBe("1.2.840.113549.1.7.2");
    expect(readOid(node("0603883703"))).toBe("2.999.3");
  });

  it.each([
    "170b323530363031313230305a",
    "170d3235303233303132303030305a",
    "17113235303630313132303030302b30323030",
    "180b3230323530363031313230",
  ])("%s is no time of RFC 5280", (hex) => {
    expect(codeOf(() => readTime(node(hex)))).not.toBe("accepted");
  });

  it("reads both centuries of UTCTime, and fractions", () => {
    expect(new Date(readTime(node("170d3439303130313030303030305a"))).toISOString()).toBe("2049-01-01T00:00:00.000Z");
    expect(new Date(readTime(node("170d3530303130313030303030305a"))).toISOString()).toBe("1950-01-01T00:00:00.000Z");
    const fraction = "181332303235303630313132303030302e3132335a";
    expect(new Date(readTime(node(fraction))).toISOString()).toBe("2025-06-01T12:00:00.123Z");
  });

  it("refuses other booleans, empty and negative numbers", () => {
    expect(codeOf(() => readBoolean(node("010101")))).toBe("DER_BAD_VALUE");
    expect(codeOf(() => readIntegerHex(node("0200")))).toBe("DER_BAD_VALUE");
    expect(codeOf(() => readSmallInteger(node("0201ff")))).toBe("DER_BAD_VALUE");
    expect(codeOf(() => readSmallInteger(node("02050100000000")))).toBe("DER_BAD_VALUE");
  });

  it("takes control characters out of names", () => {
    expect(readText(node("0c05411b5b3242"))).toBe("A [2B");
  });
});

describe("the quick look at what is DER already", () => {
  it("takes exactly what the strict reader walks through, whatever octet is changed", () => {
    const sample = hexBytes("3014 0201ff 3009 0603550403 0c024142 a004 0402 3000".replaceAll(" ", ""));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(sample.length),
        (changes, cut) => {
          const bytes = sample.slice(0, sample.length - (cut > 18 ? cut - 18 : 0));
          for (const [at, octet] of changes) if (at < bytes.length) bytes[at] = octet;
          const strict = codeOf(() => walk(readElement(bytes))) === "accepted";
          const quick = codeOf(() => berToDer(bytes)) === "accepted" && !berToDer(bytes).changed;
          // Tags of several octets and octet strings in pieces are left to the slow way, which rewrites the latter.
          if (quick) expect(strict).toBe(true);
          if (strict && !holdsPieces(readElement(bytes))) expect(quick).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("reads object identifiers with arcs of any size that a UUID needs", () => {
    const limit = 2n ** 128n;
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, limit), { minLength: 1, maxLength: 4 }), (arcs) => {
        const dotted = ["2", ...arcs].join(".");
        expect(readOid(readWhole(encodedOid(dotted)))).toBe(dotted);
      }),
    );
    expect(readOid(readWhole(encodedOid("0.39.127.128")))).toBe("0.39.127.128");
    expect(readOid(readWhole(encodedOid("1.0.9007199254740993")))).toBe("1.0.9007199254740993");
  });
});

const holdsPieces = (node: DerNode): boolean =>
  node.tag === 0x24 || ((node.tag & 0x20) !== 0 && children(node).some(holdsPieces));
