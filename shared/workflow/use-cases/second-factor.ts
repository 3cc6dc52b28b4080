import { type ActHead, type Assignment, openingOf, type Step } from "../../act/index.ts";
import { codeMessage } from "../mail/code-message.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { codeUntil, countAnswer, type KeptCode, keepCode, spendAnswer } from "../model/confirmation.ts";
import { keys } from "../model/keys.ts";
import { confirmedSession, hashOf, type Link, linkProblem, readSession } from "../model/link-items.ts";
import { maskedAddress, maskedSubject } from "../model/masks.ts";
import { findPerson } from "../model/people.ts";
import { type Answer, answer, no, refuse, type WorkflowRefusal } from "../model/refusals.ts";
import { newDigits } from "../model/secrets.ts";
import { later, minute } from "../model/ttl.ts";
import type { Action } from "../ports/items.ts";
import type { FactorKind, Factors } from "../ports/second-factor.ts";
import type { ChangeWorld, World } from "../world.ts";
import { findTotp, keepTotpStep } from "./authenticator.ts";
import { type OpenWorld, wantedFactors } from "./open-link.ts";
import { askPasskey, findPasskeys, takePasskey } from "./passkeys.ts";

export type FactorWorld = OpenWorld & Pick<World, "newId">;

const codeMinutes = 10;

/** What is asked of whoever opened a link, before anything of the act is shown. */
export type FactorTask = {
  readonly csrf: string;
  /** First letters of the subject's words: enough for who knows the act, nothing for who does not. */
  readonly subject: string;
  readonly role: string;
  readonly kind: Step["kind"];
  /** `to` says where a code goes, as far as its owner recognises it. */
  readonly offered: readonly { readonly kind: FactorKind; readonly to?: string }[];
  /** Until when the code that was sent last is good. */
  readonly codeUntil?: string;
};

type Asked = {
  readonly link: Link;
  readonly csrf: string;
  readonly head: ActHead;
  readonly step: Step;
  readonly assignment: Assignment;
  readonly factors: Factors;
  readonly offered: FactorTask["offered"];
};

/** What the page of the second factor shows. Changes nothing. */
export async function readFactorTask(world: FactorWorld, secret: string): Promise<Answer<FactorTask>> {
  const found = await asked(world, secret);
  if (!found.ok) return found;
  const { link, csrf, head, step, offered } = found.value;
  const until = await codeUntil(world.items, link, world.clock());
  return answer({
    csrf,
    subject: maskedSubject(head.subject),
    role: step.role,
    kind: step.kind,
    offered,
    ...(until ? { codeUntil: until } : {}),
  });
}

/** Everything that must be true of a session that was opened and not yet confirmed. */
async function asked(world: FactorWorld, secret: string): Promise<Answer<Asked>> {
  const found = await readSession(world, secret, "link-asked");
  if (!found.ok) return found;
  const { link, session } = found.value;
  const problem = linkProblem(link, world.clock());
  if (problem && problem.code !== "LINK_SPENT") return refuse(problem);
  const head = await loadHead(world.items, world.settings.tenant, link.actId);
  const step = head?.route.find((one) => one.n === link.step);
  const assignment = step?.assignments.find((one) => one.who === link.who);
  if (!head || !step || !assignment || head.rev !== link.rev || assignment.state === "REVOKED")
    return refuse(no("LINK_REVOKED"));
  const offered = world.factors ? await offeredTo(world, world.factors, assignment, step) : [];
  if (!world.factors || offered.length === 0) return refuse(no("SECOND_FACTOR_UNAVAILABLE"));
  return answer({ link, csrf: session.csrf, head, step, assignment, factors: world.factors, offered });
}

async function offeredTo(world: FactorWorld, factors: Factors, { who, email }: Assignment, step: Step) {
  const wanted = wantedFactors(world.settings, step.kind);
  const { items, settings } = world;
  const offered: { kind: FactorKind; to?: string }[] = [];
  const channel = (await findPerson(items, settings.tenant, who))?.secondChannel;
  // A code in the mailbox that has the link proves nothing more than the link.
  const reached = channel && (factors.messenger?.carries?.includes(channel.kind) ?? factors.messenger !== undefined);
  if (wanted.includes("otp") && reached && channel.address !== email)
    offered.push({ kind: "otp", to: maskedAddress(channel) });
  if (wanted.includes("totp") && factors.totp && (await findTotp(world, who))?.state === "ACTIVE")
    offered.push({ kind: "totp" });
  if (wanted.includes("passkey") && factors.passkeys && (await findPasskeys(world, who)).length > 0)
    offered.push({ kind: "passkey" });
  return offered;
}

/** Sends a code on the person's second channel. A newer code ends the one before. */
export async function sendCode(world: FactorWorld, request: { secret: string; csrf: string }): Promise<Answer<true>> {
  const found = await asked(world, request.secret);
  if (!found.ok) return found;
  const { link, csrf, assignment, factors, offered } = found.value;
  if (csrf !== request.csrf) return refuse(no("SESSION_OVER"));
  const person = await findPerson(world.items, world.settings.tenant, assignment.who);
  const to = person?.secondChannel;
  if (!factors.messenger || !to || !offered.some((one) => one.kind === "otp"))
    return refuse(no("SECOND_FACTOR_UNAVAILABLE"));
  const now = world.clock();
  const code = newDigits(world.randomBytes);
  const kept = { mac: factors.keyed.mac(`otp|${hashOf(link)}|${code}`), until: later(now, codeMinutes * minute) };
  const { full } = await keepCode(world.items, link, now, kept);
  if (full) return refuse(no("TOO_MANY_ATTEMPTS", { until: full }));
  try {
    await factors.messenger.send({ id: world.newId(), to, at: now, ...codeMessage(world.settings, code, codeMinutes) });
  } catch {
    // The network's own words may name the person's number; the log of the function has the fault without it.
    return refuse(no("CODE_NOT_SENT"));
  }
  return answer(true);
}

export type Confirmation = {
  readonly secret: string;
  readonly csrf: string;
  readonly kind: FactorKind;
  /** The digits, or for a passkey the browser's answer. */
  readonly answer: string;
};

/**
 * Confirms whoever opened the link, and begins the session that shows the act, under a new secret: one that somebody
 * had set in the browser before (session fixation) is worth nothing afterwards. Now, and not before, the opening is
 * evidence and is recorded.
 */
export async function confirmOpening(
  world: FactorWorld & ChangeWorld,
  given: Confirmation,
): Promise<Answer<{ readonly secret: string }>> {
  const found = await asked(world, given.secret);
  if (!found.ok) return found;
  const { link, csrf, offered } = found.value;
  if (csrf !== given.csrf) return refuse(no("SESSION_OVER"));
  if (!offered.some((one) => one.kind === given.kind)) return refuse(no("SECOND_FACTOR_UNAVAILABLE"));
  const now = world.clock();
  const counted = await countAnswer(world.items, link, now, given.kind === "otp");
  if (counted.full !== undefined) return refuse(no("TOO_MANY_ATTEMPTS", { until: counted.full }));
  const right = await judge(world, found.value, given, counted.value);
  if ("refusal" in right) return refuse(right.refusal);
  const { secret, actions } = confirmedSession(world, given.secret, link, given.kind);
  const written = await world.items.transact([...right.spend, ...actions, spendAnswer(link, now, counted.value)]);
  // Somebody used the same code in the same moment: one of the two is in, and it is not this one.
  if (!written.ok) return refuse(no("SECOND_FACTOR_WRONG"));
  await recordOpening(world, link, given.kind);
  return answer({ secret });
}

type Judged = { readonly spend: readonly Action[] } | { readonly refusal: WorkflowRefusal };
const wrong: Judged = { refusal: no("SECOND_FACTOR_WRONG") };

function judge(world: FactorWorld, about: Asked, given: Confirmation, code: KeptCode | undefined): Promise<Judged> {
  if (given.kind === "otp") return Promise.resolve(judgeCode(about, given.answer, code));
  return given.kind === "totp" ? judgeTotp(world, about, given.answer) : judgePasskey(world, about, given.answer);
}

/** The try was counted on the code before; what spends it is part of the transaction that lets in. */
function judgeCode({ link, factors }: Asked, typed: string, code: KeptCode | undefined): Judged {
  const mac = factors.keyed.mac(`otp|${hashOf(link)}|${typed.replace(/\s/g, "")}`);
  return code?.mac === mac ? { spend: [] } : wrong;
}

async function judgeTotp(world: FactorWorld, { factors, assignment }: Asked, typed: string): Promise<Judged> {
  const kept = await findTotp(world, assignment.who);
  if (kept?.state !== "ACTIVE" || !factors.totp) return wrong;
  const step = factors.totp.step(kept.secret, typed.replace(/\s/g, ""), world.clock());
  if (step === undefined) return wrong;
  return { spend: [keepTotpStep(world, assignment.who, step)] };
}

async function judgePasskey(world: FactorWorld, { assignment, link }: Asked, text: string): Promise<Judged> {
  const spend = await takePasskey(world, assignment.who, hashOf(link), text);
  return spend ? { spend } : wrong;
}

/** What the browser's passkey dialogue needs, with a challenge that is good once and for five minutes. */
export async function askForPasskey(
  world: FactorWorld,
  request: { secret: string; csrf: string },
): Promise<Answer<{ readonly options: unknown }>> {
  const found = await asked(world, request.secret);
  if (!found.ok) return found;
  const { link, csrf, assignment, offered } = found.value;
  if (csrf !== request.csrf) return refuse(no("SESSION_OVER"));
  if (!offered.some((one) => one.kind === "passkey")) return refuse(no("SECOND_FACTOR_UNAVAILABLE"));
  return answer({ options: await askPasskey(world, assignment.who, hashOf(link)) });
}

/** Once for each assignment and revision: later openings say nothing new. */
async function recordOpening(world: FactorWorld & ChangeWorld, link: Link, factor: FactorKind): Promise<void> {
  const key = keys.assignment(world.settings.tenant, link.actId, link.rev, link.step, link.who);
  await changeAct(world, link.actId, async (head) => {
    const step = head.route.find((one) => one.n === link.step);
    if (head.rev !== link.rev || step?.state !== "OPEN" || head.opened?.includes(openingOf(head, link)))
      return { done: true };
    const stored = await world.items.get(key);
    // Of openings of before the assignment itself tells.
    if (!stored || stored["openedAt"] !== undefined) return { done: true };
    return { command: { type: "recordOpening", who: link.who, step: link.step, factor } };
  });
}
