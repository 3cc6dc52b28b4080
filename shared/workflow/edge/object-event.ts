import type { ObjectRef } from "../ports/objects.ts";

/** The slice of an S3 event that is read; the embedded run builds the same shape. */
export type ObjectEvent = {
  readonly Records: readonly {
    readonly s3: {
      readonly bucket: { readonly name: string };
      readonly object: { readonly key: string; readonly versionId?: string | undefined };
    };
  }[];
};

/**
 * The objects that arrived in the intake. S3 writes keys URL-encoded with `+` for a space; an event without a version
 * (a bucket that was never versioned) is refused, because bytes that can change cannot be vouched for.
 *
 * @throws when a record names no version.
 */
export function arrivedObjects(event: ObjectEvent, intakeBucket: string): ObjectRef[] {
  return event.Records.filter(({ s3 }) => s3.bucket.name === intakeBucket).map(({ s3 }) => {
    if (!s3.object.versionId)
      throw new Error(`object event for ${s3.object.key} names no version: the bucket must be versioned`);
    return {
      bucket: "intake",
      key: decodeURIComponent(s3.object.key.replaceAll("+", " ")),
      version: s3.object.versionId,
    };
  });
}
