import { type Target, targets, targetsOf } from "../model/targets.ts";
import type { QueuedEvent, Queues } from "../ports/queues.ts";
import type { World } from "../world.ts";
import { previewIn, previewRecord } from "./preview-request.ts";
import { type BatchAnswer, eventOf, recordOf, type StreamEvent } from "./stream.ts";

/**
 * Clocks of two machines differ: an event that is due in half a second is due. Less than the first pause after a
 * failure (`backoffMs`), so that a delivery that was put off is not taken for a fresh one.
 */
const clockSkewMs = 500;

/**
 * The one reader of the table's stream: hands each event that waits in the outbox to the queue of every consumer that
 * must hear it, in order within the act. What could not be handed over is reported, and the stream brings it again;
 * queues drop the repetition of what they took.
 */
export async function dispatchBatch(
  world: Pick<World, "clock"> & { readonly queues: Queues<Target> },
  batch: StreamEvent,
): Promise<BatchAnswer> {
  const soon = new Date(Date.parse(world.clock()) + clockSkewMs).toISOString();
  const waiting = new Map<Target, QueuedEvent[]>(targets.map((target) => [target, []]));
  const sequenceOf = new Map<string, string>();
  for (const record of batch.Records) {
    const event = eventOf(record, soon);
    const preview = event ? undefined : previewIn(record);
    if (preview) {
      const { previewId: id, actId: group } = preview;
      sequenceOf.set(id, record.dynamodb?.SequenceNumber ?? id);
      waiting.get("renderer")?.push({ id, group, body: JSON.stringify(previewRecord(preview)) });
    }
    if (!event) continue;
    const id = record.eventID ?? record.dynamodb?.SequenceNumber ?? event.id;
    sequenceOf.set(id, record.dynamodb?.SequenceNumber ?? id);
    const body = JSON.stringify(recordOf(event, world.clock()));
    for (const target of targetsOf(event.type)) waiting.get(target)?.push({ id, group: event.actId, body });
  }
  const left = await Promise.all(
    [...waiting].filter(([, events]) => events.length > 0).map(([target, events]) => world.queues.send(target, events)),
  );
  const failed = new Set(left.flat().map((id) => sequenceOf.get(id) ?? id));
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}
