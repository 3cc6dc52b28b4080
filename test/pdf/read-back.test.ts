// Proves the round trip: what is rendered, original and copy, is read back as the same data; and that the published act
// is read from the PDFs of other programs.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { readEngineParts } from "../../local/engine/index.ts";
import { cremona2706 } from "../../shared/act/examples/cremona-2706-2025.ts";
import type { ActData } from "../../shared/act/index.ts";
import { type ReadAct, readAct } from "../../shared/act/reading/index.ts";
import { extractLines, openRenderer, type Renderer } from "../../shared/pdf/index.ts";
import { sayable, unnumbered } from "../act/reading/same-act.ts";
import { act, brief, pdfOf, setup, stamps } from "./samples.ts";

let renderer: Renderer;
beforeAll(async () => {
  renderer = await openRenderer(await readEngineParts());
});

const back = async (bytes: Uint8Array): Promise<ReadAct> => readAct(await extractLines(bytes));
const stampsOf = (data: ActData) => ({
  ...stamps,
  attachments: data.recordedAttachments.map(({ label, fingerprint }) => ({
    label,
    fingerprint,
    verdict: "VERIFIED" as const,
  })),
});

/** Two rows, an article, a movement number, an entry without most of its cells. */
const manyMovements: ActData = {
  ...brief,
  movements: [
    ...act.movements,
    {
      type: "U/Prenotazione",
      financialYear: 2027,
      chapter: "101",
      article: "2",
      financialPlan: "1.03.02.15.999",
      number: "2027/31",
      amount: -100_050,
      subjectId: "77",
      mission: "01",
      programme: "02",
    },
    {
      type: "E/Accertamento",
      financialYear: 2025,
      chapter: "55",
      financialPlan: "E.2.01.01.02.001",
      number: null,
      amount: 1,
    },
  ],
};

describe.each([
  ["the twin", act],
  ["the published act of Cremona", cremona2706],
  ["a short act", brief],
  ["an act with three movements", manyMovements],
])("%s, rendered and read back", (_, data) => {
  // A short text does not say what its structured fields do; the pages that carry them are those of the whole acts.
  const whole = data === act || data === cremona2706;
  const said = (one: Partial<ActData>) => {
    if (whole) return sayable(one);
    const { subject, department, service, organ, sections, roles, movements, recordedAttachments } = one;
    return sayable({
      subject,
      department,
      service,
      organ,
      sections,
      roles: { ...roles, rup: undefined },
      movements,
      recordedAttachments,
    } as Partial<ActData>);
  };

  it("from the PDF that is signed gives the same data, but for the number that it does not have", async () => {
    const read = await back(pdfOf(await renderer.renderOriginal(data, setup)).bytes);
    expect(said(read.act)).toEqual(said(unnumbered(data)));
    expect(read.problems).toEqual([]);
    expect(read.missing).toContainEqual({ field: "number", why: "not-found" });
    expect(read.footers?.found).toBe(read.footers?.pages);
  });

  it("from the stamped copy gives the same data, with its number and date", async () => {
    const read = await back(pdfOf(await renderer.renderCopy(data, stampsOf(data), setup)).bytes);
    expect(said(read.act)).toEqual(said({ ...data, number: 2706, year: 2025, date: "2025-12-24" }));
    expect([read.act.number, read.act.year, read.act.date]).toEqual([2706, 2025, "2025-12-24"]);
    expect(read.problems).toEqual([]);
  });
});

describe("a long act with a table over several pages", () => {
  it("gives every movement, once", async () => {
    const [row] = act.movements;
    if (!row) throw new Error("the sample act has a movement");
    const movements = Array.from({ length: 60 }, (_, index) => ({
      ...row,
      chapter: String(1000 + index),
      amount: index + 1,
    }));
    const read = await back(pdfOf(await renderer.renderOriginal({ ...brief, movements }, setup)).bytes);
    expect(read.act.movements).toEqual(movements);
  });
});

const printed = (name: string) => readFileSync(new URL(`../fixtures/acts/printed/${name}.pdf`, import.meta.url));

describe("the published act, printed by other programs", () => {
  it.each(["rewritten", "narrow", "columns"])("has both impronte in %s.pdf", async (name) => {
    const { act: read } = await back(printed(name));
    expect(read.recordedAttachments).toEqual(cremona2706.recordedAttachments);
    expect([read.number, read.year, read.date]).toEqual([2706, 2025, "2025-12-24"]);
    expect(read).toMatchObject({ cig: "B9A443D84D", totals: cremona2706.totals, commitment: 4_392_000 });
    expect(read.contract?.vatNumber).toBe("05629570960");
  });

  it("is read whole after Ghostscript wrote it again", async () => {
    expect(sayable((await back(printed("rewritten"))).act)).toEqual(sayable(cremona2706));
  });

  it("says that a table broken letter by letter was not read", async () => {
    for (const name of ["narrow", "columns"]) {
      const { act: read, problems } = await back(printed(name));
      expect(read.movements).toEqual([]);
      expect(problems).toMatchObject([{ code: "MOVEMENT_NOT_READ" }]);
    }
  });
});
