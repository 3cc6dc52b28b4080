import type { ActHead } from "../../shared/act/index.ts";
import { prepareVisto, readStatement, type Task } from "../../shared/workflow/index.ts";
import { signP7m } from "../test-signer/sign-p7m.ts";
import type { DemoDesk } from "./open-demo.ts";

/** What the demo's financial office states, and signs: favourable, with a number of impegno that stands for one. */
export async function vistoFile(
  demo: DemoDesk,
  head: ActHead,
  { secret, task }: { readonly secret: string; readonly task: Task },
): Promise<Uint8Array | undefined> {
  const commitments = [`PROVA-${head.registration?.number}/${head.registration?.year}`];
  const { csrf, assignment } = task;
  const prepared = await prepareVisto(demo.world, { secret, csrf, outcome: "FAVOURABLE", reason: "", commitments });
  const statement = prepared.ok ? await readStatement(demo.world, secret) : undefined;
  if (!statement?.ok) return undefined;
  const signer = demo.pki.signerFor(assignment.fiscalCode ?? "");
  return signP7m(new TextEncoder().encode(statement.value.text), signer, new Date(demo.world.clock()));
}
