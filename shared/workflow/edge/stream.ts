import { type OutboxEvent, outboxEvent, putOff } from "../use-cases/consume.ts";
import type { World } from "../world.ts";

/** The slice of a DynamoDB stream record that a consumer reads; the embedded run builds the same shape. */
export type StreamRecord = {
  readonly eventID?: string | undefined;
  readonly dynamodb?:
    | {
        readonly SequenceNumber?: string | undefined;
        readonly NewImage?:
          | { readonly [name: string]: { readonly S?: string | undefined; readonly N?: string | undefined } }
          | undefined;
      }
    | undefined;
};
export type StreamEvent = { readonly Records: readonly StreamRecord[] };
export type BatchAnswer = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

/** The outbox event in a stream record: an audit entry that is still undelivered and due. Everything else is not for us. */
export function eventOf(record: StreamRecord, now: string): OutboxEvent | undefined {
  const image = record.dynamodb?.NewImage;
  if (!image?.["sk"]?.S?.startsWith("AUD#")) return undefined;
  const due = image["gsi5sk"]?.S;
  if (due === undefined || due.slice(0, now.length) > now) return undefined;
  const { id, type, tenant, actId, seq } = image;
  return outboxEvent({ id: id?.S, type: type?.S, tenant: tenant?.S, actId: actId?.S, seq: Number(seq?.N) });
}

/** An audit entry that was written, whoever must hear of it. */
export type NewEntry = { readonly actId: string; readonly at: string };

/** The audit entry in a stream record; nothing for any other item. What it tells is not looked at. */
export function newEntryIn({ dynamodb }: StreamRecord): NewEntry | undefined {
  const { pk, sk, at } = dynamodb?.NewImage ?? {};
  const [, actId] = pk?.S?.split("#ACT#") ?? [];
  return actId !== undefined && sk?.S?.startsWith("AUD#") ? { actId, at: at?.S ?? "" } : undefined;
}

/** The same shape for an event that the embedded run, or a test, delivers itself. */
export function recordOf(event: OutboxEvent, due: string): StreamRecord {
  const { id, type, tenant, actId, seq } = event;
  return {
    eventID: id,
    dynamodb: {
      SequenceNumber: id,
      NewImage: {
        sk: { S: `AUD#${String(seq).padStart(8, "0")}` },
        id: { S: id },
        type: { S: type },
        tenant: { S: tenant },
        actId: { S: actId },
        seq: { N: String(seq) },
        gsi5sk: { S: `${due}#${id}` },
      },
    },
  };
}

/**
 * Runs a consumer over a batch. A failed delivery is put off and shows on the act; one failure never holds up the
 * others. Only when even that cannot be written does the record go back to the stream.
 */
export async function consumeBatch(
  world: Pick<World, "items" | "clock">,
  batch: StreamEvent,
  work: (event: OutboxEvent) => Promise<void>,
  told: (fault: unknown, event: OutboxEvent) => void,
): Promise<BatchAnswer> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of batch.Records) {
    const event = eventOf(record, world.clock());
    if (!event) continue;
    try {
      await work(event);
    } catch (fault) {
      told(fault, event);
      try {
        await putOff(world, event, fault instanceof Error ? fault.message : String(fault));
      } catch {
        // The store itself fails: the stream keeps the record and comes again.
        batchItemFailures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? event.id });
      }
    }
  }
  return { batchItemFailures };
}
