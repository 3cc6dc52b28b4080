import type { Stored } from "../../act/index.ts";
import {
  addMaterial,
  defaultPolicy,
  type Facts,
  judge as judgeFacts,
  type Report,
  type Sources,
} from "../../signature/index.ts";
import type { World } from "../world.ts";
import { collectMaterial } from "./collect-material.ts";
import { keepMaterial } from "./kept-material.ts";
import { keepJson } from "./objects-of-act.ts";

export type VerdictWorld = Pick<World, "objects" | "material" | "randomBytes" | "clock">;

export type KeptVerdict = { readonly report: Report; readonly storedReport: Stored };

/**
 * The report, kept with the answers that it stands on, so that the verdict can be derived again years later.
 *
 * `momentOf` turns the instant at which everything is known into the moment of the verdict; that instant when absent.
 */
export async function keepVerdict(
  world: VerdictWorld,
  facts: Facts,
  sources: Sources,
  actId: string,
  momentOf: (now: Date) => Date = (now) => now,
): Promise<KeptVerdict> {
  const { material, randomBytes, objects } = world;
  const prefix = `acts/${actId}`;
  if (!material) {
    const report = judgeFacts(facts, defaultPolicy, momentOf(new Date(world.clock())));
    return { report, storedReport: await keepJson(objects, `${prefix}/reports`, report) };
  }
  const collected = await collectMaterial({ material, randomBytes }, facts, sources);
  // The moment of the verdict comes after the answers: one that is newer than the question is not of the future.
  const moment = momentOf(new Date(world.clock()));
  const report = judgeFacts(addMaterial(facts, { ...sources, ...collected }), defaultPolicy, moment);
  const kept = await keepMaterial(objects, prefix, collected);
  return { report, storedReport: await keepJson(objects, `${prefix}/reports`, { ...report, material: kept }) };
}
