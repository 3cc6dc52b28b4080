import type { FileDigests } from "../algorithms/file-digests.ts";
import type { PdfSignatureFacts, SignatureFacts, Unreadable } from "../facts.ts";
import { type ByteRangeFacts, byteRangeFacts } from "../pdf/byte-range.ts";
import { analysisOf } from "../pdf/changes.ts";
import { pdfDate } from "../pdf/date.ts";
import type { PdfDocument } from "../pdf/document.ts";
import { OutOfReach } from "../pdf/file-bytes.ts";
import { hiddenObjectsIn } from "../pdf/hidden-objects.ts";
import { docMdpOf } from "../pdf/permissions.ts";
import { safely } from "../pdf/safely.ts";
import { pdfText, type SignatureField, signatureFields } from "../pdf/signature-fields.ts";
import { validationDataOf } from "../pdf/validation-data.ts";
import { entryOf, isReference, isString, nameOf, type PdfValue } from "../pdf/value.ts";
import { asUnreadable } from "./envelope.ts";
import { readCertificates } from "./find-certificate.ts";
import { pdfEnvelope } from "./pdf-envelope.ts";
import { historyOf } from "./pdf-history.ts";
import { type PdfInput, pdfInput } from "./pdf-input.ts";
import { dictionaryAround, type Written, type WrittenRange } from "./pdf-ranges.ts";
import { type Trust, withMaterial } from "./trust.ts";

export { pdfDigests } from "./pdf-input.ts";

export interface PdfFacts {
  readonly unreadable: Unreadable | null;
  readonly encrypted: boolean;
  readonly signatures: readonly SignatureFacts[];
}

/** More signatures than any act carries; each costs a comparison of revisions. */
const maxSignatures = 100;

/** What every signature of one file is examined with. */
interface Work {
  readonly input: PdfInput;
  readonly final: PdfDocument | null;
  readonly trust: Trust;
  /** Objects that were prepared and not shown, by the revision they stand in. */
  readonly hidden: Map<PdfDocument, number>;
}

/** Every signature of a PDF in memory, the ones that only an earlier revision shows included. */
export const pdfFacts = (bytes: Uint8Array, trust: Trust, digests?: FileDigests): PdfFacts =>
  examinePdf(pdfInput(bytes, digests), trust);

/** Likewise of one that is in memory or in windows. @throws {NeedBytes} {OutOfReach} in windows */
export function examinePdf(input: PdfInput, trust: Trust): PdfFacts {
  const final = openRevision(input, input.file.length);
  if (final.document?.trailer.entries.has("Encrypt")) {
    return { unreadable: null, encrypted: true, signatures: [] };
  }
  const own = final.document === null ? trust : withValidationData(trust, final.document);
  const work: Work = { input, final: final.document, trust: own, hidden: new Map() };
  const signatures: SignatureFacts[] = [];
  const seen = new Set<string>();
  for (const [index, found] of final.fields.entries()) {
    if (signatures.length >= maxSignatures) break;
    seen.add(String(found.byteRange.range));
    signatures.push(oneSignature(work, `field ${index}`, found, sharedWith(found.field, final.fields)));
  }
  const lost: Written[] = [];
  for (const written of input.written) {
    if (seen.has(String(written.range)) || signatures.length >= maxSignatures) continue;
    seen.add(String(written.range));
    const hidden = fromEarlierRevision(work, written.range);
    if (hidden !== null) signatures.push(hidden);
    else if (isSignatureAt(input, written)) lost.push(written);
  }
  // Beside a signature that can be judged, an unreached range is no more than unsigned bytes: evidence records have one.
  const detail = final.unreadable?.code ?? "";
  if (signatures.length === 0) signatures.push(...lost.map(({ range, at }) => unreachable(work, range, at, detail)));
  const broken = final.unreadable !== null && signatures.length === 0;
  if (broken && input.mentionsRange) signatures.push(unreachable(work, null, 0, detail));
  signatures.sort((one, other) => endOf(one) - endOf(other));
  return { unreadable: signatures.length === 0 ? final.unreadable : null, encrypted: false, signatures };
}

/** Signatures are told in the order in which they were made: a later one covers more of the file. */
function endOf({ pdf }: SignatureFacts): number {
  const range = pdf?.byteRange.range ?? null;
  return range === null ? Number.MAX_SAFE_INTEGER : range[2] + range[3];
}

/** Text that only mentions a range is no signature; one that lies within the file is taken for one all the same. */
function isSignatureAt({ file }: PdfInput, { range, at }: Written): boolean {
  return range[2] + range[3] <= file.length || dictionaryAround(file, at) !== null;
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
  const dictionary = range === null ? null : dictionaryAround(work.input.file, at);
  const found = byteRangeFacts(work.input.file, dictionary, (value) => value);
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
  const { kind, cms, timestamp } = pdfEnvelope(work.input, pdf, dictionary, work.trust);
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

/** The document that the first bytes of the file are, with the signatures that it shows. */
export function openRevision({ open }: Pick<PdfInput, "open">, end: number): Opened {
  let document: PdfDocument | null = null;
  try {
    document = open(end);
    const { bytes, resolve } = document;
    const fields = signatureFields(document).filter((field) => field.signed);
    const found = fields.map((field) => ({ field, byteRange: byteRangeFacts(bytes, field.signature, resolve) }));
    return { document, unreadable: null, fields: found };
  } catch (error) {
    const scattered = error instanceof OutOfReach ? { code: "PDF_TOO_SCATTERED", detail: error.message } : null;
    return { document, unreadable: scattered ?? asUnreadable(error), fields: [] };
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
  const found = openRevision(work.input, range[2] + range[3]).fields.find(
    ({ byteRange }) => String(byteRange.range) === String(range),
  );
  return found === undefined ? null : oneSignature(work, `earlier ${range}`, found, null);
}

function oneSignature(work: Work, key: string, { field, byteRange }: Found, shared: string | null): SignatureFacts {
  const { input, final } = work;
  const known = input.examined.get(key);
  if (known !== undefined) return known;
  const { signed, ...history } = historyOf(input, final, field, byteRange);
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
  const { namedDigest, ...envelope } = pdfEnvelope(input, base, field.signature, work.trust);
  const facts = { ...envelope, pdf: { ...base, namedDigest } };
  input.examined.set(key, facts);
  return facts;
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
