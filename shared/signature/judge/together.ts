import type { SignatureFacts } from "../facts.ts";
import type { SignatureReport } from "../report.ts";
import { type Judgement, judgeSignature } from "./signature.ts";
import { earliest, provenBy } from "./timestamps.ts";

interface Stamp {
  readonly end: number;
  readonly proved: number | null;
  readonly holds: boolean;
}

/**
 * The signatures of one file, of which later document timestamps of a PDF prove when the earlier ones existed.
 *
 * A document timestamp covers the file from its first byte (that is checked), so it is over every signature whose
 * signed range ends before its own. They are judged from the last one back, because each is judged at the time that
 * those after it prove.
 */
export function judgeTogether(signatures: readonly SignatureFacts[], judgement: Judgement): SignatureReport[] {
  const stamps: Stamp[] = [];
  const reports = new Map<SignatureFacts, SignatureReport>();
  for (const facts of [...signatures].sort((a, b) => endOf(b) - endOf(a))) {
    const end = endOf(facts);
    const over = stamps.filter((stamp) => end >= 0 && stamp.end > end);
    const provedFromOutside = over.reduce<number | null>((time, { proved }) => earliest(time, proved), null);
    const documentTimestamps = over.filter(({ holds }) => holds).length;
    const report = judgeSignature(facts, { ...judgement, provedFromOutside, documentTimestamps });
    reports.set(facts, report);
    if (facts.kind === "timestamp" && end >= 0) {
      stamps.push({ end, proved: provenBy(facts, report), holds: report.integrity === "valid" });
    }
  }
  return signatures.flatMap((facts) => reports.get(facts) ?? []);
}

/** Offset after the last byte that a PDF signature covers; -1 for others. */
function endOf({ pdf }: SignatureFacts): number {
  const range = pdf?.byteRange.range ?? null;
  return range === null ? -1 : range[2] + range[3];
}
