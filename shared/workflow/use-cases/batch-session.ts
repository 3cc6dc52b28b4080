import { type BatchFile, listBatchFiles, type Pack, readPack } from "../model/batch-items.ts";
import { loadHead } from "../model/commit.ts";
import { linkProblem, readSession } from "../model/link-items.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { type WaitingSignature, waitingSignatures } from "../model/waiting-signatures.ts";
import type { World } from "../world.ts";
import { wantedFactors } from "./open-link.ts";

type SessionWorld = Pick<World, "settings" | "items" | "clock">;

/** Whose batch a session may see. */
export type BatchSession = { readonly who: string; readonly csrf: string };

/**
 * The person behind a link's session, for everything that waits for their signature. A link is about one act: it opens
 * the others only where a second factor that signatures ask for has said who opened it, and only while the link itself
 * was not taken back (its mail may have gone to somebody else).
 */
export async function batchSession(world: SessionWorld, secret: string): Promise<Answer<BatchSession>> {
  const found = await readSession(world, secret, "link");
  if (!found.ok) return found;
  const { link, session } = found.value;
  const problem = linkProblem(link, world.clock());
  if (problem && problem.code !== "LINK_SPENT") return refuse(problem);
  const head = await loadHead(world.items, world.settings.tenant, link.actId);
  const place = head?.route.find((one) => one.n === link.step)?.assignments.find((one) => one.who === link.who);
  if (!place || head?.rev !== link.rev || place.state === "REVOKED" || place.state === "SUBSTITUTED")
    return refuse(no("LINK_REVOKED"));
  const { factor, csrf } = session;
  const wanted = wantedFactors(world.settings, "signature");
  if (!factor || (wanted.length > 0 && !wanted.includes(factor))) return refuse(no("BATCH_NEEDS_A_FACTOR"));
  return answer({ who: link.who, csrf });
}

export type Batch = BatchSession & {
  readonly waiting: readonly WaitingSignature[];
  readonly pack: Pack | undefined;
  readonly files: readonly BatchFile[];
};

/** What the batch page shows. Changes nothing. */
export async function readBatch(world: SessionWorld, secret: string): Promise<Answer<Batch>> {
  const session = await batchSession(world, secret);
  if (!session.ok) return session;
  const { who } = session.value;
  const { tenant } = world.settings;
  return answer({
    ...session.value,
    waiting: await waitingSignatures(world, who),
    pack: await readPack(world.items, tenant, who),
    files: await listBatchFiles(world.items, tenant, who),
  });
}
