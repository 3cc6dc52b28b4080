import * as z from "zod";
import { type ActHead, type SignedDocument, type Stored, seats, signedFiles, storedSchema } from "../../act/index.ts";
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
  /**
   * `originale`, `marca` (the timestamp over it), `allegato-X`, `visto-N`; of several signatories' files, each of which
   * holds the signatures before it, `firma-N` and `marca-firma-N`.
   */
  readonly name: string;
  readonly file: Stored;
  readonly bucket: "intake" | "vault";
  readonly fileName: string | null;
  readonly report: Stored;
  /** What a detached token is over. */
  readonly over?: Stored;
};

/** Names the n-th accepted signed file of an act, from 1. */
export const signedName = (head: Pick<ActHead, "route">, n: number): string =>
  head.route.filter((step) => step.kind === "signature").flatMap(seats).length > 1 ? `firma-${n}` : "originale";

/** Every file of the act with a kept verdict, attachments first. */
export function judgedFiles(head: Pick<ActHead, "slots" | "signed" | "signatures" | "route" | "visti">): JudgedFile[] {
  const attachments = head.slots.flatMap(({ label, file, verdict }) =>
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
  const signed = signedFiles(head).flatMap((file, at) => withToken(signedName(head, at + 1), file));
  const visti = (head.visti ?? []).flatMap((file, at) => withToken(`visto-${at + 1}`, file));
  return [...attachments, ...signed, ...visti];
}

/** A signed file, and the timestamp over it where there is one. */
function withToken(
  name: string,
  file: Pick<SignedDocument, "fileName" | "report" | "timestamp"> & Stored,
): JudgedFile[] {
  const { fileName, report, timestamp } = file;
  const own: JudgedFile = { name, file, bucket: "intake", fileName, report };
  if (!timestamp) return [own];
  const token = name === "originale" ? "marca" : `marca-${name}`;
  return [own, { name: token, file: timestamp, bucket: "vault", fileName: null, report: timestamp.report, over: file }];
}
