// Proves that the impronte of an act are found however its pages break them, and that nothing else is taken for one.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintBase64, parseFingerprint } from "../../../shared/act/fingerprint.ts";
import { pagesOfText, readAct } from "../../../shared/act/reading/index.ts";

const a = "38B3EC72F3ABC9144C1B662C78F74F50574FAFBF6407368AE4F948B2CE5E1CDC";
const b = "8029E4B4489194DF8CD8C9FF6B5CB8D871A46AFCF1D31C63A917E475EFCAAA4A";
const listed = (text: string) => readAct(pagesOfText(`OGGETTO Prova\n\nALLEGATI\n\n${text}\n`));
const recorded = (text: string) =>
  listed(text).act.recordedAttachments?.map(({ label, fingerprint }) => [label, fingerprint]);

const base64 = (hex: string) => {
  const parsed = parseFingerprint(hex);
  return parsed.ok ? fingerprintBase64(parsed.value) : "";
};
const cut = (every: number, by: string) => (a.match(new RegExp(`.{1,${every}}`, "g")) ?? []).join(by);
const foot =
  "\npag. 1/5\n\nDocumento firmato digitalmente, il cui originale informatico sostituisce il documento cartaceo e la firma autografa (artt. 20 e 21 del D.Lgs n. 82/2005).\nDirettore: PROVA ADELE\nPratica trattata da ESEMPIO BRUNO\n";

describe("an impronta", () => {
  it.each([
    ["on one line", `- Allegato A (impronta: ${a})`],
    ["bold, as Markdown", `- **Allegato A** (impronta: ${a})`],
    ["broken over lines", `Allegato A (impronta:\n${cut(17, "\n")})`],
    ["spaced in groups", `Allegato A (impronta: ${cut(4, " ")})`],
    ["with soft hyphens where it is broken", `Allegato A (impronta: ${cut(20, "\u00ad\n")})`],
    ["in small letters", `Allegato A (impronta: ${a.toLowerCase()})`],
    ["in base64, broken", `Allegato A (impronta: ${base64(a).slice(0, 20)}\n${base64(a).slice(20)})`],
    ["across a page, with its foot in between", `Allegato A (impronta: ${a.slice(0, 30)}${foot}${a.slice(30)})`],
    ["across a page break", `Allegato A (impronta: ${a.slice(0, 30)}\n\fpag. 2/5\n${a.slice(30)})`],
    ["without brackets", `Allegato A impronta ${a}`],
    ["after its algorithm", `Allegato A – impronta SHA-256: ${a}`],
    ["after its title", `Allegato A – Lettera di invito (impronta: ${a})`],
    [
      "of a label between quotation marks",
      `Allegato «A» (impronta: ${a}) – algoritmo SHA-256, calcolata sul file caricato`,
    ],
    ["with words right after it", `Allegato A impronta: ${a} Decreto`],
    ["after zero-width spaces", `Allegato A (impronta: ${cut(8, "\u200b")})`],
    ["written as All.", `All. A (impronta: ${a})`],
  ])("is found %s", (_, text) => {
    expect(recorded(text)).toEqual([["A", a]]);
  });

  it("keeps the order of the list, and its algorithm where one is said", () => {
    const { act } = listed(
      `- Allegato B (impronta: ${b})\n- Allegato A (impronta: ${a})\n  Lettera – algoritmo SHA-256`,
    );
    expect(act.recordedAttachments).toEqual([
      { label: "B", fingerprint: b, algorithm: null },
      { label: "A", fingerprint: a, algorithm: "SHA-256" },
    ]);
  });

  it("is missing for an attachment that is listed or declared without one", () => {
    const read = listed(`Allegato A (impronta: ${a})\nAllegato C (impronta non registrata nell'atto)\nDisciplinare`);
    expect(read.act.recordedAttachments?.map(({ label }) => label)).toEqual(["A"]);
    expect(read.missing).toContainEqual({ field: "recordedAttachments.C", why: "not-found" });
    expect(read.problems).toEqual([]);
  });

  it.each([
    ["too short", a.slice(0, 63)],
    ["too long", `${a}A`],
    ["not hexadecimal", `${a.slice(0, 63)}Z`],
    ["an SHA-1", a.slice(0, 40)],
  ])("that is %s is told, and not recorded", (_, text) => {
    const read = listed(`Allegato A (impronta: ${text})`);
    expect(read.act.recordedAttachments).toEqual([]);
    expect(read.problems).toMatchObject([{ code: "FINGERPRINT_NOT_VALID", about: "A" }]);
  });

  it("that stands twice for one label is told, and both are kept", () => {
    const read = listed(`Allegato A (impronta: ${a})\nAllegato A (impronta: ${b})`);
    expect(read.act.recordedAttachments).toHaveLength(2);
    expect(read.problems).toMatchObject([{ code: "LABEL_TWICE", about: "A", value: b }]);
  });

  it("is found in a text without the ALLEGATI heading, two on one line too", () => {
    const { act } = readAct(pagesOfText(`Si allegano: Allegato A (impronta: ${a}) e Allegato B (impronta: ${b}).`));
    expect(act.recordedAttachments?.map(({ label }) => label)).toEqual(["A", "B"]);
  });

  it("of the closing page of a copy is no entry of the act", () => {
    const copy = `ALLEGATI\n\nAllegato A (impronta: ${a})\n\nVerifica e approvazioni\n\nORIGINALE FIRMATO\nimpronta SHA-256\n${b}\nAllegato B\n${b}\n`;
    expect(readAct(pagesOfText(copy)).act.recordedAttachments?.map(({ label }) => label)).toEqual(["A"]);
  });

  it("is found whatever blanks break it, and is exactly the one that was written", () => {
    const digest = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEF"), minLength: 64, maxLength: 64 });
    const blanks = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 63 }), fc.constantFrom(" ", "\n", "\u00ad\n", "\t", "  \n ")),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(digest, blanks, (hex, places) => {
        let text = hex;
        for (const [at, blank] of places.toSorted(([one], [other]) => other - one))
          text = text.slice(0, at) + blank + text.slice(at);
        expect(recorded(`Allegato A (impronta: ${text})`)).toEqual([["A", hex]]);
      }),
      { numRuns: 150 },
    );
  });
});
