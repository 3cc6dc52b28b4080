import type { ActData, NumberedHead, PublishedHead, SealedHead } from "../../act/index.ts";
import { type CopyStamps, extractText } from "../../pdf/index.ts";
import type { World } from "../world.ts";
import { bytesOf } from "./objects-of-act.ts";
import { copySetup } from "./page-setup.ts";
import type { InBoth } from "./signed-file-words.ts";

/** A copy's pages before they are sealed, or why there are none. */
export type OverlaidCopy =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly count: number; readonly earlierSignatures: number }
  | { readonly ok: false; readonly code: string; readonly why: InBoth };

/**
 * The copy of an act whose text came as a PDF of others: the stamps laid over its pages. Also of an act that Visto
 * rendered, where the body chose to stamp the signed file itself: then the signature stays in the copy, valid over its
 * own revision. What is stamped begins with the very bytes that were given out or signed, so that no text is compared.
 *
 * @returns nothing when the copy is to be rendered. A `.p7m` cannot be stamped: the document inside it is.
 */
export async function copyByOverlay(
  world: Pick<World, "settings" | "objects" | "renderer">,
  head: NumberedHead | SealedHead | PublishedHead,
  act: ActData,
  stamps: CopyStamps,
): Promise<OverlaidCopy | undefined> {
  const signedItself = world.settings.stampSignedFile === true && head.signed.kind === "pades";
  if (!signedItself && !head.document) return undefined;
  const original = signedItself
    ? await bytesOf(world.objects, head.signed, "intake")
    : await bytesOf(world.objects, head.mainDoc);
  const laid = await world.renderer.renderOver(original, act, stamps, copySetup(world.settings, head.registration));
  if (!laid.ok) return { ok: false, code: laid.refusal.code, why: laid.refusal.why };
  const { bytes } = laid.rendered;
  const { pages } = await extractText(bytes);
  return { ok: true, bytes, count: pages.length, earlierSignatures: signedItself ? 1 : 0 };
}
