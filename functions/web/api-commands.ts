import * as z from "zod";
import { type ActHead, amendmentKinds } from "../../shared/act/index.ts";
import {
  type Answer,
  acknowledgeFindings,
  amendAct,
  answerOnce,
  askVisto,
  commandOnce,
  completeDraft,
  correctAct,
  correctAddress,
  permitUpload,
  reassign,
  recallAct,
  requestLinks,
  submitAct,
  swapAttachments,
  withdrawAct,
} from "../../shared/workflow/index.ts";
import { useOf, writers } from "./api-call-of-act.ts";
import { type Bilingual, json, type Operation } from "./api-operation.ts";
import { actIdSchema, labelSchema, receiptSchema } from "./api-views.ts";
import type { WebWorld } from "./deps.ts";

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => value.isWellFormed(), "testo Unicode ben formato");
const reason = text(4000);
const place = { step: z.int().positive().max(1000), reason };

type CommandOf<B> = {
  readonly id: string;
  readonly path: string;
  readonly summary: Bilingual;
  readonly body?: z.ZodType<B>;
  readonly refusals: readonly string[];
  /** Operators of the body may do it in the proponent's place. */
  readonly forOperators?: true;
  readonly run: (
    world: WebWorld,
    asked: { readonly actId: string; readonly by: string; readonly operator: boolean },
    body: B,
  ) => Promise<Answer<ActHead>>;
};

/** A button of the act's page, for programs: one use case, a receipt, and the same answer to the same request. */
const command = <B>({ id, path, summary, body, refusals, forOperators, run }: CommandOf<B>): Operation =>
  json({
    id,
    method: "POST",
    path: `/api/v1/atti/{actId}/${path}`,
    tag: "atti",
    summary,
    who: forOperators ? [...writers, "operator"] : writers,
    ifMatch: "optional",
    refusals: ["ACT_NOT_FOUND", "STATE_DOES_NOT_ALLOW", "STALE_VERSION", ...refusals],
    params: { actId: actIdSchema },
    ...(body ? { body } : {}),
    answer: receiptSchema,
    run: async (call) => {
      const { actId } = call.params;
      const operator = call.principal?.person.roles.includes("operator") === true;
      const once = { use: useOf(call, id, call.body, actId), actId, version: call.version };
      const done = await commandOnce(call.deps.world, once, (world) =>
        run(world, { actId, by: call.by, operator }, call.body as B),
      );
      if (!done.ok) return done;
      call.deps.wake();
      return { ok: true, value: done.value, version: done.value.version };
    },
  });

const because = z.strictObject({ reason });

const ofDrafts: readonly Operation[] = [
  command({
    id: "completeDraft",
    path: "completa",
    summary: {
      it: "Dichiara completa la bozza e fa partire i controlli",
      en: "Declare the draft complete and run the checks",
    },
    refusals: ["ALREADY_SUBMITTED", "NOT_THE_PROPONENT"],
    run: (world, asked) => completeDraft(world, asked),
  }),
  command({
    id: "acknowledgeFindings",
    path: "conferma",
    summary: { it: "Conferma avvisi con una motivazione", en: "Acknowledge warnings with a reason" },
    body: z.strictObject({ codes: z.array(text(40)).min(1).max(200), reason }),
    refusals: ["FINDING_NOT_A_WARNING", "REASON_TOO_SHORT", "NOT_THE_PROPONENT"],
    run: (world, asked, body) => acknowledgeFindings(world, { ...asked, ...body }),
  }),
  command({
    id: "submitAct",
    path: "invia",
    summary: { it: "Invia l'atto in approvazione", en: "Submit the act for approval" },
    refusals: [
      "RENDITION_NOT_DECIDED",
      "NOBODY_ASSIGNED",
      "NOT_THE_PROPONENT",
      "ALREADY_SUBMITTED",
      "BLOCKING_FINDINGS",
      "WARNINGS_NOT_ACKNOWLEDGED",
      "ROUTE_NOT_COMPLETE",
      "SIGNATORY_IS_PROCEEDING_OFFICER",
      "ALREADY_NUMBERED_ELSEWHERE",
      "ROLES_ARE_APART",
      "REQUEST_NOT_VALID",
    ],
    run: (world, asked) => submitAct(world, asked),
  }),
  command({
    id: "swapAttachments",
    path: "scambia",
    summary: {
      it: "Scambia due file caricati sotto la lettera sbagliata",
      en: "Swap two files that were uploaded under each other's label",
    },
    body: z.strictObject({ a: labelSchema, b: labelSchema }),
    refusals: ["ALREADY_SUBMITTED", "UNKNOWN_ATTACHMENT", "SWAP_DOES_NOT_FIT", "FILES_DO_NOT_FIT", "NOT_THE_PROPONENT"],
    run: (world, asked, body) => swapAttachments(world, { ...asked, ...body }),
  }),
];

const ofRoutes: readonly Operation[] = [
  command({
    id: "recallAct",
    path: "richiama",
    summary: { it: "Richiama un atto in approvazione", en: "Recall an act from approval" },
    body: because,
    refusals: ["DECISIONS_STAND", "NOT_SUBMITTED", "REASON_TOO_SHORT", "NOT_THE_PROPONENT"],
    run: (world, asked, body) => recallAct(world, { ...asked, ...body }),
  }),
  command({
    id: "withdrawAct",
    path: "ritira",
    summary: { it: "Ritira un atto non ancora numerato", en: "Withdraw an act that has no number yet" },
    body: because,
    refusals: ["REASON_TOO_SHORT", "NOT_THE_PROPONENT"],
    run: (world, asked, body) => withdrawAct(world, { ...asked, ...body }),
  }),
  command({
    id: "correctAct",
    path: "correggi",
    summary: {
      it: "Riprende l'atto per correggerlo prima del numero",
      en: "Take the act back for correction before its number",
    },
    body: because,
    refusals: ["NOTHING_TO_VOID", "NOT_SUBMITTED", "REASON_TOO_SHORT", "NOT_THE_PROPONENT"],
    run: (world, asked, body) => correctAct(world, { ...asked, ...body }),
  }),
  command({
    id: "reassign",
    forOperators: true,
    path: "nomina",
    summary: { it: "Nomina un'altra persona in un passaggio", en: "Name another person for a step" },
    body: z.strictObject({ ...place, from: text(100), to: text(100) }),
    refusals: [
      "ALREADY_DECIDED",
      "LIMIT_EXCEEDED",
      "REASON_TOO_SHORT",
      "NOT_THE_PROPONENT",
      "NOT_ASSIGNED",
      "ROLES_ARE_APART",
      "ALREADY_IN_STEP",
      "REQUEST_NOT_VALID",
    ],
    run: (world, asked, body) => reassign(world, { ...asked, ...body }),
  }),
  command({
    id: "correctAddress",
    forOperators: true,
    path: "indirizzo",
    summary: {
      it: "Corregge l'indirizzo di una persona del percorso",
      en: "Correct the address of a person of the route",
    },
    body: z.strictObject({ ...place, who: text(100), email: text(254) }),
    refusals: [
      "ALREADY_DECIDED",
      "LIMIT_EXCEEDED",
      "REASON_TOO_SHORT",
      "NOT_THE_PROPONENT",
      "NOT_ASSIGNED",
      "REQUEST_NOT_VALID",
    ],
    run: (world, asked, body) => correctAddress(world, { ...asked, ...body }),
  }),
  command({
    id: "requestLinks",
    path: "reinvia",
    summary: { it: "Invia di nuovo i collegamenti a chi deve decidere", en: "Send fresh links to whoever must decide" },
    refusals: ["NOT_SUBMITTED", "NOBODY_ASSIGNED", "NOT_THE_PROPONENT"],
    run: (world, asked) => requestLinks(world, asked),
  }),
];

const ofNumbered: readonly Operation[] = [
  command({
    id: "askVisto",
    path: "visto",
    summary: { it: "Chiede il visto di un atto numerato", en: "Ask for the visto of a numbered act" },
    refusals: ["NO_VISTO_NEEDED", "VISTO_UNDER_WAY", "ROUTE_NOT_COMPLETE", "NOT_THE_PROPONENT", "REQUEST_NOT_VALID"],
    run: (world, asked) => askVisto(world, asked),
  }),
  command({
    id: "amendAct",
    path: "collega",
    summary: {
      it: "Dichiara che l'atto ne rettifica, revoca o annulla un altro",
      en: "Declare that the act rectifies, revokes or annuls another",
    },
    body: z.strictObject({
      how: z.enum(amendmentKinds),
      number: z.int().positive().max(9_999_999),
      year: z.int().min(1900).max(9999),
      reason,
    }),
    refusals: [
      "ALREADY_AMENDED",
      "AMENDED_BY_AN_EARLIER_ACT",
      "AMENDS_ITSELF",
      "NO_LONGER_IN_FORCE",
      "REASON_TOO_SHORT",
      "NOT_THE_PROPONENT",
      "REQUEST_NOT_VALID",
    ],
    run: (world, asked, body) => amendAct(world, { ...asked, ...body }),
  }),
];

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

const uploads: readonly Operation[] = [
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

/** What an officer's buttons do, for programs. */
export const commandOperations: readonly Operation[] = [...ofDrafts, ...ofRoutes, ...ofNumbered, ...uploads];
