import type { Stored } from "../../act/index.ts";
import { checkStampable } from "../../pdf/index.ts";
import type { World } from "../world.ts";
import { keep } from "./objects-of-act.ts";
import { type Answer, answer, no, refuse } from "./refusals.ts";

/**
 * Keeps a PDF of others as the text of an act to come: it will be approved, signed and numbered as it is, and its copy
 * gets the stamps laid over its pages. What could not be stamped is refused now and not once the act has its number.
 */
export async function keepDocument(world: Pick<World, "objects">, bytes: Uint8Array): Promise<Answer<Stored>> {
  const refusal = await checkStampable(bytes);
  if (refusal)
    return refuse(no("DOCUMENT_NOT_STAMPABLE", { reason: refusal.code, it: refusal.why.it, en: refusal.why.en }));
  return answer(await keep(world.objects, "documents", bytes, "application/pdf", ".pdf"));
}
