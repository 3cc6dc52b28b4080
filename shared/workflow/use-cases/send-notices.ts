import type { ActHead, Assignment } from "../../act/index.ts";
import { type NoticeKind, noticeMail } from "../mail/notice-mail.ts";
import { loadHead } from "../model/commit.ts";
import { findPerson } from "../model/people.ts";
import type { Item } from "../ports/items.ts";
import { consume, eventData, type OutboxEvent } from "./consume.ts";
import { deliverMail, heldNote, type MailRun, type MailWorld, noteHeld } from "./deliver-mail.ts";
import { asksForLinks, sendLinks } from "./send-links.ts";

export type { MailWorld } from "./deliver-mail.ts";

/**
 * Sends the mails that an event asks for: links to whoever must act, notices to whoever must know. Each recipient has a
 * delivery of their own: one address that does not exist keeps nobody else waiting, and is shown on the act.
 */
export async function sendNotices(world: MailWorld, event: OutboxEvent): Promise<void> {
  const run: MailRun = { event };
  const work = async (entry: Item | undefined) => {
    run.entry = entry;
    const data = await eventData(world.items, event);
    const head = await loadHead(world.items, event.tenant, event.actId);
    if (!head) throw new Error(`act ${event.actId} is not there`);
    const faults: unknown[] = [];
    if (asksForLinks(event.type)) faults.push(...(await sendLinks(world, run, head, data)));
    faults.push(...(await tellThoseConcerned(world, run, head)));
    if (faults.length === 0) return;
    // Every one was tried; what may still arrive comes again with the event, and only that.
    await noteHeld(world, run);
    throw faults[0];
  };
  await consume(world, event, "mailer", work, () => heldNote(run));
}

/** Who hears what of an event; types that are not here are nobody's mail. New events are added as lines. */
const noticesOf: Readonly<
  Record<string, { readonly kind: NoticeKind; readonly to: "proponent" | "asked" | "signing" }[]>
> = {
  "act.recalled.v1": [
    { kind: "richiamato", to: "proponent" },
    { kind: "richiamato", to: "asked" },
  ],
  "act.corrected.v1": [{ kind: "corretto", to: "asked" }],
  "act.returned.v1": [{ kind: "restituito", to: "proponent" }],
  "act.rejected.v1": [{ kind: "respinto", to: "proponent" }],
  "act.signature-refused.v1": [{ kind: "firma-non-accettata", to: "signing" }],
  "act.visto-refused-file.v1": [{ kind: "visto-non-accettato", to: "signing" }],
  "act.visto.v1": [{ kind: "visto", to: "proponent" }],
  "act.step-expired.v1": [{ kind: "scaduto", to: "proponent" }],
  "act.step-vacant.v1": [{ kind: "vacante", to: "proponent" }],
  "act.published.v1": [{ kind: "pubblicato", to: "proponent" }],
};

async function tellThoseConcerned(world: MailWorld, run: MailRun, head: ActHead): Promise<unknown[]> {
  const faults: unknown[] = [];
  const told = new Set<string>();
  for (const { kind, to } of noticesOf[run.event.type] ?? []) {
    // A file that was accepted since then makes the notice about the one before it untrue.
    if (kind === "firma-non-accettata" && !head.signatureRefusal) continue;
    for (const person of await concerned(world, head, to)) {
      if (told.has(person.who)) continue;
      told.add(person.who);
      const make = async () => noticeMail(world.settings, head, kind, person.name);
      faults.push(
        ...(await deliverMail(world, run, { to: person, target: `notice#${kind}#${person.who}`, kind, make })),
      );
    }
  }
  return faults;
}

type Addressee = Pick<Assignment, "who" | "name" | "email">;

async function concerned(
  world: MailWorld,
  head: ActHead,
  to: "proponent" | "asked" | "signing",
): Promise<readonly Addressee[]> {
  const proponent = await findPerson(world.items, head.tenant, head.proponent);
  if (to === "proponent") return proponent ? [proponent] : [];
  if (to === "signing") {
    const step = head.route.find((one) => !["approval", "opinion"].includes(one.kind) && one.state === "OPEN");
    const signing = step?.assignments.filter((one) => one.state === "PENDING") ?? [];
    return signing.length > 0 ? signing : proponent ? [proponent] : [];
  }
  // Whoever had decided learns that it no longer counts; whoever still had a link, that it no longer opens.
  const heard = ["APPROVED", "OPINION", "SIGNED", "REVOKED"];
  return head.route.flatMap((step) =>
    step.openedAt === undefined ? [] : step.assignments.filter((one) => heard.includes(one.state)),
  );
}
