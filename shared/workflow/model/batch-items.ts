import * as z from "zod";
import { storedSchema } from "../../act/index.ts";
import { allItems, type Items, type Key } from "../ports/items.ts";

/** One person's acts to sign in one go. There is one package a person; a newer one takes its place. */
export const packSchema = z.object({
  batchId: z.string(),
  who: z.string(),
  at: z.string(),
  state: z.enum(["ASKED", "READY"]),
  acts: z.array(
    z.strictObject({
      actId: z.string(),
      rev: z.int(),
      subject: z.string(),
      total: z.int().nullable(),
      manifestDigest: z.string(),
      /** What is to be signed, and its name in the package. */
      file: storedSchema.extend({ bucket: z.enum(["vault", "intake"]) }),
      name: z.string(),
    }),
  ),
  /** Acts that wait for the person too and are for the next package. */
  left: z.int().min(0),
  zip: storedSchema.optional(),
});
export type Pack = z.infer<typeof packSchema>;
export type PackedAct = Pack["acts"][number];

/** One signed file that came back. `OPEN`: nothing arrived or nothing was judged yet. */
export const batchFileSchema = z.object({
  slotId: z.string(),
  who: z.string(),
  fileName: z.string(),
  length: z.int(),
  type: z.string(),
  sha256: z.string().optional(),
  at: z.string(),
  expiresAt: z.string(),
  state: z.enum(["OPEN", "TAKEN", "REFUSED"]),
  /** The act that the file turned out to be. */
  actId: z.string().optional(),
  subject: z.string().optional(),
  code: z.string().optional(),
  why: z.strictObject({ it: z.string(), en: z.string() }).optional(),
});
export type BatchFile = z.infer<typeof batchFileSchema>;

/** What a package holds at most; it is made in memory. More acts go into the next one. */
export const batchLimits = { acts: 50, bytes: 64 * 1024 * 1024, fileBytes: 64 * 1024 * 1024, openFiles: 100 } as const;
/** Days that the package and what became of its files stay listed; acts and their signatures stay for ever. */
export const batchDays = 7;

export const packKey = (tenant: string, who: string): Key => ({ pk: `${tenant}#BAT#${who}`, sk: "PACK" });
export const batchFileKey = (tenant: string, slotId: string): Key => ({ pk: `${tenant}#BATF#${slotId}`, sk: "FILE" });
export const batchFilesOf = (tenant: string, who: string): string => `${tenant}#BAT#${who}`;

/** Where a signed file of a batch lands; {@link batchFileOf} reads it back from an object event. */
export const batchObjectKey = (slotId: string): string => `lotti/${slotId}`;
export const batchFileOf = (key: string): string | undefined => /^lotti\/([0-9A-Za-z]{1,40})$/.exec(key)?.[1];

export async function readPack(items: Items, tenant: string, who: string): Promise<Pack | undefined> {
  const item = await items.get(packKey(tenant, who));
  return item ? packSchema.parse(item) : undefined;
}

/** The person's files, the newest first. */
export async function listBatchFiles(items: Items, tenant: string, who: string): Promise<BatchFile[]> {
  const files: BatchFile[] = [];
  for await (const { pk, sk } of allItems(items, { index: "gsi1", pk: batchFilesOf(tenant, who) })) {
    const item = await items.get({ pk, sk });
    if (item) files.push(batchFileSchema.parse(item));
  }
  return files.reverse();
}
