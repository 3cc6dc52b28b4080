import * as z from "zod";
import { anchorSchema, choices, reasonCodes, vistoOutcomes } from "../../shared/act/index.ts";
import { answerOnce, commandOnce, decide, permitUpload, prepareVisto } from "../../shared/workflow/index.ts";
import { useOf } from "./api-call-of-act.ts";
import { csrfOf, linkRefusals, secretOf, taskOf } from "./api-link.ts";
import { json, type Operation } from "./api-operation.ts";
import { permissionSchema, uploadBody, uploadRefusals } from "./api-uploads.ts";
import { receiptSchema, sha256 } from "./api-views.ts";

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => value.isWellFormed(), "testo Unicode ben formato");

/** What a personal link decides: the decision, the signed file, the visto. */
export const decisionOperations: readonly Operation[] = [
  json({
    id: "decide",
    method: "POST",
    path: "/api/v1/firma/decidi",
    tag: "firma",
    summary: { it: "Registra la decisione e consuma il collegamento", en: "Record the decision and spend the link" },
    who: "link",
    refusals: [
      ...linkRefusals,
      "LINK_SPENT",
      "CONTENT_CHANGED",
      "WRONG_CHOICE",
      "NOT_ASSIGNED",
      "SIGNATURE_NEEDED",
      "UNKNOWN_ATTACHMENT",
      "LIMIT_EXCEEDED",
      "ROLES_ARE_APART",
      "REASON_TOO_SHORT",
      "OUT_OF_TURN",
      "ALREADY_DECIDED",
      "NO_SUCH_DEPUTY",
      "STATE_DOES_NOT_ALLOW",
      "REQUEST_NOT_VALID",
    ],
    body: z.strictObject({
      choice: z.enum(choices),
      reason: text(4000).default(""),
      reasonCode: z.enum(reasonCodes).optional(),
      anchor: anchorSchema.optional(),
      to: text(100).optional(),
      seenDigest: sha256,
    }),
    answer: z
      .strictObject({
        actId: z.string(),
        choice: z.enum(choices),
        at: z.iso.datetime({ offset: true }),
        manifestDigest: z.string(),
        state: z.string(),
      })
      .meta({ id: "DecisionReceipt" }),
    run: async (call) => {
      const { deps, body, idempotencyKey } = call;
      const decided = await decide(deps.world, { secret: secretOf(call), csrf: csrfOf(call), idempotencyKey, ...body });
      if (decided.ok) deps.wake();
      return decided;
    },
  }),
  json({
    id: "permitSignedUpload",
    method: "POST",
    path: "/api/v1/firma/permesso",
    tag: "firma",
    summary: {
      it: "Chiede il permesso di caricare il file firmato",
      en: "Ask for the permission to upload the signed file",
    },
    who: "link",
    refusals: [
      ...linkRefusals,
      "STATE_DOES_NOT_ALLOW",
      "OUT_OF_TURN",
      "NOT_ASSIGNED",
      "VISTO_NOT_PREPARED",
      ...uploadRefusals,
    ],
    body: uploadBody,
    answer: permissionSchema,
    run: async (call) => {
      const task = await taskOf(call);
      if (!task.ok) return task;
      const { head, step, assignment } = task.value;
      const { world } = call.deps;
      const about = `${head.actId}#${head.rev}#${step.n}#${assignment.who}`;
      return answerOnce(world, useOf(call, "permitSignedUpload", about), async () => {
        const asked = { ...call.body, actId: head.actId, by: assignment.who, label: null };
        const permitted = await permitUpload(world, asked);
        if (!permitted.ok) return permitted;
        const { method, url, headers } = permitted.value.permission;
        return { ok: true, value: { method, url, headers: { ...headers } } };
      });
    },
  }),
  json({
    id: "prepareVisto",
    method: "POST",
    path: "/api/v1/firma/visto",
    tag: "firma",
    summary: { it: "Prepara la dichiarazione di visto", en: "Prepare the statement of the visto" },
    who: "link",
    refusals: [
      ...linkRefusals,
      "STATE_DOES_NOT_ALLOW",
      "REASON_TOO_SHORT",
      "OUT_OF_TURN",
      "NOT_ASSIGNED",
      "COMMITMENTS_MISSING",
      "LIMIT_EXCEEDED",
      "REQUEST_NOT_VALID",
    ],
    body: z.strictObject({
      outcome: z.enum(vistoOutcomes),
      reason: text(4000).default(""),
      commitments: z.array(text(100)).max(100).default([]),
    }),
    answer: receiptSchema,
    run: async (call) => {
      const task = await taskOf(call);
      if (!task.ok) return task;
      const { head, step, assignment } = task.value;
      const about = `${head.actId}#${head.rev}#${step.n}#${assignment.who}`;
      const once = { use: useOf(call, "prepareVisto", about), actId: head.actId };
      return commandOnce(call.deps.world, once, (world) =>
        prepareVisto(world, { secret: secretOf(call), csrf: csrfOf(call), ...call.body }),
      );
    },
  }),
];
