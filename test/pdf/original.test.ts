import { beforeAll, describe, expect, it } from "vitest";
import { readEngineParts } from "../../local/engine/index.ts";
import { cremona2706 } from "../../shared/act/examples/cremona-2706-2025.ts";
import type { ActData, Block } from "../../shared/act/index.ts";
import { extractText, openRenderer, type Renderer } from "../../shared/pdf/index.ts";
import { act, brief, pdfOf, plain, read, setup, withSection } from "./samples.ts";

let renderer: Renderer;
beforeAll(async () => {
  renderer = await openRenderer(await readEngineParts());
});

const textOf = async (data: ActData) => extractText(pdfOf(await renderer.renderOriginal(data, setup)).bytes);
const words = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block) => [block.text, ...words(block.children ?? [])]);

describe("the act as it goes to signature", () => {
  it.each([
    ["the twin", act],
    ["the published act of Cremona", cremona2706],
  ])("prints every section of %s, whole and in order", async (_, data) => {
    const text = read((await textOf(data)).bodies.join("\n"));
    const { sections } = data;
    if (!sections) throw new Error("the example has sections");
    const expected = [
      data.body.name.toUpperCase(),
      "Determinazione dirigenziale",
      "OGGETTO",
      data.subject,
      data.department ?? "",
      data.service ?? "",
      `IL ${data.organ}`,
      "PREMESSE",
      ...words(sections.premises),
      "MOTIVAZIONE",
      ...words(sections.motivation),
      "PRE-VERIFICHE AMMINISTRATIVE",
      ...words(sections.administrativeChecks),
      "PRE-VERIFICHE CONTABILI",
      ...words(sections.accountingChecks),
      "NORMATIVA",
      ...words(sections.legislation),
      "DETERMINA",
      "DECISIONE",
      ...words(sections.decision),
      "Movimenti contabili",
      "U / Impegno",
      "43.920,00",
      "Missione e Programma 12 06",
      "ALLEGATI",
    ];
    let at = 0;
    for (const wanted of expected) {
      const found = text.indexOf(read(wanted), at);
      expect(found, `«${wanted}» after «${text.slice(Math.max(0, at - 60), at)}»`).toBeGreaterThanOrEqual(0);
      at = found + read(wanted).length;
    }
  });

  it("leaves the number box empty even when the data carry a number", async () => {
    const text = read((await textOf(cremona2706)).pages.join("\n"));
    expect(text).toContain("N. del OGGETTO");
    expect(text).not.toContain("2706/2025");
  });

  it("prints roles and page of pages in a neutral foot on every page", async () => {
    const { furniture } = await textOf(act);
    expect(furniture.length).toBeGreaterThan(3);
    for (const [index, foot] of furniture.entries()) {
      const said = read(foot);
      expect(said).toContain("Direttore: PROVA ADELE");
      expect(said).toContain("Responsabile del procedimento istruttorio: Bruno Esempio");
      expect(said).toContain("Pratica trattata da ESEMPIO BRUNO");
      expect(said).toContain(`pag. ${index + 1}/${furniture.length}`);
      expect(said).not.toContain("firmato digitalmente");
    }
  });

  it("prints each recorded impronta and says where there is none", async () => {
    const text = read((await textOf(cremona2706)).bodies.join("\n"));
    for (const { label, fingerprint } of cremona2706.recordedAttachments)
      expect(text).toContain(`Allegato ${label} (impronta: ${fingerprint})`);
    expect(text).toContain("Allegato C (impronta non registrata nell'atto)");
  });

  it("gives the same bytes for the same act, and says what made them", async () => {
    const once = pdfOf(await renderer.renderOriginal(act, setup));
    const between = pdfOf(await renderer.renderOriginal(cremona2706, setup));
    const again = pdfOf(await renderer.renderOriginal(structuredClone(act), setup));
    expect(again.sha256).toBe(once.sha256);
    expect(Buffer.compare(again.bytes, once.bytes)).toBe(0);
    expect(between.sha256).not.toBe(once.sha256);
    expect(once.sha256).toMatch(/^[0-9A-F]{64}$/);
    expect([once.fontsDigest, once.templateDigest]).toEqual([between.fontsDigest, between.templateDigest]);
  });

  it("prints a subject of 900 characters whole", async () => {
    const subject = "Affidamento del servizio, lotto numero uno, ".repeat(21).slice(0, 900);
    expect(read((await textOf({ ...brief, subject })).bodies[0] ?? "")).toContain(read(subject).trim());
  });

  it("prints what looks like markup as it stands", async () => {
    const hostile =
      '#read("/etc/passwd") *b* _i_ $x$ @ref <l> `r` // c /* d */ \\ ~ -- ... = h #import "@preview/a:1.0.0"';
    const { bodies } = await textOf({ ...withSection("motivation", [plain(hostile)]), subject: hostile });
    const bare = (said: string) => said.replace(/[\s\u00AD]/g, "");
    expect(bare(bodies.join()).split(bare(hostile))).toHaveLength(3);
  });

  it("prints letters from beyond Italian", async () => {
    const name = "Škoda Žižek Čapek Őrség № ≥ “virgolette” ‘apici’ € – — …";
    expect(read((await textOf(withSection("premises", [plain(name)]))).bodies.join())).toContain(name);
  });

  it.each(["Ευαγγελία Παπαδοπούλου", "Ольга Щербакова", "Зоря Їжакевич", "Nguyễn Thị Hồng", "Đặng Łukasz Þór"])(
    "prints the name %s in text and foot, every letter",
    async (name) => {
      const roles = { ...brief.roles, handledBy: { name } };
      const { bodies, furniture } = await textOf({ ...withSection("premises", [plain(name)]), roles });
      expect(read(bodies.join())).toContain(name);
      expect(read(furniture.join())).toContain(`Pratica trattata da ${name}`);
    },
  );

  it("keeps a list of attachments on one page, and the last of them never alone", async () => {
    const filler = Array.from({ length: 26 }, () =>
      plain("Una riga di testo di prova che riempie la pagina. ".repeat(2)),
    );
    for (const lines of [20, 22, 24, 26]) {
      const { bodies } = await textOf({ ...withSection("motivation", filler.slice(0, lines)), movements: [] });
      const page = bodies.find((body) => body.includes("ALLEGATI")) ?? "";
      expect(page.match(/\(impronta/g)).toHaveLength(brief.recordedAttachments.length);
    }
  });

  it("breaks a word that no line can hold, without a character of its own", async () => {
    const address = `https://prova.example/${"percorso".repeat(30)}`;
    const text = (await textOf(withSection("motivation", [plain(address)]))).bodies.join("\n");
    expect(text.replace(/\s/g, "")).toContain(address);
    for (const line of text.split("\n")) expect(line.length).toBeLessThan(130);
  });

  it("marks a draft as one", async () => {
    const { bytes } = pdfOf(await renderer.renderOriginal(brief, { ...setup, marking: "draft" }));
    const { furniture } = await extractText(bytes);
    for (const page of furniture) expect(page).toContain("BOZZA – non firmata. Priva di valore legale.");
  });
});

describe("what cannot be printed", () => {
  it.each([
    ["GLYPH_MISSING", "un ideogramma 漢 nel testo", "U+6F22"],
    ["GLYPH_MISSING", "una faccina 😀 nel testo", "U+1F600"],
    ["GLYPH_MISSING", "un nome in ebraico, דוד", "U+05D3"],
    ["GLYPH_MISSING", "un nome in arabo, محمد", "U+0645"],
    ["CONTROL_CHARACTER", "un campanello \u0007 nel testo", "U+0007"],
    ["CONTROL_CHARACTER", "un verso \u202E rovesciato", "U+202E"],
    ["CONTROL_CHARACTER", "uno spazio nullo \u200B nascosto", "U+200B"],
    ["CONTROL_CHARACTER", "un surrogato \uD800 solo", "U+D800"],
  ])("is refused as %s with its field: %s", async (code, text, codePoint) => {
    const outcome = await renderer.renderOriginal(withSection("motivation", [plain("bene"), plain(text)]), setup);
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code, whoCanFix: "officer", details: { field: "sections.motivation[1].text", codePoint } },
    });
  });

  it("is refused in a name, with the field of the foot", async () => {
    const roles = { ...act.roles, handledBy: { name: "Bruno 🙂 Esempio" } };
    const outcome = await renderer.renderOriginal({ ...act, roles }, setup);
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: "GLYPH_MISSING", details: { field: expect.stringContaining("roles"), codePoint: "U+1F642" } },
    });
  });

  it("does not look at fields that are not printed", async () => {
    const outcome = await renderer.renderOriginal({ ...brief, cigExclusion: "漢" }, setup);
    expect(outcome.ok).toBe(true);
  });

  it("is refused when a name is too long for the foot", async () => {
    const roles = { ...act.roles, handledBy: { name: "Prova ".repeat(30) } };
    const outcome = await renderer.renderOriginal({ ...act, roles }, setup);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "TEXT_TOO_LONG" } });
  });
});
