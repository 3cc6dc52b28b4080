import type { ActData, Block, Sections } from "../../act-data.ts";
import type { Place } from "../finding.ts";

export type SectionName = keyof Sections;

/** One paragraph with its place: the section and the numbered point that it belongs to. */
export type Paragraph = { readonly section: SectionName; readonly text: string; readonly where: Place };

/** The act's text as the checks read it. */
export type ActText = {
  readonly paragraphs: readonly Paragraph[];
  /** All paragraphs, one a line. */
  readonly whole: string;
  /** The paragraphs of some sections, one a line. */
  readonly of: (...sections: readonly SectionName[]) => string;
};

const names: Record<SectionName, Place> = {
  premises: { it: "Premesse", en: "Premises" },
  motivation: { it: "Motivazione", en: "Grounds" },
  administrativeChecks: { it: "Pre-verifiche amministrative", en: "Administrative checks" },
  accountingChecks: { it: "Pre-verifiche contabili", en: "Accounting checks" },
  legislation: { it: "Normativa", en: "Legislation" },
  decision: { it: "Dispositivo", en: "Decision" },
};

const sectionNames = Object.keys(names) as readonly SectionName[];

/** The text of an act, or `undefined` where only its structured data is known. */
export function actText(act: ActData): ActText | undefined {
  const { sections } = act;
  if (sections === undefined) return undefined;
  const paragraphs = sectionNames.flatMap((section) => paragraphsOf(section, sections[section]));
  if (paragraphs.length === 0) return undefined;
  const of = (...wanted: readonly SectionName[]) =>
    paragraphs
      .filter(({ section }) => wanted.includes(section))
      .map(({ text }) => text)
      .join("\n");
  return { paragraphs, whole: of(...sectionNames), of };
}

function paragraphsOf(section: SectionName, blocks: readonly Block[]): readonly Paragraph[] {
  let number = 0;
  return blocks.flatMap((block) => {
    if (block.style === "numbered") number += 1;
    const where =
      block.style === "numbered"
        ? { it: `${names[section].it}, punto ${number}`, en: `${names[section].en}, point ${number}` }
        : names[section];
    return flatten(block).map((text) => ({ section, text, where }));
  });
}

function flatten(block: Block): readonly string[] {
  return [block.text, ...(block.children ?? []).flatMap(flatten)];
}
