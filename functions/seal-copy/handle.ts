import {
  type BatchAnswer,
  consumeBatch,
  type OutboxEvent,
  type StreamEvent,
  sealCopy,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof sealCopy>[0] & { readonly told: (fault: unknown, event: OutboxEvent) => void };

/** DynamoDB stream: makes and seals the stamped copy of a numbered act. */
export const handle =
  (deps: Deps) =>
  (batch: StreamEvent): Promise<BatchAnswer> =>
    consumeBatch(deps, batch, (event) => sealCopy(deps, event), deps.told);
