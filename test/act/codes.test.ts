// Codes of the field: their forms, their check digits, and what a wrong one says.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fiscalCheckLetter,
  isCigExclusionCode,
  isCup,
  isMissionProgramme,
  parseCig,
  parseFinancialPlan,
  parseFiscalCode,
  parseVatNumber,
  suitsSide,
  vatCheckDigit,
} from "../../shared/act/index.ts";

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

describe("partita IVA", () => {
  it.each(["05629570960", "00001017771", "00027067776", " 0562957 0960 "])("accepts %s", (text) => {
    expect(parseVatNumber(text).ok).toBe(true);
  });

  it("says the digit that it found and the one that it expected", () => {
    expect(parseVatNumber("00001167775")).toEqual({
      ok: false,
      refusal: { code: "VAT_NUMBER_CHECK", found: 5, expected: 4 },
    });
  });

  it.each(["", "0562957096", "056295709600", "IT05629570960", "0562957096O", "\uff105629570960"])(
    "refuses «%s»",
    (text) => {
      expect(parseVatNumber(text)).toEqual({ ok: false, refusal: { code: "VAT_NUMBER_FORMAT" } });
    },
  );

  it("catches every wrong single digit", () => {
    fc.assert(
      fc.property(digits(10), fc.nat(10), fc.integer({ min: 1, max: 9 }), (ten, place, shift) => {
        const right = `${ten}${vatCheckDigit(ten)}`;
        const wrong = String((Number(right[place]) + shift) % 10);
        expect(parseVatNumber(right).ok).toBe(true);
        expect(parseVatNumber(right.slice(0, place) + wrong + right.slice(place + 1)).ok).toBe(false);
      }),
    );
  });
});

describe("codice fiscale", () => {
  it.each([
    ["of a person", "PRVDLA75C52Z999U", "person"],
    ["in lower case", "smpbrn80a01z999p", "person"],
    ["of a company", "05629570960", "company"],
    ["with omocodia letters", `MDLCRLUNE4RZVVV${fiscalCheckLetter("MDLCRLUNE4RZVVV")}`, "person"],
  ])("accepts one %s", (_, text, of) => {
    const parsed = parseFiscalCode(text);
    expect(parsed.ok && parsed.value.of).toBe(of);
  });

  it.each([
    ["a wrong check letter", "PRVDLA75C52Z999A", "FISCAL_CODE_CHECK"],
    ["a wrong check digit of a company", "05629570961", "FISCAL_CODE_CHECK"],
    ["the 32nd day", `PRVDLA75C32Z999${fiscalCheckLetter("PRVDLA75C32Z999")}`, "FISCAL_CODE_BIRTH"],
    ["day 00", `PRVDLA75C00Z999${fiscalCheckLetter("PRVDLA75C00Z999")}`, "FISCAL_CODE_BIRTH"],
    [
      "a month letter that does not exist",
      `PRVDLA75F12Z999${fiscalCheckLetter("PRVDLA75F12Z999")}`,
      "FISCAL_CODE_FORMAT",
    ],
    ["fifteen characters", "PRVDLA75C52Z999", "FISCAL_CODE_FORMAT"],
    ["seventeen characters", "PRVDLA75C52Z999UU", "FISCAL_CODE_FORMAT"],
    ["an accent", "PRVDL\u00c075C52Z999U", "FISCAL_CODE_FORMAT"],
    ["nothing", "", "FISCAL_CODE_FORMAT"],
  ])("refuses %s", (_, text, code) => {
    const parsed = parseFiscalCode(text);
    expect(parsed.ok ? "accepted" : parsed.refusal.code).toBe(code);
  });

  it("does not take an omocodia letter where a digit cannot stand", () => {
    expect(parseFiscalCode("PRVDLA75C52ZABCU").ok).toBe(false);
  });
});

describe("CIG", () => {
  it.each([
    ["B9A443D84D", "platform"],
    ["I000065AC3", "platform"],
    ["95156957EC", "numeric"],
    ["8953550F2F", "numeric"],
    ["ZB5279A56A", "smart"],
    ["ZE0270CE51", "smart"],
    ["Z4C272D25A", "smart"],
    ["b9a443d84d", "platform"],
  ])("accepts %s, of the %s format", (text, format) => {
    const parsed = parseCig(text);
    expect(parsed.ok && parsed.value.format).toBe(format);
  });

  it("says the control code that it found and the one that it expected", () => {
    expect(parseCig("I00007207F")).toMatchObject({
      ok: false,
      refusal: { code: "CIG_CHECK", found: "07F", expected: "57F", certain: true },
    });
  });

  it.each(["J", "K", "M", "U"])("is not certain about a mismatch after the letter %s", (letter) => {
    const parsed = ["000", "001"].map((control) => parseCig(`${letter}123456${control}`)).find(({ ok }) => !ok);
    expect(parsed).toMatchObject({ ok: false, refusal: { code: "CIG_CHECK", certain: false } });
  });

  it.each(["", "B9A443D84", "B9A443D84D0", "B9A443D84G", "-9A443D84D", "B9A443D8\u0034\u0301D"])(
    "refuses «%s»",
    (text) => {
      expect(parseCig(text)).toEqual({ ok: false, refusal: { code: "CIG_FORMAT" } });
    },
  );

  it("catches every wrong digit of the number in a numeric CIG", () => {
    fc.assert(
      fc.property(digits(7), fc.nat(6), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        const control = ((Number(number) * 211) % 4091).toString(16).toUpperCase().padStart(3, "0");
        const wrong = String((Number(number[place]) + shift) % 10);
        expect(parseCig(number + control).ok).toBe(true);
        expect(parseCig(number.slice(0, place) + wrong + number.slice(place + 1) + control).ok).toBe(false);
      }),
    );
  });

  it("knows the exclusion codes ES01 to ES27", () => {
    expect(["ES01", "ES27"].every(isCigExclusionCode)).toBe(true);
    expect(["ES00", "ES28", "ES1", "es01", ""].some(isCigExclusionCode)).toBe(false);
  });
});

describe("CUP", () => {
  it.each(["C11G06000000001", "Z99J25000010001"])("accepts %s", (text) => expect(isCup(text)).toBe(true));
  it.each(["", "C11G0600000000", "C11G060000000011", "111G06000000001", "c11g06000000001"])("refuses «%s»", (text) =>
    expect(isCup(text)).toBe(false),
  );
});

describe("piano finanziario", () => {
  it.each([
    ["1.03.02.15.999", null, 1],
    ["U.2.02.01.09.001", "U", 2],
    ["E.4.02.01.01.001", "E", 4],
  ])("reads %s", (text, side, title) => {
    expect(parseFinancialPlan(text)).toMatchObject({ ok: true, value: { side, title } });
  });

  it.each(["", "1.3.2.15.999", "1.03.02.15", "X.1.03.02.15.999", "1.03.02.15.9999", "1,03,02,15,999"])(
    "refuses «%s»",
    (text) => {
      expect(parseFinancialPlan(text)).toEqual({ ok: false, refusal: { code: "FINANCIAL_PLAN_FORMAT" } });
    },
  );

  it.each([
    ["1.03.02.15.999", "U", true],
    ["E.1.01.01.06.001", "U", false],
    ["9.01.01.01.001", "U", false],
    ["9.01.01.01.001", "E", true],
    ["8.01.01.01.001", "E", false],
  ] as const)("says whether %s can stand on side %s", (text, side, suits) => {
    const plan = parseFinancialPlan(text);
    expect(plan.ok && suitsSide(plan.value, side)).toBe(suits);
  });
});

describe("missione e programma", () => {
  it.each([
    ["12", "06", true],
    ["99", "01", true],
    ["21", "01", false],
    ["00", "01", false],
    ["12", "00", false],
    ["12", "6", false],
    ["", "", false],
  ])("judges «%s %s»", (mission, programme, valid) => {
    expect(isMissionProgramme(mission, programme)).toBe(valid);
  });
});
