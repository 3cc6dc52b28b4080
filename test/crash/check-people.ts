import { storedDecisions } from "../support/stored-decisions.ts";
import { eventsOf, inAct } from "./check-audit.ts";
import { assignmentShape, decisionShape, type Head, linkShape } from "./shapes.ts";
import { type Item, type Mail, sha256 } from "./stores.ts";

const expected = { approval: "APPROVE", opinion: "FAVOURABLE", signature: "SIGN", visto: "VISTO" } as const;

/** Every step decided, once, on the manifest that the act has. */
export function* checkDecisions(items: readonly Item[], head: Head): Generator<string> {
  const decisions = storedDecisions(inAct(items, head, "")).map((item) => decisionShape.parse(item));
  for (const step of head.route) {
    const mine = decisions.filter((one) => one.step === step.n);
    if (mine.length !== 1) yield `decisions: ${mine.length} of step ${step.n}`;
    if (step.state !== "SATISFIED") yield `decisions: step ${step.n} is ${step.state}`;
    for (const one of mine) {
      if (one.choice !== expected[step.kind]) yield `decisions: step ${step.n}: ${one.choice}`;
      if (one.manifestDigest !== head.manifestDigest) yield `decisions: step ${step.n} is about another manifest`;
    }
  }
  if (decisions.length !== head.route.length) yield `decisions: ${decisions.length} for ${head.route.length} steps`;
  const told = eventsOf(items, head);
  const count = (type: string) => told.filter((event) => event.type === type).length;
  for (const type of ["act.submitted.v1", "act.signed.v1", "act.numbered.v1", "act.sealed.v1", "act.published.v1"])
    if (count(type) !== 1) yield `events: ${type} happened ${count(type)} times`;
  const approvals = head.route.filter((step) => step.kind === "approval").length;
  if (count("act.decided.v1") !== approvals)
    yield `events: ${count("act.decided.v1")} decisions for ${approvals} steps`;
}

const tokenOf = (mail: Mail): string | undefined => /\/f#([\w-]{43})/.exec(mail.text)?.[1];

/** Of the links of an assignment the newest, and no other, is not revoked; it is the one that was mailed last. */
export function* checkLinks(items: readonly Item[], head: Head, mails: readonly Mail[]): Generator<string> {
  const links = items
    .filter((item) => item.pk.startsWith("TOK#"))
    .map((item) => ({ hash: item.pk.slice("TOK#".length), ...linkShape.parse(item) }));
  for (const item of inAct(items, head, "ASG#")) {
    const { step, who, link: newest } = assignmentShape.parse(item);
    const mine = links.filter((link) => link.step === step && link.who === who);
    const alive = mine.filter((link) => link.state !== "REVOKED");
    if (alive.length !== 1 || alive[0]?.hash !== newest)
      yield `links: step ${step} has ${alive.length} that are not revoked, of ${mine.length}`;
    const mailed = mails.map(tokenOf).filter((token) => mine.some((link) => token && link.hash === sha256(token)));
    if (sha256(mailed.at(-1) ?? "") !== newest) yield `links: the last mail of step ${step} has not the newest link`;
  }
  for (const mail of mails) {
    const token = tokenOf(mail);
    if (token && !links.some((link) => link.hash === sha256(token)))
      yield `links: mail ${mail.id} has one that nobody knows`;
  }
}

/** Who must have got which mail at least once, from the events. */
export function expectedNotices(
  items: readonly Item[],
  head: Head,
): { readonly kind: string; readonly email?: string }[] {
  return eventsOf(items, head).flatMap(({ type, step: n }) => {
    if (type === "act.published.v1") return [{ kind: "pubblicato" }];
    const step = head.route.find((one) => one.n === n);
    if (type !== "act.step-opened.v1" || !step) return [];
    const kind = step.kind === "signature" ? "da-firmare" : "da-approvare";
    return step.assignments.map(({ email }) => ({ kind, email }));
  });
}

export function* checkMails(items: readonly Item[], head: Head, mails: readonly Mail[]): Generator<string> {
  const notices = expectedNotices(items, head);
  for (const { kind, email } of notices)
    if (!mails.some((mail) => mail.about.kind === kind && (email === undefined || mail.to.email === email)))
      yield `mails: ${kind} to ${email ?? "the proponent"} was never sent`;
  if (notices.length !== head.route.length + 1) yield `mails: ${notices.length} notices were due`;
}
