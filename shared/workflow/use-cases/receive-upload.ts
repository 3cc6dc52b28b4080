import type { ActHead, AttachmentVerdict, Slot, Stored, StoredFile, Upload } from "../../act/index.ts";
import { gatherSource, type Report } from "../../signature/index.ts";
import { changeAct } from "../model/change-act.ts";
import { firstEvidenceDue } from "../model/evidence-due.ts";
import { keepVerdict } from "../model/keep-verdict.ts";
import { noteMissingTimestamp } from "../model/note-missing-timestamp.ts";
import { objectSource } from "../model/object-source.ts";
import { type StampedOriginal, stampOriginal, TimestampMissing } from "../model/stamp-original.ts";
import { trustOf } from "../model/trust-of.ts";
import { faultFields } from "../ports/journal.ts";
import type { ObjectRef } from "../ports/objects.ts";
import type { ChangeWorld, World } from "../world.ts";
import { uploadOf } from "./permit-upload.ts";
import { receiveSigned } from "./receive-signed.ts";
import { receiveVisto } from "./receive-visto.ts";

export type ReceiveWorld = ChangeWorld &
  Pick<World, "objects" | "anchors" | "trust" | "material" | "timestamps" | "scans">;

/** What an object event says. The bytes are read from this very version; nothing else of the event is believed. */
export type ObjectArrived = ObjectRef;

/** A file of an upload as the function read it. */
export type Received = {
  readonly file: StoredFile;
  /** The bytes of a signed act; none of an attachment, nor of what is over `mostInMemory`. */
  readonly bytes: Uint8Array;
  readonly report: Report;
  readonly storedReport: Stored;
  /** Addresses in certificates that gave nothing when they were asked. */
  readonly missing: number;
  /** A scanner found malware in it: whatever else it is, nobody is to open it. */
  readonly infected: boolean;
};

/**
 * Reads an uploaded object and records what it is: one verdict about the bytes, in one transaction.
 *
 * `named` says which upload it is where the place does not: a file that came in a batch. Nothing is judged before the
 * scanner has looked, where there is one.
 * Idempotent: an event that comes again, late, or for an upload that was replaced finds no open upload of that id and
 * changes nothing. @throws on every fault of a store, so that the event comes again: a fault is never a verdict.
 */
export async function receiveUpload(
  world: ReceiveWorld,
  arrived: ObjectArrived,
  named: ReturnType<typeof uploadOf> = uploadOf(arrived.key),
): Promise<"recorded" | "nothing-to-do"> {
  if (!named) return "nothing-to-do";
  const scan = await world.scans?.resultOf(arrived);
  if (world.scans && scan === undefined) return "nothing-to-do";
  let received: Received | undefined;
  let stamped: Promise<StampedOriginal | undefined> | undefined;
  let done = true;
  const changed = await changeAct(world, named.actId, async (head) => {
    const slot = head.slots.find((one) => one.upload?.slotId === named.slotId);
    const upload = slot?.upload ?? (head.signedUpload?.slotId === named.slotId ? head.signedUpload : undefined);
    if (!upload) return { done: true };
    // The bytes of a pinned version never change: read once, also when the write is tried again.
    received ??= {
      ...(await readUpload(world, arrived, upload, named.actId, slot === undefined)),
      infected: scan === "infected",
    };
    done = false;
    const file = received;
    // One token per file, also when the write is tried again.
    const stamp = () => (stamped ??= stampOriginal(world, named.actId, file));
    if (!slot && head.registration) return receiveVisto(world, head, named.slotId, file);
    if (!slot) return receiveSigned(world, head, named.slotId, file, stamp);
    return {
      command: {
        type: "recordVerdict",
        label: slot.label,
        slotId: named.slotId,
        file: received.file,
        verdict: judge(world, head, slot, received),
      },
      extra: () => firstEvidenceDue(head.tenant, head.actId, `allegato-${slot.label}`, file, world.clock()),
    };
  }).catch(async (fault: unknown) => {
    if (fault instanceof TimestampMissing) await noteMissingTimestamp(world, named.actId, named.slotId, fault);
    else notJudged(world, named, fault);
    throw fault;
  });
  if (
    !changed.ok &&
    changed.refusal.code !== "NO_SUCH_UPLOAD" &&
    changed.refusal.code !== "STATE_DOES_NOT_ALLOW" &&
    changed.refusal.code !== "ACT_NOT_FOUND"
  )
    throw new Error(`upload ${named.slotId}: ${changed.refusal.code} ${changed.refusal.why.it}`);
  const isRecorded = changed.ok && changed.value.changed && !done;
  if (isRecorded && scan === "infected") {
    world.journal?.tell("FILE_INFECTED", { act: named.actId, upload: named.slotId });
    world.journal?.measure("InfectedFiles", 1);
  }
  return isRecorded ? "recorded" : "nothing-to-do";
}

function notJudged(
  { journal }: ReceiveWorld,
  named: { readonly actId: string; readonly slotId: string },
  fault: unknown,
) {
  journal?.tell("VERDICT_FAILED", { act: named.actId, upload: named.slotId, fault: faultFields(fault) });
  journal?.measure("VerdictFaults", 1);
}

/**
 * What is examined as a whole (what lies in a p7m, a container) may be this large; a PDF and a p7m themselves may have
 * any size, because they are verified as they pass by. Larger ones still get their impronta.
 */
const mostInMemory = 64 * 1024 * 1024;

async function readUpload(
  world: ReceiveWorld,
  arrived: ObjectArrived,
  upload: Upload,
  actId: string,
  keepBytes: boolean,
): Promise<Omit<Received, "infected">> {
  const { length } = upload;
  const kept: Uint8Array[] = [];
  const keeping = keepBytes && length <= mostInMemory;
  const source = objectSource(world.objects, arrived, length, (chunk) => void (keeping && kept.push(chunk)));
  const sources = { fileName: upload.fileName, ...(await trustOf(world)), maxBytes: mostInMemory };
  const { report, storedReport, missing } = await keepVerdict(
    world,
    await gatherSource(source, sources),
    sources,
    actId,
  );
  const file = {
    key: arrived.key,
    version: arrived.version,
    sha256: report.sha256,
    length,
    fileName: upload.fileName,
    type: upload.type,
    format: report.format,
  };
  const whole = kept.reduce((sum, chunk) => sum + chunk.length, 0);
  return { file, bytes: join(kept, whole), report, storedReport, missing };
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The head is one item for all attachments; the stored report has every signature. */
const keptSigners = { most: 5, nameLength: 100 } as const;

/** Compares the bytes with the impronta that is recorded, or with the one that the uploader declared. */
export function judge(
  world: Pick<ReceiveWorld, "clock">,
  head: ActHead,
  slot: Slot,
  { file, report, storedReport, missing, infected }: Received,
): AttachmentVerdict {
  const expected = slot.source === "act" ? slot.recorded : (slot.upload?.sha256 ?? null);
  const inner = report.content?.sha256 ?? null;
  const covers = expected === null || expected === file.sha256 ? "file" : expected === inner ? "content" : "none";
  const others = head.slots.filter((one) => one.label !== slot.label && one.source === "act");
  const belongsTo =
    covers === "none"
      ? others.find((one) => one.recorded === file.sha256 || (inner !== null && one.recorded === inner))
      : undefined;
  const signatures = [...report.signatures, ...(report.content?.signatures ?? [])];
  const broken = signatures.some((one) => one.integrity === "invalid");
  // Too large to be looked into is a limit of ours: the digest still says whether it is the file.
  const unreadable = report.error !== null && report.error.code !== "TOO_LARGE";
  // Whatever else it is, a file that is not the recorded one is first of all the wrong file; one that harms, harms.
  const fitting = unreadable ? "UNREADABLE" : broken ? "SIGNATURE_BAD" : "VERIFIED";
  const code = infected ? "INFECTED" : covers === "none" ? "MISMATCH" : fitting;
  return {
    code,
    expected,
    found: file.sha256,
    inner,
    covers,
    belongsTo: belongsTo?.label ?? null,
    signature: report.verdict,
    broken,
    signers: signatures
      .flatMap((one) => (one.signer ? [one.signer.name.slice(0, keptSigners.nameLength)] : []))
      .slice(0, keptSigners.most),
    report: storedReport,
    ...(missing > 0 ? { unanswered: missing } : {}),
    at: world.clock(),
  };
}
