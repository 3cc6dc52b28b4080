import { readFileSync } from "node:fs";
import { toAttributes } from "../../shared/adapters/aws/attribute-value.ts";
import type { QueueEvent, QueueMessage, StreamEvent, StreamRecord } from "../../shared/workflow/index.ts";
import type { DumpedItem } from "./world.ts";

const folder = new URL("../fixtures/aws-events/", import.meta.url);

/** An event in AWS's shape with its `{{names}}` filled in. @throws when one is left open */
export function awsEvent(
  name: string,
  values: Readonly<Record<string, string>> = {},
): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL(`${name}.json`, folder), "utf8").replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`${name}: ${key} is not given`);
    return JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(text);
}

/** The item as the table's stream tells of its last change. */
export function streamRecord(item: DumpedItem, change: string): StreamRecord {
  const record = awsEvent("dynamodb-record", {
    change,
    pk: item.pk,
    sk: item.sk,
    sequence: `4421584500000000017450${change}`,
  });
  const NewImage = toAttributes(item as Parameters<typeof toAttributes>[0]);
  return { ...record, dynamodb: { ...(record["dynamodb"] as object), NewImage: NewImage as never } };
}

export const streamEvent = (...Records: readonly StreamRecord[]): StreamEvent => ({ Records });

/** A message of a queue; with a group, of a FIFO queue. */
export function queueMessage(id: string, body: unknown, MessageGroupId?: string): QueueMessage {
  const message = awsEvent("sqs-message", { id });
  const attributes = { ...(message["attributes"] as object), ...(MessageGroupId !== undefined && { MessageGroupId }) };
  return { ...message, messageId: id, body: JSON.stringify(body), attributes };
}

export const queueEvent = (...Records: readonly QueueMessage[]): QueueEvent => ({ Records });

/** S3's message for an object that arrived; it writes the key URL-encoded, a space as `+`. */
export const arrivedEvent = (bucket: string, key: string, version: string) =>
  awsEvent("s3-object-created", { bucket, key: encodeURIComponent(key).replaceAll("%20", "+"), version });
