import type { ActHead } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { type Answer, answer, no } from "../model/refusals.ts";
import type { ChangeWorld } from "../world.ts";

/**
 * Puts two files that were uploaded under each other's label where their impronte say they belong. The impronte stay:
 * it is the files that move, and only when the recorded impronte are exactly theirs.
 */
export async function swapAttachments(
  world: ChangeWorld,
  request: { actId: string; by: string; a: string; b: string },
): Promise<Answer<ActHead>> {
  const { a, b, by } = request;
  const changed = await changeAct(world, request.actId, (head, now) => {
    const fits = head.slots.find((slot) => slot.label === a)?.verdict?.belongsTo === b;
    return fits
      ? { command: { type: "swapAttachments", by, a, b, at: now } }
      : { refusal: no("SWAP_DOES_NOT_FIT", { a, b }) };
  });
  return changed.ok ? answer(changed.value.head) : changed;
}
