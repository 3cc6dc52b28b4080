import { isUnreadable } from "../../seal/pdf/syntax.ts";
import type { ByteSource } from "./byte-source.ts";
import { rootOf } from "./import-pages.ts";
import { openWindowed } from "./open-document.ts";
import { pagesOf } from "./page-tree.ts";
import { type OverlayRefusal, OverlayStopped, overlayRefusal } from "./refusals.ts";
import { refuseWhatForbidsStamps } from "./refuse-forbidden.ts";

/**
 * Why stamps could not be laid over a PDF; nothing when they can, as far as its structure says. For the desk: an officer
 * hears it when they hand the file in, not when the act has its number. Rejects on faults of the source.
 */
export async function checkStampable(source: ByteSource | Uint8Array): Promise<OverlayRefusal | undefined> {
  try {
    const document = await openWindowed(source);
    const root = await rootOf(document);
    await refuseWhatForbidsStamps(document);
    await pagesOf(document, root);
    return undefined;
  } catch (fault) {
    return refusalOf(fault);
  }
}

/** What was thrown over a document, as a refusal of it. @throws what is a fault of ours or of the source */
export function refusalOf(fault: unknown): OverlayRefusal {
  if (fault instanceof OverlayStopped) return overlayRefusal(fault.code, fault.details);
  if (isUnreadable(fault)) return overlayRefusal("PDF_UNREADABLE", { reason: fault.message });
  throw fault;
}
