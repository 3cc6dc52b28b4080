import {
  type BatchAnswer,
  consumeBatch,
  type OutboxEvent,
  publishAct,
  type StreamEvent,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof publishAct>[0] & { readonly told: (fault: unknown, event: OutboxEvent) => void };

/** DynamoDB stream: publishes a sealed act. */
export const handle =
  (deps: Deps) =>
  (batch: StreamEvent): Promise<BatchAnswer> =>
    consumeBatch(deps, batch, (event) => publishAct(deps, event), deps.told);
