import { type ActHead, isAllowed, romeDay } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { dueActs, openUploads, settleDue } from "../model/due-acts.ts";
import { keys, outboxPk, shards } from "../model/keys.ts";
import { allItems } from "../ports/items.ts";
import type { ObjectRef } from "../ports/objects.ts";
import type { ChangeWorld, World } from "../world.ts";
import { arrivedImports } from "./arrived-imports.ts";
import { arrivedBatchFiles } from "./batch-files.ts";
import { type OutboxEvent, outboxEvent } from "./consume.ts";
import { uploadKey } from "./permit-upload.ts";

export { dueItems } from "../model/due-items.ts";

type SweepWorld = ChangeWorld & Pick<World, "objects">;

/** Events that wait in the outbox and are due, the oldest first in each partition. */
export async function dueEvents(world: Pick<World, "items" | "clock">): Promise<OutboxEvent[]> {
  const now = `${world.clock()}~`;
  const events: OutboxEvent[] = [];
  for (let shard = 0; shard < shards; shard += 1)
    for await (const item of allItems(world.items, { index: "gsi5", pk: outboxPk(shard), sk: { to: now } })) {
      const event = outboxEvent(item);
      if (event) events.push(event);
    }
  return events;
}

/**
 * Writes to each due event, so that the table's stream tells its consumers again; the embedded run delivers due events
 * itself and needs no nudge. Answers how many.
 */
export async function nudgeDueEvents(world: Pick<World, "items" | "clock">): Promise<number> {
  const events = await dueEvents(world);
  for (const event of events)
    await world.items.transact([
      {
        update: keys.audit(event.tenant, event.actId, event.seq),
        set: { nudgedAt: world.clock() },
        if: { exists: "gsi5pk" },
      },
    ]);
  return events.length;
}

/**
 * Objects that arrived for an upload that the act awaits now: their event was lost, or is on its way. An act whose
 * uploads are over is not looked at for them any more.
 */
export async function arrivedUploads(world: SweepWorld): Promise<ObjectRef[]> {
  const arrived: ObjectRef[] = [];
  for (const actId of await dueActs(world)) {
    const head = await loadHead(world.items, world.settings.tenant, actId);
    for (const upload of head ? openUploads(head) : []) {
      const object = await world.objects.head({ bucket: "intake", key: uploadKey(actId, upload.slotId) });
      if (!head || !object || (head.signedUpload === upload && isPutOff(head, world.clock()))) continue;
      if (isAllowed(recordsWith(head, upload), head.state))
        arrived.push({ bucket: "intake", key: object.key, version: object.version });
    }
    if (head) await settleDue(world, head);
  }
  return [...arrived, ...(await arrivedImports(world)), ...(await arrivedBatchFiles(world))];
}

const recordsWith = (head: ActHead, upload: unknown) =>
  head.signedUpload !== upload ? "recordVerdict" : head.registration ? "recordVisto" : "recordSignature";

/** The timestamp authority gave nothing a moment ago; it is asked again when the act says. */
const isPutOff = ({ timestampMissing }: ActHead, now: string) =>
  timestampMissing !== undefined && now < timestampMissing.retryAt;

/** Takes down what the albo has shown for its term. Answers how many. @throws after all were tried, when some failed. */
export async function takeDownExpired(world: SweepWorld): Promise<number> {
  const today = romeDay(world.clock());
  const takenDown = await eachOf(await dueActs(world), async (actId) => {
    const taken = await changeAct(world, actId, (head) =>
      head.state === "PUBLISHED" && today > head.publication.albo.to
        ? { command: { type: "takeDown", today } }
        : { done: true },
    );
    return taken.ok && taken.value.changed;
  });
  return takenDown.filter(Boolean).length;
}

/** Oblio: what transparency has shown for its years is taken from the public for good. Answers how many. */
export async function forgetExpired(world: SweepWorld): Promise<number> {
  const today = romeDay(world.clock());
  const forgotten = await eachOf(await dueActs(world), async (actId) => {
    const done = await changeAct(world, actId, (head) => {
      const isDue =
        (head.state === "UNPUBLISHED" || head.state === "ARCHIVED") &&
        today > head.publication.transparency.to &&
        !head.publication.transparency.forgottenAt;
      return isDue ? { command: { type: "forget", today } } : { done: true };
    });
    return done.ok && done.value.changed;
  });
  return forgotten.filter(Boolean).length;
}

/** Does the work for every one; a fault with one never keeps the others waiting. @throws when some failed, after all. */
export async function eachOf<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  const faults: unknown[] = [];
  for (const one of all)
    try {
      done.push(await work(one));
    } catch (fault) {
      faults.push(fault);
    }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} of ${all.length} failed: ${faults[0]}`);
  return done;
}
