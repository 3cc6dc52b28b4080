import {
  type BatchAnswer,
  consumeBatch,
  type OutboxEvent,
  type StreamEvent,
  sendNotices,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof sendNotices>[0] & { readonly told: (fault: unknown, event: OutboxEvent) => void };

/** DynamoDB stream: sends the mails that an event asks for. */
export const handle =
  (deps: Deps) =>
  (batch: StreamEvent): Promise<BatchAnswer> =>
    consumeBatch(deps, batch, (event) => sendNotices(deps, event), deps.told);
