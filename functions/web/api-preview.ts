import * as z from "zod";
import { answerOnce, askPreview, no, type Preview, readPreview } from "../../shared/workflow/index.ts";
import { headOf, useOf, writers } from "./api-call-of-act.ts";
import { json, type Operation } from "./api-operation.ts";
import { actIdSchema, sha256 } from "./api-views.ts";

const instant = z.iso.datetime({ offset: true });

const previewSchema = z
  .strictObject({
    state: z.enum(["ASKED", "READY", "REFUSED", "FAILED"]),
    at: instant,
    expiresAt: instant,
    revision: z.int().positive(),
    stale: z.boolean().meta({ description: "L'atto è cambiato dopo. / The act has changed since." }),
    length: z.int().nullable(),
    sha256: sha256.nullable(),
    refusal: z
      .strictObject({
        code: z.string(),
        why: z.strictObject({ it: z.string(), en: z.string() }),
        field: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Preview" });

const shown = ({ state, at, expiresAt, rev, length, sha256: digest, refusal }: Preview, stale: boolean) => ({
  ...{ state, at, expiresAt, revision: rev, stale, length: length ?? null, sha256: digest ?? null },
  refusal: refusal ? { ...refusal, field: refusal.field ?? null } : null,
});

const params = { actId: actIdSchema };
const path = "/api/v1/atti/{actId}/anteprima";
const note = {
  it: "Il PDF si guarda nella pagina /ufficio/atti/{actId}/anteprima: dall'API non passano i byte di ciò che non si conserva.",
  en: "The PDF is looked at on the page /ufficio/atti/{actId}/anteprima: bytes that are not kept do not pass through the API.",
};

/** Whether a draft can be printed as it is, and what is in the way. */
export const previewOperations: readonly Operation[] = [
  json({
    id: "askPreview",
    method: "POST",
    path,
    tag: "atti",
    summary: {
      it: "Chiede di stampare la bozza com'è adesso, con «BOZZA» su ogni pagina",
      en: "Ask for the draft to be printed as it is now, with «BOZZA» on every page",
    },
    note,
    who: writers,
    refusals: ["ACT_NOT_FOUND", "PREVIEW_IS_THE_FILE", "PREVIEW_OVER"],
    params,
    answer: previewSchema,
    run: async (call) => {
      const { world, wake } = call.deps;
      const { actId } = call.params;
      const asked = await answerOnce(world, useOf(call, "askPreview", null, actId), async () => {
        const made = await askPreview(world, { actId, by: call.by });
        return made.ok ? { ok: true, value: shown(made.value, false) } : made;
      });
      if (asked.ok) wake();
      return asked;
    },
  }),
  json({
    id: "readPreview",
    method: "GET",
    path,
    tag: "atti",
    summary: { it: "Dice se l'anteprima chiesta è pronta", en: "Tell whether the preview that was asked for is ready" },
    note,
    who: writers,
    refusals: ["ACT_NOT_FOUND", "DOCUMENT_NOT_FOUND"],
    params,
    answer: previewSchema,
    run: async (call) => {
      const head = await headOf(call);
      if (!head.ok) return head;
      const found = await readPreview(call.deps.world, head.value, call.by);
      if (!found) return { ok: false, refusal: no("DOCUMENT_NOT_FOUND") };
      return { ok: true, value: shown(found.preview, found.stale) };
    },
  }),
];
