import { MalformedError } from "../error.ts";
import type { PdfSignatureFacts, SignatureFacts, Unreadable } from "../facts.ts";
import { type ByteRangeFacts, byteRangeFacts } from "../pdf/byte-range.ts";
import { analysisOf, type ChangeAnalysis, type ChangeCode } from "../pdf/changes.ts";
import { compareRevisions } from "../pdf/compare-revisions.ts";
import { pdfDate } from "../pdf/date.ts";
import { openPdf, type PdfDocument } from "../pdf/document.ts";
import { sameValue } from "../pdf/equal.ts";
import { pdfText, type SignatureField, signatureFields } from "../pdf/signature-fields.ts";
import { isBlank } from "../pdf/tail.ts";
import { entryOf, isArray, isDictionary, isInteger, isName, isString, nameOf, type PdfValue } from "../pdf/value.ts";
import { indexOfAscii, latin1, sameBytes } from "../text.ts";
import { asUnreadable } from "./envelope.ts";
import { pdfEnvelope } from "./pdf-envelope.ts";
import type { Trust } from "./trust.ts";

export interface PdfFacts {
  readonly unreadable: Unreadable | null;
  readonly encrypted: boolean;
  readonly signatures: readonly SignatureFacts[];
}

/** More signatures than any act carries; each costs a comparison of revisions. */
const maxSignatures = 100;

/** Every signature of a PDF, the ones that only an earlier revision shows included. */
export function pdfFacts(bytes: Uint8Array, trust: Trust): PdfFacts {
  const final = open(bytes);
  if (final.document?.trailer.entries.has("Encrypt")) {
    return { unreadable: null, encrypted: true, signatures: [] };
  }
  const signatures: SignatureFacts[] = [];
  const seen = new Set<string>();
  for (const { field, byteRange } of final.fields) {
    if (signatures.length >= maxSignatures) break;
    seen.add(String(byteRange.range));
    signatures.push(oneSignature(bytes, final.document, field, byteRange, trust));
  }
  const lost: Range[] = [];
  for (const range of writtenRanges(bytes)) {
    if (seen.has(String(range)) || signatures.length >= maxSignatures) continue;
    seen.add(String(range));
    const hidden = fromEarlierRevision(bytes, range, final.document, trust);
    if (hidden === null) lost.push(range);
    else signatures.push(hidden);
  }
  // Beside a signature that can be judged, an unreached range is no more than unsigned bytes: evidence records have one.
  const detail = final.unreadable?.code ?? "";
  if (signatures.length === 0) signatures.push(...lost.map((range) => unreachable(range, detail)));
  const broken = final.unreadable !== null && signatures.length === 0;
  if (broken && indexOfAscii(bytes, "/ByteRange") >= 0) signatures.push(unreachable(null, detail));
  return { unreadable: signatures.length === 0 ? final.unreadable : null, encrypted: false, signatures };
}

/** A signature that is written in the file and that no readable way leads to: told, never passed over as absent. */
function unreachable(range: Range | null, detail: string): SignatureFacts {
  const change = { code: "CHANGE_UNREADABLE_REVISION", level: "suspicious", detail } as const;
  return {
    kind: "pades",
    unreadable: { code: "UNREACHABLE", detail },
    cms: null,
    timestamp: null,
    pdf: {
      field: "?",
      subFilter: null,
      byteRange: { problem: null, range, contents: null },
      coverage: "partial",
      dictionary: "unknown",
      changes: analysisOf([change]),
      claimedTime: null,
      docMdp: null,
    },
  };
}

interface Opened {
  readonly document: PdfDocument | null;
  readonly unreadable: Unreadable | null;
  readonly fields: readonly { readonly field: SignatureField; readonly byteRange: ByteRangeFacts }[];
}

function open(bytes: Uint8Array): Opened {
  let document: PdfDocument | null = null;
  try {
    document = openPdf(bytes);
    const { resolve } = document;
    const fields = signatureFields(document).filter((field) => field.signed);
    const found = fields.map((field) => ({ field, byteRange: byteRangeFacts(bytes, field.signature, resolve) }));
    return { document, unreadable: null, fields: found };
  } catch (error) {
    return { document, unreadable: asUnreadable(error), fields: [] };
  }
}

type Range = readonly [number, number, number, number];

/** Each `/ByteRange [a b c d]` that is written in the bytes, in reach of a document or not. */
function writtenRanges(bytes: Uint8Array): Range[] {
  const ranges: Range[] = [];
  const mark = "/ByteRange";
  let at = 0;
  for (;;) {
    at = indexOfAscii(bytes, mark, at);
    if (at < 0 || ranges.length >= 4 * maxSignatures) return ranges;
    const text = latin1(bytes.subarray(at + mark.length, at + mark.length + 80));
    const numbers = /^\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/.exec(text)?.slice(1).map(Number);
    const [a, b, c, d] = numbers ?? [];
    if (a === 0 && b && c && d !== undefined && c > b && c + d <= bytes.length) ranges.push([a, b, c, d]);
    at += mark.length;
  }
}

/** A signature that a later revision took out of the document, or whose later revisions cannot be read. */
function fromEarlierRevision(
  bytes: Uint8Array,
  range: Range,
  final: PdfDocument | null,
  trust: Trust,
): SignatureFacts | null {
  const prefix = bytes.subarray(0, range[2] + range[3]);
  const found = open(prefix).fields.find(({ byteRange }) => String(byteRange.range) === String(range));
  return found === undefined ? null : oneSignature(bytes, final, found.field, found.byteRange, trust);
}

function oneSignature(
  bytes: Uint8Array,
  final: PdfDocument | null,
  field: SignatureField,
  byteRange: ByteRangeFacts,
  trust: Trust,
): SignatureFacts {
  const docMdp = docMdpLevel(field.signature, final?.resolve ?? ((value) => value));
  const history = underCertification(historyOf(bytes, final, field, byteRange), docMdp);
  const pdf: PdfSignatureFacts = {
    field: field.name,
    subFilter: nameOf(entryOf(field.signature, "SubFilter")),
    byteRange,
    ...history,
    claimedTime: claimedTime(field.signature),
    docMdp,
  };
  return { ...pdfEnvelope(bytes, pdf, trust), pdf };
}

function claimedTime(signature: PdfValue): number | null {
  const written = entryOf(signature, "M");
  return isString(written) ? pdfDate(pdfText(written)) : null;
}

interface History {
  readonly coverage: PdfSignatureFacts["coverage"];
  readonly dictionary: PdfSignatureFacts["dictionary"];
  readonly changes: ChangeAnalysis;
}

const unknownChanges: ChangeAnalysis = { level: null, changes: [] };

/** How much of the file the signature covers, and what came after it. */
function historyOf(
  bytes: Uint8Array,
  final: PdfDocument | null,
  field: SignatureField,
  facts: ByteRangeFacts,
): History {
  if (facts.range === null) return { coverage: null, dictionary: "unknown", changes: unknownChanges };
  const end = facts.range[2] + facts.range[3];
  if (end > bytes.length) return { coverage: "partial", dictionary: "unknown", changes: unknownChanges };
  if (end === bytes.length && final !== null) {
    return { coverage: "whole-file", dictionary: "same", changes: analysisOf([]) };
  }
  const suspicious = (code: "CHANGE_UNREADABLE_REVISION" | "CHANGE_BYTES_OUTSIDE_REVISIONS", detail = "") =>
    analysisOf([{ code, level: "suspicious", detail }]);
  try {
    const signed = openPdf(bytes.subarray(0, end));
    if (!isBlank(bytes, signed.end, end) || signed.end > end) {
      const changes = suspicious("CHANGE_BYTES_OUTSIDE_REVISIONS");
      return { coverage: "partial", dictionary: "unknown", changes };
    }
    const dictionary = dictionaryIn(signed, field);
    if (final === null) return { coverage: "revision", dictionary, changes: suspicious("CHANGE_UNREADABLE_REVISION") };
    return { coverage: "revision", dictionary, changes: analysisOf(compareRevisions(signed, final, end)) };
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    const changes = suspicious("CHANGE_UNREADABLE_REVISION", error.code);
    return { coverage: "partial", dictionary: "unknown", changes };
  }
}

const certifiedAgainst: ReadonlySet<ChangeCode> = new Set([
  "CHANGE_SIGNATURE_ADDED",
  "CHANGE_FIELD_SIGNED",
  "CHANGE_EMPTY_FIELD_ADDED",
]);

/** DocMDP level 1 allows no change; ISO 32000-2 §12.8.2.2.2 excepts validation data and document timestamps. */
function underCertification(history: History, docMdp: number | null): History {
  const broken = history.changes.changes.find(({ code }) => docMdp === 1 && certifiedAgainst.has(code));
  if (broken === undefined) return history;
  const change = { code: "CHANGE_AFTER_CERTIFICATION", level: "forbidden", detail: broken.detail } as const;
  return { ...history, changes: analysisOf([...history.changes.changes, change]) };
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

/** The level of a certification signature (§12.8.2.2): /Reference with /TransformMethod /DocMDP, 2 when /P is absent. */
function docMdpLevel(signature: PdfValue, resolve: (value: PdfValue) => PdfValue): number | null {
  const references = resolve(entryOf(signature, "Reference"));
  for (const item of isArray(references) ? references.items : []) {
    const reference = resolve(item);
    if (!isName(resolve(entryOf(reference, "TransformMethod")), "DocMDP")) continue;
    const level = resolve(entryOf(resolve(entryOf(reference, "TransformParams")), "P"));
    return isInteger(level) ? level : 2;
  }
  return null;
}
