import { MalformedError } from "../error.ts";
import type { PdfSignatureFacts } from "../facts.ts";
import type { ByteRangeFacts } from "../pdf/byte-range.ts";
import { analysisOf, type ChangeAnalysis } from "../pdf/changes.ts";
import { compareRevisions } from "../pdf/compare-revisions.ts";
import type { PdfDocument } from "../pdf/document.ts";
import { sameValue } from "../pdf/equal.ts";
import { OutOfReach } from "../pdf/file-bytes.ts";
import { type SignatureField, signatureFields } from "../pdf/signature-fields.ts";
import { isBlank } from "../pdf/tail.ts";
import { entryOf, isDictionary, type PdfValue } from "../pdf/value.ts";
import { sameBytes } from "../text.ts";
import type { PdfInput } from "./pdf-input.ts";

export interface History {
  readonly coverage: PdfSignatureFacts["coverage"];
  readonly dictionary: PdfSignatureFacts["dictionary"];
  readonly changes: ChangeAnalysis;
  /** The document as the signer saw it, when it can be opened. */
  readonly signed: PdfDocument | null;
}

const unknownChanges: ChangeAnalysis = { level: null, changes: [] };

/** How much of the file the signature covers, and what came after it. */
export function historyOf(
  { file, open }: PdfInput,
  final: PdfDocument | null,
  field: SignatureField,
  facts: ByteRangeFacts,
): History {
  const nothing = { dictionary: "unknown", changes: unknownChanges, signed: null } as const;
  if (facts.range === null) return { ...nothing, coverage: null };
  const end = facts.range[2] + facts.range[3];
  if (end > file.length) return { ...nothing, coverage: "partial" };
  if (end === file.length && final !== null) {
    return { coverage: "whole-file", dictionary: "same", changes: analysisOf([]), signed: final };
  }
  const suspicious = (code: "CHANGE_UNREADABLE_REVISION" | "CHANGE_BYTES_OUTSIDE_REVISIONS", detail = "") =>
    analysisOf([{ code, level: "suspicious", detail }]);
  try {
    const signed = open(end);
    if (!isBlank(file, signed.end, end) || signed.end > end) {
      return { ...nothing, coverage: "partial", changes: suspicious("CHANGE_BYTES_OUTSIDE_REVISIONS") };
    }
    const dictionary = dictionaryIn(signed, field);
    const changes =
      final === null ? suspicious("CHANGE_UNREADABLE_REVISION") : analysisOf(compareRevisions(signed, final, end));
    return { coverage: "revision", dictionary, changes, signed };
  } catch (error) {
    const code = error instanceof OutOfReach ? "PDF_TOO_SCATTERED" : null;
    if (code === null && !(error instanceof MalformedError)) throw error;
    const detail = error instanceof MalformedError ? error.code : (code ?? "");
    return { ...nothing, coverage: "partial", changes: suspicious("CHANGE_UNREADABLE_REVISION", detail) };
  }
}

/**
 * The spoofing attack leaves the signed dictionary where it is and shows another one in its place: the field of the
 * signed revision must hold the very dictionary that the final file holds.
 */
function dictionaryIn(signed: PdfDocument, field: SignatureField): PdfSignatureFacts["dictionary"] {
  const then = signatureFields(signed).find((other) => other.name === field.name && other.number === field.number);
  if (then === undefined) return "differs";
  return sameSignature(then.signature, field.signature) ? "same" : "differs";
}

function sameSignature(a: PdfValue, b: PdfValue): boolean {
  if (!isDictionary(a) || !isDictionary(b) || !sameValue(a, b)) return false;
  const [one, other] = [entryOf(a, "Contents"), entryOf(b, "Contents")];
  if (typeof one !== "object" || typeof other !== "object" || one?.kind !== "string" || other?.kind !== "string") {
    return false;
  }
  return sameBytes(one.bytes, other.bytes) && one.start === other.start;
}
