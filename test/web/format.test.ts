import * as fc from "fast-check";
import { expect, test } from "vitest";
import { amount, day, digestStart, euroFirst, fileSize, fill, moment, shortDay } from "../../web/format.ts";

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

test.each([
  [7_794_431, "€ 77.944,31"],
  [100_000, "€ 1.000,00"],
  [5, "€ 0,05"],
  [0, "€ 0,00"],
  [-43_920_00, "€ -43.920,00"],
  [1e15, "€ 10.000.000.000.000,00"],
])("%i cents are printed the Italian way", (cents, text) => {
  expect(plain(amount(cents, "it"))).toBe(text);
});

test("the printed digits are the cents, whatever the amount", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e15, max: 1e15 }), (cents) => {
      const digits = amount(cents, "it").replaceAll(/[^\d-]/g, "");
      expect(Number(digits)).toBe(cents === 0 ? 0 : cents);
    }),
  );
});

test("amounts of sentences that an earlier release stored are written as those of today", () => {
  expect(euroFirst("Movimento 1: 36 € e -43.920,00 €.")).toBe("Movimento 1: €\u00a036 e €\u00a0-43.920,00.");
});

test("a legal day is printed as written, an instant as clocks in Italy show it", () => {
  expect(day("2025-12-24", "it")).toBe("24\u00a0dicembre 2025");
  expect(day("2024-02-29", "en")).toBe("29\u00a0February 2024");
  expect(shortDay("2025-12-24")).toBe("24/12/2025");
  expect(moment("2025-12-31T23:30:00Z", "it")).toBe("1\u00a0gennaio 2026, ore\u00a000:30");
  expect(moment("2025-07-01T10:05:00Z", "en")).toBe("1\u00a0July 2025, 12:05 (Rome)");
});

test("sizes, digests and sentences are readable", () => {
  expect(fileSize(812, "it")).toBe("812 byte");
  expect(fileSize(1_430_000, "it")).toBe("1,4 MB");
  expect(digestStart("9F31C07A55B2D48E0000")).toBe("9F31 C07A 55B2 D48E");
  expect(fill("«a» e «b», «c»", { a: "$&", b: 2 })).toBe("$& e 2, «c»");
});
