import {
  type Answer,
  acknowledgeFindings,
  completeDraft,
  recallAct,
  requestLinks,
  submitAct,
  swapAttachments,
  type World,
  withdrawAct,
} from "../../shared/workflow/index.ts";
import type { fieldsOf } from "./request.ts";

type Asked = { readonly actId: string; readonly by: string; readonly fields: Awaited<ReturnType<typeof fieldsOf>> };
type OfficerCommand = (
  world: Pick<World, "settings" | "items" | "objects" | "clock" | "newId" | "randomBytes" | "pause">,
  asked: Asked,
) => Promise<Answer<unknown>>;

/** What an officer's buttons do, by the last part of their address: each is one use case. */
export const commands: Readonly<Record<string, OfficerCommand>> = {
  completa: (world, { actId, by }) => completeDraft(world, { actId, by }),
  conferma: (world, { actId, by, fields }) =>
    acknowledgeFindings(world, { actId, by, codes: fields.all("codes"), reason: fields.get("reason") }),
  invia: (world, { actId, by }) => submitAct(world, { actId, by }),
  richiama: (world, { actId, by, fields }) => recallAct(world, { actId, by, reason: fields.get("reason") }),
  ritira: (world, { actId, by, fields }) => withdrawAct(world, { actId, by, reason: fields.get("reason") }),
  scambia: (world, { actId, by, fields }) =>
    swapAttachments(world, { actId, by, a: fields.get("a"), b: fields.get("b") }),
  reinvia: (world, { actId, by }) => requestLinks(world, { actId, by }),
};
