import { type BatchAnswer, dispatchBatch, type StreamEvent } from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof dispatchBatch>[0];

/** DynamoDB stream: hands the events of the outbox to the queues of their consumers. */
export const handle =
  (deps: Deps) =>
  (batch: StreamEvent): Promise<BatchAnswer> =>
    dispatchBatch(deps, batch);
