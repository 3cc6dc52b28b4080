import { allItems, type Items, keys, loadHead } from "../../shared/workflow/index.ts";
import { type Contestant, contestants, type Told } from "./task.ts";

export type Judged = {
  readonly done: readonly Contestant[];
  /** Two who cannot both have happened were told "done". */
  readonly double: boolean;
  /** Told "done", and the store has nothing of it. */
  readonly untrue: readonly Contestant[];
  /** Not exactly one end: nobody, or an act in a state that nobody was told of. */
  readonly noOutcome: boolean;
  readonly faults: readonly string[];
};

/** What each leaves in the audit chain. */
const eventOf: Readonly<Record<Contestant, string>> = {
  sign: "act.signed.v1",
  reject: "act.rejected.v1",
  delegate: "act.reassigned.v1",
  edit: "act.recalled.v1",
};
const stateAfter: Readonly<Record<Contestant, string>> = {
  sign: "SIGNED",
  reject: "REJECTED",
  delegate: "APPROVED",
  edit: "RETURNED",
};

/**
 * Holds what the contestants were told against what is stored. A delegation decides nothing, so the proponent may take
 * the act back after it: both then stand in the chain, in that order. Any other two exclude each other.
 */
export async function judge(
  items: Items,
  tenant: string,
  actId: string,
  told: ReadonlyMap<Contestant, Told>,
): Promise<Judged> {
  const done = contestants.filter((one) => told.get(one)?.told === "done");
  const faults = contestants.flatMap((one) => (told.get(one)?.told === "fault" ? [told.get(one)?.code ?? ""] : []));
  const chain: string[] = [];
  for await (const item of allItems(items, { pk: keys.act(tenant, actId), sk: { beginsWith: "AUD#" } }))
    chain.push(String(item["type"]));
  const head = await loadHead(items, tenant, actId);
  const untrue = done.filter((one) => chain.filter((type) => type === eventOf[one]).length !== 1);
  const handedOnFirst =
    done.join() === "delegate,edit" && chain.indexOf(eventOf.delegate) < chain.indexOf(eventOf.edit);
  const silent = contestants.filter((one) => !done.includes(one) && chain.includes(eventOf[one]));
  const last = done.at(-1);
  const noOutcome = last === undefined || silent.length > 0 || head?.state !== stateAfter[last];
  return { done, double: done.length > 1 && !handedOnFirst, untrue, noOutcome, faults };
}
