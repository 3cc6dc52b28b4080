import { octets } from "../../seal/pdf/syntax.ts";
import { entries, isDictionary } from "../../seal/pdf/values.ts";
import type { OpenDocument } from "./open-document.ts";
import { OverlayStopped } from "./refusals.ts";

/**
 * Refuses a certified PDF and a dynamic XFA form.
 *
 * Every certification forbids to change the contents of pages, P=2 and P=3 as much as P=1 (ISO 32000-1 table 254): they
 * allow to fill in forms and to annotate, and a stamp in the page is neither.
 *
 * @throws {OverlayStopped} `PDF_CERTIFIED`, `PDF_DYNAMIC_FORM`
 */
export async function refuseWhatForbidsStamps(document: OpenDocument): Promise<void> {
  const catalog = await document.resolve(document.trailer.get("Root"));
  if (catalog === undefined) return;
  const found = entries(catalog);
  const permissions = await document.resolve(found.get("Perms"));
  if (permissions !== undefined && isDictionary(permissions)) {
    const certification = await document.resolve(entries(permissions).get("DocMDP"));
    if (certification !== undefined) throw new OverlayStopped("PDF_CERTIFIED");
  }
  const rendering = await document.resolve(found.get("NeedsRendering"));
  if (rendering !== undefined && octets(rendering) === "true") throw new OverlayStopped("PDF_DYNAMIC_FORM");
}
