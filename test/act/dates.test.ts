// Legal dates are days of Europe/Rome, and laws hold from a day to a day.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  isDay,
  monthOf,
  parseItalianDay,
  printDay,
  printDayInWords,
  romeDay,
  samePersonName,
  thresholdAt,
  thresholds,
  yearOf,
} from "../../shared/act/index.ts";

const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("romeDay", () => {
  it.each([
    ["2025-12-24T09:00:00Z", "2025-12-24"],
    ["2025-12-31T22:59:59Z", "2025-12-31"],
    ["2025-12-31T23:00:00Z", "2026-01-01"],
    ["2025-12-31T23:30:00+01:00", "2025-12-31"],
    ["2025-07-01T21:59:59.999Z", "2025-07-01"],
    ["2025-07-01T22:00:00Z", "2025-07-02"],
    ["2024-02-28T23:00:00Z", "2024-02-29"],
    ["2025-03-30T01:00:00Z", "2025-03-30"],
    ["2025-12-31T18:00:00-06:00", "2026-01-01"],
  ])("says that %s is %s in Rome", (instant, expected) => {
    expect(romeDay(instant)).toBe(expected);
  });

  it.each(["2025-12-24", "2025-12-24T09:00:00", "yesterday", ""])("throws on «%s», which is no instant", (text) => {
    expect(() => romeDay(text)).toThrow(RangeError);
  });
});

describe("Italian days", () => {
  it("are printed in figures and in words", () => {
    expect(printDay("2025-12-24")).toBe("24/12/2025");
    expect(printDayInWords("2025-12-24")).toBe("24 dicembre 2025");
    expect(printDayInWords("2026-01-01")).toBe("1º gennaio 2026");
  });

  it("are read back in both forms", () => {
    fc.assert(
      fc.property(day, (value) => {
        expect(parseItalianDay(printDay(value))).toEqual({ ok: true, value });
        expect(parseItalianDay(printDayInWords(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it.each([
    ["29/02/2025", "DAY_DOES_NOT_EXIST"],
    ["31/04/2025", "DAY_DOES_NOT_EXIST"],
    ["00/01/2025", "DAY_DOES_NOT_EXIST"],
    ["12/31/2025", "DAY_DOES_NOT_EXIST"],
    ["24 december 2025", "DAY_NOT_ITALIAN"],
    ["24 dicembre", "DAY_NOT_ITALIAN"],
    ["2025-12-24", "DAY_NOT_ITALIAN"],
    ["24/12/25", "DAY_NOT_ITALIAN"],
    ["", "DAY_NOT_ITALIAN"],
  ])("refuses «%s»", (text, code) => {
    const parsed = parseItalianDay(text);
    expect(parsed.ok ? parsed.value : parsed.refusal.code).toBe(code);
  });

  it("exist in the calendar", () => {
    expect(isDay("2024-02-29")).toBe(true);
    expect(["2025-02-29", "2100-02-29", "2025-13-01", "2025-1-1", ""].some(isDay)).toBe(false);
  });

  it("are counted across summer time and years", () => {
    expect(addDays("2025-03-29", 2)).toBe("2025-03-31");
    expect(addDays("2025-10-25", 2)).toBe("2025-10-27");
    expect(addDays("2025-12-24", 15)).toBe("2026-01-08");
    expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
    expect(yearOf("2025-12-24")).toBe(2025);
    expect(monthOf("2025-12-24")).toBe("2025-12");
  });
});

describe("thresholds", () => {
  it("hold from their day, not before", () => {
    expect(thresholdAt("direct-award-services", "2025-12-24")?.value).toBe(14_000_000);
    expect(thresholdAt("direct-award-services", "2023-06-30")).toBeUndefined();
    expect(thresholdAt("smart-cig-ends", "2023-12-31")).toBeUndefined();
    expect(thresholdAt("albo-days", "2025-12-24")?.value).toBe(15);
  });

  it("all name their source and a real day", () => {
    for (const { source, from } of thresholds) {
      expect(source.length).toBeGreaterThan(10);
      expect(isDay(from)).toBe(true);
    }
  });
});

describe("names of people", () => {
  it.each([
    ["PROVA ADELE", "Adele Prova", true],
    ["D'Àngelo Nicolò", "NICOLO’ D’ANGELO", true],
    ["D'Àngelo Nicolò".normalize("NFD"), "D'Àngelo Nicolò".normalize("NFC"), true],
    ["Prova  Adele ", "PROVA-ADELE", true],
    ["Prova Adele", "Prova Adelia", false],
    ["Prova Adele", "Prova Adele Maria", false],
    ["Prova Adele", "Adele", false],
    ["", "", false],
  ])("«%s» and «%s» are one: %s", (one, other, same) => {
    expect(samePersonName(one, other)).toBe(same);
    expect(samePersonName(other, one)).toBe(same);
  });
});
