// What looks like somebody's data in a text that is about to be published, the subject of the act included.
import { describe, expect, it } from "vitest";
import { borgoSereno2706, checkAct, cremona2706, personalData } from "../../shared/act/index.ts";

const act = (subject: string, text = "Testo.") => ({
  ...borgoSereno2706,
  subject,
  sections: { ...sections, premises: [{ style: "plain" as const, text }] },
});
const sections = {
  premises: [],
  motivation: [],
  administrativeChecks: [],
  accountingChecks: [],
  legislation: [],
  decision: [],
};
const kinds = (text: string) => personalData(act("Oggetto", text)).map(({ kind }) => kind);

describe("personal data in a text", () => {
  it("are nowhere in the acts that are printed as examples", () => {
    expect(personalData(cremona2706)).toEqual([]);
    expect(personalData(borgoSereno2706)).toEqual([]);
  });

  it.each([
    ["contributo a PRVDLA75C52Z999U per la locazione", ["fiscal-code"]],
    ["contributo a prvdla75c52z999u", ["fiscal-code"]],
    ["un codice con la lettera di controllo errata: PRVDLA75C52Z999A", []],
    ["accredito su IT60 X054 2811 1010 0000 0123 456 intestato al beneficiario", ["iban"]],
    ["accredito su IT60X0542811101000000123456", ["iban"]],
    ["IT61X0542811101000000123456 non è un IBAN", []],
    ["reperibile al tel. 0372 000000", ["phone"]],
    ["cellulare: +39 333 1234567", ["phone"]],
    ["numero 3331234567", ["phone"]],
    ["procedura Sintel 210325673 e DURC n. 51025582", []],
    ["importo 3.331.234,567 e 333,1234567", []],
    ["scrivere a adele.prova@example.org", ["email"]],
    ["persona con disabilità grave", ["health"]],
    ["nucleo in disagio economico, ISEE inferiore", ["health", "health"]],
    ["Il servizio è disponibile e la stabilità dei conti è garantita", []],
    ["partita IVA 00001017771, CIG I000065AC3, CUP E11B20000000001", []],
  ] as const)("%s", (text, expected) => expect(kinds(text)).toEqual(expected));

  it("are findings that somebody must decide on, in the subject too, and never repeated whole", () => {
    const found = checkAct(act("Contributo a PRVDLA75C52Z999U, invalidità", "cell. 333 1234567")).filter((one) =>
      one.code.startsWith("PRI"),
    );
    expect(found.map(({ code, severity, where }) => [code, severity, where])).toEqual([
      ["PRI-02", "A", "Oggetto"],
      ["PRI-04", "A", "Premesse"],
      ["PRI-06", "A", "Oggetto"],
    ]);
    expect(JSON.stringify(found)).not.toContain("PRVDLA75C52Z999U");
    expect(JSON.stringify(found)).not.toContain("3331234567");
  });

  it("are no finding where the text that is published is another", () => {
    const withOmissis = { ...act("Contributo a PRVDLA75C52Z999U"), privacy: { rendition: "omissis" as const } };
    expect(checkAct(withOmissis).filter((one) => one.code > "PRI-01" && one.code < "PRJ")).toEqual([]);
  });

  it("end on text that is made to make the patterns slow", () => {
    for (const piece of ["A1 ", "IT60 ", "a.", "3 ", "tel ", "disabil", "@a."])
      expect(kinds(piece.repeat(20_000)).length).toBeLessThan(2);
  });
});
