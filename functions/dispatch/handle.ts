import { type BatchAnswer, dispatchBatch, type Journal, type StreamEvent } from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof dispatchBatch>[0] & { readonly journal?: Journal | undefined };

/** DynamoDB stream: hands the events of the outbox to the queues of their consumers. */
export const handle =
  (deps: Deps) =>
  async (batch: StreamEvent): Promise<BatchAnswer> => {
    const answer = await dispatchBatch(deps, batch);
    const { length: count } = answer.batchItemFailures;
    if (count > 0) deps.journal?.tell("EVENTS_NOT_TAKEN", { count });
    return answer;
  };
