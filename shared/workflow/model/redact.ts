import type { ActData, Block, Sections } from "../../act/index.ts";

/** A text of the act that can be rewritten: where it stands, and its words. */
export type RedactableText = {
  /** `subject`, `contractor`, `title:A`, or a section and the places in it: `motivation:0.2`. */
  readonly place: string;
  readonly text: string;
  /** Section that it belongs to, for the headings of the form. */
  readonly section: keyof Sections | null;
};

/** What stands where everything was taken out. */
export const omissisMark = "[omissis]";

/** Every text that is published and that people wrote, in the order in which it is printed. */
export function redactableTexts(data: ActData): readonly RedactableText[] {
  const sections = Object.entries(data.sections ?? {}) as [keyof Sections, readonly Block[]][];
  return [
    { place: "subject", text: data.subject, section: null },
    ...(data.contract?.name === undefined
      ? []
      : [{ place: "contractor", text: data.contract.name, section: null } as const]),
    ...sections.flatMap(([section, blocks]) => textsOf(section, blocks, `${section}:`)),
    ...data.declaredAttachments.map(({ label, title }) => ({ place: `title:${label}`, text: title, section: null })),
  ];
}

function textsOf(section: keyof Sections, blocks: readonly Block[], path: string): RedactableText[] {
  return blocks.flatMap((block, index) => {
    const place = `${path}${index}`;
    return [{ place, text: block.text, section }, ...textsOf(section, block.children ?? [], `${place}.`)];
  });
}

/**
 * The act's data with the texts that were rewritten in the place of its own; a text that was emptied says that it was.
 *
 * What nobody prints but names people all the same goes too: the contractor's address and codes when their name was
 * rewritten, the codici fiscali of everybody, the numbers of subjects in the movements.
 */
export function redactedData(data: ActData, texts: ReadonlyMap<string, string>): ActData {
  const said = (place: string, text: string) => {
    const written = texts.get(place);
    return written === undefined ? text : written.trim() || omissisMark;
  };
  const blocks = (all: readonly Block[], path: string): Block[] =>
    all.map((block, index) => {
      const place = `${path}${index}`;
      const children = block.children ? { children: blocks(block.children, `${place}.`) } : {};
      return { style: block.style, text: said(place, block.text), ...children };
    });
  const sections = data.sections && {
    sections: Object.fromEntries(
      Object.entries(data.sections).map(([name, all]) => [name, blocks(all, `${name}:`)]),
    ) as Sections,
  };
  const isNamed = data.contract?.name === said("contractor", data.contract?.name ?? "");
  return {
    ...data,
    ...sections,
    subject: said("subject", data.subject),
    roles: Object.fromEntries(
      Object.entries(data.roles).map(([role, person]) => [role, { name: person?.name ?? omissisMark }]),
    ),
    ...(data.contract ? { contract: isNamed ? data.contract : redactedContract(data, said) } : {}),
    movements: data.movements.map((movement) => (isNamed ? movement : withoutSubject(movement))),
    lines: isNamed ? data.lines : data.lines.map((line) => ({ ...line, name: omissisMark })),
    declaredAttachments: data.declaredAttachments.map((one) => ({
      ...one,
      title: said(`title:${one.label}`, one.title),
    })),
    privacy: { ...data.privacy, rendition: "omissis" },
  };
}

function redactedContract(data: ActData, said: (place: string, text: string) => string): ActData["contract"] {
  const { platform, procedureId, procedure, months, start } = data.contract ?? {};
  const kept = { platform, procedureId, procedure, months, start };
  const there = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  return { ...there, name: said("contractor", data.contract?.name ?? "") };
}

function withoutSubject(movement: ActData["movements"][number]): ActData["movements"][number] {
  const { subjectId: _, source: _s, ...rest } = movement;
  return rest;
}
