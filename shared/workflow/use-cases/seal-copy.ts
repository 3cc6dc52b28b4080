import {
  type ActData,
  type ActHead,
  copyRevision,
  type NumberedHead,
  type PublishedHead,
  type SealedHead,
} from "../../act/index.ts";
import { type CopyStamps, compareCopy, extractText } from "../../pdf/index.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { copyByOverlay } from "../model/copy-by-overlay.ts";
import { copyEvidence } from "../model/copy-evidence.ts";
import { copyStamps } from "../model/copy-stamps.ts";
import { keys } from "../model/keys.ts";
import { timestampMissed } from "../model/note-missing-timestamp.ts";
import { bytesOf, keep } from "../model/objects-of-act.ts";
import { copySetup, originalSetup } from "../model/page-setup.ts";
import { type Pages, SealingStopped, type SealWorld, sealPages } from "../model/seal-pages.ts";
import { TimestampMissing } from "../model/stamp-original.ts";
import { readActData, withFingerprints } from "../model/stored-data.ts";
import type { Action } from "../ports/items.ts";
import { faultFields } from "../ports/journal.ts";
import { consume, type OutboxEvent } from "./consume.ts";
import { makeOmissis, needsOmissis } from "./make-omissis.ts";

/**
 * Makes the stamped copy beside the untouched original: the same template and data with the stamps, compared with the
 * original's text, sealed by the body's key. On failure the act stays NUMBERED, visibly, and the event comes again.
 */
export async function sealCopy(world: SealWorld, event: OutboxEvent): Promise<void> {
  await consume(world, event, "sealer", async () => {
    const head = await loadHead(world.items, event.tenant, event.actId);
    if (!head) return;
    try {
      if (needsCopy(head)) await makeCopy(world, head);
      await makeOmissis(world, event);
    } catch (fault) {
      await noteFailure(world, head.actId, fault);
      throw fault;
    }
  });
}

type WithNumber = NumberedHead | SealedHead | PublishedHead;

/** No copy yet, or one from before the last visto or the last act that amends this one; the earlier one stays. */
function needsCopy(head: ActHead): head is WithNumber {
  if (head.state === "NUMBERED") return true;
  const isSealed = ["SEALED", "PUBLISHED", "UNPUBLISHED", "ARCHIVED"].includes(head.state);
  return isSealed && (head.copy?.revision ?? 1) < copyRevision(head);
}

async function makeCopy(world: SealWorld, head: WithNumber): Promise<void> {
  const data = withFingerprints(await readActData(world.objects, head), head);
  const stamps = copyStamps(world.settings, head);
  const pages = await renderChecked(world, head, data, stamps);
  const sealed = await sealPages(world, head, pages, "Copia");
  const stored = await keep(world.objects, `acts/${head.actId}/copy`, sealed, "application/pdf", ".pdf");
  const code = stamps.verification.code;
  // A code that names another act already would send its readers to the wrong one.
  const free = { any: [{ absent: "pk" }, { attr: "actId", op: "=" as const, value: head.actId }] };
  const extra: Action[] = [{ put: { ...keys.verificationCode(head.tenant, code), actId: head.actId }, if: free }];
  const revision = copyRevision(head);
  const recorded = await changeAct(world, head.actId, (now, at) => {
    // Something came in between that the copy must say too: it is made again, from its own event.
    if (!needsCopy(now) || copyRevision(now) !== revision) return { done: true };
    const copy = { ...stored, pages: pages.count, verificationCode: code, at, ...(revision > 1 ? { revision } : {}) };
    return { command: { type: "recordCopy", copy }, extra: () => extra };
  });
  if (!recorded.ok) throw new SealingStopped(recorded.refusal.code, recorded.refusal.why);
}

async function renderChecked(world: SealWorld, head: WithNumber, act: ActData, stamps: CopyStamps): Promise<Pages> {
  const overlaid = await copyByOverlay(world, head, act, stamps);
  if (overlaid?.ok === false) throw new SealingStopped(overlaid.code, overlaid.why);
  if (overlaid) return overlaid;
  const setups = {
    originalSetup: originalSetup(world.settings, head.submission.at),
    copySetup: {
      ...copySetup(world.settings, head.registration),
      attached: [await copyEvidence(world.items, head, act, stamps)],
    },
  };
  const rendered = await world.renderer.renderCopy(act, stamps, setups.copySetup);
  if (!rendered.ok) throw new SealingStopped(rendered.refusal.code, rendered.refusal.why);
  const { bytes } = rendered.rendered;
  const same = await compareCopy(await bytesOf(world.objects, head.mainDoc), bytes, { act, stamps, ...setups });
  if (!same.same)
    throw new SealingStopped("COPY_DIFFERS", {
      it: `Il testo della copia non è quello dell'originale: ${JSON.stringify(same.difference)}`,
      en: `The copy's text is not the original's: ${JSON.stringify(same.difference)}`,
    });
  return { bytes, count: (await extractText(bytes)).pages.length, earlierSignatures: 0 };
}

async function noteFailure(world: SealWorld, actId: string, fault: unknown): Promise<void> {
  const known = fault instanceof SealingStopped || fault instanceof TimestampMissing;
  const code = known ? fault.code : "SEALING_FAILED";
  if (fault instanceof TimestampMissing) timestampMissed(world, actId, fault.code);
  else {
    world.journal?.tell("SEALING_FAILED", { act: actId, fault: faultFields(fault) });
    world.journal?.measure("SealFaults", 1);
  }
  const message = (fault instanceof Error ? fault.message : String(fault)).slice(0, 500);
  const why = fault instanceof SealingStopped ? fault.why : undefined;
  const said = why ? { why: { it: why.it.slice(0, 500), en: why.en.slice(0, 500) } } : {};
  await changeAct(world, actId, (head) =>
    needsCopy(head) || needsOmissis(head)
      ? { command: { type: "recordSealFailure", code, message, ...said } }
      : { done: true },
  );
}
