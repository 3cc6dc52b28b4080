import type { ActHead, Assignment, Step } from "../../act/index.ts";
import { decisionMail, mailKind, type Tone } from "../mail/decision-mail.ts";
import { deliveryIn } from "../model/delivery-items.ts";
import { keys } from "../model/keys.ts";
import { base64url, newShortCode, readShortCode, tokenHash } from "../model/secrets.ts";
import { ttlAfter } from "../model/ttl.ts";
import type { Action, Condition, Value } from "../ports/items.ts";
import { deliverMail, type MailRun, type MailWorld } from "./deliver-mail.ts";
import { wantedFactors } from "./open-link.ts";
import { inDays } from "./render-act.ts";

/**
 * Events that ask for links, and in which tone. `changed`: only people who were not sent a link at their present
 * address; the others keep the one that they have.
 */
const asking: Readonly<Record<string, { readonly tone: Tone; readonly only?: "changed" }>> = {
  "act.step-opened.v1": { tone: "first" },
  "act.links-requested.v1": { tone: "again" },
  "act.step-reminder-due.v1": { tone: "reminder" },
  "act.step-expired.v1": { tone: "escalation" },
  "act.reassigned.v1": { tone: "first", only: "changed" },
  "act.address-corrected.v1": { tone: "first", only: "changed" },
};
export const asksForLinks = (type: string): boolean => type in asking;

/** After the step's end a spent link is still the way to the receipt. */
const receiptDays = 90;

/**
 * Sends a link to everyone who is asked now. Answers the faults of those that may still arrive.
 * A step that was closed or voided in the meantime needs no link any more.
 */
export async function sendLinks(
  world: MailWorld,
  run: MailRun,
  head: ActHead,
  data: { readonly [name: string]: Value },
): Promise<unknown[]> {
  const { event } = run;
  const how = asking[event.type];
  const step = head.route.find((one) => one.n === data["step"]);
  if (!how || step?.state !== "OPEN" || data["rev"] !== head.rev) return [];
  // A link that is asked for again after its day must open, or nobody could ever decide.
  const fresh = inDays(world.clock(), world.settings.linkDays);
  const due = step.dueAt ?? fresh;
  const until = how.tone !== "first" && fresh > due ? fresh : due;
  const faults: unknown[] = [];
  for (const assignment of step.assignments) {
    if (assignment.state !== "PENDING") continue;
    if (how.only && (await hasLinkThere(world, head, step, assignment))) continue;
    const kind = mailKind(step, how.tone);
    const target = `link#${step.n}#${assignment.who}`;
    const { pk, sk } = keys.delivery(event.id, target);
    const by = `${pk} ${sk} ${event.seq}`;
    const make = () => mintedMail(world, head, step, assignment, until, how.tone, by);
    faults.push(...(await deliverMail(world, run, { to: assignment, target, kind, make })));
  }
  return faults;
}

const keyOf = (head: ActHead, step: Step, { who }: Assignment) =>
  keys.assignment(head.tenant, head.actId, head.rev, step.n, who);

/** Whether the link that opens was mailed to where the person is now. One that was made and never sent is none. */
async function hasLinkThere(world: MailWorld, head: ActHead, step: Step, assignment: Assignment): Promise<boolean> {
  const item = await world.items.get(keyOf(head, step, assignment));
  if (item?.["sentTo"] !== tokenHash(assignment.email)) return false;
  const { sentBy } = item;
  // Assignments of before say themselves which link was sent.
  if (typeof sentBy !== "string") return item["sentLink"] === item["link"];
  const [pk = "", sk = "", seq] = sentBy.split(" ");
  const delivery = await world.items.get({ pk, sk });
  if (delivery || seq === undefined) return delivery?.["state"] === "SENT";
  const entry = await world.items.get(keys.audit(head.tenant, head.actId, Number(seq)));
  return deliveryIn(entry)?.sk === sk;
}

/**
 * The mail with a fresh token. The token is made here, at the moment of sending: in clear it is only ever in the mail,
 * at rest only its SHA-256 is. A repeated sending makes a new token and revokes the earlier one.
 */
async function mintedMail(
  world: MailWorld,
  head: ActHead,
  step: Step,
  assignment: Assignment,
  until: string,
  tone: Tone,
  by: string,
) {
  const token = base64url(world.randomBytes(32));
  const hash = tokenHash(token);
  const code = shortCode(world, step, hash, until);
  // Nothing for whoever decided in the meantime: a mail must never carry a link that is dead.
  // The delivery says whether it was sent: one more write of the assignment would say the same.
  const sent = { sentTo: tokenHash(assignment.email), sentBy: by };
  if (!(await mintLink(world, head, step, assignment, { hash, until, sent }, code ? [code.action] : [])))
    return undefined;
  const link = `${world.settings.baseUrl}/f#${token}`;
  return decisionMail(world.settings, head, step, assignment, { link, code: code?.code, until, tone });
}

/** Only where a second factor stands behind it: 40 bits are no secret of their own. */
function shortCode(world: MailWorld, step: Step, hash: string, until: string) {
  const { settings, factors } = world;
  if (!factors || wantedFactors(settings, step.kind).length === 0) return undefined;
  const code = newShortCode(world.randomBytes(8));
  const mac = factors.keyed.mac(`code|${settings.tenant}|${readShortCode(code) ?? ""}`);
  return { code, action: { put: { ...keys.shortCode(mac), link: hash, ...ttlAfter(until) } } };
}

/**
 * Makes the new link the only one of its assignment: one transaction, so that two of them never both open.
 * Answers whether it was made; an assignment that is no longer pending gets none.
 */
async function mintLink(
  world: MailWorld,
  head: ActHead,
  step: Step,
  assignment: Assignment,
  {
    hash,
    until,
    sent,
  }: {
    readonly hash: string;
    readonly until: string;
    readonly sent: { readonly sentTo: string; readonly sentBy: string };
  },
  more: readonly Action[],
): Promise<boolean> {
  const { who } = assignment;
  const key = keyOf(head, step, assignment);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const stored = await world.items.get(key);
    if (stored?.["state"] !== "PENDING") return false;
    const earlier = typeof stored["link"] === "string" ? stored["link"] : undefined;
    const isLatest: Condition = earlier ? { attr: "link", op: "=", value: earlier } : { absent: "link" };
    const link = { state: "ACTIVE", actId: head.actId, rev: head.rev, step: step.n, who, expiresAt: until };
    const written = await world.items.transact([
      { put: { ...keys.link(hash), ...link, ...ttlAfter(until, receiptDays) }, if: { absent: "pk" } },
      {
        update: key,
        set: { link: hash, ...sent },
        if: { all: [isLatest, { attr: "state", op: "=", value: "PENDING" }] },
      },
      ...(earlier ? [await revoke(world, earlier)] : []),
      ...more,
    ]);
    if (written.ok) return true;
  }
  throw new Error(`link of ${head.actId} step ${step.n}: contended`);
}

/**
 * A link that was used stays the receipt that it is; then there is nothing left to ask, and no new one is made. One that
 * is there no more (forgotten after its days, or left out of an archive) opens nothing either.
 */
async function revoke({ items }: MailWorld, hash: string): Promise<Action> {
  const key = keys.link(hash);
  if (!(await items.get(key))) return { check: key, if: { absent: "pk" } };
  return { update: key, set: { state: "REVOKED" }, if: { attr: "state", in: ["ACTIVE", "REVOKED"] } };
}
