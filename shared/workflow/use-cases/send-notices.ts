import { type ActHead, type Assignment, type Step, sha256Of } from "../../act/index.ts";
import { loadHead } from "../model/commit.ts";
import { keys } from "../model/keys.ts";
import { decisionMail, type NoticeKind, noticeMail } from "../model/mail-texts.ts";
import { findPerson } from "../model/people.ts";
import type { Action, Condition } from "../ports/items.ts";
import type { World } from "../world.ts";
import { consume, eventData, type OutboxEvent } from "./consume.ts";
import { inDays } from "./render-act.ts";

export type MailWorld = Pick<World, "settings" | "items" | "mail" | "clock" | "newId" | "randomBytes">;

/**
 * Sends the mails that an event asks for. A link's token is made here, at the moment of sending: in clear it is only
 * ever in the mail, at rest only its SHA-256 is. A repeated sending makes a new token and revokes the earlier one.
 */
export async function sendNotices(world: MailWorld, event: OutboxEvent): Promise<void> {
  await consume(world, event, "mailer", async () => {
    const data = await eventData(world.items, event);
    const head = await loadHead(world.items, event.tenant, event.actId);
    if (!head) throw new Error(`act ${event.actId} is not there`);
    if (event.type === "act.step-opened.v1" || event.type === "act.links-requested.v1") {
      const step = head.route.find((one) => one.n === data["step"]);
      // A step that was closed or voided in the meantime needs no link any more.
      if (step?.state !== "OPEN" || data["rev"] !== head.rev) return;
      // A link that is asked for again after its day must open, or nobody could ever decide.
      const fresh = inDays(world.clock(), world.settings.linkDays);
      const due = step.dueAt ?? fresh;
      const until = event.type === "act.links-requested.v1" && fresh > due ? fresh : due;
      for (const assignment of step.assignments)
        if (assignment.state === "PENDING") await sendLink(world, event.id, head, step, assignment, until);
      return;
    }
    await tellThoseConcerned(world, event, head);
  });
}

/**
 * Sends one assignment's link, with a fresh token that is good until `until`; once for each event that
 * asks for it. Sends nothing when the assignment was decided in the meantime: a mail must never carry a link that is dead.
 */
export async function sendLink(
  world: MailWorld,
  cause: string,
  head: ActHead,
  step: Step,
  assignment: Assignment,
  until: string,
): Promise<void> {
  const delivery = keys.delivery(cause, `link#${step.n}#${assignment.who}`);
  if (await world.items.get(delivery)) return;
  const token = base64url(world.randomBytes(32));
  if (!(await mintLink(world, head, step, assignment.who, tokenHash(token), until))) return;
  const link = `${world.settings.baseUrl}/f#${token}`;
  await world.mail.send({
    id: world.newId(),
    to: { name: assignment.name, email: assignment.email },
    at: world.clock(),
    about: { actId: head.actId, kind: step.kind === "signature" ? "da-firmare" : "da-approvare" },
    ...decisionMail(world.settings, head, step, assignment, { link, until }),
  });
  await world.items.transact([{ put: { ...delivery, at: world.clock() } }]);
}

/**
 * Makes the new link the only one of its assignment: one transaction, so that two of them never both open.
 * Answers whether it was made; an assignment that is no longer pending gets none.
 */
async function mintLink(
  world: MailWorld,
  head: ActHead,
  step: Step,
  who: string,
  hash: string,
  until: string,
): Promise<boolean> {
  const key = keys.assignment(head.tenant, head.actId, head.rev, step.n, who);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const assignment = await world.items.get(key);
    if (assignment?.["state"] !== "PENDING") return false;
    const earlier = typeof assignment["link"] === "string" ? assignment["link"] : undefined;
    const isLatest: Condition = earlier ? { attr: "link", op: "=", value: earlier } : { absent: "link" };
    const link = { state: "ACTIVE", actId: head.actId, rev: head.rev, step: step.n, who, expiresAt: until };
    const written = await world.items.transact([
      { put: { ...keys.link(hash), ...link }, if: { absent: "pk" } },
      {
        update: key,
        set: { link: hash },
        if: { all: [isLatest, { attr: "state", op: "=", value: "PENDING" }] },
      },
      ...(earlier ? [revoke(earlier)] : []),
    ]);
    if (written.ok) return true;
  }
  throw new Error(`link of ${head.actId} step ${step.n}: contended`);
}

/** A link that was used stays the receipt that it is; then there is nothing left to ask, and no new one is made. */
const revoke = (hash: string): Action => ({
  update: keys.link(hash),
  set: { state: "REVOKED" },
  if: { attr: "state", in: ["ACTIVE", "REVOKED"] },
});

const noticeOf: Partial<Record<OutboxEvent["type"], NoticeKind>> = {
  "act.recalled.v1": "richiamato",
  "act.returned.v1": "restituito",
  "act.rejected.v1": "respinto",
  "act.signature-refused.v1": "firma-non-accettata",
  "act.published.v1": "pubblicato",
};

async function tellThoseConcerned(world: MailWorld, event: OutboxEvent, head: ActHead): Promise<void> {
  const kind = noticeOf[event.type];
  // A file that was accepted since then makes the notice about the one before it untrue.
  if (!kind || (kind === "firma-non-accettata" && !head.signatureRefusal)) return;
  for (const to of await concerned(world, head, kind))
    await world.mail.send({
      id: world.newId(),
      to: { name: to.name, email: to.email },
      at: world.clock(),
      about: { actId: head.actId, kind },
      ...noticeMail(world.settings, head, kind, to.name),
    });
}

type Addressee = { readonly name: string; readonly email: string };

async function concerned(world: MailWorld, head: ActHead, kind: NoticeKind): Promise<readonly Addressee[]> {
  const signing = head.route.find((step) => step.kind === "signature")?.assignments[0];
  if (kind === "firma-non-accettata" && signing) return [signing];
  const proponent = await findPerson(world.items, head.tenant, head.proponent);
  const proponents = proponent ? [proponent] : [];
  // Whoever had approved learns that it no longer counts; whoever still had a link, that it no longer opens.
  const asked = head.route.flatMap((step) =>
    step.openedAt === undefined ? [] : step.assignments.filter((one) => ["APPROVED", "REVOKED"].includes(one.state)),
  );
  return kind === "richiamato" ? [...proponents, ...asked] : proponents;
}

/** What is stored of a token. 256 random bits need no salt and no slow hash. */
export const tokenHash = (token: string): string => sha256Of(token);

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
