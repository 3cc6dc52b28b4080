import type { ActHead, VistoOutcome } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { vistoStatement } from "../model/visto-statement.ts";
import type { ChangeWorld, World } from "../world.ts";
import { readTask } from "./links.ts";

type LinkWorld = ChangeWorld & Pick<World, "items" | "clock" | "randomBytes">;

/** Records what the financial office means to state; nothing is decided until the signed statement is there. */
export async function prepareVisto(
  world: LinkWorld,
  request: {
    readonly secret: string;
    readonly csrf: string;
    readonly outcome: VistoOutcome;
    readonly reason: string;
    readonly commitments: readonly string[];
  },
): Promise<Answer<ActHead>> {
  const found = await readTask(world, request.secret);
  if (!found.ok) return found;
  const { head, assignment, csrf } = found.value;
  if (csrf !== request.csrf) return refuse(no("SESSION_OVER"));
  const { outcome, reason, commitments } = request;
  const changed = await changeAct(world, head.actId, () => ({
    command: { type: "prepareVisto", who: assignment.who, outcome, reason, commitments },
  }));
  return changed.ok ? answer(changed.value.head) : changed;
}

/** The statement to sign, as this link's person prepared it. */
export async function readStatement(
  world: LinkWorld,
  secret: string,
): Promise<Answer<{ readonly text: string; readonly fileName: string }>> {
  const found = await readTask(world, secret);
  if (!found.ok) return found;
  const { head, step, assignment } = found.value;
  const { vistoIntent, registration } = head;
  if (vistoIntent?.who !== assignment.who || !registration) return refuse(no("DOCUMENT_NOT_FOUND"));
  return answer({
    text: vistoStatement(head, vistoIntent, assignment, step.role),
    fileName: `visto-${registration.number}-${registration.year}.txt`,
  });
}
