import * as z from "zod";
import { type ActHead, amendmentKinds, stepKinds, stepModes } from "../../shared/act/index.ts";
import {
  type Answer,
  acknowledgeFindings,
  amendAct,
  askVisto,
  commandOnce,
  completeDraft,
  correctAct,
  correctAddress,
  reassign,
  recallAct,
  requestLinks,
  submitAct,
  swapAttachments,
  withdrawAct,
} from "../../shared/workflow/index.ts";
import { useOf, writers } from "./api-call-of-act.ts";
import { type Bilingual, json, type Operation } from "./api-operation.ts";
import { text } from "./api-text.ts";
import { actIdSchema, labelSchema, receiptSchema } from "./api-views.ts";
import type { WebWorld } from "./deps.ts";

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

const submitRefusals = [
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
];

const chosenStep = z
  .strictObject({
    from: z.int().min(0).max(40).optional().meta({
      description:
        "Posto nel percorso previsto, da 0; assente per un passaggio aggiunto. / Place in the proposed route, from 0; absent for a step that was added.",
    }),
    kind: z.enum(stepKinds),
    role: text(120),
    who: z.array(text(100)).max(20),
    mode: z.enum(stepModes).optional(),
    quorum: z.int().min(1).max(20).optional(),
    group: z.int().min(1).max(1000).optional(),
    days: z.int().min(1).max(365).optional(),
  })
  .meta({ id: "ChosenStep" });

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
    body: z.strictObject({
      codes: z.array(text(40)).min(1).max(200),
      reason: reason.default("").meta({
        description: "Per ogni avviso che non ne ha una propria. / For every warning that has none of its own.",
      }),
      reasons: z.record(text(40), reason).optional().meta({
        description: "Per codice dell'avviso. / By the warning's code.",
      }),
    }),
    refusals: ["FINDING_NOT_A_WARNING", "FINDING_WITHOUT_REASON", "LIMIT_EXCEEDED", "NOT_THE_PROPONENT"],
    run: (world, asked, body) => acknowledgeFindings(world, { ...asked, ...body }),
  }),
  command({
    id: "submitAct",
    path: "invia",
    summary: { it: "Invia l'atto in approvazione", en: "Submit the act for approval" },
    refusals: submitRefusals,
    run: (world, asked) => submitAct(world, asked),
  }),
  command({
    id: "submitByRoute",
    path: "percorso",
    summary: {
      it: "Invia l'atto in approvazione con un percorso composto da chi lo propone",
      en: "Submit the act for approval by a route that its proponent put together",
    },
    body: z.strictObject({ steps: z.array(chosenStep).min(1).max(40) }),
    refusals: submitRefusals,
    run: (world, asked, { steps }) => submitAct(world, { ...asked, route: steps }),
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

/** What an officer's buttons do, for programs. */
export const commandOperations: readonly Operation[] = [...ofDrafts, ...ofRoutes, ...ofNumbered];
