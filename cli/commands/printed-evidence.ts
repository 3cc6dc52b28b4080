import { extractText } from "../../shared/pdf/index.ts";
import type { Evidence } from "../../shared/register/index.ts";

export type Printed = {
  /** How many impronte are printed as the evidence has them, the original's among them. */
  readonly same: number;
  /** What is printed otherwise, or not at all. */
  readonly different: readonly string[];
};

// Line ends inside a digest, soft hyphens and the spaces of a justified line say nothing.
const bare = (text: string) => text.replace(/[\s\u00AD\u200B]/gu, "");

/**
 * Compares the impronte that a copy's pages show with those of its evidence: the ALLEGATI lines, each by its label, and the
 * signed original's. Throws what `extractText` throws.
 *
 * A page's text layer is compared, not its picture.
 */
export async function comparePrinted(pdf: Uint8Array, evidence: Evidence): Promise<Printed> {
  const { pages, bodies } = await extractText(pdf);
  const text = bare(bodies.join(""));
  const all = bare(pages.join(""));
  const lines = [...text.matchAll(/Allegato([A-Z]{1,2}\d{0,2})\(impronta:([0-9A-Fa-f]{64})\)/g)];
  const printed = lines.map(([, label = "", digest = ""]) => `${label} ${digest.toUpperCase()}`);
  const recorded = evidence.attachments.flatMap(({ label, fingerprint }) =>
    fingerprint ? [`${label} ${fingerprint}`] : [],
  );
  const different = [
    ...recorded.filter((one) => !printed.includes(one)).map((one) => `Allegato ${one}`),
    ...printed.filter((one) => !recorded.includes(one)).map((one) => `Allegato ${one}`),
    ...(all.includes(evidence.original.sha256) ? [] : [evidence.original.fileName]),
  ];
  return { same: recorded.length + 1, different };
}
