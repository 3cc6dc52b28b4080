import { type ActData, type ActHead, type Command, reduce } from "../../act/index.ts";
import { factsOf, readActData } from "../model/act-data.ts";
import { changeAct } from "../model/change-act.ts";
import { commit } from "../model/commit.ts";
import { keepJson } from "../model/objects-of-act.ts";
import { listPeople, suggestRoute } from "../model/people.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import type { ChangeWorld, World } from "../world.ts";

type DraftWorld = ChangeWorld & Pick<World, "objects">;

/** Opens a draft from the act's data. The data are stored whole as an object; the head holds what the machine needs. */
export async function createAct(
  world: DraftWorld,
  request: { by: string; data: ActData; actId?: string },
): Promise<Answer<ActHead>> {
  const actId = request.actId ?? world.newId();
  const stored = await keepJson(world.objects, `acts/${actId}/data`, request.data);
  const command: Command = {
    type: "createDraft",
    actId,
    tenant: world.settings.tenant,
    by: request.by,
    facts: factsOf(request.data, stored),
  };
  const reduced = reduce(undefined, command, world.clock());
  if (!reduced.ok) return refuse(reduced.refusal);
  const written = await commit(world, undefined, reduced);
  if (written.ok) return answer(written.head);
  if (written.reason === "condition") throw new Error(`act ${actId} exists already`);
  throw new Error(`act ${actId}: the write was contended`);
}

export async function saveRevision(
  world: DraftWorld,
  request: { actId: string; by: string; seenVer: number; data: ActData },
) {
  const stored = await keepJson(world.objects, `acts/${request.actId}/data`, request.data);
  const facts = factsOf(request.data, stored);
  return headOf(
    changeAct(world, request.actId, () => ({
      command: { type: "saveRevision", by: request.by, seenVer: request.seenVer, facts },
    })),
  );
}

export const completeDraft = (world: ChangeWorld, request: { actId: string; by: string }) =>
  headOf(changeAct(world, request.actId, () => ({ command: { type: "completeDraft", by: request.by } })));

export const acknowledgeFindings = (
  world: ChangeWorld,
  request: { actId: string; by: string; codes: readonly string[]; reason: string },
) =>
  headOf(
    changeAct(world, request.actId, () => ({
      command: { type: "acknowledgeFindings", by: request.by, codes: request.codes, reason: request.reason },
    })),
  );

/** Sends the act to approval by the route that its own roles give. Whoever the directory does not know is named. */
export async function submitAct(world: DraftWorld, request: { actId: string; by: string }): Promise<Answer<ActHead>> {
  const people = await listPeople(world.items, world.settings.tenant);
  return headOf(
    changeAct(world, request.actId, async (head) => {
      const { steps, missing } = suggestRoute(await readActData(world.objects, head), people);
      if (missing.length > 0)
        return {
          refusal: no("REQUEST_NOT_VALID", {
            field: "ruoli",
            value: missing.join("; "),
            expectation: "persone presenti nella rubrica dell'ente",
          }),
        };
      return { command: { type: "submit", by: request.by, route: steps } };
    }),
  );
}

export const recallAct = (world: ChangeWorld, request: { actId: string; by: string; reason: string }) =>
  headOf(
    changeAct(world, request.actId, () => ({ command: { type: "recall", by: request.by, reason: request.reason } })),
  );

export const withdrawAct = (world: ChangeWorld, request: { actId: string; by: string; reason: string }) =>
  headOf(
    changeAct(world, request.actId, () => ({ command: { type: "withdraw", by: request.by, reason: request.reason } })),
  );

async function headOf(changed: ReturnType<typeof changeAct>): Promise<Answer<ActHead>> {
  const result = await changed;
  return result.ok ? answer(result.value.head) : result;
}
