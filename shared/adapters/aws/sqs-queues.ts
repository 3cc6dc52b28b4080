import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { QueuedEvent, Queues } from "../../workflow/ports/queues.ts";

/** SQS takes ten messages a call. */
const atOnce = 10;

/** FIFO queues of SQS, one for each consumer: the act is the group, the change the deduplication. Not proved on AWS. */
export function sqsQueues<Name extends string>({
  addresses,
  client = new SQSClient({}),
}: {
  readonly addresses: Readonly<Record<Name, string>>;
  readonly client?: SQSClient;
}): Queues<Name> {
  return {
    async send(queue, events) {
      const left: string[] = [];
      // One call after the other: a later change of an act must not overtake an earlier one.
      for (let from = 0; from < events.length; from += atOnce) {
        const some = events.slice(from, from + atOnce);
        const answer = await client.send(
          new SendMessageBatchCommand({ QueueUrl: addresses[queue], Entries: some.map(entry) }),
        );
        for (const { Id } of answer.Failed ?? []) left.push(some[Number(Id)]?.id ?? "");
      }
      return left.filter((id) => id !== "");
    },
  };
}

const entry = ({ id, group, body }: QueuedEvent, at: number) => ({
  Id: `${at}`,
  MessageBody: body,
  MessageGroupId: group,
  MessageDeduplicationId: id,
});
