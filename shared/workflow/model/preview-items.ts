import * as z from "zod";
import { type ActHead, sha256Of } from "../../act/index.ts";
import type { Items, Key } from "../ports/items.ts";

/**
 * A draft printed for the eyes of whoever writes it. It is no document of the act: it stands beside the act's items, in
 * items that the store forgets by itself, and no archive carries it.
 */
export const previewSchema = z.object({
  previewId: z.string(),
  actId: z.string(),
  who: z.string(),
  at: z.string(),
  expiresAt: z.string(),
  rev: z.int(),
  /** Digest of what is printed, so that a page can say that the text has changed since. */
  of: z.string(),
  /** `FAILED`: a fault of ours, and not of the act. */
  state: z.enum(["ASKED", "READY", "REFUSED", "FAILED"]),
  /** Of the PDF: bytes, digest, and how many items hold it. */
  length: z.int().optional(),
  sha256: z.string().optional(),
  parts: z.int().optional(),
  /** Why it cannot be printed; `field` is the place in the printed act. */
  refusal: z
    .object({ code: z.string(), why: z.object({ it: z.string(), en: z.string() }), field: z.string().optional() })
    .optional(),
});
export type Preview = z.infer<typeof previewSchema>;

/** Minutes that a preview can be looked at, and that a request may stay unanswered before it may be asked anew. */
export const previewMinutes = { shown: 30, asked: 1 } as const;
/** Bytes in one item (as base64 it must stay under 400 KB), and items of one preview. */
export const previewLimits = { part: 240_000, parts: 16 } as const;

export const previewKey = (tenant: string, actId: string, who: string): Key => ({
  pk: `${tenant}#PRV#${actId}`,
  sk: `P#${who}`,
});
export const previewPartKey = (tenant: string, previewId: string, n: number): Key => ({
  pk: `${tenant}#PRVB#${previewId}`,
  sk: String(n).padStart(3, "0"),
});

/** What of an act is on its pages: the data, and the impronte of its files as the act records them. */
export const printedOf = (head: Pick<ActHead, "data" | "slots">): string =>
  sha256Of(
    JSON.stringify([head.data.sha256, ...head.slots.map(({ label, title, recorded }) => [label, title, recorded])]),
  );

/** A person's preview of an act; `undefined` when there is none, or its time is over. */
export async function readPreviewItem(items: Items, key: Key, now: string): Promise<Preview | undefined> {
  const item = await items.get(key);
  const preview = item && previewSchema.parse(item);
  return preview && preview.expiresAt > now ? preview : undefined;
}
