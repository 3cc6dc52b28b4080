import { GetObjectTaggingCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Bucket } from "../../workflow/ports/objects.ts";
import type { ScanResult, Scans } from "../../workflow/ports/scans.ts";

/** The tag that GuardDuty Malware Protection puts on each version that it has looked at. */
const tag = "GuardDutyMalwareScanStatus";
const results: Readonly<Record<string, ScanResult | undefined>> = {
  NO_THREATS_FOUND: "clean",
  THREATS_FOUND: "infected",
  UNSUPPORTED: "not-scannable",
};

/**
 * What GuardDuty found, read from the tag of that very version. Nobody who uploads can write it: a permission to upload
 * signs every header, and one that was not signed is refused.
 * Proved with tags on Ceph Object Gateway 20; GuardDuty itself was never run. @throws when GuardDuty could not look
 */
export function s3Scans({
  client,
  buckets,
}: {
  readonly client: S3Client;
  readonly buckets: Readonly<Record<Bucket, string>>;
}): Scans {
  return {
    async resultOf(ref) {
      const where = { Bucket: buckets[ref.bucket], Key: ref.key, VersionId: ref.version };
      const { TagSet: tags = [] } = await client.send(new GetObjectTaggingCommand(where));
      const said = tags.find(({ Key }) => Key === tag)?.Value;
      if (said === undefined) return undefined;
      const found = results[said];
      if (found === undefined) throw new Error(`GuardDuty could not look at ${ref.bucket} ${ref.key}: ${said}`);
      return found;
    },
  };
}
