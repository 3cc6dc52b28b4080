import {
  assignNumber,
  type BatchAnswer,
  consumeBatch,
  type OutboxEvent,
  type StreamEvent,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof assignNumber>[0] & { readonly told: (fault: unknown, event: OutboxEvent) => void };

/** DynamoDB stream: gives a signed act its number. */
export const handle =
  (deps: Deps) =>
  (batch: StreamEvent): Promise<BatchAnswer> =>
    consumeBatch(deps, batch, (event) => assignNumber(deps, event), deps.told);
