import { loadHead } from "../model/commit.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { type MailWorld, sendLink } from "./send-notices.ts";

/** Sends a fresh link to whoever has a pending task of the open step; earlier links stop working. Officers never see one. */
export async function resendLinks(world: MailWorld, request: { readonly actId: string }): Promise<Answer<number>> {
  const head = await loadHead(world.items, world.settings.tenant, request.actId);
  if (!head) return refuse(no("ACT_NOT_FOUND"));
  const step = head.route.find((one) => one.state === "OPEN");
  const pending = step?.assignments.filter((one) => one.state === "PENDING") ?? [];
  if (!step || pending.length === 0)
    return refuse(
      no("REQUEST_NOT_VALID", {
        field: "atto",
        value: head.state,
        expectation: "un passaggio aperto, in attesa di qualcuno",
      }),
    );
  const cause = `resend-${world.newId()}`;
  for (const assignment of pending) await sendLink(world, cause, head, step, assignment);
  return answer(pending.length);
}
