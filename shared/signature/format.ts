import { cmsOid } from "./cms/oids.ts";
import { looksLikeTextEnvelope, textEnvelopeStart, unwrapText } from "./cms/text-envelope.ts";
import { berToDer, type Normalised } from "./der/ber.ts";
import { contextConstructed, TAG } from "./der/node.ts";
import { readOid } from "./der/oid.ts";
import { childrenOf, readElement } from "./der/read.ts";
import { MalformedError } from "./error.ts";
import type { FileFormat } from "./report.ts";
import { envelopeInPieces, type PiecedEnvelope } from "./stream/envelope-in-pieces.ts";
import { hex, indexOfAscii, latin1, startsWithAscii } from "./text.ts";

/** A format, and the envelope that was read on the way to it: large ones are not read twice. */
export interface Recognised {
  readonly format: FileFormat;
  /** Null: there is none, or it is broken. */
  readonly envelope: BinaryEnvelope | null;
}

/** An envelope without its coat of text, as it was read: rewritten as DER, or with its content left in pieces. */
export type BinaryEnvelope =
  | { readonly bytes: Uint8Array; readonly normalised: Normalised }
  | { readonly bytes: Uint8Array; readonly pieced: PiecedEnvelope };

/** Formats that hold no signatures: nothing is lost when no more than their beginning is looked at. */
export const opaqueFormats: ReadonlySet<string> = new Set(["png", "jpeg", "tiff", "text", "other", "empty"]);

/** What the bytes are, by what they begin with and hold; never by a name. Bytes that begin like a kind and are broken inside keep its name. */
export const detectFormat = (bytes: Uint8Array): FileFormat => recognise(bytes).format;

/** The same with what was read for it. */
export function recognise(bytes: Uint8Array): Recognised {
  const plain = plainFormat(bytes);
  if (plain !== null) return bare(plain);
  if (looksLikeTextEnvelope(bytes)) {
    const inner = textEnvelope(bytes);
    if (inner.format !== "other") return inner;
  }
  if (bytes[0] === 0x30) return asn1Format(bytes);
  if (indexOfAscii(bytes.subarray(0, 1024), "%PDF-") >= 0) return bare("pdf");
  return bare(textFormat(bytes));
}

const bare = (format: FileFormat): Recognised => ({ format, envelope: null });

/** Those that their first octets name. */
function plainFormat(bytes: Uint8Array): FileFormat | null {
  if (bytes.length === 0) return "empty";
  if (startsWithAscii(bytes, "%PDF-")) return indexOfAscii(bytes, "pdfaid:part") >= 0 ? "pdf-a" : "pdf";
  if (startsWithAscii(bytes, "PK\u0003\u0004")) return zipFormat(bytes);
  const head = hex(bytes.subarray(0, 8));
  if (head.startsWith("89504E470D0A1A0A")) return "png";
  if (head.startsWith("FFD8FF")) return "jpeg";
  return head.startsWith("49492A00") || head.startsWith("4D4D002A") ? "tiff" : null;
}

function zipFormat(bytes: Uint8Array): FileFormat {
  // ETSI EN 319 162-1 §A.1: the mimetype is the first entry, stored, so that it stands at a fixed place.
  const head = latin1(bytes.subarray(30, 120));
  if (head.includes("application/vnd.etsi.asic-s+zip")) return "asic-s";
  if (head.includes("application/vnd.etsi.asic-e+zip")) return "asic-e";
  const names = bytes.subarray(Math.max(0, bytes.length - 262_144));
  const signed = ["META-INF/signature", "META-INF/ASiCManifest", "META-INF/documentsignatures"];
  return signed.some((name) => indexOfAscii(names, name) >= 0) ? "asic-e" : "zip";
}

function textEnvelope(bytes: Uint8Array): Recognised {
  try {
    return asn1Format(unwrapText(bytes).bytes);
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    // Text that sets out as an envelope and breaks off is a broken envelope, not a text without signatures.
    const begun = hex(textEnvelopeStart(bytes.subarray(0, 512)).subarray(0, 32)).includes(signedDataOid);
    return bare(begun || startsWithAscii(bytes, "-----BEGIN") ? "p7m" : "other");
  }
}

const signedDataOid = "06092A864886F70D010702";
const tstInfoOid = "060B2A864886F70D0109100104";

function asn1Format(bytes: Uint8Array): Recognised {
  const pieced = envelopeInPieces(bytes);
  if (pieced !== null && pieced.contentType === cmsOid.data) return { format: "p7m", envelope: { bytes, pieced } };
  try {
    const normalised = berToDer(bytes);
    return { format: cmsFormat(normalised.der), envelope: { bytes, normalised } };
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    const head = hex(bytes.subarray(0, 160));
    if (!head.slice(0, 64).includes(signedDataOid)) return bare("other");
    return bare(head.includes(tstInfoOid) ? "tst" : "p7m");
  }
}

/** @throws {MalformedError} */
function cmsFormat(der: Uint8Array): FileFormat {
  const [first, second] = childrenOf(readElement(der), TAG.sequence, "CMS");
  // TimeStampResp (RFC 3161 §2.4.2): a status, then the token.
  if (first?.tag === TAG.sequence && second?.tag === TAG.sequence) {
    const [type] = childrenOf(second, TAG.sequence, "token");
    return type?.tag === TAG.oid && readOid(type) === cmsOid.signedData ? "tst" : "other";
  }
  if (first?.tag !== TAG.oid || readOid(first) !== cmsOid.signedData) return "other";
  const [signedData] = childrenOf(second, contextConstructed(0), "content");
  const [, , encapsulated] = childrenOf(signedData, TAG.sequence, "SignedData");
  const [type, content] = childrenOf(encapsulated, TAG.sequence, "encapContentInfo");
  if (readOid(type) === cmsOid.tstInfo) return "tst";
  return content === undefined ? "p7s" : "p7m";
}

function textFormat(bytes: Uint8Array): FileFormat {
  const start = bytes.subarray(0, 1024);
  if (beginsMarkup(start)) {
    const signed =
      indexOfAscii(bytes, "http://www.w3.org/2000/09/xmldsig#") >= 0 && indexOfAscii(bytes, "SignatureValue") >= 0;
    return signed ? "xades" : "xml";
  }
  return start.every(occursInText) ? "text" : "other";
}

function beginsMarkup(bytes: Uint8Array): boolean {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (isSpace(bytes[at] ?? 0)) at++;
  return bytes[at] === 0x3c && /[?!A-Za-z]/.test(String.fromCharCode(bytes[at + 1] ?? 0));
}

const isSpace = (octet: number): boolean => octet === 0x20 || octet === 0xa0 || (octet >= 0x09 && octet <= 0x0d);

/** Control characters are what tells binary from text. */
const occursInText = (octet: number): boolean => octet >= 0x20 || (octet >= 0x09 && octet <= 0x0d) || octet === 0x1b;
