import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { signPdf } from "../../local/test-signer/sign-pdf.ts";
import { type ActData, borgoSereno2706, signedFiles, type VistoOutcome } from "../../shared/act/index.ts";
import { bytesOf, prepareVisto, readStatement } from "../../shared/workflow/index.ts";
import { anAct } from "./acts.ts";
import { headOf, must, openTask, send, signatory } from "./journey.ts";
import type { TestWorld } from "./world.ts";

/** Holder of the financial office, who gives the visto. */
export const dario = {
  who: "dario.campione",
  email: "dario.campione@borgosereno.example",
  fiscalCode: "CMPDRA70D15Z999P",
};

/** The fictitious twin's spending, for an act of one's own. */
export function spendingOfTwin(): Partial<ActData> {
  const { movements, lines, totals, commitment, cig, cup, contract, statements } = borgoSereno2706;
  return { movements, lines, totals, commitment, cig, cup, contract, statements };
}

/** An act that spends, without attachments. */
export const spending = (over: Partial<ActData> = {}): ActData => anAct({ ...spendingOfTwin(), ...over });

const p7m = { fileName: "visto.txt.p7m", type: "application/pkcs7-mime" };

/** The statement prepared, signed and uploaded; its verdict comes with the next delivery. */
export async function sendVisto(test: TestWorld, actId: string, outcome: VistoOutcome = "FAVOURABLE"): Promise<void> {
  const { secret, task } = await openTask(test, actId, dario.email);
  const commitments = outcome === "REFUSED" ? [] : ["1234/2025"];
  const reason = outcome === "FAVOURABLE" ? "" : "Il capitolo non ha disponibilità.";
  must(await prepareVisto(test.world, { secret, csrf: task.csrf, outcome, reason, commitments }));
  const { text } = must(await readStatement(test.world, secret));
  const at = new Date(test.clock.now());
  const file = await signP7m(new TextEncoder().encode(text), test.pki.signerFor(dario.fiscalCode), at);
  await send(test, actId, null, dario.who, file, p7m);
}

/** Signs what the next of several signatories signs: the fixed PDF, or the file with the signatures before theirs. */
export async function signNext(
  test: TestWorld,
  actId: string,
  { who, fiscalCode }: { readonly who: string; readonly fiscalCode: string } = signatory,
): Promise<void> {
  const head = await headOf(test, actId);
  const last = signedFiles(head).at(-1);
  if (!head.mainDoc) throw new Error("there is no document to sign yet");
  const base = last
    ? await bytesOf(test.world.objects, last, "intake")
    : await bytesOf(test.world.objects, head.mainDoc);
  const signed = await signPdf(base, test.pki.signerFor(fiscalCode), new Date(test.clock.now()));
  await send(test, actId, null, who, signed);
}
