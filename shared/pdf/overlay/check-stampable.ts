import { isUnreadable } from "../../seal/pdf/syntax.ts";
import type { ByteSource } from "./byte-source.ts";
import { changesOf } from "./changes.ts";
import { rootOf } from "./import-pages.ts";
import { openWindowed } from "./open-document.ts";
import { geometryOf } from "./page-geometry.ts";
import { growTree, opened, pagesOf } from "./page-tree.ts";
import { type OverlayRefusal, OverlayStopped, overlayRefusal } from "./refusals.ts";
import { refuseWhatForbidsStamps } from "./refuse-forbidden.ts";
import { stampPage } from "./stamp-page.ts";
import { type AddedStructure, growStructure, structureOf } from "./structure.ts";

/**
 * Why stamps could not be laid over a PDF; nothing when they can, whatever they say. For the desk: an officer
 * hears it when they hand the file in, not when the act has its number. Rejects on faults of the source.
 */
export async function checkStampable(source: ByteSource | Uint8Array): Promise<OverlayRefusal | undefined> {
  try {
    const document = await openWindowed(source);
    const root = await rootOf(document);
    await refuseWhatForbidsStamps(document);
    const changes = changesOf(document);
    const tree = await structureOf(document);
    if (tree !== undefined) await growStructure(document, changes, tree, oneElement);
    const pages = await pagesOf(document, root);
    await growTree(document, changes, root, pages.length, []);
    for (const page of pages.map(opened))
      await stampPage(document, changes, page, await geometryOf(document, page), nothingYet);
    return undefined;
  } catch (fault) {
    return refusalOf(fault);
  }
}

/** What the closing page brings to a tagged document: the elements that must be read to hang it there are read here too. */
const oneElement: AddedStructure = { elements: ["1 0 R"], parents: [[0, "1 0 R"]], roles: new Map([["Visto", "/P"]]) };

/** A stamp that says nothing: all that could fail over the document's own objects fails with it too. */
const nothingYet: Parameters<typeof stampPage>[4] = {
  band: {
    width: 0,
    height: 0,
    label: { right: 0, baseline: 0, size: 1 },
    content: "",
    name: "VistoBand",
    number: 1,
    scale: 1,
  },
  shared: { guard: 1, font: { name: "VistoFont", number: 1 }, show: () => ({ hex: "<>", width: 0 }) },
  label: "",
  ground: "below",
};

/** What was thrown over a document, as a refusal of it. @throws what is a fault of ours or of the source */
export function refusalOf(fault: unknown): OverlayRefusal {
  if (fault instanceof OverlayStopped) return overlayRefusal(fault.code, fault.details);
  if (isUnreadable(fault)) return overlayRefusal("PDF_UNREADABLE", { reason: fault.message });
  throw fault;
}
