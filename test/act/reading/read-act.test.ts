// Proves that an existing act is read into data: the published seed whole, and each field in the forms that acts use.
import { describe, expect, it } from "vitest";
import { checkAct } from "../../../shared/act/checks/check-act.ts";
import { cremona2706 } from "../../../shared/act/examples/cremona-2706-2025.ts";
import { pagesOfText, type ReadAct, readAct } from "../../../shared/act/reading/index.ts";
import { publishedText } from "../../fixtures/acts/printed/layouts.ts";
import { sayable } from "./same-act.ts";

const read = (text: string): ReadAct => readAct(pagesOfText(text));
/** A short act around some lines of its first page. */
const headed = (lines: string) =>
  read(`COMUNE DI BORGO SERENO\n\n${lines}\n\nOGGETTO Affidamento di prova\n\nIL DIRIGENTE\n`);
const deciding = (text: string) => read(`COMUNE DI BORGO SERENO\n\nOGGETTO Prova\n\nDETERMINA\n\n${text}\n`);

describe("the published act of Cremona, from its text", () => {
  const seed = read(publishedText);

  it("gives every field that its text says, sections and movimenti included", () => {
    expect(sayable(seed.act)).toEqual(sayable(cremona2706));
    expect(seed.whole).not.toBeNull();
    expect(seed.problems).toEqual([]);
  });

  it("says what it does not: the RUP by name, the impronta of C, and what only a person knows", () => {
    expect(seed.missing).toEqual([
      { field: "roles.rup", why: "not-found" },
      { field: "recordedAttachments.C", why: "not-found" },
      { field: "contract.outgoingContractor", why: "person" },
      { field: "contract.rotationWaiver", why: "person" },
      { field: "externalFunding", why: "person" },
      { field: "duration.committedPartEnds", why: "person" },
    ]);
  });

  it("has its one error, ALL-01, and PAG-01 for the feet that the extraction lost", () => {
    const findings = checkAct(seed.whole ?? cremona2706, { footers: seed.footers });
    expect(findings.filter(({ severity }) => severity === "E").map(({ code }) => code)).toEqual(["ALL-01"]);
    expect(findings.map(({ code }) => code)).toContain("PAG-01");
  });

  it("says of every field where it stands, in words of the text", () => {
    const squeezed = publishedText.replace(/\*\*/g, "").replace(/\s+/g, " ");
    for (const { field, where } of seed.found) {
      expect(where.page, field).toBe(1);
      for (const piece of where.text.split("…")) expect(squeezed, field).toContain(piece.slice(0, 30).trim());
    }
  });

  it("reads the same after line ends of another system, a byte order mark and no bold", () => {
    const other = `\ufeff${publishedText.replaceAll("**", "").replaceAll("\n", "\r\n")}`;
    expect(sayable(read(other).act)).toEqual(sayable(seed.act));
  });
});

describe("number and date", () => {
  it.each([
    ["2706/2025 del 24/12/2025", 2706, 2025, "2025-12-24"],
    ["N. 2706/2025 del 24/12/2025", 2706, 2025, "2025-12-24"],
    ["N. 2706/2025\ndel 24/12/2025", 2706, 2025, "2025-12-24"],
    ["Determinazione dirigenziale n. 12 del 1º gennaio 2026", 12, 2026, "2026-01-01"],
    ["DETERMINAZIONE N. 7 DEL 24.12.2025", 7, 2025, "2025-12-24"],
    ["Determinazione n° 7 in data 24-12-2025", 7, 2025, "2025-12-24"],
    ["Registro generale n. 123 del 24 dicembre 2025", 123, 2025, "2025-12-24"],
    ["n. 9/2025 del 29/02/2025", 9, 2025, undefined],
    ["Determinazione N. 44/2025", 44, 2025, undefined],
  ])("of «%s» are %s, %s and %s", (text, number, year, date) => {
    const { act } = headed(text);
    expect([act.number, act.year, act.date]).toEqual([number, year, date]);
  });

  it.each(["N.\ndel", "", "Protocollo interno", "2706", "del 24/12/2025"])(
    "are missing where the act says «%s»",
    (text) => {
      const { act, missing } = headed(text);
      expect(act.number).toBeUndefined();
      expect(missing).toContainEqual({ field: "number", why: "not-found" });
    },
  );

  it("are not taken from an act that is only cited", () => {
    const { act } = read(
      'COMUNE DI BORGO SERENO\n\nOGGETTO Prova\n\nPREMESSE\n1. Determinazione n. 5 del 01/02/2025 con oggetto: "x".\n',
    );
    expect(act.number).toBeUndefined();
    expect(act.precedingActs).toEqual([
      { type: "Determinazione", number: "5", year: 2025, date: "2025-02-01", subject: "x" },
    ]);
  });
});

describe("the first page", () => {
  it("gives the body's name in small letters, the organ and the names without their doubled labels", () => {
    const { act } = headed("Determinazione dirigenziale\n\nSettore SETTORE SCUOLA\n\nServizio: Mense");
    expect(act).toMatchObject({
      body: { name: "Comune di Borgo Sereno" },
      department: "SETTORE SCUOLA",
      service: "Mense",
    });
    expect(act.organ).toBe("DIRIGENTE");
  });

  it("ends the subject where another field begins", () => {
    const { act } = read(
      "COMUNE DI PROVA\n\nOGGETTO: Affidamento del servizio\ndi trascrizione\nSettore Affari generali\n\nIL RESPONSABILE\n",
    );
    expect(act.subject).toBe("Affidamento del servizio di trascrizione");
  });

  it("takes no heading for a subject when there is none", () => {
    expect(read("COMUNE DI PROVA\n\nIL DIRIGENTE\n\nPREMESSE\n1. Una premessa.\n").act.subject).toBeUndefined();
  });
});

describe("roles", () => {
  it.each([
    ["Direttore: PROVA ADELE", "signatory", "PROVA ADELE"],
    ["Il Dirigente: dott.ssa Adele Prova", "signatory", "dott.ssa Adele Prova"],
    ["Responsabile del Procedimento Istruttorio: Bruno Esempio", "proceedingOfficer", "Bruno Esempio"],
    ["Pratica trattata da ESEMPIO BRUNO pag. 1/5", "handledBy", "ESEMPIO BRUNO"],
    ["RUP: Carla Modello", "rup", "Carla Modello"],
    ["Responsabile unico del progetto (RUP): D'Àngelo Zoë", "rup", "D'Àngelo Zoë"],
  ] as const)("«%s» names %s", (line, role, name) => {
    expect(headed(line).act.roles?.[role]).toEqual({ name });
  });

  it("are nobody where the act names an office or nobody", () => {
    const { act } = headed("Direttore: non indicato\n\nPratica trattata da —");
    expect(act.roles).toEqual({});
    expect(
      read("OGGETTO x\n\nMOTIVAZIONE\n1. Il Responsabile unico del progetto è identificato altrove.").act.roles,
    ).toEqual({});
  });

  it("of the RUP are read from the sentence that names them", () => {
    const { act } = read("OGGETTO x\n\nMOTIVAZIONE\n1. Il Responsabile unico del progetto è Carla Modello e firma.");
    expect(act.roles?.rup).toEqual({ name: "Carla Modello" });
  });
});

describe("amounts and codes", () => {
  it("of a spending are net, VAT and total, in cents", () => {
    const { act } = deciding(
      "1) Approvare la spesa complessiva di € 43.920,00 di cui € 36.000,00 imponibile ed € 7.920,00 per IVA 22%.",
    );
    expect(act.totals).toEqual({ net: 3_600_000, vat: 792_000, total: 4_392_000, vatRate: 22 });
  });

  it("are not guessed from a sentence that does not part them", () => {
    expect(deciding("1) Approvare la spesa di 43.920,00 euro, IVA compresa.").act.totals).toBeUndefined();
    expect(deciding("1) Prendere atto del piano finanziario 1.03.02.15.999.").act.commitment).toBeUndefined();
  });

  it("are read where the programme writes number and year in either order", () => {
    const { act } = deciding(
      "1) La spesa trova finanziamento al PEG 31, accertamento 2025/626, assunto con determinazione n. 2025/1126.",
    );
    expect(act.revenue).toEqual({ peg: "31", assessment: { year: 2025, number: "626" }, act: "2025/1126" });
    const turned = deciding("1) Finanziamento al PEG 31, accertamento n. 626/2025 di euro 1.000,00.");
    expect(turned.act.revenue).toEqual({ peg: "31", assessment: { year: 2025, number: "626" }, amount: 100_000 });
  });

  it("take a wrong CIG as it is written, so that its check can say so", () => {
    expect(deciding("1) Affidare. CIG: I000079999. CUP Z99J25000027060").act).toMatchObject({
      cig: "I000079999",
      cup: "Z99J25000027060",
    });
  });
});

describe("movimenti contabili", () => {
  const table = (rows: string) =>
    read(`OGGETTO x\n\nDETERMINA\n1) y.\n\nMovimenti contabili:\n\n${rows}\n\nALLEGATI\n`);

  it("with an article, a negative amount and an entry are read from a table with tabs", () => {
    const { act, problems } = table(
      "U / Prenotazione\t2026\t101/2 Spese varie\t1.03.02.15.999\t77\t2026/12\t-1.000,50\nMissione e Programma\t01 02\nE / Accertamento REGIONE\t2025\t55 Contributo\tE.2.01.01.02.001\t\t9/2025\t12.000,00",
    );
    expect(problems).toEqual([]);
    expect(act.movements).toMatchObject([
      {
        type: "U/Prenotazione",
        chapter: "101",
        article: "2",
        number: "2026/12",
        amount: -100_050,
        mission: "01",
        programme: "02",
      },
      {
        type: "E/Accertamento",
        source: "REGIONE",
        financialPlan: "E.2.01.01.02.001",
        number: "9/2025",
        amount: 1_200_000,
      },
    ]);
  });

  it("that cannot be read are told, and nothing is made of them", () => {
    const { act, problems } = table("U / Impegno\t2025\t101 Senza importo\t1.03.02.15.999\t77\t\t");
    expect(act.movements).toEqual([]);
    expect(problems).toMatchObject([{ code: "MOVEMENT_NOT_READ" }]);
    expect(table("Tabella illeggibile").problems).toMatchObject([{ code: "MOVEMENT_NOT_READ" }]);
  });
});

describe("a document without text", () => {
  it("is a scan: one answer, and nothing found", () => {
    const scan = readAct([[], [], []]);
    expect(scan).toMatchObject({ act: {}, whole: null, found: [], pages: 3 });
    expect(scan.missing).toEqual([{ field: "(testo)", why: "no-text" }]);
  });

  it("that is no act gives nothing but what is missing", () => {
    const recipe = read("Torta di mele\n\nSbucciare le mele, unire 300 g di farina e cuocere a 180 gradi.\n");
    expect(recipe.found).toEqual([]);
    expect(recipe.whole).toBeNull();
    expect(recipe.missing.map(({ field }) => field)).toContain("subject");
  });
});
