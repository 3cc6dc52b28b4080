import { type ActHead, fileStepOf, type Step, type Stored, signedFiles } from "../../act/index.ts";
import { allItems } from "../ports/items.ts";
import type { World } from "../world.ts";
import { loadHead } from "./commit.ts";

/** An act that waits for one person's signature, with the file that they sign. */
export type WaitingSignature = {
  readonly head: ActHead;
  readonly step: Step;
  /** The fixed PDF, or the file that holds the signatures of those who signed before. */
  readonly file: Stored & { readonly bucket: "vault" | "intake" };
};

/** More than this nobody signs in a day; the rest waits for the next look. */
const mostLooked = 300;

/** Every act whose signature is this person's turn now, what is due first coming first. */
export async function waitingSignatures(
  { items, settings }: Pick<World, "items" | "settings">,
  who: string,
): Promise<WaitingSignature[]> {
  const waiting = new Map<string, WaitingSignature>();
  let looked = 0;
  for await (const item of allItems(items, { index: "gsi1", pk: `${settings.tenant}#WHO#${who}` })) {
    const actId = item["actId"];
    if (item["kind"] !== "signature" || typeof actId !== "string" || waiting.has(actId)) continue;
    looked += 1;
    if (looked > mostLooked) break;
    const head = await loadHead(items, settings.tenant, actId);
    const one = head && waitingIn(head, who);
    if (one) waiting.set(actId, one);
  }
  return [...waiting.values()];
}

export function waitingIn(head: ActHead, who: string): WaitingSignature | undefined {
  const step = fileStepOf(head, who);
  if (step?.kind !== "signature" || !head.mainDoc || !head.manifestDigest) return undefined;
  const last = signedFiles(head).at(-1);
  const { key, version, sha256, length } = last ?? head.mainDoc;
  return { head, step, file: { key, version, sha256, length, bucket: last ? "intake" : "vault" } };
}
