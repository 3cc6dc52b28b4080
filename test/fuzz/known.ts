import { createHash } from "node:crypto";
import type { ContentReport, Report, SignatureReport } from "../../shared/signature/index.ts";
import { readZip } from "./zip.ts";

/**
 * What the seeds' keys have signed. Nobody here has those keys, so whatever is told intact in a mutated file must be
 * one of these things, whichever way its bytes were led there: the oracle needs no understanding of the format.
 */
export interface Known {
  /** SHA-256 of the bytes of each ByteRange. */
  readonly ranges: Set<string>;
  /** SHA-256 of each data object in a container with an intact signature. */
  readonly objects: Set<string>;
  /** Kind, claimed time, algorithm and content of each intact signature. */
  readonly signed: Set<string>;
}

export const nothingKnown = (): Known => ({ ranges: new Set(), objects: new Set(), signed: new Set() });

export function learn(known: Known, bytes: Uint8Array, report: Report): void {
  const intact = claims(report, bytes);
  for (const { key } of intact) known.signed.add(key).add(key.replace(/\S+$/, "detached"));
  if (intact.length > 0) for (const digest of dataObjects(bytes, report)) known.objects.add(digest);
  if (intact.some(({ pdf }) => pdf)) for (const { digest } of ranges(bytes)) known.ranges.add(digest);
}

/** What a report calls intact and nobody has signed; null when there is nothing of the kind. */
export function wrongAccept(known: Known, bytes: Uint8Array, report: Report): string | null {
  const intact = claims(report, bytes);
  const unknown = intact.find(({ key, pdf }) => !pdf && !known.signed.has(key));
  if (unknown !== undefined) return `intact and never signed: ${unknown.key}`;
  const covered = intact.some(({ whole, pdf }) => whole && !pdf) && report.verdict !== "invalid";
  if (covered && dataObjects(bytes, report).some((digest) => !known.objects.has(digest))) {
    return "a container told whole with a data object that was never signed";
  }
  if (!intact.some(({ pdf }) => pdf)) return null;
  const held = ranges(bytes).filter(({ digest }) => known.ranges.has(digest));
  if (held.length === 0) return "intact PDF signature over bytes that were never signed";
  const whole = intact.some(({ pdf, whole }) => pdf && whole);
  // A line end after the last %%EOF is nobody's content.
  if (whole && held.every(({ end }) => end < bytes.length - 2)) return "told whole, with bytes after what was signed";
  return null;
}

interface Claim {
  readonly key: string;
  /** A signature of the outermost PDF, whose bytes are at hand. */
  readonly pdf: boolean;
  readonly whole: boolean;
}

function claims(report: Report, bytes: Uint8Array): Claim[] {
  const found: Claim[] = [];
  const add = (signatures: readonly SignatureReport[], content: ContentReport | null, outermost: boolean) => {
    for (const one of signatures) {
      if (one.integrity !== "valid") continue;
      const pdf = one.coverage !== null && one.field !== null;
      if (pdf && !outermost) continue;
      const time = "time" in one ? String(one.time) : one.signingTime.claimed;
      const over = one.kind === "xades" ? "xml" : contentOf(one, content, report);
      found.push({ key: [one.kind, time, one.algorithm, over].join(" "), pdf, whole: one.coverage === "whole-file" });
    }
    if (content !== null) add(content.signatures, content.content, false);
  };
  add(report.signatures, report.content, bytes.length > 0);
  return found;
}

/** In a container another signature may be the one over its content; `coverage` and the verdict of the file tell. */
function contentOf({ coverage }: SignatureReport, content: ContentReport | null, { format, verdict }: Report): string {
  const elsewhere = coverage === "partial" || (format.startsWith("asic") && verdict === "invalid");
  return elsewhere || content === null ? "detached" : content.sha256;
}

function dataObjects(bytes: Uint8Array, { format }: Report): string[] {
  if (!format.startsWith("asic")) return [];
  const entries = readZip(Buffer.from(bytes)) ?? [];
  const data = entries.filter(({ name }) => name !== "mimetype" && !/^META-INF\/|\/$/.test(name));
  return data.map((entry) => createHash("sha256").update(entry.data).digest("hex"));
}

function ranges(bytes: Uint8Array): { digest: string; end: number }[] {
  const text = Buffer.from(bytes).toString("latin1");
  const header = Math.max(0, text.indexOf("%PDF-"));
  const found: { digest: string; end: number }[] = [];
  const pattern = /\/ByteRange\s*\[\s*0+\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g;
  for (const [, first, second, length] of [...text.matchAll(pattern)].slice(0, 200)) {
    for (const base of new Set([0, header])) {
      const [start, end] = [base + Number(second), base + Number(second) + Number(length)];
      if (end > bytes.length) continue;
      const hash = createHash("sha256").update(bytes.subarray(base, base + Number(first)));
      found.push({ digest: hash.update(bytes.subarray(start, end)).digest("hex"), end });
    }
  }
  return found;
}
