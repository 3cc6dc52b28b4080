import type { ActHead, Stored } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { keep } from "../model/objects-of-act.ts";
import { originalSetup } from "../model/page-setup.ts";
import { readActData, withFingerprints } from "../model/stored-data.ts";
import type { ChangeWorld, World } from "../world.ts";
import { consume, eventData, type OutboxEvent } from "./consume.ts";

/**
 * Prepares the fixed PDF of a submitted act and opens its approval. Same data, same bytes, so a repetition finds its
 * own object and the same manifest.
 */
export async function renderAct(
  world: ChangeWorld & Pick<World, "objects" | "renderer">,
  event: OutboxEvent,
): Promise<void> {
  await consume(world, event, "renderer", async () => {
    const { rev } = await eventData(world.items, event);
    const head = await loadHead(world.items, event.tenant, event.actId);
    if (!head?.submission || head.rev !== rev || head.state !== "READY") return;
    const prepared = head.document ?? (await rendered(world, head));
    if (typeof prepared === "string") return refuseToRender(world, event, prepared);
    const mainDoc = prepared;
    const opened = await changeAct(world, event.actId, (now, at) =>
      now.state !== "READY" || now.rev !== rev || !now.submission
        ? { done: true }
        : { command: { type: "openApproval", rev: now.rev, mainDoc, dueAt: inDays(at, world.settings.linkDays) } },
    );
    if (!opened.ok) throw new Error(`act ${event.actId}: ${opened.refusal.code}`);
  });
}

/** The act's own pages, kept; or why they cannot be printed. */
async function rendered(
  world: ChangeWorld & Pick<World, "objects" | "renderer">,
  head: ActHead,
): Promise<Stored | string> {
  const data = withFingerprints(await readActData(world.objects, head), head);
  const setup = originalSetup(world.settings, head.submission?.at ?? head.updatedAt);
  const outcome = await world.renderer.renderOriginal(data, setup);
  if (!outcome.ok) return outcome.refusal.why.it;
  return keep(world.objects, `acts/${head.actId}/original`, outcome.rendered.bytes, "application/pdf", ".pdf");
}

/** An act that cannot be printed faithfully goes back to the officer with the reason: they alone can mend the text. */
async function refuseToRender(world: ChangeWorld, event: OutboxEvent, why: string): Promise<void> {
  const recalled = await changeAct(world, event.actId, (head) =>
    head.state === "READY" && head.submission
      ? { command: { type: "recall", by: head.proponent, reason: `Il PDF non si può preparare: ${why.slice(0, 800)}` } }
      : { done: true },
  );
  if (!recalled.ok) throw new Error(`act ${event.actId}: ${recalled.refusal.code}`);
}

export const inDays = (instant: string, days: number) =>
  new Date(Date.parse(instant) + days * 86_400_000).toISOString();
