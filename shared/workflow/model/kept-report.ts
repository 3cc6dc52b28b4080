import * as z from "zod";
import { type ActHead, type Stored, storedSchema } from "../../act/index.ts";
import type { Report } from "../../signature/index.ts";
import type { Objects } from "../ports/objects.ts";
import { keptBasisSchema } from "./kept-basis.ts";
import type { KeptMaterial } from "./kept-material.ts";
import { jsonOf } from "./objects-of-act.ts";

const materialSchema = z.object({
  certificates: z.array(storedSchema),
  crls: z.array(storedSchema),
  ocsps: z.array(storedSchema),
  missing: z.array(z.object({ url: z.string(), problem: z.string() })),
}) as unknown as z.ZodType<KeptMaterial>;

const standing = z.object({ material: materialSchema.optional(), basis: keptBasisSchema.optional() });

/** A report as it was kept, and what it stood on. Reports of the first releases have no basis. */
export type KeptReport = { readonly report: Report } & z.infer<typeof standing>;

/** @throws when it is not there, is not what was stored, or is no report */
export async function keptReport(objects: Objects, stored: Stored): Promise<KeptReport> {
  const { material, basis, ...report } = (await jsonOf(objects, stored)) as Report & Record<string, unknown>;
  return { report, ...standing.parse({ material, basis }) };
}

/** A file of an act whose verdict was kept. */
export type JudgedFile = {
  /** `originale`, `marca` (the timestamp over the original) or `allegato-X`. */
  readonly name: string;
  readonly file: Stored;
  readonly bucket: "intake" | "vault";
  readonly fileName: string | null;
  readonly report: Stored;
  /** What a detached token is over. */
  readonly over?: Stored;
};

/** Every file of the act with a kept verdict, attachments first. */
export function judgedFiles({ slots, signed }: Pick<ActHead, "slots" | "signed">): JudgedFile[] {
  const attachments = slots.flatMap(({ label, file, verdict }) =>
    file && verdict?.report
      ? [
          {
            name: `allegato-${label}`,
            file,
            bucket: "intake" as const,
            fileName: file.fileName,
            report: verdict.report,
          },
        ]
      : [],
  );
  if (!signed) return attachments;
  const { fileName, report, timestamp } = signed;
  const original = { name: "originale", file: signed, bucket: "intake" as const, fileName, report };
  if (!timestamp) return [...attachments, original];
  const token = { name: "marca", file: timestamp, bucket: "vault" as const, fileName: null, report: timestamp.report };
  return [...attachments, original, { ...token, over: signed }];
}
