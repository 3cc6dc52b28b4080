import * as z from "zod";
import {
  type ActHead,
  type Anchor,
  type Assignment,
  type Choice,
  choices,
  type ReasonKind,
  refusal,
  type Step,
} from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { answerIn, earlierAnswer, type Idempotency, keptAnswer, keyProblem } from "../model/idempotency.ts";
import { assignmentOf, findUse, hashOf, type Link, linkProblem, readSession, spending } from "../model/link-items.ts";
import { type Answer, answer, no, refuse, type WorkflowRefusal } from "../model/refusals.ts";
import type { ChangeWorld, World } from "../world.ts";

/** What a personal link is for, as the page shows it. `spent`: the decision is recorded, there is only a receipt. */
export type Task = {
  readonly head: ActHead;
  readonly step: Step;
  readonly assignment: Assignment;
  readonly csrf: string;
  readonly spent: boolean;
};

type LinkWorld = Pick<World, "settings" | "items" | "clock" | "randomBytes">;

/** What the session's link is for. Changes nothing. */
export async function readTask(world: LinkWorld, secret: string): Promise<Answer<Task>> {
  const found = await sessionLink(world, secret);
  if (!found.ok) return found;
  const { link, csrf } = found.value;
  const head = await loadHead(world.items, world.settings.tenant, link.actId);
  const step = head?.route.find((one) => one.n === link.step);
  const assignment = step?.assignments.find((one) => one.who === link.who);
  if (!head || !step || !assignment || head.rev !== link.rev) return refuse(no("LINK_REVOKED"));
  if (assignment.state === "REVOKED" || assignment.state === "SUBSTITUTED") return refuse(no("LINK_REVOKED"));
  const problem = linkProblem(link, world.clock());
  if (problem && problem.code !== "LINK_SPENT") return refuse(problem);
  // A signature step is over with the accepted file, whatever its link says.
  return answer({ head, step, assignment, csrf, spent: problem !== undefined || assignment.state !== "PENDING" });
}

/** The link behind a confirmed session. One that was opened and not confirmed stands for nobody. */
async function sessionLink(world: LinkWorld, secret: string): Promise<Answer<{ link: Link; csrf: string }>> {
  const found = await readSession(world, secret, "link");
  return found.ok ? answer({ link: found.value.link, csrf: found.value.session.csrf }) : found;
}

export type DecisionRequest = {
  readonly secret: string;
  readonly csrf: string;
  readonly choice: Choice;
  readonly reason: string;
  /** Of the list of reasons, and the place that it speaks of. */
  readonly reasonCode?: ReasonKind | undefined;
  readonly anchor?: Anchor | undefined;
  /** Of `DELEGATE`: the recorded substitute. */
  readonly to?: string | undefined;
  /** The manifest digest that was on the page. */
  readonly seenDigest: string;
  readonly idempotencyKey: string;
};

export type Receipt = {
  readonly actId: string;
  readonly choice: Choice;
  readonly at: string;
  readonly manifestDigest: string;
  readonly state: string;
};
const receiptSchema = z.object({
  actId: z.string(),
  choice: z.enum(choices),
  at: z.string(),
  manifestDigest: z.string(),
  state: z.string(),
});

/**
 * Records one decision: the link is spent, the decision written and the act moved in one transaction. A repetition
 * with the same key gets the same receipt; whoever loses a race is told what is true now, never "done".
 */
export async function decide(world: ChangeWorld & LinkWorld, request: DecisionRequest): Promise<Answer<Receipt>> {
  const found = await sessionLink(world, request.secret);
  if (!found.ok) return found;
  const { link, csrf } = found.value;
  if (csrf !== request.csrf) return refuse(no("SESSION_OVER"));
  const { choice, reason, seenDigest, reasonCode, anchor, to } = request;
  const more = { ...(reasonCode ? { reasonCode } : {}), ...(anchor ? { anchor } : {}), ...(to ? { to } : {}) };
  const use: Idempotency = {
    tenant: world.settings.tenant,
    scope: `decide#${link.pk}`,
    key: request.idempotencyKey,
    request: { choice, reason, seenDigest, ...more },
  };
  let receipt: Receipt | undefined;
  let earlier: Receipt | undefined;
  const changed = await changeAct(world, link.actId, async (head, now) => {
    const found = await findUse(world, hashOf(link));
    const known = await answeredBefore(world, found, use);
    if (known && "refusal" in known) return { refusal: known.refusal };
    if (known) {
      earlier = receiptSchema.parse(known.answer);
      return { done: true };
    }
    const problem = linkProblem(found?.link, now);
    if (problem) return { refusal: problem };
    if (head.rev !== link.rev || head.manifestDigest !== seenDigest)
      return { refusal: contentChanged(link, head, seenDigest) };
    return {
      command: { type: "decide", who: link.who, step: link.step, choice, reason, seenDigest, method: "link", ...more },
      extra: (reduced) => {
        receipt = { actId: link.actId, choice, at: now, manifestDigest: seenDigest, state: reduced.head.state };
        return [
          spending(assignmentOf(world.settings.tenant, link), hashOf(link), { answer: keptAnswer(use, receipt) }),
        ];
      },
    };
  });
  if (!changed.ok) return changed;
  const given = earlier ?? receipt;
  if (!given) throw new Error("a decision was recorded without a receipt");
  return answer(given);
}

/** What the same request was answered; only a link that was spent has answered one. */
async function answeredBefore({ items }: LinkWorld, found: Awaited<ReturnType<typeof findUse>>, use: Idempotency) {
  const refusal = keyProblem(use);
  if (refusal) return { refusal };
  if (found?.link.state !== "USED") return undefined;
  // Answers of before stand in items of their own.
  return found.kept === undefined ? earlierAnswer(items, use) : answerIn(found.kept, use);
}

/** Said before the state is looked at: who read an older text wants to know that, not that the act is a draft again. */
function contentChanged(link: Link, head: ActHead, seenDigest: string): WorkflowRefusal {
  const current = head.manifestDigest?.slice(0, 16) ?? "—";
  return refusal("CONTENT_CHANGED", {
    seen: seenDigest.slice(0, 16),
    current,
    actId: link.actId,
    seenRev: link.rev,
    currentRev: head.rev,
  });
}
