import { loadHead, no, type Role } from "../../shared/workflow/index.ts";
import type { Call, Parts } from "./api-operation.ts";
import { actIdSchema } from "./api-views.ts";

export const readers: readonly Role[] = ["officer", "publisher", "accountant", "operator", "auditor"];
export const writers: readonly Role[] = ["officer"];
const params = { actId: actIdSchema };

/** The act of a call, as every reading of one begins. */
export async function headOf({
  deps: { world },
  params: { actId },
}: Pick<Call<typeof params, undefined, unknown>, "deps" | "params">) {
  const head = await loadHead(world.items, world.settings.tenant, actId);
  return head ? { ok: true as const, value: head } : { ok: false as const, refusal: no("ACT_NOT_FOUND") };
}

/** How a request is known again: by who asks, what is asked and of which act. */
export const useOf = (call: Call<Parts, Parts, unknown>, id: string, request: unknown, actId = "") => ({
  tenant: call.deps.world.settings.tenant,
  scope: `api#${id}#${call.by}#${actId}`,
  key: call.idempotencyKey,
  request: JSON.stringify(request ?? null),
});
