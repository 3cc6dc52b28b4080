import { type FileDigests, fileDigests } from "../algorithms/file-digests.ts";
import type { PdfSignatureFacts, SignatureFacts, Unreadable } from "../facts.ts";
import { type ByteRangeFacts, byteRangeFacts } from "../pdf/byte-range.ts";
import { analysisOf } from "../pdf/changes.ts";
import { pdfDate } from "../pdf/date.ts";
import { openPdf, type PdfDocument } from "../pdf/document.ts";
import { hiddenObjectsIn } from "../pdf/hidden-objects.ts";
import { docMdpOf } from "../pdf/permissions.ts";
import { safely } from "../pdf/safely.ts";
import { pdfText, type SignatureField, signatureFields } from "../pdf/signature-fields.ts";
import { validationDataOf } from "../pdf/validation-data.ts";
import { entryOf, isReference, isString, nameOf, type PdfValue } from "../pdf/value.ts";
import { indexOfAscii } from "../text.ts";
import { asUnreadable } from "./envelope.ts";
import { readCertificates } from "./find-certificate.ts";
import { pdfEnvelope } from "./pdf-envelope.ts";
import { historyOf } from "./pdf-history.ts";
import { dictionaryAround, type WrittenRange, writtenRanges } from "./pdf-ranges.ts";
import { type Trust, withMaterial } from "./trust.ts";

export interface PdfFacts {
  readonly unreadable: Unreadable | null;
  readonly encrypted: boolean;
  readonly signatures: readonly SignatureFacts[];
}

/** More signatures than any act carries; each costs a comparison of revisions. */
const maxSignatures = 100;

/** What every signature of one file is examined with. */
interface Work {
  readonly bytes: Uint8Array;
  readonly digests: FileDigests;
  readonly final: PdfDocument | null;
  readonly trust: Trust;
  /** Objects that were prepared and not shown, by the revision they stand in. */
  readonly hidden: Map<PdfDocument, number>;
}

/** The digests of a PDF, made ready for every signature that is written in it. */
export const pdfDigests = (bytes: Uint8Array): FileDigests =>
  fileDigests(
    bytes,
    writtenRanges(bytes).map(({ range }) => range[1]),
  );

/** Every signature of a PDF, the ones that only an earlier revision shows included. */
export function pdfFacts(bytes: Uint8Array, trust: Trust, digests: FileDigests = pdfDigests(bytes)): PdfFacts {
  const final = open(bytes);
  if (final.document?.trailer.entries.has("Encrypt")) {
    return { unreadable: null, encrypted: true, signatures: [] };
  }
  const own = final.document === null ? trust : withValidationData(trust, final.document);
  const work: Work = { bytes, digests, final: final.document, trust: own, hidden: new Map() };
  const signatures: SignatureFacts[] = [];
  const seen = new Set<string>();
  for (const { field, byteRange } of final.fields) {
    if (signatures.length >= maxSignatures) break;
    seen.add(String(byteRange.range));
    signatures.push(oneSignature(work, field, byteRange, sharedWith(field, final.fields)));
  }
  const lost: { readonly range: WrittenRange; readonly at: number }[] = [];
  for (const written of writtenRanges(bytes)) {
    if (seen.has(String(written.range)) || signatures.length >= maxSignatures) continue;
    seen.add(String(written.range));
    const hidden = fromEarlierRevision(work, written.range);
    if (hidden !== null) signatures.push(hidden);
    else if (isSignatureAt(bytes, written)) lost.push(written);
  }
  // Beside a signature that can be judged, an unreached range is no more than unsigned bytes: evidence records have one.
  const detail = final.unreadable?.code ?? "";
  if (signatures.length === 0) signatures.push(...lost.map(({ range, at }) => unreachable(work, range, at, detail)));
  const broken = final.unreadable !== null && signatures.length === 0;
  if (broken && indexOfAscii(bytes, "/ByteRange") >= 0) signatures.push(unreachable(work, null, 0, detail));
  signatures.sort((one, other) => endOf(one) - endOf(other));
  return { unreadable: signatures.length === 0 ? final.unreadable : null, encrypted: false, signatures };
}

/** Signatures are told in the order in which they were made: a later one covers more of the file. */
function endOf({ pdf }: SignatureFacts): number {
  const range = pdf?.byteRange.range ?? null;
  return range === null ? Number.MAX_SAFE_INTEGER : range[2] + range[3];
}

/** Text that only mentions a range is no signature; one that lies within the file is taken for one all the same. */
function isSignatureAt(
  bytes: Uint8Array,
  { range, at }: { readonly range: WrittenRange; readonly at: number },
): boolean {
  return range[2] + range[3] <= bytes.length || dictionaryAround(bytes, at) !== null;
}

/** What the document security store brings. None of it is believed for being there. */
function withValidationData(trust: Trust, document: PdfDocument): Trust {
  const data = validationDataOf(document);
  if (data === null) return trust;
  const { certificates } = readCertificates(data.certificates);
  return withMaterial(trust, { certificates, crls: data.crls, ocsps: data.ocsps });
}

/**
 * A signature that is written in the file and that no readable way leads to: told, never passed over as absent.
 *
 * Where its dictionary can be read at its place, what it is over is held against the bytes: a file that was damaged is
 * then known to be damaged. It is never found good this way.
 */
function unreachable(work: Work, range: WrittenRange | null, at: number, detail: string): SignatureFacts {
  const change = { code: "CHANGE_UNREADABLE_REVISION", level: "suspicious", detail } as const;
  const dictionary = range === null ? null : dictionaryAround(work.bytes, at);
  const found = byteRangeFacts(work.bytes, dictionary, (value) => value);
  const pdf: PdfSignatureFacts = {
    field: "?",
    subFilter: nameOf(entryOf(dictionary, "SubFilter")),
    byteRange: dictionary === null ? { problem: null, range, contents: null } : found,
    coverage: "partial",
    dictionary: "unknown",
    changes: analysisOf([change]),
    claimedTime: claimedTime(dictionary),
    docMdp: null,
    hiddenObjects: 0,
    sharedWith: null,
    namedDigest: null,
  };
  const { kind, cms, timestamp } = pdfEnvelope(work.bytes, pdf, dictionary, work.trust, work.digests);
  return { kind, unreadable: { code: "UNREACHABLE", detail }, cms, timestamp, pdf };
}

interface Opened {
  readonly document: PdfDocument | null;
  readonly unreadable: Unreadable | null;
  readonly fields: readonly Found[];
}

interface Found {
  readonly field: SignatureField;
  readonly byteRange: ByteRangeFacts;
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

/** The name of an earlier field that shows the same signature as its own, or null. */
function sharedWith(field: SignatureField, fields: readonly Found[]): string | null {
  const { value } = field;
  if (!isReference(value)) return null;
  const first = fields.find((other) => isReference(other.field.value) && other.field.value.number === value.number);
  return first === undefined || first.field === field ? null : first.field.name;
}

/** A signature that a later revision took out of the document, or whose later revisions cannot be read. */
function fromEarlierRevision(work: Work, range: WrittenRange): SignatureFacts | null {
  const prefix = work.bytes.subarray(0, range[2] + range[3]);
  const found = open(prefix).fields.find(({ byteRange }) => String(byteRange.range) === String(range));
  return found === undefined ? null : oneSignature(work, found.field, found.byteRange, null);
}

function oneSignature(
  work: Work,
  field: SignatureField,
  byteRange: ByteRangeFacts,
  shared: string | null,
): SignatureFacts {
  const { bytes, final } = work;
  const { signed, ...history } = historyOf(bytes, final, field, byteRange);
  const base: PdfSignatureFacts = {
    field: field.name,
    subFilter: nameOf(entryOf(field.signature, "SubFilter")),
    byteRange,
    ...history,
    claimedTime: claimedTime(field.signature),
    docMdp: final === null ? null : safely(() => docMdpOf(final, field.signature), null),
    hiddenObjects: signed === null ? 0 : hiddenIn(work, signed),
    sharedWith: shared,
    namedDigest: null,
  };
  const { namedDigest, ...envelope } = pdfEnvelope(bytes, base, field.signature, work.trust, work.digests);
  return { ...envelope, pdf: { ...base, namedDigest } };
}

function hiddenIn({ hidden }: Work, document: PdfDocument): number {
  const count = hidden.get(document) ?? safely(() => hiddenObjectsIn(document), 0);
  hidden.set(document, count);
  return count;
}

function claimedTime(signature: PdfValue): number | null {
  const written = entryOf(signature, "M");
  return isString(written) ? pdfDate(pdfText(written)) : null;
}
