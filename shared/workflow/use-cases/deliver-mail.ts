import type { Assignment } from "../../act/index.ts";
import type { MailText } from "../mail/layout.ts";
import { deliveryIn, messageId, type NotedMail, notedMail } from "../model/delivery-items.ts";
import { keys } from "../model/keys.ts";
import { later } from "../model/ttl.ts";
import { undeliveredKeys } from "../model/undelivered-items.ts";
import type { Action, Item, Value } from "../ports/items.ts";
import { MailRefused } from "../ports/world.ts";
import type { World } from "../world.ts";
import { backoffMs, type OutboxEvent } from "./consume.ts";

export type MailWorld = Pick<
  World,
  "settings" | "items" | "mail" | "clock" | "newId" | "randomBytes" | "factors" | "journal"
>;

export type Delivery = {
  readonly to: Pick<Assignment, "who" | "name" | "email">;
  /** Names the delivery within its event. */
  readonly target: string;
  /** For the spool and the act's page. */
  readonly kind: string;
  /** The words, made at the moment of sending; nothing when there is nothing to send any more. */
  readonly make: () => Promise<MailText | undefined>;
};

/** How a delivery stands, as its item says. Addresses are not in it: the act has them, and they can be corrected. */
type State = { readonly state: "SENT" | "WAITING" | "FAILED"; readonly status: string; readonly attempts: number };

/** The mails of one event, one after the other. */
export type MailRun = {
  readonly event: OutboxEvent;
  /** The event's entry as it was stored when the run began. */
  entry?: Item | undefined;
  /** The mail that was sent last and is not noted yet: that the event was delivered is noted in the same write. */
  held?: NotedMail | undefined;
};

/** What the event's entry is to say of the mail that was sent last. */
export const heldNote = ({ held }: MailRun) => (held ? notedMail(held) : {});

/** Notes the mail that was sent last by itself: another follows, or the event is not delivered yet. */
export async function noteHeld(world: MailWorld, run: MailRun): Promise<void> {
  const { held, event } = run;
  if (!held) return;
  const { target, ...delivery } = held;
  const sent = { state: "SENT", status: "", attempts: 1, actId: event.actId };
  await world.items.transact([{ put: { ...keys.delivery(event.id, target), ...sent, ...delivery } }]);
  run.held = undefined;
}

/**
 * Delivers one mail, once, and notes how it went where the act's page finds it. A provider that will never take the
 * mail is an answer (the address can be corrected, and the link sent again); anything else is a fault, which is
 * answered so that the others are tried before it is thrown.
 */
export async function deliverMail(
  world: MailWorld,
  run: MailRun,
  { to, target, kind, make }: Delivery,
): Promise<unknown[]> {
  const { event } = run;
  const key = keys.delivery(event.id, target);
  const stored = await world.items.get(key);
  const told = deliveryIn(run.entry);
  if ((stored && isOver(stored["state"])) || told?.sk === key.sk) return [];
  const attempts = (typeof stored?.["attempts"] === "number" ? stored["attempts"] : 0) + 1;
  const mail = await make();
  if (!mail) return [];
  await noteHeld(world, run);
  const id = messageId(world.newId(), event);
  const note = (state: State, more: { readonly [name: string]: Value } = {}): Action => ({
    put: {
      ...{ ...key, ...state, ...more, actId: event.actId, who: to.who, kind, message: id, at: world.clock() },
      ...(state.state === "SENT" ? {} : undeliveredKeys(world.settings.tenant, world.clock(), event.id, target)),
    },
  });
  try {
    await world.mail.send({
      id,
      to: { name: to.name, email: to.email },
      at: world.clock(),
      about: { actId: event.actId, kind },
      ...mail,
    });
  } catch (fault) {
    if (fault instanceof MailRefused) {
      world.journal?.tell("MAIL_REFUSED", { act: event.actId, event: event.id });
      world.journal?.measure("MailBounces", 1);
      await world.items.transact([note({ state: "FAILED", status: fault.status, attempts })]);
      return [];
    }
    const wait = backoffMs[Math.min(attempts - 1, backoffMs.length - 1)] ?? 600_000;
    const nextAt = later(world.clock(), wait);
    await world.items.transact([note({ state: "WAITING", status: statusOf(fault), attempts }, { nextAt })]);
    return [fault];
  }
  // What was tried before has an item, and an entry tells of one mail: then this one has an item too.
  if (!stored && !told && run.entry) run.held = { target, who: to.who, kind, at: world.clock(), message: id };
  else await world.items.transact([note({ state: "SENT", status: "", attempts })]);
  return [];
}

/** The provider has it, or never will, or somebody closed the matter. */
const isOver = (state: Value | undefined) => state === "SENT" || state === "FAILED" || state === "RESOLVED";

const statusOf = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault)).slice(0, 200);
