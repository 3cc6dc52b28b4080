import * as z from "zod";
import { answerOnce, permitUpload } from "../../shared/workflow/index.ts";
import { useOf, writers } from "./api-call-of-act.ts";
import { json, type Operation } from "./api-operation.ts";
import { text } from "./api-text.ts";
import { actIdSchema, labelSchema } from "./api-views.ts";

/** A PUT of one file to the store, as the permission says: the API never carries it. */
export const uploadBody = z
  .strictObject({
    fileName: text(255),
    length: z.int().min(0),
    type: text(127),
    sha256: z
      .string()
      .regex(/^[0-9A-F]{64}$/)
      .optional(),
  })
  .meta({ id: "UploadRequest" });
export const permissionSchema = z
  .strictObject({
    method: z.literal("PUT"),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
  })
  .meta({ id: "UploadPermission" });
export const uploadRefusals = ["REQUEST_NOT_VALID", "EMPTY_FILE", "FILE_TOO_LARGE"];

/** Permissions to send the files of attachments. */
export const uploadOperations: readonly Operation[] = [
  json({
    id: "permitUpload",
    method: "POST",
    path: "/api/v1/atti/{actId}/allegati/{label}/permesso",
    tag: "atti",
    summary: { it: "Chiede il permesso di caricare un allegato", en: "Ask for the permission to upload an attachment" },
    who: writers,
    refusals: ["ACT_NOT_FOUND", "UNKNOWN_ATTACHMENT", "STATE_DOES_NOT_ALLOW", "ALREADY_SUBMITTED", ...uploadRefusals],
    params: { actId: actIdSchema, label: labelSchema },
    body: uploadBody,
    answer: permissionSchema,
    run: async (call) => {
      const { actId, label } = call.params;
      const { world } = call.deps;
      return answerOnce(world, useOf(call, "permitUpload", call.body, `${actId}#${label}`), async () => {
        const permitted = await permitUpload(world, { ...call.body, actId, by: call.by, label });
        return permitted.ok
          ? { ok: true, value: { ...permitted.value.permission, headers: { ...permitted.value.permission.headers } } }
          : permitted;
      });
    },
  }),
];
