import { borgoSereno2706 } from "../../shared/act/examples/borgo-sereno-2706-2025.ts";
import type { ActData, Block } from "../../shared/act/index.ts";
import type { CopyIngredients, CopyStamps, PageSetup, Rendered, RenderOutcome } from "../../shared/pdf/index.ts";

// Fictitious people and codes throughout.
export const act: ActData = borgoSereno2706;
export const setup: PageSetup = { documentDate: "2025-12-24", marking: "test" };

export const signedDigest = "5A".repeat(32);
export const stamps: CopyStamps = {
  number: 2706,
  year: 2025,
  date: "2025-12-24",
  approvals: [
    { name: "Carla Modello", role: "Responsabile unico del progetto", at: "2025-12-22T09:12:44Z" },
    { name: "Dario Finto", role: "Servizio finanziario", at: "2025-12-23T10:00:00Z", onBehalfOf: "Bruno Esempio" },
  ],
  signatures: [
    {
      name: "Adele Prova",
      role: "Direttore",
      fiscalCode: "TINIT-PRVDLA75C52Z999U",
      verdict: "intact",
      qualified: null,
      issuer: "AC di PROVA",
      format: "PAdES",
      claimedAt: "2025-12-24T08:30:00Z",
    },
  ],
  original: { fileName: "determinazione-firmata.pdf", sha256: signedDigest },
  attachments: act.recordedAttachments.map(({ label, fingerprint }) => ({
    label,
    title: `titolo ${label}`,
    fingerprint,
    verdict: "VERIFIED" as const,
  })),
  effect: { state: "awaiting-visto" },
  verification: {
    url: "https://trasparenza.borgosereno.example/v/7KQ2-M4XD",
    address: "trasparenza.borgosereno.example/v",
    code: "7KQ2-M4XD",
  },
  test: true,
};

/** The same act with little text, for what does not need five pages. */
export const brief: ActData = {
  ...act,
  sections: {
    premises: [{ style: "numbered", text: "Una premessa." }],
    motivation: [],
    administrativeChecks: [],
    accountingChecks: [],
    legislation: [],
    decision: [{ style: "numbered", text: "Affidare il servizio di prova." }],
  },
};

export const ingredients: CopyIngredients = { act: brief, stamps, originalSetup: setup, copySetup: setup };

export const plain = (text: string): Block => ({ style: "plain", text });

export function withSection(name: keyof NonNullable<ActData["sections"]>, blocks: readonly Block[]): ActData {
  if (!brief.sections) throw new Error("the sample act has sections");
  return { ...brief, sections: { ...brief.sections, [name]: [...blocks] } };
}

/** The PDF, or the refusal as an error that a test shows. */
export function pdfOf(outcome: RenderOutcome): Rendered {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.rendered;
}

/** Text as people read it: a typesetter's hyphen and the line end after it join a word, other line ends are spaces. */
export const read = (text: string) => text.replace(/\u00AD\s*/g, "").replace(/\s+/g, " ");
