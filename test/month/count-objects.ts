import type { ByteStream, Objects } from "../../shared/workflow/ports/objects.ts";

export type ObjectCounts = {
  puts: number;
  gets: number;
  heads: number;
  /** Bytes that were read of each object, by bucket and key. */
  readonly read: Map<string, number>;
  readonly written: Map<string, number>;
};

export const noObjectCounts = (): ObjectCounts => ({ puts: 0, gets: 0, heads: 0, read: new Map(), written: new Map() });

/** The same objects, every request and every byte counted. */
export function countObjects<T extends Objects>(objects: T, counts: ObjectCounts): T {
  const named = ({ bucket, key }: { readonly bucket: string; readonly key: string }) => `${bucket}/${key}`;
  async function* counted(name: string, bytes: ByteStream): ByteStream {
    for await (const part of bytes) {
      counts.read.set(name, (counts.read.get(name) ?? 0) + part.length);
      yield part;
    }
  }
  return {
    ...objects,
    async create(target, bytes) {
      const outcome = await objects.create(target, bytes);
      // The adapter for S3 asks first whether the key is taken, and afterwards for what was stored.
      counts.puts += outcome.ok && outcome.created ? 1 : 0;
      counts.heads += outcome.ok && outcome.created ? 2 : 1;
      if (outcome.ok && outcome.created) counts.written.set(named(target), outcome.head.length);
      return outcome;
    },
    head(target) {
      counts.heads += 1;
      return objects.head(target);
    },
    async read(ref, range) {
      counts.gets += 1;
      const bytes = await objects.read(ref, range);
      return bytes === undefined ? undefined : counted(named(ref), bytes);
    },
  };
}
