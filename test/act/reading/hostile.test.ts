// Proves that no text makes the reader throw, invent or hang: every one of these would stop a pattern that tries again.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostCharacters, pagesOfText, readAct } from "../../../shared/act/reading/index.ts";
import { publishedText } from "../../fixtures/acts/printed/layouts.ts";

const read = (text: string) => readAct(pagesOfText(text));
const million = 1_000_000;

describe("a hostile text", () => {
  it.each([
    ["10 MB of digits", "9".repeat(10 * million)],
    ["2.5 MB of digits in lines", "1234567890\n".repeat(million / 4)],
    ["points and digits", "1.000.".repeat(million)],
    ["open brackets", "(".repeat(million)],
    ["blanks", " \t".repeat(million)],
    ["soft hyphens", "a\u00ad".repeat(million)],
    ["a million line ends", "\n".repeat(million)],
    ["form feeds", "\f".repeat(100_000)],
    ["attachments without an impronta", "Allegato A (impronta: ".repeat(100_000)],
    ["attachments, one a line", "Allegato A (impronta: 38B3\n".repeat(25_000)],
    ["hexadecimal without an end", `ALLEGATI\nAllegato A (impronta: ${"38B3EC72 ".repeat(300_000)}`],
    ["movements without an end", `Movimenti contabili\n${"U / Impegno\t2025\t1 x\n".repeat(30_000)}`],
    ["one movement without an end", `Movimenti contabili\nU / Impegno 2025 1 ${"x ".repeat(million)}`],
    ["headings", "PREMESSE\nMOTIVAZIONE\nDETERMINA\n".repeat(15_000)],
    [
      "numbered points",
      `MOTIVAZIONE\n${Array.from({ length: 20_000 }, (_, index) => `${index + 1}. Punto`).join("\n")}`,
    ],
    ["a subject without an end", `OGGETTO ${"parola ".repeat(300_000)}`],
    [
      "capitals that look like names",
      `OGGETTO x\nMOTIVAZIONE\n1. Responsabile unico del progetto è ${"Aa ".repeat(300_000)}`,
    ],
    ["feet of pages", "Documento firmato digitalmente\npag. 1/5\n".repeat(15_000)],
    [
      "quotation marks",
      `OGGETTO x\nPREMESSE\n1. Deliberazione n. 1 del 01/01/2025 con oggetto: ${'"«'.repeat(300_000)}`,
    ],
    ["letters with dashes", `${"a-\n".repeat(100_000)}`],
  ])("of %s ends, with nothing recorded", (_, text) => {
    const { act, missing } = read(text);
    expect(act.recordedAttachments ?? []).toEqual([]);
    expect(act.movements ?? []).toEqual([]);
    expect(missing.length).toBeGreaterThan(0);
  });

  it("that is longer than any act is read up to a limit, and that is told", () => {
    const read4 = read(`${publishedText}\n${"riga di testo\n".repeat(mostCharacters / 10)}`);
    expect(read4.problems).toContainEqual(expect.objectContaining({ code: "TEXT_CUT" }));
    expect(read4.act.number).toBe(2706);
  });

  it("with an impossible value keeps the rest and says which field is wrong", () => {
    const { whole, problems } = read(`COMUNE DI PROVA\n\nOGGETTO ${"parola ".repeat(200)}\n\nIL DIRIGENTE\n`);
    expect(whole).toBeNull();
    expect(problems).toMatchObject([{ code: "FIELD_NOT_VALID", about: "subject" }]);
  });

  it("never throws, and never finds an impronta that is not written in it", () => {
    const words = fc.constantFrom(
      "Allegato A (impronta: ",
      "38B3EC72F3ABC914",
      "4C1B662C78F74F50",
      ")",
      "\n",
      "\f",
      "ALLEGATI\n",
      "U / Impegno",
      "OGGETTO ",
      "DETERMINA\n",
      "1) ",
      "– ",
      "pag. 1/2\n",
      "€ 1.000,00 ",
      "2025",
      "\ud800",
      "\u0000",
      "CIG ",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(words, fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 60 }),
        (parts) => {
          const text = parts.join("");
          const packed = text.replace(/[^0-9A-Za-z+/=]/g, "").toUpperCase();
          for (const { fingerprint } of read(text).act.recordedAttachments ?? []) expect(packed).toContain(fingerprint);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("made of the published act with pieces taken out never throws and never invents a number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15_000 }), fc.integer({ min: 0, max: 3_000 }), (from, length) => {
        const { act } = read(publishedText.slice(0, from) + publishedText.slice(from + length));
        if (act.number !== undefined) expect(publishedText).toContain(String(act.number));
        for (const { fingerprint } of act.recordedAttachments ?? []) expect(publishedText).toContain(fingerprint);
      }),
      { numRuns: 60 },
    );
  });
});
