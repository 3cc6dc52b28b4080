import { type ActHead, type Assignment, type Step, sha256Of } from "../../act/index.ts";
import { loadHead } from "../model/commit.ts";
import { keys } from "../model/keys.ts";
import { decisionMail, type NoticeKind, noticeMail } from "../model/mail-texts.ts";
import { findPerson } from "../model/people.ts";
import type { Action } from "../ports/items.ts";
import type { World } from "../world.ts";
import { consume, eventData, type OutboxEvent } from "./consume.ts";

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
    if (event.type === "act.step-opened.v1") {
      const step = head.route.find((one) => one.n === data["step"]);
      // A step that was closed or voided in the meantime needs no link any more.
      if (step?.state !== "OPEN" || data["rev"] !== head.rev) return;
      for (const assignment of step.assignments)
        if (assignment.state === "PENDING") await sendLink(world, event.id, head, step, assignment);
      return;
    }
    await tellThoseConcerned(world, event, head);
  });
}

/** Sends one assignment's link again, with a fresh token; used by the event and by "invia di nuovo". */
export async function sendLink(
  world: MailWorld,
  cause: string,
  head: ActHead,
  step: Step,
  assignment: Assignment,
): Promise<void> {
  const delivery = keys.delivery(cause, `link#${step.n}#${assignment.who}`);
  if (await world.items.get(delivery)) return;
  const token = base64url(world.randomBytes(32));
  await mintLink(world, head, step, assignment.who, tokenHash(token));
  const link = `${world.settings.baseUrl}/f#${token}`;
  await world.mail.send({
    id: world.newId(),
    to: { name: assignment.name, email: assignment.email },
    at: world.clock(),
    about: { actId: head.actId, kind: step.kind === "signature" ? "da-firmare" : "da-approvare" },
    ...decisionMail(world.settings, head, step, assignment, link),
  });
  await world.items.transact([{ put: { ...delivery, at: world.clock() } }]);
}

/** Makes the new link the only one of its assignment: one transaction, so that two of them never both open. */
async function mintLink(world: MailWorld, head: ActHead, step: Step, who: string, hash: string): Promise<void> {
  const key = keys.assignment(head.tenant, head.actId, head.rev, step.n, who);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const earlier = (await world.items.get(key))?.["link"];
    const link = {
      ...keys.link(hash),
      state: "ACTIVE",
      actId: head.actId,
      rev: head.rev,
      step: step.n,
      who,
      expiresAt: step.dueAt ?? "",
    };
    const actions: Action[] = [
      { put: link, if: { absent: "pk" } },
      {
        update: key,
        set: { link: hash },
        if: typeof earlier === "string" ? { attr: "link", op: "=", value: earlier } : { absent: "link" },
      },
    ];
    if (typeof earlier === "string")
      actions.push({
        update: keys.link(earlier),
        set: { state: "REVOKED" },
        if: {
          any: [
            { attr: "state", op: "=", value: "ACTIVE" },
            { attr: "state", op: "=", value: "REVOKED" },
          ],
        },
      });
    const written = await world.items.transact(actions);
    if (written.ok) return;
    // The earlier link was spent while this one was made: there is nothing left to ask.
    if (written.reason === "condition" && written.actions[2]?.reason === "condition") return;
  }
  throw new Error(`link of ${head.actId} step ${step.n}: contended`);
}

const noticeOf: Partial<Record<OutboxEvent["type"], NoticeKind>> = {
  "act.returned.v1": "restituito",
  "act.rejected.v1": "respinto",
  "act.signature-refused.v1": "firma-non-accettata",
  "act.published.v1": "pubblicato",
};

async function tellThoseConcerned(world: MailWorld, event: OutboxEvent, head: ActHead): Promise<void> {
  const kind = noticeOf[event.type];
  if (!kind) return;
  const signing = head.route.find((step) => step.kind === "signature")?.assignments[0];
  const proponent = await findPerson(world.items, head.tenant, head.proponent);
  const to = kind === "firma-non-accettata" && signing ? signing : proponent;
  if (!to) return;
  await world.mail.send({
    id: world.newId(),
    to: { name: to.name, email: to.email },
    at: world.clock(),
    about: { actId: head.actId, kind },
    ...noticeMail(world.settings, head, kind, to.name),
  });
}

/** What is stored of a token. 256 random bits need no salt and no slow hash. */
export const tokenHash = (token: string): string => sha256Of(token);

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
