import type { ActHead } from "../../act/index.ts";
import type { Action, Items } from "../ports/items.ts";
import { keys } from "./keys.ts";

/** A signed file is the decision, so it spends the link that asked for it. */
export async function spendLink(
  { items, now }: { readonly items: Items; readonly now: string },
  head: ActHead,
  step: number,
  who: string,
): Promise<Action[]> {
  const assignment = await items.get(keys.assignment(head.tenant, head.actId, head.rev, step, who));
  if (typeof assignment?.["link"] !== "string") return [];
  const link = keys.link(assignment["link"]);
  if ((await items.get(link))?.["state"] !== "ACTIVE") return [];
  const used = { state: "USED", usedAt: now };
  return [{ update: link, set: used, if: { attr: "state", op: "=", value: "ACTIVE" } }];
}
