import * as z from "zod";
import { type ActState, actStates, refusal } from "../../act/index.ts";
import { earlierAnswer, type Idempotency, remember } from "../model/idempotency.ts";
import { type Answer, answer, refuse } from "../model/refusals.ts";
import type { Action, Items, Put, Value } from "../ports/items.ts";
import type { World } from "../world.ts";

/** What a command answers: where the act is now. Small, because it is kept for whoever asks the same again. */
export type CommandReceipt = {
  readonly actId: string;
  readonly state: ActState;
  readonly version: number;
  readonly revision: number;
  readonly updatedAt: string;
};

export const receiptOf = (head: {
  readonly actId: string;
  readonly state: ActState;
  readonly ver: number;
  readonly rev: number;
  readonly updatedAt: string;
}): CommandReceipt => ({
  actId: head.actId,
  state: head.state,
  version: head.ver,
  revision: head.rev,
  updatedAt: head.updatedAt,
});

type OnceWorld = Pick<World, "items" | "clock">;

/** The same request was answered in the meantime. */
class AnsweredMeanwhile extends Error {
  override readonly name = "AnsweredMeanwhile";
}
class NotThatVersion extends Error {
  override readonly name = "NotThatVersion";
  readonly current: number;
  constructor(current: number) {
    super("the act is at another version");
    this.current = current;
  }
}

export type Once = {
  readonly use: Idempotency;
  /** The act whose receipt is kept; absent for a request that opens one. */
  readonly actId?: string | undefined;
  /** The version of the act that the caller has read; anything else is refused, in the transaction itself. */
  readonly version?: number | undefined;
};

/**
 * Runs a command of an act so that the same request, sent twice, acts once and is answered alike.
 *
 * The answer is written in the very transaction that moves the act: a crash after it leaves nothing to guess, and of two
 * at once one writes and the other is given its answer. A refusal is not kept: it changed nothing, and may not be true
 * any more. The same key with another request is refused (`IDEMPOTENCY_KEY_REUSED`).
 */
export async function commandOnce<W extends OnceWorld>(
  world: W,
  once: Once,
  run: (world: W) => Promise<Answer<Parameters<typeof receiptOf>[0]>>,
): Promise<Answer<CommandReceipt>> {
  const earlier = await earlierAnswer(world.items, once.use);
  if (earlier) return "refusal" in earlier ? refuse(earlier.refusal) : answer(asReceipt(earlier.answer));
  try {
    const done = await run({ ...world, items: remembering(world, once) });
    if (done.ok) return answer(receiptOf(done.value));
    // Of two at once the second may have read what the first had just changed: it is no refusal of its own.
    const twin = await earlierAnswer(world.items, once.use);
    return twin && "answer" in twin ? answer(asReceipt(twin.answer)) : done;
  } catch (fault) {
    if (fault instanceof NotThatVersion)
      return refuse(refusal("STALE_VERSION", { seen: once.version ?? 0, current: fault.current }));
    if (!(fault instanceof AnsweredMeanwhile)) throw fault;
    const twin = await earlierAnswer(world.items, once.use);
    if (!twin) throw fault;
    return "refusal" in twin ? refuse(twin.refusal) : answer(asReceipt(twin.answer));
  }
}

/** The same for an answer that no transaction of an act carries: it is kept when it is known. */
export async function answerOnce<T extends Value>(
  world: OnceWorld,
  use: Idempotency,
  run: () => Promise<Answer<T>>,
  kept: (value: T) => Value = (value) => value,
): Promise<Answer<T>> {
  const earlier = await earlierAnswer(world.items, use);
  // What was kept is what `kept` made of an answer of this very operation.
  if (earlier) return "refusal" in earlier ? refuse(earlier.refusal) : answer(earlier.answer as T);
  const done = await run();
  if (!done.ok) return done;
  const written = await world.items.transact([remember(use, kept(done.value), world.clock())]);
  if (written.ok) return done;
  const twin = await earlierAnswer(world.items, use);
  if (!twin) throw new Error(`answer of ${use.scope}: ${written.reason}`);
  return "refusal" in twin ? refuse(twin.refusal) : answer(twin.answer as T);
}

/** We wrote it, as a receipt. */
const asReceipt = (value: Value) => value as unknown as CommandReceipt;

/** The store, adding the receipt to the transaction that writes the act's head. */
function remembering(world: OnceWorld, once: Once): Items {
  const { items } = world;
  return {
    get: (key) => items.get(key),
    query: (query) => items.query(query),
    transact: async (actions, token) => {
      const head = actions.find((action): action is Put => isHead(action, once.actId));
      if (!head) return items.transact(actions, token);
      const value = receiptSchema.parse(head.put["now"]);
      if (once.version !== undefined && value.ver !== once.version + 1) throw new NotThatVersion(value.ver - 1);
      const kept = remember(once.use, { ...receiptOf(value) }, world.clock());
      const written = await items.transact([...actions, kept], token);
      if (written.ok || written.reason === "conflict") return written;
      if (written.actions.at(-1)?.reason === "condition") throw new AnsweredMeanwhile(once.use.scope);
      return { ...written, actions: written.actions.slice(0, -1) };
    },
  };
}

/** Of a head's item, what the receipt says. */
const receiptSchema = z.object({
  actId: z.string(),
  state: z.enum(actStates),
  ver: z.int(),
  rev: z.int(),
  updatedAt: z.string(),
});

const isHead = (action: Action, actId: string | undefined): action is Put =>
  "put" in action && action.put.sk === "HEAD" && (actId === undefined || action.put.pk.endsWith(`#ACT#${actId}`));
