import * as z from "zod";
import { no, readRevision } from "../../shared/workflow/index.ts";
import { differences } from "../../web/act-form/differences.ts";
import { valuesOf } from "../../web/act-form/values.ts";
import { headOf, readers } from "./api-call-of-act.ts";
import { json, type Operation } from "./api-operation.ts";
import { actIdSchema } from "./api-views.ts";

const revision = z.coerce.number().int().min(1).max(99_999).optional();

const differenceSchema = z
  .strictObject({
    field: z.string(),
    rows: z.string().optional(),
    row: z.int().positive().optional().meta({ description: "Da 1. / From 1." }),
    before: z.string(),
    after: z.string(),
  })
  .meta({ id: "Difference" });

/** What changed from one revision to another, field by field of the form. */
export const revisionOperations: readonly Operation[] = [
  json({
    id: "compareRevisions",
    method: "GET",
    path: "/api/v1/atti/{actId}/revisioni",
    tag: "atti",
    summary: {
      it: "Confronta due revisioni di un atto, campo per campo",
      en: "Compare two revisions of an act, field by field",
    },
    note: {
      it: "Senza `a` l'ultima revisione, senza `da` quella prima di `a`.",
      en: "Without `a` the last revision, without `da` the one before `a`.",
    },
    who: readers,
    refusals: ["ACT_NOT_FOUND", "DOCUMENT_NOT_FOUND"],
    params: { actId: actIdSchema },
    query: { da: revision, a: revision },
    answer: z.strictObject({ from: z.int(), to: z.int(), changes: z.array(differenceSchema) }),
    run: async (call) => {
      const head = await headOf(call);
      if (!head.ok) return head;
      const { actId, rev } = head.value;
      const to = call.query.a ?? rev;
      const from = call.query.da ?? Math.max(1, to - 1);
      const [before, after] = await Promise.all([
        readRevision(call.deps.world, actId, from),
        readRevision(call.deps.world, actId, to),
      ]);
      if (!before || !after) return { ok: false, refusal: no("DOCUMENT_NOT_FOUND") };
      const changes = differences(valuesOf(before), valuesOf(after)).map(({ label, ...told }) => ({
        field: label,
        ...told,
      }));
      return { ok: true, value: { from, to, changes } };
    },
  }),
];
