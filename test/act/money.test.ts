// Money is whole cents: read as acts write it, rounded half up, printed as acts print it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAmount, printAmount, printEuro, sumCents, vatOf, vatRates } from "../../shared/act/index.ts";

const cents = fc.integer({ min: -1e15, max: 1e15 });

describe("parseAmount", () => {
  it.each([
    ["36.000 euro", 3_600_000],
    ["€ 63.888,78", 6_388_878],
    ["euro 15.388,78", 1_538_878],
    ["43.920,00", 4_392_000],
    ["43920,00", 4_392_000],
    ["12.500", 1_250_000],
    ["0,05", 5],
    ["0", 0],
    ["-450,00", -45_000],
    ["€\u00a01.000.000,00", 100_000_000],
    ["EUR 900", 90_000],
  ])("reads %s", (text, value) => {
    expect(parseAmount(text)).toEqual({ ok: true, value });
  });

  it.each([
    ["a programmer's decimal point", "36.00"],
    ["one decimal", "36,5"],
    ["three decimals", "36,505"],
    ["a code of the financial plan", "1.03.02.15.999"],
    ["the tail of that code", "15.99"],
    ["an English amount", "63,888.78"],
    ["groups of the wrong size", "1.0000,00"],
    ["a mixed grouping", "1000.000,00"],
    ["leading zeros", "007,00"],
    ["a leading zero in a group", "0.500,00"],
    ["two signs", "--5"],
    ["an exponent", "1e3"],
    ["a register number", "2025/626"],
    ["nothing", ""],
    ["a currency alone", "euro"],
    ["words", "quarantatremila"],
    ["Arabic-Indic digits", "\u0663\u0666"],
    ["a very long number", "9".repeat(500)],
  ])("refuses %s", (_, text) => {
    const parsed = parseAmount(text);
    expect(parsed.ok ? parsed.value : parsed.refusal.code).toBe("AMOUNT_NOT_ITALIAN");
  });

  it("refuses an amount beyond what cents can hold", () => {
    const parsed = parseAmount("10.000.000.000.000,01");
    expect(parsed.ok ? parsed.value : parsed.refusal.code).toBe("AMOUNT_TOO_LARGE");
  });

  it("reads back every amount that is printed", () => {
    fc.assert(
      fc.property(cents, (value) => {
        const expected = value === 0 ? 0 : value;
        expect(parseAmount(printAmount(value))).toEqual({ ok: true, value: expected });
        expect(parseAmount(printEuro(value))).toEqual({ ok: true, value: expected });
      }),
    );
  });
});

describe("printAmount", () => {
  it.each([
    [4_392_000, "43.920,00"],
    [6_388_878, "63.888,78"],
    [5, "0,05"],
    [0, "0,00"],
    [100_000_000, "1.000.000,00"],
    [-45_000, "-450,00"],
  ])("prints %d cents as %s", (value, text) => {
    expect(printAmount(value)).toBe(text);
  });
});

describe("vatOf", () => {
  it.each([
    [6_388_878, 22, 1_405_553],
    [3_600_000, 22, 792_000],
    [4_123_745, 5, 206_187],
    [7_499_995, 10, 750_000],
    [2_835_000, 4, 113_400],
    [90_000, 0, 0],
    [-7_499_995, 10, -750_000],
    [1e15, 22, 22e13],
  ] as const)("gives VAT of %d at %d %% as %d", (net, rate, vat) => {
    expect(vatOf(net, rate)).toBe(vat);
  });

  it("is never further than half a cent from the exact tax, and takes the half up", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.constantFrom(...vatRates), (net, rate) => {
        const error = BigInt(vatOf(net, rate)) * 100n - BigInt(net) * BigInt(rate);
        expect(error > -50n && error <= 50n).toBe(true);
      }),
    );
  });

  it("agrees with schoolbook rounding on every amount up to 2.000,00 euro, where floats do not", () => {
    let floatsWrong = 0;
    for (const rate of vatRates) {
      for (let net = 1; net <= 200_000; net += 1) {
        const product = net * rate;
        const expected = (product - (product % 100)) / 100 + (product % 100 >= 50 ? 1 : 0);
        if (vatOf(net, rate) !== expected) throw new Error(`${net} at ${rate}`);
        if (Number(((net / 100) * (rate / 100)).toFixed(2)) !== expected / 100) floatsWrong += 1;
      }
    }
    expect(floatsWrong).toBeGreaterThan(1_000);
  });
});

describe("sumCents", () => {
  it("adds the three phases of the real act", () => {
    expect(sumCents([3_600_000, 1_250_000, 1_538_878])).toBe(6_388_878);
    expect(sumCents([])).toBe(0);
  });
});
