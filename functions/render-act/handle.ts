import {
  type BatchAnswer,
  consumeBatch,
  type OutboxEvent,
  renderAct,
  type StreamEvent,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof renderAct>[0] & { readonly told: (fault: unknown, event: OutboxEvent) => void };

/** DynamoDB stream: prepares the fixed PDF of a submitted act and opens its approval. */
export const handle =
  (deps: Deps) =>
  (batch: StreamEvent): Promise<BatchAnswer> =>
    consumeBatch(deps, batch, (event) => renderAct(deps, event), deps.told);
