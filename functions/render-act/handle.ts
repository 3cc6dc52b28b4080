import {
  type BatchAnswer,
  consumeBatch,
  drawingPreviews,
  renderAct,
  type StreamEvent,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof renderAct>[0] & {
  readonly told: (
    fault: unknown,
    about: { readonly id: string; readonly type: string; readonly actId: string },
  ) => void;
};

/** DynamoDB stream: prepares the fixed PDF of a submitted act and opens its approval; draws previews of drafts. */
export const handle =
  (deps: Deps) =>
  (batch: StreamEvent): Promise<BatchAnswer> =>
    drawingPreviews(
      deps,
      batch,
      (events) => consumeBatch(deps, events, (event) => renderAct(deps, event), deps.told),
      deps.told,
    );
