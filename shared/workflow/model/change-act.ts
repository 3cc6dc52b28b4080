import { type ActHead, type Command, type Reduced, reduce } from "../../act/index.ts";
import type { Action } from "../ports/items.ts";
import type { ChangeWorld } from "../world.ts";
import { commit, loadStored } from "./commit.ts";
import { type Answer, no, refuse, type WorkflowRefusal } from "./refusals.ts";

/** What a use case wants of the head it was shown; asked again, with a fresh head, whenever somebody else wrote first. */
export type Intent =
  | { readonly command: Command; readonly extra?: (reduced: Reduced) => readonly Action[] }
  | { readonly refusal: WorkflowRefusal }
  /** Somebody (often an earlier delivery of the same event) has done it already. */
  | { readonly done: true };

export type ActChange = { readonly head: ActHead; readonly changed: boolean };

const attempts = 30;

/**
 * Reads the head, asks what to do, reduces and stores; all or nothing.
 *
 * A lost race is not an answer: the head is read again and the question asked again, so that a loser is told what is
 * true now and never "done". @throws when the write stays contended, so that whoever called it tries later.
 */
export async function changeAct(
  world: ChangeWorld,
  actId: string,
  ask: (head: ActHead, now: string) => Intent | Promise<Intent>,
): Promise<Answer<ActChange>> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const stored = await loadStored(world.items, world.settings.tenant, actId);
    if (!stored) return refuse(no("ACT_NOT_FOUND"));
    const { head } = stored;
    const now = world.clock();
    const intent = await ask(head, now);
    if ("refusal" in intent) return refuse(intent.refusal);
    if ("done" in intent) return { ok: true, value: { head, changed: false } };
    const reduced = reduce(head, intent.command, now);
    if (!reduced.ok) return refuse(reduced.refusal);
    const written = await commit(world, stored, reduced, [...(intent.extra?.(reduced) ?? [])]);
    if (written.ok) return { ok: true, value: { head: written.head, changed: true } };
    await world.pause(Math.min(5 * 2 ** attempt, 200));
  }
  throw new Error(`act ${actId}: the write stayed contended for ${attempts} attempts`);
}
