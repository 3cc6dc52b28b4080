import * as z from "zod";
import type { ObjectEvent } from "./object-event.ts";

const detailType = "GuardDuty Malware Protection Object Scan Result";

/**
 * GuardDuty's result for one object, as EventBridge brings it. Only where it lies is taken from here: what was found is
 * asked of the object itself, so that a repeated, late or forged event changes nothing.
 */
const scanEvent = z.object({
  detail: z.object({
    s3ObjectDetails: z.object({ bucketName: z.string(), objectKey: z.string(), versionId: z.string().min(1) }),
  }),
});

/**
 * The event of the object that was scanned, as if it arrived now; `undefined` when the event is another one.
 * @throws without a version: bytes that can change cannot be vouched for
 */
export function scannedObject(event: unknown): ObjectEvent | undefined {
  const kind = z.object({ "detail-type": z.literal(detailType) }).safeParse(event);
  if (!kind.success) return undefined;
  const { bucketName, objectKey, versionId } = scanEvent.parse(event).detail.s3ObjectDetails;
  // S3's own events write the key URL-encoded, and the reader of events decodes it.
  return {
    Records: [{ s3: { bucket: { name: bucketName }, object: { key: encodeURIComponent(objectKey), versionId } } }],
  };
}
