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
import { keepBasis } from "./kept-basis.ts";
import { keepMaterial } from "./kept-material.ts";
import { keepJson } from "./objects-of-act.ts";
import type { TrustSources } from "./trust-of.ts";

export type VerdictWorld = Pick<World, "objects" | "material" | "randomBytes" | "clock">;

export type KeptVerdict = {
  readonly report: Report;
  readonly storedReport: Stored;
  /** Addresses in certificates that gave nothing when they were asked. */
  readonly missing: number;
};

/**
 * The report, kept with the answers, certificates and lists that it stands on, so that the verdict can be derived again
 * years later.
 *
 * `momentOf` turns the instant at which everything is known into the moment of the verdict; that instant when absent.
 */
export async function keepVerdict(
  world: VerdictWorld,
  facts: Facts,
  sources: Sources & TrustSources,
  actId: string,
  momentOf: (now: Date) => Date = (now) => now,
): Promise<KeptVerdict> {
  const { material, randomBytes, objects } = world;
  const prefix = `acts/${actId}`;
  const collected = material && (await collectMaterial({ material, randomBytes }, facts, sources));
  // The moment of the verdict comes after the answers: one that is newer than the question is not of the future.
  const moment = momentOf(new Date(world.clock()));
  const known = collected === undefined ? facts : addMaterial(facts, { ...sources, ...collected });
  const report = judgeFacts(known, defaultPolicy, moment);
  const kept = {
    ...report,
    ...(collected === undefined ? {} : { material: await keepMaterial(objects, prefix, collected) }),
    basis: await keepBasis(objects, sources, defaultPolicy, moment),
  };
  const storedReport = await keepJson(objects, `${prefix}/reports`, kept);
  return { report, storedReport, missing: collected?.missing.length ?? 0 };
}
