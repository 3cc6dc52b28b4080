import { drawPreview, type PreviewRequest } from "../use-cases/preview-act.ts";
import type { BatchAnswer, StreamEvent, StreamRecord } from "./stream.ts";

/** The request for a preview in a stream record, while it waits; it is no event of the act and is never kept as one. */
export function previewIn(record: StreamRecord): PreviewRequest | undefined {
  const image = record.dynamodb?.NewImage;
  if (image?.["due"]?.S !== "preview" || image["gsi4pk"]?.S === undefined) return undefined;
  const [actId, who, previewId] = [image["actId"]?.S, image["who"]?.S, image["previewId"]?.S];
  return actId && who && previewId ? { actId, who, previewId } : undefined;
}

/** The same shape again, for the queue. */
export const previewRecord = ({ actId, who, previewId }: PreviewRequest): StreamRecord => ({
  eventID: previewId,
  dynamodb: {
    SequenceNumber: previewId,
    NewImage: {
      due: { S: "preview" },
      gsi4pk: { S: "asked" },
      actId: { S: actId },
      who: { S: who },
      previewId: { S: previewId },
    },
  },
});

type Told = (
  fault: unknown,
  about: { readonly id: string; readonly type: "act.preview"; readonly actId: string },
) => void;

/**
 * Draws the previews among a batch's records and gives the others to whoever consumes events. A preview that failed has
 * said so to the person who waits for it and is not brought again.
 */
export async function drawingPreviews(
  world: Parameters<typeof drawPreview>[0],
  batch: StreamEvent,
  others: (batch: StreamEvent) => Promise<BatchAnswer>,
  told: Told,
): Promise<BatchAnswer> {
  const Records: StreamRecord[] = [];
  for (const record of batch.Records) {
    const request = previewIn(record);
    if (!request) Records.push(record);
    else
      await drawPreview(world, request).catch((fault: unknown) =>
        told(fault, { id: request.previewId, type: "act.preview", actId: request.actId }),
      );
  }
  return others({ Records });
}
