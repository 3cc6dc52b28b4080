import * as z from "zod";
import { canonicalJson, type Json, sha256Of } from "../../act/index.ts";

/** What the archive is made of; docs/archivio.md tells it to people. */
export const manifestPath = "manifest.json";
/** The secret half of the public log's key, of a machine that keeps it in a file. */
export const logKeyPath = "log-key";
export const itemsPath = (shard: string): string => `items/${shard}.ndjson`;
export const indexPath = (shard: string): string => `objects/${shard}.ndjson`;
export const bytesPath = (sha256: string): string => `bytes/${sha256.slice(0, 2).toLowerCase()}/${sha256}`;
export const workFolder = "work";

/** 00 to ff, in order. */
export const shardNames: readonly string[] = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, "0"));

const utf8 = new TextEncoder();

/** One partition is in one shard whole, so that an act's chain can be checked in it, and a shard fits into memory. */
export const shardOfText = (text: string): string => sha256Of(text).slice(0, 2).toLowerCase();
export const shardOfObject = (bucket: string, key: string): string => shardOfText(`${bucket}\n${key}`);

export const line = (value: unknown): Uint8Array => utf8.encode(`${canonicalJson(value as Json, "finite")}\n`);

/** UTF-8 order, the stores' own; JavaScript's `<` puts U+1F600 before U+FF5E. */
export function compareText(left: string, right: string): number {
  const [a, b] = [utf8.encode(left), utf8.encode(right)];
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const sha256 = z.string().regex(/^[0-9A-F]{64}$/);
const count = z.int().nonnegative();

/** One object: where it lies in a store. Its bytes lie in the archive once, by their digest. */
export const indexSchema = z.strictObject({
  bucket: z.enum(["intake", "vault", "portal"]),
  key: z.string().min(1),
  sha256,
  length: count,
  type: z.string().min(1),
});
export type IndexLine = z.infer<typeof indexSchema>;

const registerSchema = z.strictObject({
  /** The register's partition: body, register, year. */
  pk: z.string(),
  opened: count,
  last: count,
  headHash: z.string(),
});
export type RegisterEnd = z.infer<typeof registerSchema>;

const logSchema = z.strictObject({
  /** The partition of the body's logs, and the line of the key that the one which goes on is signed with. */
  pk: z.string(),
  key: z.string(),
});
/** A public log that goes on. */
export type LogEnd = z.infer<typeof logSchema>;

/** No date and no name of a machine: two archives of the same data are the same bytes. */
export const manifestSchema = z.strictObject({
  schema: z.literal("visto/archive/1"),
  /** Form of the items (decision 53). */
  form: z.int().positive(),
  counts: z.strictObject({ items: count, acts: count, objects: count, bytes: count }),
  registers: z.array(registerSchema),
  /** Absent where there is none, as in archives of before. */
  logs: z.array(logSchema).min(1).optional(),
  files: z.array(
    z.strictObject({
      path: z.string().regex(/^(?:(?:items|objects)\/[0-9a-f]{2}\.ndjson|log-key)$/),
      sha256,
      length: count,
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;
