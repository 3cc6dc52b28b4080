import type { ActHead, Assignment } from "../../act/index.ts";
import type { MailText } from "../mail/layout.ts";
import { keys } from "../model/keys.ts";
import { later, ttlAfter } from "../model/ttl.ts";
import { undeliveredKeys } from "../model/undelivered-items.ts";
import type { Action, Value } from "../ports/items.ts";
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

const bounceDays = 30;

/**
 * Delivers one mail, once, and notes how it went where the act's page finds it. A provider that will never take the
 * mail is an answer (the address can be corrected, and the link sent again); anything else is a fault, which is
 * answered so that the others are tried before it is thrown.
 */
export async function deliverMail(
  world: MailWorld,
  event: OutboxEvent,
  head: Pick<ActHead, "actId">,
  { to, target, kind, make }: Delivery,
): Promise<unknown[]> {
  const key = keys.delivery(event.id, target);
  const stored = await world.items.get(key);
  if (stored && isOver(stored["state"])) return [];
  const attempts = (typeof stored?.["attempts"] === "number" ? stored["attempts"] : 0) + 1;
  const mail = await make();
  if (!mail) return [];
  const id = world.newId();
  const note = (state: State, more: { readonly [name: string]: Value } = {}): Action => ({
    put: {
      ...{ ...key, ...state, ...more, actId: head.actId, who: to.who, kind, message: id, at: world.clock() },
      ...(state.state === "SENT" ? {} : undeliveredKeys(world.settings.tenant, world.clock(), event.id, target)),
    },
  });
  try {
    await world.mail.send({
      id,
      to: { name: to.name, email: to.email },
      at: world.clock(),
      about: { actId: head.actId, kind },
      ...mail,
    });
  } catch (fault) {
    if (fault instanceof MailRefused) {
      world.journal?.tell("MAIL_REFUSED", { act: head.actId, event: event.id });
      world.journal?.measure("MailBounces", 1);
      await world.items.transact([note({ state: "FAILED", status: fault.status, attempts })]);
      return [];
    }
    const wait = backoffMs[Math.min(attempts - 1, backoffMs.length - 1)] ?? 600_000;
    const nextAt = later(world.clock(), wait);
    await world.items.transact([note({ state: "WAITING", status: statusOf(fault), attempts }, { nextAt })]);
    return [fault];
  }
  // A bounce that comes later names the message and nothing else.
  await world.items.transact([
    note({ state: "SENT", status: "", attempts }),
    { put: { ...keys.message(id), delivery: { ...key }, ...ttlAfter(world.clock(), bounceDays) } },
  ]);
  return [];
}

/** The provider has it, or never will, or somebody closed the matter. */
const isOver = (state: Value | undefined) => state === "SENT" || state === "FAILED" || state === "RESOLVED";

const statusOf = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault)).slice(0, 200);

/**
 * The provider says, afterwards, that a mail did not arrive. The act shows it from then on; the step goes on waiting,
 * and a corrected address or another sending mends it. Answers whether the message was one of ours.
 */
export async function recordBounce(
  world: Pick<World, "settings" | "items" | "clock">,
  bounce: { readonly message: string; readonly status: string },
): Promise<boolean> {
  if (!/^[0-9A-Z]{1,40}$/.test(bounce.message)) return false;
  const item = await world.items.get(keys.message(bounce.message));
  const delivery = item?.["delivery"];
  if (typeof delivery !== "object" || delivery === null || !("pk" in delivery) || !("sk" in delivery)) return false;
  const [pk, sk, at] = [String(delivery["pk"]), String(delivery["sk"]), world.clock()];
  const found = undeliveredKeys(world.settings.tenant, at, pk.slice("EVT#".length), sk.slice("DLV#".length));
  const written = await world.items.transact([
    {
      update: { pk, sk },
      set: { state: "FAILED", status: bounce.status.slice(0, 200), at, ...found },
      if: { attr: "message", op: "=", value: bounce.message },
    },
  ]);
  return written.ok;
}
