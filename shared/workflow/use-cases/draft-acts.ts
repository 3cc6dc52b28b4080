import {
  type ActData,
  type ActHead,
  type Command,
  type Json,
  reduce,
  romeDay,
  type Stored,
  sha256Of,
} from "../../act/index.ts";
import { dataProblem, factsOf } from "../model/act-data.ts";
import { changeAct } from "../model/change-act.ts";
import { type ChosenStep, chosenRoute } from "../model/chosen-route.ts";
import { commit, isActId, loadHead } from "../model/commit.ts";
import { earlierAnswer, remember } from "../model/idempotency.ts";
import { keepJson } from "../model/objects-of-act.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { type ProposedRoute, proposeRoute } from "../model/route-templates.ts";
import { readActData } from "../model/stored-data.ts";
import type { ChangeWorld, World } from "../world.ts";

type DraftWorld = ChangeWorld & Pick<World, "objects">;

export type NewAct = {
  readonly by: string;
  readonly data: ActData;
  /** Given by who must find the act again after a crash; otherwise a new one. */
  readonly actId?: string;
  /** The act's text as a PDF of others, from `keepDocument`; absent: Visto renders the text from the data. */
  readonly document?: Stored;
  /** Of the request: sent twice, it makes one act. */
  readonly idempotencyKey?: string;
};

/** Opens a draft from the act's data. The data are stored whole as an object; the head holds what the machine needs. */
export async function createAct(world: DraftWorld, request: NewAct): Promise<Answer<ActHead>> {
  const { tenant } = world.settings;
  const key = request.idempotencyKey;
  const use =
    key === undefined ? undefined : { tenant, scope: `create#${request.by}`, key, request: asJson(request.data) };
  const earlier = use && (await earlierAnswer(world.items, use));
  if (earlier && "refusal" in earlier) return refuse(earlier.refusal);
  if (earlier) return existing(world, String(earlier.answer));
  const actId = request.actId ?? world.newId();
  if (!isActId(actId)) throw new RangeError(`not an act's id: ${JSON.stringify(actId)}`);
  const stored = await keepJson(world.objects, `acts/${actId}/data`, request.data);
  const facts = { ...factsOf(request.data, stored), ...(request.document ? { document: request.document } : {}) };
  const problem = dataProblem(request.data, facts);
  if (problem) return refuse(problem);
  const command: Command = { type: "createDraft", actId, tenant, by: request.by, facts };
  const now = world.clock();
  const reduced = reduce(undefined, command, now);
  if (!reduced.ok) return refuse(reduced.refusal);
  const written = await commit(world, undefined, reduced, use ? [remember(use, actId, now)] : []);
  if (written.ok) return answer(written.head);
  // The same request may have come twice at once: the other one made the act.
  const twin = use && (await earlierAnswer(world.items, use));
  if (twin && "answer" in twin) return existing(world, String(twin.answer));
  throw new Error(`act ${actId}: ${written.reason}`);
}

async function existing(world: DraftWorld, actId: string): Promise<Answer<ActHead>> {
  const head = await loadHead(world.items, world.settings.tenant, actId);
  return head ? answer(head) : refuse(no("ACT_NOT_FOUND"));
}

/** Amounts are integers, but a VAT rate may not be: hashed as text, so that the subset of canonical JSON holds. */
const asJson = (data: ActData): Json => JSON.stringify(data);

export async function saveRevision(
  world: DraftWorld,
  request: { actId: string; by: string; seenVer: number; data: ActData },
) {
  const { actId, by, seenVer, data } = request;
  const refused = await refusedRevision(world, request);
  if (refused) return refuse(refused);
  const facts = factsOf(data, await keepJson(world.objects, `acts/${actId}/data`, data));
  return headOf(changeAct(world, actId, () => ({ command: { type: "saveRevision", by, seenVer, facts } })));
}

/**
 * What would refuse these data as the act is now, asked before they are stored: an object of a revision that never was
 * would stay for ever. Whoever writes in between is still told by the transaction.
 */
async function refusedRevision(
  world: DraftWorld,
  { actId, by, seenVer, data }: { actId: string; by: string; seenVer: number; data: ActData },
) {
  const text = JSON.stringify(data);
  const unstored = { key: "not-stored-yet", version: "", sha256: sha256Of(text), length: text.length };
  const facts = factsOf(data, unstored);
  const problem = dataProblem(data, facts);
  if (problem) return problem;
  const head = await loadHead(world.items, world.settings.tenant, actId);
  if (!head) return no("ACT_NOT_FOUND");
  const reduced = reduce(head, { type: "saveRevision", by, seenVer, facts }, world.clock());
  return reduced.ok ? undefined : reduced.refusal;
}

export const completeDraft = (world: ChangeWorld, request: { actId: string; by: string }): Promise<Answer<ActHead>> =>
  headOf(changeAct(world, request.actId, () => ({ command: { type: "completeDraft", by: request.by } })));

export const acknowledgeFindings = (
  world: ChangeWorld,
  request: {
    readonly actId: string;
    readonly by: string;
    readonly codes: readonly string[];
    /** For every one of them that has none of its own. */
    readonly reason: string;
    /** By the finding's code. */
    readonly reasons?: { readonly [code: string]: string } | undefined;
  },
): Promise<Answer<ActHead>> => {
  const { by, codes, reason, reasons } = request;
  return headOf(
    changeAct(world, request.actId, () => ({ command: { type: "acknowledgeFindings", by, codes, reason, reasons } })),
  );
};

/** The route that an act would take today, by its body's template. */
export const proposedRoute = (
  world: Pick<World, "items" | "settings" | "clock">,
  data: ActData,
): Promise<ProposedRoute> => {
  const { tenant, routes } = world.settings;
  return proposeRoute({ items: world.items, tenant, templates: routes, on: romeDay(world.clock()) }, data);
};

/** Sends the act to approval by the route that its own roles give. Whoever the directory does not know is named. */
export async function submitAct(
  world: DraftWorld,
  request: { actId: string; by: string; route?: readonly ChosenStep[] },
): Promise<Answer<ActHead>> {
  return headOf(
    changeAct(world, request.actId, async (head) => {
      const proposed = await proposedRoute(world, await readActData(world.objects, head));
      const { policy, missing } = proposed;
      if (missing.length > 0)
        return {
          refusal: no("REQUEST_NOT_VALID", {
            field: "ruoli",
            value: missing.join("; "),
            expectation: "persone presenti nella rubrica dell'ente / people of the body's directory",
          }),
        };
      const chosen = request.route ? await chosenRoute(world, proposed.steps, request.route) : answer(proposed.steps);
      if (!chosen.ok) return { refusal: chosen.refusal };
      return { command: { type: "submit", by: request.by, route: chosen.value, policy } };
    }),
  );
}

/** Asks the mailer for fresh links for whoever the open step waits for; earlier links stop working. */
export const requestLinks = (world: ChangeWorld, request: { actId: string; by: string }): Promise<Answer<ActHead>> =>
  headOf(changeAct(world, request.actId, () => ({ command: { type: "requestLinks", by: request.by } })));

export const recallAct = (
  world: ChangeWorld,
  request: { actId: string; by: string; reason: string },
): Promise<Answer<ActHead>> =>
  headOf(
    changeAct(world, request.actId, () => ({ command: { type: "recall", by: request.by, reason: request.reason } })),
  );

export const withdrawAct = (
  world: ChangeWorld,
  request: { actId: string; by: string; reason: string },
): Promise<Answer<ActHead>> =>
  headOf(
    changeAct(world, request.actId, () => ({ command: { type: "withdraw", by: request.by, reason: request.reason } })),
  );

async function headOf(changed: ReturnType<typeof changeAct>): Promise<Answer<ActHead>> {
  const result = await changed;
  return result.ok ? answer(result.value.head) : result;
}
