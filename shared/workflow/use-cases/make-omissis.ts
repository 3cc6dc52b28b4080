import { type ActHead, copyRevision, type PublishedHead, type SealedHead } from "../../act/index.ts";
import { extractText } from "../../pdf/index.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { copyStamps } from "../model/copy-stamps.ts";
import { keep } from "../model/objects-of-act.ts";
import { copySetup } from "../model/page-setup.ts";
import { omissisData, redactedHead } from "../model/published-data.ts";
import { SealingStopped, type SealWorld, sealPages } from "../model/seal-pages.ts";

type WithOmissis = (SealedHead | PublishedHead) & { readonly omissis: NonNullable<ActHead["omissis"]> };

/** Words with omissis that have no PDF yet, or one from before the last visto or amendment. */
export function needsOmissis(head: ActHead): head is WithOmissis {
  const isSealed = ["SEALED", "PUBLISHED", "UNPUBLISHED", "ARCHIVED"].includes(head.state);
  if (!isSealed || !head.omissis) return false;
  return (head.omissis.file?.revision ?? 0) < copyRevision(head);
}

/**
 * Prints the words with omissis by the same template as the act, with the stamps, sealed by the body: a PDF of its own,
 * of which no byte comes from the whole text. The evidence that travels with a copy stays out of it.
 */
export async function makeOmissis(world: SealWorld, event: { tenant: string; actId: string }): Promise<void> {
  const head = await loadHead(world.items, event.tenant, event.actId);
  if (!head || !needsOmissis(head)) return;
  const data = await omissisData(world.objects, head.omissis);
  const shown = redactedHead(head, data);
  const stamps = { ...copyStamps(world.settings, shown), omissis: true };
  const rendered = await world.renderer.renderCopy(data, stamps, copySetup(world.settings, head.registration));
  if (!rendered.ok) throw new SealingStopped(rendered.refusal.code, rendered.refusal.why);
  const { bytes } = rendered.rendered;
  const count = (await extractText(bytes)).pages.length;
  const sealed = await sealPages(world, shown, { bytes, count, earlierSignatures: 0 }, "Testo con omissis");
  const stored = await keep(world.objects, `acts/${head.actId}/omissis`, sealed, "application/pdf", ".pdf");
  const of = head.omissis.data.sha256;
  const revision = copyRevision(head);
  const recorded = await changeAct(world, head.actId, (now, at) =>
    // Other words, or a visto, came in between: their own event makes it again.
    now.omissis?.data.sha256 !== of || copyRevision(now) !== revision || !needsOmissis(now)
      ? { done: true }
      : { command: { type: "recordOmissis", of, file: { ...stored, pages: count, revision, at } } },
  );
  if (!recorded.ok) throw new SealingStopped(recorded.refusal.code, recorded.refusal.why);
}
