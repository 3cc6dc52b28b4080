import { type ActHead, type AmendmentKind, type Command, type Reduced, reduce } from "../../act/index.ts";
import { commitActions, loadStored } from "../model/commit.ts";
import type { StoredHead } from "../model/head-items.ts";
import { keys } from "../model/keys.ts";
import { type Answer, answer, no, refuse, type WorkflowRefusal } from "../model/refusals.ts";
import type { Action } from "../ports/items.ts";
import type { ChangeWorld } from "../world.ts";

export type AmendmentRequest = {
  /** The numbered act that amends. */
  readonly actId: string;
  readonly by: string;
  readonly how: AmendmentKind;
  /** Number and year of the act that is amended. */
  readonly number: number;
  readonly year: number;
  readonly reason: string;
};

const attempts = 30;

/**
 * Links two numbered acts both ways in one transaction: the earlier one says by which it was rectified, revoked or
 * annulled, the later one which it amends. Nothing is deleted; the earlier act's copy gets a new revision.
 */
export async function amendAct(world: ChangeWorld, request: AmendmentRequest): Promise<Answer<ActHead>> {
  const { items, settings } = world;
  const { number, year } = request;
  if (!Number.isSafeInteger(number) || number < 1 || !Number.isSafeInteger(year) || year < 1900 || year > 9999)
    return refuse(
      no("REQUEST_NOT_VALID", {
        field: "number",
        value: `${number}/${year}`,
        expectation: "numero e anno di un atto / number and year of an act",
      }),
    );
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const later = await loadStored(items, settings.tenant, request.actId);
    const index = await items.get(keys.numberIndex(settings.tenant, year, number));
    const earlierId = typeof index?.["actId"] === "string" ? index["actId"] : undefined;
    const earlier = earlierId === undefined ? undefined : await loadStored(items, settings.tenant, earlierId);
    if (!later || !earlier) return refuse(no("ACT_NOT_FOUND"));
    const changed = bothSides(world, request, later, earlier);
    if ("refusal" in changed) return refuse(changed.refusal);
    if ((await items.transact(changed.actions)).ok) return answer(changed.head);
    await world.pause(Math.min(5 * 2 ** attempt, 200));
  }
  throw new Error(`act ${request.actId}: the write stayed contended for ${attempts} attempts`);
}

type Both = { readonly refusal: WorkflowRefusal } | { readonly head: ActHead; readonly actions: readonly Action[] };

function bothSides(world: ChangeWorld, request: AmendmentRequest, later: StoredHead, earlier: StoredHead): Both {
  const { how, by, reason } = request;
  const now = world.clock();
  const of = (head: ActHead) => {
    const { registration, signed, actId } = head;
    if (!registration || !signed) return undefined;
    const { number, year, date } = registration;
    return { actId, number, year, date, original: signed.sha256, reason, by };
  };
  const [amending, amended] = [of(later.head), of(earlier.head)];
  if (!amending || !amended) return { refusal: no("REQUEST_NOT_VALID", numbersNeeded) };
  const told = reduced(earlier.head, { type: "amend", how, amendment: amending }, now);
  if ("refusal" in told) return told;
  const said = reduced(later.head, { type: "declareAmendment", how, amendment: amended }, now);
  if ("refusal" in said) return said;
  const one = commitActions(world, earlier, told.done);
  const other = commitActions(world, later, said.done);
  return { head: other.head, actions: [...one.actions, ...other.actions] };
}

const numbersNeeded = {
  field: "actId",
  value: "atto senza numero",
  expectation: "due atti numerati / two numbered acts",
};

type Done = { readonly refusal: WorkflowRefusal } | { readonly done: Reduced };

function reduced(head: ActHead, command: Command, now: string): Done {
  const answered = reduce(head, command, now);
  return answered.ok ? { done: answered } : { refusal: answered.refusal };
}
