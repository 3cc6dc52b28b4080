import type { ActHead, ActItem } from "../../act/index.ts";
import type { Action, Value } from "../ports/items.ts";
import { duePk, keys, shardOf } from "./keys.ts";

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as Value;

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
      return [
        {
          put: { ...keys.attachment(tenant, actId, item.label, item.slotId), rev: item.rev, slot: json(item.slot) },
          if: { absent: "pk" },
        },
      ];
    case "fingerprint":
      return [{ put: { ...keys.fingerprint(item.sha256, actId, item.label, item.rev), tenant } }];
    case "upload":
      // Due at once: the sweep looks for the object from the moment it may be there, because its event may be lost.
      return [
        {
          put: {
            ...keys.upload(tenant, actId, item.upload.slotId),
            label: item.label,
            due: "upload",
            actId,
            slotId: item.upload.slotId,
            gsi4pk: duePk(shardOf(item.upload.slotId)),
            gsi4sk: `${item.upload.openedAt}#${item.upload.slotId}`,
          },
        },
      ];
    case "upload-closed":
      return [{ delete: keys.upload(tenant, actId, item.slotId) }];
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
    case "step-due": {
      const key = keys.stepDue(tenant, actId, item.rev, item.step);
      if (item.at === null) return [{ delete: key }];
      const due = { due: "step", actId, rev: item.rev, step: item.step };
      return [{ put: { ...key, ...due, gsi4pk: duePk(shardOf(actId)), gsi4sk: `${item.at}#${actId}#${item.step}` } }];
    }
    case "decision": {
      const { item: _, ...decision } = item;
      return [
        {
          put: { ...keys.decision(tenant, actId, item.rev, item.step, item.who), ...(json(decision) as object) },
          if: { absent: "pk" },
        },
      ];
    }
  }
}
