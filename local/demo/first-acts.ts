import { cremona2706 } from "../../shared/act/index.ts";
import { completeDraft, createAct, loadHead } from "../../shared/workflow/index.ts";
import { demoActId, runJourney } from "./journey.ts";
import type { Demo } from "./open-demo.ts";
import { twin } from "./twin.ts";

/**
 * What the demo starts with: the fictitious twin taken to the portal, the same act again waiting for its first
 * approval (its link is in the mailbox), and the real seed, which must end BLOCKED because nobody has its attachments
 * and Allegato C has no impronta. Beginning again changes nothing that is there.
 */
export async function seedDemo(demo: Demo, say: (line: string) => void): Promise<void> {
  await blockedSeed(demo);
  const { head } = await runJourney(demo, twin);
  if (head?.registration)
    say(`  pubblicata la determinazione n. ${head.registration.number}/${head.registration.year} (fittizia)`);
  const second = { ...twin, data: { ...twin.data, subject: `${twin.data.subject} Proroga tecnica.` } };
  // Once it waits for a person it is theirs, whatever they make of it.
  const ours = ["DRAFT", "ATTACHMENTS_PENDING", "READY"];
  await runJourney(demo, second, { isFarEnough: (one) => !ours.includes(one.state) });
  await demo.outbox.drain();
  say("  un'altra proposta attende la prima approvazione: il collegamento è nella posta");
}

async function blockedSeed(demo: Demo): Promise<void> {
  const { world } = demo;
  const actId = demoActId(cremona2706);
  const by = twin.officer;
  const head = await loadHead(world.items, world.settings.tenant, actId);
  if (!head) await createAct(world, { by, data: cremona2706, actId });
  if (!head || head.state === "DRAFT") await completeDraft(world, { actId, by });
}
