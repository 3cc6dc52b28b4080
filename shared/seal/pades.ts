import { signedData } from "./cms-signed-data.ts";
import { SealError } from "./error.ts";
import { openDocument, type PdfDocument } from "./pdf/document.ts";
import { incrementalUpdate } from "./pdf/incremental-update.ts";
import { signatureField } from "./pdf/signature-field.ts";
import { dateString, textString } from "./pdf/strings.ts";
import { fromOctets } from "./pdf/syntax.ts";
import type { SignerPort } from "./signer.ts";

/** What the signature dictionary says beside the signature itself. */
export type SealOptions = {
  /** The claimed time, written in /M: PAdES keeps it out of the CMS (EN 319 142-1 §6.3). It proves nothing by itself. */
  readonly at: Date;
  readonly reason?: string;
  readonly name?: string;
  readonly location?: string;
  readonly contactInfo?: string;
  /** Name of the new form field; by default one that no other field has. */
  readonly fieldName?: string;
  /** Bytes kept for the CMS; by default enough for the certificates, and for a timestamp where one is asked for. */
  readonly estimatedSize?: number;
  /** Asks a timestamp over the signature's octets: PAdES baseline T. What it throws stops the sealing. */
  readonly timestamp?: ((signature: Uint8Array) => Promise<Uint8Array>) | undefined;
};

/**
 * Signs a PDF by an incremental update with one invisible signature field (PAdES baseline B, EN 319 142-1; T where a
 * timestamp is asked for).
 *
 * The page shows nothing, and neither the certificate's validity nor the token nor the earlier signatures are verified.
 *
 * @returns the file, of which `pdf` is an exact prefix; earlier signatures stay as they were.
 * @throws {SealError} `PDF_UNREADABLE`, `PDF_ENCRYPTED`, `PDF_LOCKED`, `FIELD_NAME_TAKEN`, `SIGNATURE_TOO_LARGE`,
 * `CERTIFICATE_UNREADABLE`; and whatever the key or the timestamp throws
 */
export async function sealPdf(pdf: Uint8Array, signer: SignerPort, options: SealOptions): Promise<Uint8Array> {
  const room = options.estimatedSize ?? roomFor(signer) + (options.timestamp ? roomForToken : 0);
  const { bytes, byteRange } = prepared(openDocument(pdf), room, options);
  const [, before, after, rest] = byteRange;
  const signed = [bytes.subarray(0, before), bytes.subarray(after, after + rest)];
  const cms = await signedData(signed, signer, { attached: false, timestamp: options.timestamp });
  if (cms.length > room) {
    throw new SealError("SIGNATURE_TOO_LARGE", `the signature takes ${cms.length} bytes and has room for ${room}`);
  }
  bytes.set(fromOctets(hexadecimal(cms)), before + 1);
  return bytes;
}

type ByteRange = readonly [0, before: number, after: number, rest: number];

/** Ten digits a number: the array's width must not depend on where the signature comes to stand. */
const byteRangeWidth = "[0 0000000000 0000000000 0000000000]".length;

/** The file as it will be, with zeros for the signature. */
function prepared(document: PdfDocument, room: number, options: SealOptions) {
  const signature = { number: document.nextNumber, generation: 0 };
  const { body, byteRangeAt, contentsAt } = signatureDictionary(room, options);
  const field = signatureField(document, signature, options.fieldName);
  const { bytes, bodies } = incrementalUpdate(document, [{ reference: signature, body: fromOctets(body) }, ...field]);
  const start = bodies.get(signature.number) ?? 0;
  const before = start + contentsAt;
  // The angle brackets are part of the gap: only the string itself is left out (ISO 32000-1 §12.8.1).
  const after = before + room * 2 + 2;
  const byteRange: ByteRange = [0, before, after, bytes.length - after];
  bytes.set(fromOctets(`[${byteRange.join(" ")}]`.padEnd(byteRangeWidth)), start + byteRangeAt);
  return { bytes, byteRange };
}

/** Built before it is placed, so that nothing in the document's own bytes can pass for its placeholders. */
function signatureDictionary(room: number, options: SealOptions) {
  const texts = [
    ["Name", options.name],
    ["Reason", options.reason],
    ["Location", options.location],
    ["ContactInfo", options.contactInfo],
  ] as const;
  const said = texts.flatMap(([key, text]) => (text === undefined ? [] : [`/${key} ${textString(text)}`]));
  const head = "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ";
  const middle = `${head}${" ".repeat(byteRangeWidth)} /Contents `;
  const end = ` ${[`/M ${dateString(options.at)}`, ...said].join(" ")} >>`;
  return { body: `${middle}<${"0".repeat(room * 2)}>${end}`, byteRangeAt: head.length, contentsAt: middle.length };
}

/** Attributes, names, signature and margins take under 4 KB beside the certificates, whatever the key. */
const roomFor = ({ certificate, chain }: SignerPort): number =>
  [certificate, ...chain].reduce((size, { length }) => size + length, 4096);

/** A token carries its authority's certificates: those of European authorities are under 8 KB together. */
const roomForToken = 16_384;

const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (octet) => octet.toString(16).padStart(2, "0")).join("");
