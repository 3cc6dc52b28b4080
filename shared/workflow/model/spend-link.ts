import type { ActHead } from "../../act/index.ts";
import type { Action, Items } from "../ports/items.ts";
import { keys } from "./keys.ts";
import { spending } from "./link-items.ts";

/** A signed file is the decision, so it spends the link that asked for it. */
export async function spendLink(items: Items, head: ActHead, step: number, who: string): Promise<Action[]> {
  const key = keys.assignment(head.tenant, head.actId, head.rev, step, who);
  const link = (await items.get(key))?.["link"];
  return typeof link === "string" ? [spending(key, link)] : [];
}
