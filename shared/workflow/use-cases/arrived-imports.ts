import { batchFileOf } from "../model/batch-items.ts";
import { dueItems } from "../model/due-items.ts";
import { importOf } from "../model/import-key.ts";
import type { ObjectRef } from "../ports/objects.ts";
import type { World } from "../world.ts";
import type { receiveUpload } from "./receive-upload.ts";

/** A day after its permission ended nothing arrives any more. */
const longPast = 86_400_000;

/** Files that arrived for an import that awaits them: their event was lost, or is on its way. */
export async function arrivedImports(world: Pick<World, "items" | "objects" | "clock">): Promise<ObjectRef[]> {
  const arrived: ObjectRef[] = [];
  for await (const item of dueItems(world, "import")) {
    if (typeof item["object"] !== "string") continue;
    const object = await world.objects.head({ bucket: "intake", key: item["object"] });
    if (object) arrived.push({ bucket: "intake", key: object.key, version: object.version });
    else if (Date.parse(world.clock()) > Date.parse(String(item["expiresAt"])) + longPast)
      await world.items.transact([
        { update: { pk: item.pk, sk: item.sk }, remove: ["gsi4pk", "gsi4sk"], if: { exists: "gsi4pk" } },
      ]);
  }
  return arrived;
}

/**
 * Reads what arrived, by where it lies: the file of an act, an existing act that is to be read, one file of a batch. What
 * reads it is loaded with the first that comes: who only looks whether one did has no use for it.
 */
export async function receiveArrived(world: Parameters<typeof receiveUpload>[0], arrived: ObjectRef) {
  if (importOf(arrived.key)) {
    const { receiveImport } = await import("./import-act.ts");
    return receiveImport(world, arrived);
  }
  if (batchFileOf(arrived.key) === undefined) {
    const { receiveUpload } = await import("./receive-upload.ts");
    return receiveUpload(world, arrived);
  }
  const { receiveBatchFile } = await import("./batch-files.ts");
  return receiveBatchFile(world, arrived);
}
