import {
  addMaterial,
  type Facts,
  gather,
  gatherSource,
  judge,
  type Report,
  readTrustedLists,
  type Sources,
} from "../../signature/index.ts";
import { loadHead } from "../model/commit.ts";
import type { KeptBasis } from "../model/kept-basis.ts";
import { materialOf } from "../model/kept-material.ts";
import { type JudgedFile, judgedFiles, type KeptReport, keptReport } from "../model/kept-report.ts";
import { objectSource } from "../model/object-source.ts";
import { bytesOf } from "../model/objects-of-act.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import type { Objects } from "../ports/objects.ts";
import type { World } from "../world.ts";

/** One file of an act, judged again from what was kept. */
export type DerivedVerdict = {
  readonly name: string;
  /** `same`: every word of the report; `differs`: another rule or another reader is at work; `no-basis`: too little was kept. */
  readonly answer: "same" | "differs" | "no-basis";
  readonly kept: Report;
  /** Null without a basis. */
  readonly again: Report | null;
};

/**
 * Derives every verdict of an act again from the stored bytes, answers, certificates and lists, at the moment and under
 * the policy of the first time. Asks no network, no trust folder and no clock, so that it comes out the same years later.
 *
 * @throws when something that was kept is gone or is not what was kept
 */
export async function deriveVerdicts(
  { items, objects, settings }: Pick<World, "items" | "objects" | "settings">,
  actId: string,
): Promise<Answer<readonly DerivedVerdict[]>> {
  const head = await loadHead(items, settings.tenant, actId);
  if (!head) return refuse(no("ACT_NOT_FOUND"));
  const derived: DerivedVerdict[] = [];
  for (const judged of judgedFiles(head)) derived.push(await deriveAgain(objects, judged));
  return answer(derived);
}

async function deriveAgain(objects: Objects, judged: JudgedFile): Promise<DerivedVerdict> {
  const kept = await keptReport(objects, judged.report);
  const { name } = judged;
  if (kept.basis === undefined) return { name, answer: "no-basis", kept: kept.report, again: null };
  const again = await judgedAgain(objects, judged, kept, kept.basis);
  return { name, answer: sameReport(again, kept.report) ? "same" : "differs", kept: kept.report, again };
}

async function judgedAgain(
  objects: Objects,
  judged: JudgedFile,
  { material }: KeptReport,
  basis: KeptBasis,
): Promise<Report> {
  const sources = await sourcesOf(objects, judged, basis);
  const facts = await factsOf(objects, judged, sources);
  const known =
    material === undefined ? facts : addMaterial(facts, { ...sources, ...(await materialOf(objects, material)) });
  return judge(known, basis.policy, new Date(basis.at));
}

async function sourcesOf(objects: Objects, { fileName, over }: JudgedFile, basis: KeptBasis): Promise<Sources> {
  const anchors = await Promise.all(basis.anchors.map((one) => bytesOf(objects, one)));
  const lists = await Promise.all(basis.lists.map((one) => bytesOf(objects, one)));
  return {
    anchors,
    ...(lists.length === 0 ? {} : { trustedLists: readTrustedLists(lists, { signers: anchors }) }),
    ...(fileName === null ? {} : { fileName }),
    ...(basis.maxBytes === null ? {} : { maxBytes: basis.maxBytes }),
    ...(over === undefined ? {} : { detachedContent: await bytesOf(objects, over, "intake") }),
  };
}

async function factsOf(objects: Objects, { file, bucket, over }: JudgedFile, sources: Sources): Promise<Facts> {
  if (over !== undefined) return gather(await bytesOf(objects, file, bucket), sources);
  const source = objectSource(objects, { bucket, key: file.key, version: file.version }, file.length);
  const facts = await gatherSource(source, sources);
  if (facts.sha256 !== file.sha256) throw new Error(`object ${bucket}/${file.key} is not the one that was judged`);
  return facts;
}

/** By every word: a report is JSON, and its members are written in one order. */
const sameReport = (again: Report, kept: Report): boolean => JSON.stringify(again) === JSON.stringify(kept);
