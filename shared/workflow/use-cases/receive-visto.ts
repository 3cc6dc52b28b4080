import { type ActHead, fileStepOf, romeDay, sha256Of, type VistoIntent, type VistoResult } from "../../act/index.ts";
import { extractText, UnreadablePdf } from "../../pdf/index.ts";
import type { Intent } from "../model/change-act.ts";
import { firstEvidenceDue } from "../model/evidence-due.ts";
import {
  ownSignature,
  signatureProblem,
  signerFacts,
  signerProblem,
  unreadable,
  whoMaySign,
} from "../model/judge-signature.ts";
import { fileNo, type No, refusedAs } from "../model/signed-file-words.ts";
import { spendLink } from "../model/spend-link.ts";
import { statesTheSame, vistoStatement } from "../model/visto-statement.ts";
import type { Received, ReceiveWorld } from "./receive-upload.ts";

/**
 * Judges the signed visto: it states what was prepared about this act and no other, its signature holds, the person is
 * the assigned one or their recorded substitute. The original is not touched.
 */
export async function receiveVisto(
  world: ReceiveWorld,
  head: ActHead,
  slotId: string,
  received: Received,
): Promise<Intent> {
  const intent = head.vistoIntent;
  const who = head.signedUpload?.by ?? "";
  const step = fileStepOf(head, who);
  const assignment = step?.assignments.find((one) => one.who === who);
  if (!intent || step?.kind !== "visto" || !assignment) return { done: true };
  const may = whoMaySign(head, step, assignment);
  const named = await namesTheAct(received, head, intent, vistoStatement(head, intent, assignment, step.role));
  const own = typeof named === "string" ? ownSignature(received.report, may) : undefined;
  const problem =
    typeof named === "string"
      ? (signatureProblem(own?.signature, received.report, world.settings.signatures) ??
        (own ? signerProblem(own, assignment) : undefined))
      : named;
  if (problem || !own || typeof named !== "string") return refused(slotId, problem, received);
  const { signature } = own;
  const outcome: VistoResult = {
    accepted: true,
    visto: {
      ...received.file,
      kind: signature.kind === "pades" ? "pades" : "cades",
      ...signerFacts(own, step, assignment),
      time: { claimed: signature.signingTime.claimed, proved: signature.signingTime.proved },
      report: received.storedReport,
      ...(received.missing > 0 ? { unanswered: received.missing } : {}),
      outcome: intent.outcome,
      reason: intent.reason,
      commitments: intent.commitments,
      verdict: signature.indication === "TOTAL_PASSED" ? "valid" : "undetermined",
      names: named,
      date: romeDay(world.clock()),
      at: world.clock(),
    },
  };
  const spent = await spendLink(world.items, head, step.n, who);
  const name = `visto-${(head.visti?.length ?? 0) + 1}`;
  const due = firstEvidenceDue(head.tenant, head.actId, name, received, world.clock());
  return { command: { type: "recordVisto", slotId, outcome }, extra: () => [...spent, ...due] };
}

function refused(slotId: string, problem: No | undefined, { file, storedReport }: Received): Intent {
  const outcome: VistoResult = {
    accepted: false,
    ...refusedAs(problem ?? fileNo("NOT_SIGNED")),
    file,
    report: storedReport,
  };
  return { command: { type: "recordVisto", slotId, outcome } };
}

/** How the file speaks of this act, or why it does not. */
async function namesTheAct(
  { report, bytes, infected }: Received,
  head: ActHead,
  intent: VistoIntent,
  statement: string,
): Promise<"statement" | "text" | No> {
  if (infected) return fileNo("INFECTED");
  if (report.error) return unreadable(report.error);
  const expected = sha256Of(new TextEncoder().encode(statement));
  if (report.content?.sha256 === expected) return "statement";
  if (report.format !== "pdf" && report.format !== "pdf-a")
    return fileNo("OTHER_STATEMENT", { expected, found: report.content?.sha256 ?? report.sha256 });
  const { registration, signed } = head;
  const text = await extractText(bytes).then(
    ({ pages }) => pages.join("\n"),
    (fault: unknown) => {
      if (fault instanceof UnreadablePdf) return undefined;
      throw fault;
    },
  );
  if (text !== undefined && statesTheSame(text, head, intent)) return "text";
  return fileNo("STATES_OTHERWISE", {
    number: `${registration?.number}/${registration?.year}`,
    sha256: signed?.sha256 ?? "—",
  });
}
