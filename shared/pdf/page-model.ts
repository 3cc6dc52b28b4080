import type { ActData, Block, Movement } from "../act/index.ts";
import { formatCents, formatDay } from "./italian-format.ts";
import type { PageSetup } from "./renderer.ts";
import {
  draftMarking,
  kindNames,
  numberFollows,
  omissisSentence,
  organNames,
  signedFooter,
  testMarking,
} from "./sentences.ts";
import type { CopyStamps } from "./stamps.ts";
import { amendmentSentence, type VerificationModel, verificationModel } from "./verification-model.ts";

/** A block with its number already given, so that the template only lays out. */
export type PageBlock = {
  readonly style: Block["style"];
  readonly n: number;
  readonly text: string;
  readonly children: readonly PageBlock[];
};

export type LabelledText = { readonly label: string; readonly value: string };

/** What the template reads as `/act.json`: every printed word, formatted, and nothing that is not printed. */
export type PageModel = {
  readonly body: { readonly name: string; readonly place: string };
  readonly kind: string;
  readonly number: { readonly number: string; readonly date: string } | null;
  readonly subject: string;
  readonly department: string;
  readonly service: string;
  readonly organ: string;
  readonly sections: Readonly<Record<SectionName, readonly PageBlock[]>>;
  readonly movements: readonly PageMovement[];
  readonly attachments: readonly PageAttachment[];
  readonly roles: readonly LabelledText[];
  readonly arms: { readonly path: string; readonly alt: string } | null;
  readonly marking: string;
  /** Running head of the first page and of the others, where there is no copy's head. */
  readonly firstHead: string;
  readonly head: string;
  readonly copy: CopyModel | null;
  readonly metadata: { readonly title: string; readonly date: readonly [number, number, number] };
};

export type SectionName = keyof NonNullable<ActData["sections"]>;
export const sectionNames = [
  "premises",
  "motivation",
  "administrativeChecks",
  "accountingChecks",
  "legislation",
  "decision",
] as const satisfies readonly SectionName[];

export type PageMovement = {
  readonly type: string;
  readonly source: string;
  readonly financialYear: string;
  readonly chapter: string;
  readonly chapterDescription: string;
  readonly financialPlan: string;
  readonly subjectId: string;
  readonly number: string;
  readonly amount: string;
  readonly details: readonly LabelledText[];
};

export type PageAttachment = {
  readonly label: string;
  readonly title: string;
  /** As the act writes it; empty where none is recorded. */
  readonly fingerprint: string;
  readonly algorithm: string;
};

export type CopyModel = {
  /** The word in the box of the running head. */
  readonly badge: string;
  readonly label: string;
  readonly original: string;
  readonly sha256: string;
  readonly signedFooter: string;
  readonly verify: string;
  /** That words were taken out, or that a later act changed this one or took it away; empty where neither is so. */
  readonly amended: string;
  readonly verification: VerificationModel;
};

/** Builds the page from the act; with stamps, the copy's page. Pure: the same arguments give the same model. */
export function pageModel(act: ActData, setup: PageSetup, stamps?: CopyStamps): PageModel {
  const kind = kindNames[act.kind] ?? "Determinazione";
  const number = stamps && { number: `${stamps.number}/${stamps.year}`, date: formatDay(stamps.date) };
  const [year = 0, month = 0, day = 0] = setup.documentDate.split("-").map(Number);
  const name = number
    ? `${kind} n. ${number.number} del ${number.date} (${stamps.omissis ? "testo con omissis" : "copia"})`
    : kind;
  return {
    body: { name: act.body.name, place: act.body.place ?? "" },
    kind,
    number: number ?? null,
    subject: act.subject,
    department: withoutLabel("Settore", act.department),
    service: withoutLabel("Servizio", act.service),
    organ: `IL ${act.organ}`,
    sections: sectionBlocks(act),
    movements: act.movements.map(movementModel),
    attachments: attachmentModels(act),
    roles: roleModels(act),
    arms: setup.arms ? { path: `/arms.${setup.arms.format}`, alt: setup.arms.alt } : null,
    marking: setup.marking === "draft" ? draftMarking : setup.marking === "test" || stamps?.test ? testMarking : "",
    firstHead: numberFollows,
    head: `${act.body.name} – ${kind}`,
    copy: stamps && number ? copyModel(stamps, number) : null,
    metadata: { title: `${name} – ${act.subject}`, date: [year, month, day] },
  };
}

function sectionBlocks(act: ActData): PageModel["sections"] {
  const blocks = sectionNames.map((name) => [name, numbered(act.sections?.[name] ?? [])] as const);
  return Object.fromEntries(blocks) as PageModel["sections"];
}

/** Numbers run through the siblings of one list, whatever stands between them. */
function numbered(blocks: readonly Block[]): readonly PageBlock[] {
  let n = 0;
  return blocks.map((block) => ({
    style: block.style,
    n: block.style === "numbered" ? ++n : 0,
    text: block.text,
    children: numbered(block.children ?? []),
  }));
}

/** "Settore SETTORE POLITICHE SOCIALI" is how some programs print it: the label is said once. */
function withoutLabel(label: string, text: string | undefined): string {
  return (text ?? "").replace(new RegExp(`^${label}\\s*[:–-]?\\s+(?=${label}\\b)`, "i"), "");
}

const none = "—";

function movementModel(movement: Movement): PageMovement {
  const centre = movement.costCentre;
  const programme = [movement.mission, movement.programme].filter(Boolean).join(" ");
  return {
    type: movement.type.replace("/", " / "),
    source: movement.source ?? "",
    financialYear: String(movement.financialYear),
    chapter: movement.article ? `${movement.chapter}/${movement.article}` : movement.chapter,
    chapterDescription: movement.chapterDescription ?? "",
    financialPlan: movement.financialPlan,
    subjectId: movement.subjectId ?? none,
    number: movement.number ?? none,
    amount: formatCents(movement.amount),
    details: [
      { label: "Missione e Programma", value: programme || none },
      { label: "CIG", value: movement.cig || none },
      { label: "CUP", value: movement.cup || none },
      { label: "Anno di Esigibilità", value: movement.dueYear ? String(movement.dueYear) : none },
      { label: "Centro di Costo", value: centre ? [centre.code, centre.name].filter(Boolean).join(" ") : none },
    ],
  };
}

/** Every attachment that the list records, in its order, and then what is only declared: read back, it is the same list. */
function attachmentModels(act: ActData): readonly PageAttachment[] {
  const labels = new Set([...act.recordedAttachments, ...act.declaredAttachments].map((one) => one.label));
  return [...labels].map((label) => {
    const recorded = act.recordedAttachments.find((one) => one.label === label);
    const declared = act.declaredAttachments.find((one) => one.label === label);
    return {
      label,
      title: declared?.title ?? "",
      fingerprint: recorded?.fingerprint ?? "",
      algorithm: recorded?.algorithm ?? "",
    };
  });
}

function roleModels(act: ActData): readonly LabelledText[] {
  const missing = "non indicato";
  return [
    { label: `${organNames[act.organ]}:`, value: act.roles.signatory?.name ?? missing },
    { label: "Responsabile del procedimento istruttorio:", value: act.roles.proceedingOfficer?.name ?? missing },
    { label: "Pratica trattata da", value: act.roles.handledBy?.name ?? missing },
  ];
}

/** On every page, because a page of an annulled act is read without its last one. */
function amended(stamps: CopyStamps): string {
  const newest = stamps.amendedBy?.at(-1);
  return [stamps.omissis ? omissisSentence : "", newest ? `${amendmentSentence(newest)}.` : ""]
    .filter(Boolean)
    .join(" ");
}

function copyModel(stamps: CopyStamps, number: { number: string; date: string }): CopyModel {
  return {
    badge: stamps.omissis ? "OMISSIS" : "COPIA",
    label: `${stamps.omissis ? "Testo con omissis" : "Copia informatica"} della determinazione n. ${number.number} del ${number.date}.`,
    original: `L'originale ${stamps.omissis ? "integrale " : ""}firmato è il file con impronta SHA-256`,
    sha256: stamps.original.sha256,
    signedFooter,
    verify: `Verifica: ${stamps.verification.address} – codice ${stamps.verification.code}`,
    amended: amended(stamps),
    verification: verificationModel(stamps, number),
  };
}
