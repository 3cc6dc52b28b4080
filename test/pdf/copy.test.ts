import { beforeAll, describe, expect, it } from "vitest";
import { readEngineParts } from "../../local/engine/index.ts";
import type { ActData } from "../../shared/act/index.ts";
import {
  type CopyStamps,
  compareCopy,
  type ExtractedText,
  extractText,
  openRenderer,
  type Renderer,
  UnreadablePdf,
} from "../../shared/pdf/index.ts";
import { act, brief, ingredients, pdfOf, plain, read, setup, signedDigest, stamps, withSection } from "./samples.ts";

let renderer: Renderer;
let original: Uint8Array;
let copy: Uint8Array;
let briefOriginal: Uint8Array;
let text: ExtractedText;
beforeAll(async () => {
  renderer = await openRenderer(await readEngineParts());
  original = pdfOf(await renderer.renderOriginal(act, setup)).bytes;
  copy = pdfOf(await renderer.renderCopy(act, stamps, setup)).bytes;
  briefOriginal = pdfOf(await renderer.renderOriginal(brief, setup)).bytes;
  text = await extractText(copy);
});

const copyOf = async (data: ActData, said: CopyStamps = stamps) =>
  pdfOf(await renderer.renderCopy(data, said, setup)).bytes;

describe("the stamped copy", () => {
  it("carries the foot, the roles, number, date and page on every page", () => {
    for (const [index, page] of text.pages.entries()) {
      const said = read(page);
      for (const wanted of [
        "Documento firmato digitalmente, il cui originale informatico sostituisce il documento cartaceo e la firma autografa (artt. 20 e 21 del D.Lgs. n. 82/2005).",
        "Direttore: PROVA ADELE",
        "Responsabile del procedimento istruttorio: Bruno Esempio",
        "Pratica trattata da ESEMPIO BRUNO",
        `pag. ${index + 1}/${text.pages.length}`,
        "COPIA",
        "Copia informatica della determinazione n. 2706/2025 del 24/12/2025.",
        `L'originale firmato è il file con impronta SHA-256 ${signedDigest}`,
        "codice 7KQ2-M4XD",
        "DOCUMENTO DI PROVA – NESSUN VALORE LEGALE",
      ])
        expect(said, `page ${index + 1}`).toContain(wanted);
    }
  });

  it("fills the box and closes with who approved, who signed and what the effect is", () => {
    expect(read(text.bodies[0] ?? "")).toContain("N. 2706/2025 del 24/12/2025 OGGETTO");
    const closing = read(text.bodies.at(-1) ?? "");
    for (const wanted of [
      "Verifica e approvazioni",
      "determinazione-firmata.pdf",
      "Adele Prova, Direttore",
      "Firma integra; attendibilità del certificato non verificata. Formato PAdES.",
      "codice fiscale PRVDLA**********",
      "24/12/2025 09:30:00 (ora italiana). Ora dichiarata dal firmatario, non da una marca temporale.",
      "Dario Finto, Servizio finanziario, in sostituzione di Bruno Esempio",
      "Approvazione registrata il 22/12/2025 10:12:44 (ora italiana).",
      "Non è una firma digitale e non sostituisce la sottoscrizione dell'atto.",
      "In attesa di visto di regolarità contabile (art. 183, comma 7, D.Lgs. 267/2000): non esecutivo.",
      ...act.recordedAttachments.map((one) => one.fingerprint),
    ])
      expect(closing).toContain(wanted);
    expect(read(text.pages.join())).not.toContain("PRVDLA75C52Z999U");
  });

  it("moves no line of the act", async () => {
    const signed = await extractText(original);
    const lines = (bodies: readonly string[]) => bodies.slice(1).flatMap((body) => body.split("\n"));
    expect(lines(text.bodies.slice(0, signed.bodies.length))).toEqual(lines(signed.bodies));
  });

  it("gives the same bytes again", async () => {
    const again = await copyOf(structuredClone(act), structuredClone(stamps));
    expect(Buffer.compare(again, copy)).toBe(0);
  });

  it("says nothing of a test where the keys are no test keys", async () => {
    const outcome = await renderer.renderCopy(brief, { ...stamps, test: false }, { documentDate: "2025-12-24" });
    expect((await extractText(pdfOf(outcome).bytes)).pages.join()).not.toContain("PROVA – NESSUN");
  });

  it.each([
    [{ state: "executive-on-adoption" } as const, "è esecutivo dalla data di adozione."],
    [
      { state: "executive", from: "2025-12-30", vistoBy: "Dario Finto", commitments: ["2025/881"] } as const,
      "FAVOREVOLE. L'atto è esecutivo dal 30/12/2025. Visto di Dario Finto. Impegni: 2025/881.",
    ],
    [{ state: "visto-refused", reason: "capitolo incapiente" } as const, "NEGATO. Motivo: capitolo incapiente."],
  ])("prints the effect %o", async (effect, sentence) => {
    const { bodies } = await extractText(await copyOf(brief, { ...stamps, effect }));
    expect(read(bodies.at(-1) ?? "")).toContain(sentence);
  });
});

describe("a later revision of the copy", () => {
  const later: CopyStamps = {
    ...stamps,
    revision: 3,
    effect: { state: "executive", from: "2025-12-30", vistoBy: "Dario Finto" },
    visto: {
      outcome: "FAVOURABLE",
      by: "Dario Finto",
      role: "Responsabile del servizio finanziario",
      at: "2025-12-30T11:00:00Z",
      file: { fileName: "visto-2706-2025.pdf.p7m", sha256: "B7".repeat(32) },
      signature: {
        name: "Dario Finto",
        role: "Responsabile del servizio finanziario",
        fiscalCode: "FNTDRA70A01Z999X",
        verdict: "valid",
        qualified: true,
        format: "CAdES",
        provedAt: "2025-12-30T10:59:00Z",
      },
      commitments: ["2025/881", "2025/882"],
    },
    amendedBy: [{ kind: "RECTIFIED", number: 12, year: 2026, date: "2026-01-10", note: "Per errore materiale." }],
    earlierCopies: [{ revision: 2, sha256: "C8".repeat(32), at: "2025-12-24T11:00:00Z" }],
  };

  it("prints visto, later acts and the revisions that it replaces, and passes the comparison", async () => {
    const bytes = await copyOf(brief, later);
    const said = await extractText(bytes);
    const closing = read(said.bodies.join("\n"));
    for (const wanted of [
      "Copia informatica, revisione 3",
      "EFFICACIA L'atto è esecutivo dal 30/12/2025.",
      "VISTO CONTABILE Dario Finto, Responsabile del servizio finanziario",
      "FAVOREVOLE. Impegni: 2025/881, 2025/882. Registrato il 30/12/2025 12:00:00 (ora italiana).",
      "Firma valida. Formato CAdES. Certificato qualificato; codice fiscale FNTDRA**********.",
      `File visto-2706-2025.pdf.p7m, impronta SHA-256 ${"B7".repeat(32)}`,
      "ATTI SUCCESSIVI ATTO RETTIFICATO con determinazione n. 12/2026 del 10/01/2026. Per errore materiale.",
      `Revisione 2 del 24/12/2025 12:00:00 (ora italiana), impronta SHA-256 ${"C8".repeat(32)}`,
    ])
      expect(closing).toContain(wanted);
    for (const page of said.furniture) expect(read(page)).toContain("ATTO RETTIFICATO con determinazione n. 12/2026");
    expect(await compareCopy(briefOriginal, bytes, { ...ingredients, stamps: later })).toEqual({ same: true });
    expect(await compareCopy(briefOriginal, bytes, ingredients)).toMatchObject({ same: false });
  });

  it("says a refused visto with its reason, and that the act has no effect", async () => {
    const visto = { ...later.visto, outcome: "REFUSED", reason: "Capitolo incapiente", commitments: [] } as NonNullable<
      CopyStamps["visto"]
    >;
    const effect = { state: "visto-refused", reason: "Capitolo incapiente" } as const;
    const said = await extractText(await copyOf(brief, { ...stamps, visto, effect }));
    expect(read(said.bodies.join("\n"))).toContain("NEGATO. L'atto non è esecutivo. Motivo: Capitolo incapiente");
  });
});

describe("the comparison before the seal", () => {
  it("finds copy and original the same, stamps apart", async () => {
    expect(await compareCopy(original, copy, { ...ingredients, act })).toEqual({ same: true });
  });

  const first = brief.movements[0];
  const changed: readonly (readonly [string, () => ActData, RegExp])[] = [
    ["a word", () => withSection("decision", [plain("Affidare ad altri")]), /Affidaread/],
    ["an amount", () => ({ ...brief, movements: first ? [{ ...first, amount: first.amount + 1 }] : [] }), /43\.920,01/],
    [
      "an impronta",
      () => ({
        ...brief,
        recordedAttachments: brief.recordedAttachments.map((a) => ({ ...a, fingerprint: "F".repeat(64) })),
      }),
      /FFF/,
    ],
    ["the subject", () => ({ ...brief, subject: `${brief.subject} bis` }), /bis/],
    ["a hyphen", () => ({ ...brief, service: "Servizio Abitare e Quar-tieri" }), /Quar-tieri/],
  ];
  it.each(changed)("finds %s that was changed", async (_, alter, found) => {
    const result = await compareCopy(briefOriginal, await copyOf(alter()), ingredients);
    expect(result).toMatchObject({ same: false, difference: { where: "body" } });
    expect(result).toMatchObject({ difference: { found: expect.stringMatching(found) } });
  });

  it.each([
    ["body", { number: 2707 }],
    ["stamps", { approvals: [] }],
    ["stamps", { effect: { state: "executive-on-adoption" } as const }],
    ["stamps", { verification: { ...stamps.verification, address: "altrove.example" } }],
  ])("finds stamps (%s) that are not the ones to be sealed", async (where, other) => {
    const forged = await copyOf(brief, { ...stamps, ...other });
    const result = await compareCopy(briefOriginal, forged, ingredients);
    expect(result).toMatchObject({ same: false, difference: { where } });
  });

  it("finds a role that was changed in the foot", async () => {
    const roles = { ...brief.roles, handledBy: { name: "FINTO DARIO" } };
    const result = await compareCopy(briefOriginal, await copyOf({ ...brief, roles }), ingredients);
    expect(result).toMatchObject({ same: false, difference: { where: "furniture", page: 1 } });
  });

  it("finds an original of another act", async () => {
    const other = pdfOf(await renderer.renderOriginal({ ...brief, subject: "Altro" }, setup)).bytes;
    expect(await compareCopy(other, await copyOf(brief), ingredients)).toMatchObject({ same: false });
  });
});

describe("reading text", () => {
  it.each([
    ["nothing", new Uint8Array()],
    ["text", new TextEncoder().encode("non è un PDF")],
    ["a truncated PDF header", new TextEncoder().encode("%PDF-1.7\n1 0 obj <<")],
  ])("says of %s that it is no readable PDF", async (_, bytes) => {
    await expect(extractText(bytes)).rejects.toBeInstanceOf(UnreadablePdf);
  });

  it("stops at the limits", async () => {
    await expect(extractText(copy, { pages: 2, characters: 1e6 })).rejects.toThrow(/pages/);
    await expect(extractText(copy, { pages: 100, characters: 1000 })).rejects.toThrow(/characters/);
  });

  it("leaves the bytes it was given alone", async () => {
    const before = copy.slice();
    await extractText(copy);
    expect(Buffer.compare(copy, before)).toBe(0);
  });
});
