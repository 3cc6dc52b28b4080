import * as z from "zod";
import type { ObjectEvent } from "./object-event.ts";
import { scannedObject } from "./scan-event.ts";
import type { BatchAnswer, StreamEvent } from "./stream.ts";

/** The slice of an SQS event that is read. */
export type QueueMessage = {
  readonly messageId: string;
  readonly body: string;
  readonly attributes?: { readonly MessageGroupId?: string | undefined } | undefined;
};
export type QueueEvent = { readonly Records: readonly QueueMessage[] };

type Told = (fault: unknown, about: string) => void;

/**
 * Works on one message after the other and reports those that failed, so that the rest of the batch is not repeated.
 * After a failure the later messages of the same group wait with it: a FIFO queue would otherwise lose its order.
 */
export const eachMessage =
  (work: (body: unknown, message: QueueMessage) => Promise<boolean>, told: Told) =>
  async ({ Records }: QueueEvent): Promise<BatchAnswer> => {
    const failed: { itemIdentifier: string }[] = [];
    const held = new Set<string>();
    for (const message of Records) {
      const group = message.attributes?.MessageGroupId;
      if (group !== undefined && held.has(group)) {
        failed.push({ itemIdentifier: message.messageId });
        continue;
      }
      let done = false;
      try {
        done = await work(JSON.parse(message.body), message);
      } catch (fault) {
        told(fault, `message ${message.messageId}`);
      }
      if (done) continue;
      failed.push({ itemIdentifier: message.messageId });
      if (group !== undefined) held.add(group);
    }
    return { batchItemFailures: failed };
  };

const attribute = z.object({ S: z.string().optional(), N: z.string().optional() });
const record = z.object({
  eventID: z.string().optional(),
  dynamodb: z.object({ SequenceNumber: z.string().optional(), NewImage: z.record(z.string(), attribute) }),
});

/** A consumer of the outbox behind its queue: each message is what the dispatcher made of one record of the stream. */
export const fromQueue = (handle: (batch: StreamEvent) => Promise<BatchAnswer>, told: Told) =>
  eachMessage(async (body) => {
    const { batchItemFailures } = await handle({ Records: [record.parse(body)] });
    return batchItemFailures.length === 0;
  }, told);

const notification = z.object({
  Records: z.array(
    z.object({
      s3: z.object({
        bucket: z.object({ name: z.string() }),
        object: z.object({ key: z.string(), versionId: z.string().optional() }),
      }),
    }),
  ),
});
/** S3 writes one of these when a notification is set up; it tells of no object. */
const testEvent = z.object({ Event: z.literal("s3:TestEvent") });

/** The function of the intake behind its queue: each message is one notification of S3, or one result of a scan. */
export const fromObjectQueue = (handle: (event: ObjectEvent) => Promise<void>, told: Told) =>
  eachMessage(async (body) => {
    if (!testEvent.safeParse(body).success) await handle(scannedObject(body) ?? notification.parse(body));
    return true;
  }, told);
