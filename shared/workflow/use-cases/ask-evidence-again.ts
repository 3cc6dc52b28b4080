import { loadHead } from "../model/commit.ts";
import { dueItems } from "../model/due-items.ts";
import { type EvidenceDue, putEvidenceDue, readEvidenceDue } from "../model/evidence-due.ts";
import { judgedFiles, keptReport } from "../model/kept-report.ts";
import { keys } from "../model/keys.ts";
import { objectSource } from "../model/object-source.ts";
import { trustOf } from "../model/trust-of.ts";
import { allItems, type Item } from "../ports/items.ts";
import type { World } from "../world.ts";
import { eachOf } from "./sweep.ts";

type AskWorld = Pick<
  World,
  "settings" | "items" | "objects" | "clock" | "randomBytes" | "anchors" | "trust" | "material"
>;

/**
 * Asks again the addresses that gave nothing when a signed file arrived, and keeps the verdict that follows beside the
 * first one, which is never replaced. Answers how many files were looked at. @throws after all were tried
 */
export async function askEvidenceAgain(world: AskWorld): Promise<number> {
  if (!world.material) return 0;
  const due: Item[] = [];
  for await (const item of dueItems(world, "evidence")) due.push(item);
  return (await eachOf(due, (item) => askAgain(world, item))).filter(Boolean).length;
}

async function askAgain(world: AskWorld, item: Item): Promise<boolean> {
  const due = readEvidenceDue(item);
  const { tenant } = world.settings;
  const head = await loadHead(world.items, tenant, due.actId);
  const judged = head && judgedFiles(head).find(({ name }) => name === due.name);
  if (judged?.report.sha256 !== due.first.sha256) {
    await world.items.transact([{ delete: { pk: item.pk, sk: item.sk } }]);
    return false;
  }
  const { basis } = await keptReport(world.objects, judged.report);
  const sources = {
    ...(await trustOf(world)),
    ...(judged.fileName === null ? {} : { fileName: judged.fileName }),
    ...(basis?.maxBytes ? { maxBytes: basis.maxBytes } : {}),
  };
  const { key, version, length } = judged.file;
  const source = objectSource(world.objects, { bucket: judged.bucket, key, version }, length);
  // Read when something is due: most sweeps find nothing, and the API shows what came of it without doing it.
  const { gatherSource } = await import("../../signature/verify-source.ts");
  const { keepVerdict } = await import("../model/keep-verdict.ts");
  const facts = await gatherSource(source, sources);
  const { report, storedReport, missing } = await keepVerdict(world, facts, sources, due.actId);
  const next: EvidenceDue = {
    ...due,
    attempts: due.attempts + 1,
    missing,
    at: world.clock(),
    report: storedReport,
    verdict: report.verdict,
  };
  await world.items.transact([putEvidenceDue(tenant, next)]);
  return true;
}

/** What came of asking again, file by file. */
export async function laterEvidence(
  { items, settings }: Pick<World, "items" | "settings">,
  actId: string,
): Promise<EvidenceDue[]> {
  const found: EvidenceDue[] = [];
  const pk = keys.act(settings.tenant, actId);
  for await (const item of allItems(items, { pk, sk: { beginsWith: "EVD#" } })) found.push(readEvidenceDue(item));
  return found;
}
