import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCents, formatDay, formatInstant, maskFiscalCode } from "../../shared/pdf/italian-format.ts";

describe("what Italians read", () => {
  it.each([
    [0, "0,00"],
    [5, "0,05"],
    [4392000, "43.920,00"],
    [-123456, "-1.234,56"],
    [1e15, "10.000.000.000.000,00"],
  ])("writes %i cents as %s", (cents, text) => {
    expect(formatCents(cents)).toBe(text);
  });

  it("loses no cent of any amount that an act can hold", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), (cents) => {
        expect(Number(formatCents(cents).replaceAll(".", "").replace(",", ""))).toBe(cents === 0 ? 0 : cents);
      }),
    );
  });

  it("writes days and instants of Rome, summer and winter", () => {
    expect(formatDay("2025-12-24")).toBe("24/12/2025");
    expect(formatInstant("2025-12-31T23:30:00Z")).toBe("01/01/2026 00:30:00");
    expect(formatInstant("2025-07-01T22:00:00Z")).toBe("02/07/2025 00:00:00");
  });

  it("keeps of a codice fiscale only the letters of the name", () => {
    expect(maskFiscalCode("TINIT-PRVDLA75C52Z999U")).toBe("PRVDLA**********");
    expect(maskFiscalCode("prvdla75c52z999u")).toBe("PRVDLA**********");
  });
});
