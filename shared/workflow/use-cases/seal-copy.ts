import type { ActData, NumberedHead } from "../../act/index.ts";
import { type CopyStamps, compareCopy, extractText } from "../../pdf/index.ts";
import { sealPdf } from "../../seal/index.ts";
import { readActData, withFingerprints } from "../model/act-data.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { copyStamps } from "../model/copy-stamps.ts";
import { keys } from "../model/keys.ts";
import { bytesOf, keep } from "../model/objects-of-act.ts";
import { copySetup, originalSetup } from "../model/page-setup.ts";
import type { Action } from "../ports/items.ts";
import type { ChangeWorld, World } from "../world.ts";
import { consume, type OutboxEvent } from "./consume.ts";

type SealWorld = ChangeWorld & Pick<World, "objects" | "renderer" | "seal">;

/** Why there is no copy yet. It is about our means, never about the act, which stays NUMBERED and says so. */
class SealingStopped extends Error {
  override readonly name = "SealingStopped";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Makes the stamped copy beside the untouched original: the same template and data with the stamps, compared with the
 * original's text, sealed by the body's key. On failure the act stays NUMBERED, visibly, and the event comes again.
 */
export async function sealCopy(world: SealWorld, event: OutboxEvent): Promise<void> {
  await consume(world, event, "sealer", async () => {
    const head = await loadHead(world.items, event.tenant, event.actId);
    if (head?.state !== "NUMBERED") return;
    try {
      await makeCopy(world, head);
    } catch (fault) {
      await noteFailure(world, head.actId, fault);
      throw fault;
    }
  });
}

async function makeCopy(world: SealWorld, head: NumberedHead): Promise<void> {
  const data = withFingerprints(await readActData(world.objects, head), head);
  const stamps = copyStamps(world.settings, head);
  const pages = await renderChecked(world, head, data, stamps);
  // The instant of numbering, not of this attempt: a repetition seals the same bytes in the same words.
  const sealed = await sealPdf(pages.bytes, world.seal, {
    at: new Date(head.registration.at),
    reason: `Copia della determinazione n. ${head.registration.number}/${head.registration.year}`,
    name: world.settings.name,
  });
  const stored = await keep(world.objects, `acts/${head.actId}/copy`, sealed, "application/pdf", ".pdf");
  const code = stamps.verification.code;
  // A code that names another act already would send its readers to the wrong one.
  const free = { any: [{ absent: "pk" }, { attr: "actId", op: "=" as const, value: head.actId }] };
  const extra: Action[] = [{ put: { ...keys.verificationCode(head.tenant, code), actId: head.actId }, if: free }];
  const recorded = await changeAct(world, head.actId, (now, at) =>
    now.state === "NUMBERED"
      ? {
          command: { type: "recordCopy", copy: { ...stored, pages: pages.count, verificationCode: code, at } },
          extra: () => extra,
        }
      : { done: true },
  );
  if (!recorded.ok) throw new SealingStopped(recorded.refusal.code, recorded.refusal.why.it);
}

async function renderChecked(world: SealWorld, head: NumberedHead, act: ActData, stamps: CopyStamps) {
  const setups = {
    originalSetup: originalSetup(world.settings, head.submission.at),
    copySetup: copySetup(world.settings, head.registration),
  };
  const rendered = await world.renderer.renderCopy(act, stamps, setups.copySetup);
  if (!rendered.ok) throw new SealingStopped(rendered.refusal.code, rendered.refusal.why.it);
  const { bytes } = rendered.rendered;
  const same = await compareCopy(await bytesOf(world.objects, head.mainDoc), bytes, { act, stamps, ...setups });
  if (!same.same)
    throw new SealingStopped(
      "COPY_DIFFERS",
      `Il testo della copia non è quello dell'originale: ${JSON.stringify(same.difference)}`,
    );
  return { bytes, count: (await extractText(bytes)).pages.length };
}

async function noteFailure(world: SealWorld, actId: string, fault: unknown): Promise<void> {
  const code = fault instanceof SealingStopped ? fault.code : "SEALING_FAILED";
  const message = fault instanceof Error ? fault.message : String(fault);
  await changeAct(world, actId, (head) =>
    head.state === "NUMBERED"
      ? { command: { type: "recordSealFailure", code, message: message.slice(0, 500) } }
      : { done: true },
  );
}
