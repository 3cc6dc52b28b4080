import {
  type ActData,
  type ActHead,
  copyRevision,
  type NumberedHead,
  type PublishedHead,
  type SealedHead,
  sha256Of,
} from "../../act/index.ts";
import { type CopyStamps, compareCopy, extractText } from "../../pdf/index.ts";
import { sealPdf } from "../../seal/index.ts";
import { verifyBytes } from "../../signature/index.ts";
import { readActData, withFingerprints } from "../model/act-data.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { copyByOverlay } from "../model/copy-by-overlay.ts";
import { copyEvidence } from "../model/copy-evidence.ts";
import { copyStamps } from "../model/copy-stamps.ts";
import { keys } from "../model/keys.ts";
import { bytesOf, keep } from "../model/objects-of-act.ts";
import { copySetup, originalSetup } from "../model/page-setup.ts";
import { stampOriginal, TimestampMissing } from "../model/stamp-original.ts";
import type { Action } from "../ports/items.ts";
import type { ChangeWorld, World } from "../world.ts";
import { consume, type OutboxEvent } from "./consume.ts";

type SealWorld = ChangeWorld &
  Pick<World, "objects" | "renderer" | "seal" | "anchors" | "trust" | "material" | "timestamps">;

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
    if (!head || !needsCopy(head)) return;
    try {
      await makeCopy(world, head);
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
  const sealed = await seal(world, head, pages);
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
  if (!recorded.ok) throw new SealingStopped(recorded.refusal.code, recorded.refusal.why.it);
}

/** The body's seal, with a timestamp where an authority is set; without one it says no proved time at all. */
async function seal(world: SealWorld, head: WithNumber, pages: CopyPages): Promise<Uint8Array> {
  // The instant of what the copy says last, not of this attempt: a repetition seals the same bytes in the same words.
  const said = [head.registration, ...(head.visti ?? []), ...(head.amendedBy ?? [])].map(({ at }) => Date.parse(at));
  const at = new Date(Math.max(...said));
  const sealed = await sealPdf(pages.bytes, world.seal, {
    at,
    reason: `Copia della determinazione n. ${head.registration.number}/${head.registration.year}`,
    name: world.settings.name,
    ...(world.timestamps ? { timestamp: (signature) => tokenOver(world, head.actId, signature) } : {}),
  });
  // The copy leaves only when the verifier that others will use finds the seal intact over the whole file.
  const { signatures } = verifyBytes(sealed, { anchors: [], at });
  const intact = signatures.every(({ integrity }) => integrity === "valid");
  const own = signatures.filter(({ coverage }) => coverage === "whole-file");
  if (!intact || own.length !== 1 || signatures.length < 1 + pages.earlierSignatures)
    throw new SealingStopped("SEAL_NOT_VALID", "Il sigillo appena posto non risulta integro.");
  return sealed;
}

/** A judged token over the seal's signature (RFC 3161). @throws {TimestampMissing}: the act stays NUMBERED and says so */
async function tokenOver(world: SealWorld, actId: string, signature: Uint8Array): Promise<Uint8Array> {
  const file = { sha256: sha256Of(signature), length: signature.length };
  const stamped = await stampOriginal(world, actId, { file, bytes: signature });
  if (!stamped) throw new Error("a timestamp was asked for without an authority");
  return bytesOf(world.objects, stamped.timestamp);
}

type CopyPages = { readonly bytes: Uint8Array; readonly count: number; readonly earlierSignatures: number };

async function renderChecked(world: SealWorld, head: WithNumber, act: ActData, stamps: CopyStamps): Promise<CopyPages> {
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
  if (!rendered.ok) throw new SealingStopped(rendered.refusal.code, rendered.refusal.why.it);
  const { bytes } = rendered.rendered;
  const same = await compareCopy(await bytesOf(world.objects, head.mainDoc), bytes, { act, stamps, ...setups });
  if (!same.same)
    throw new SealingStopped(
      "COPY_DIFFERS",
      `Il testo della copia non è quello dell'originale: ${JSON.stringify(same.difference)}`,
    );
  return { bytes, count: (await extractText(bytes)).pages.length, earlierSignatures: 0 };
}

async function noteFailure(world: SealWorld, actId: string, fault: unknown): Promise<void> {
  const known = fault instanceof SealingStopped || fault instanceof TimestampMissing;
  const code = known ? fault.code : "SEALING_FAILED";
  const message = fault instanceof Error ? fault.message : String(fault);
  await changeAct(world, actId, (head) =>
    needsCopy(head) ? { command: { type: "recordSealFailure", code, message: message.slice(0, 500) } } : { done: true },
  );
}
