import * as z from "zod";
import type { ObjectRef } from "../ports/objects.ts";

/**
 * GuardDuty's result for one object, as EventBridge brings it. Only where it lies is taken from here: what was found is
 * asked of the object itself, so that a repeated, late or forged event changes nothing.
 */
const scanEvent = z.object({
  "detail-type": z.literal("GuardDuty Malware Protection Object Scan Result"),
  detail: z.object({
    s3ObjectDetails: z.object({
      bucketName: z.string(),
      objectKey: z.string(),
      versionId: z.string().min(1),
    }),
  }),
});

/** The object that was scanned; `undefined` when the event is another one, or of another bucket. @throws without a version */
export function scannedObject(event: unknown, intakeBucket: string): ObjectRef | undefined {
  const kind = z.object({ "detail-type": z.string() }).safeParse(event);
  if (!kind.success || kind.data["detail-type"] !== "GuardDuty Malware Protection Object Scan Result") return undefined;
  const { bucketName, objectKey, versionId } = scanEvent.parse(event).detail.s3ObjectDetails;
  return bucketName === intakeBucket ? { bucket: "intake", key: objectKey, version: versionId } : undefined;
}
