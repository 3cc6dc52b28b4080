import type { ActHead, ActItem } from "../../act/index.ts";
import type { Action, Value } from "../ports/items.ts";
import { keys } from "./keys.ts";

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as Value;

/**
 * Verdicts that a change takes from the head, because another file came or the attachment was dropped: each is kept in
 * an item of its own, written once.
 */
export function replacedVerdicts(before: ActHead | undefined, after: ActHead): Action[] {
  return (before?.slots ?? []).flatMap((slot) => {
    const now = after.slots.find((one) => one.label === slot.label);
    const { file, verdict } = slot;
    if (!before || !file || !verdict || JSON.stringify(now?.verdict) === JSON.stringify(verdict)) return [];
    const key = keys.attachment(before.tenant, before.actId, slot.label, file.key.split("/").at(-1) ?? file.version);
    return [{ put: { ...key, rev: before.rev, slot: json(slot) } }];
  });
}

/** Maps what the reducer writes beside the head to actions on the table. */
export function itemActions(head: ActHead, item: ActItem): Action[] {
  const { tenant, actId } = head;
  switch (item.item) {
    case "revision": {
      const { item: _, ...revision } = item;
      return [
        { put: { ...keys.revision(tenant, actId, item.rev), ...(json(revision) as object) }, if: { absent: "pk" } },
      ];
    }
    case "attachment":
    case "fingerprint":
    case "upload":
    case "upload-closed":
    case "step-due":
      // The head holds the verdict in force, with its impronta, what is uploaded, and when it is to be looked at.
      return [];
    case "assignment": {
      const { item: _, ...assignment } = item;
      const pending =
        item.state === "PENDING"
          ? { gsi1pk: `${tenant}#WHO#${item.who}`, gsi1sk: `${item.dueAt}#${actId}#${item.step}` }
          : {};
      const key = keys.assignment(tenant, actId, item.rev, item.step, item.who);
      return [
        {
          update: key,
          set: { ...(json(assignment) as { [name: string]: Value }), actId, ...pending },
          ...(item.state === "PENDING" ? {} : { remove: ["gsi1pk", "gsi1sk"] }),
        },
      ];
    }
    case "decision": {
      // On the assignment that it answers, whose item the same change writes anyway; there is never a second one.
      const { item: _, rev, step, who, ...decision } = item;
      const key = keys.assignment(tenant, actId, rev, step, who);
      return [{ update: key, set: { decision: json(decision) }, if: { absent: "decision" } }];
    }
  }
}
