import { type FileDigests, fileDigests } from "../algorithms/file-digests.ts";
import type { SignatureFacts } from "../facts.ts";
import { openPdf, type PdfDocument } from "../pdf/document.ts";
import { type FileBytes, firstBytes, wholeFile } from "../pdf/file-bytes.ts";
import { indexOfAscii } from "../text.ts";
import { rangeMark, type Written, writtenRanges } from "./pdf-ranges.ts";

/** A PDF as the examination of its signatures asks about it, in memory or in windows. */
export interface PdfInput {
  readonly file: FileBytes;
  /** Of what the signatures cover; null where a digest is not known, now or at all. */
  readonly digests: PdfDigests;
  /** Every ByteRange that is written in the file, reached or not. */
  readonly written: readonly Written[];
  /** The name /ByteRange occurs in the file, with or without numbers. */
  readonly mentionsRange: boolean;
  /** The document that the first bytes of the file are. @throws {MalformedError} */
  readonly open: (end: number) => PdfDocument;
  /** What is known already, by signature: an examination that starts again does not start over. */
  readonly examined: Map<string, SignatureFacts>;
}

export interface PdfDigests {
  readonly gapped: (...asked: Parameters<FileDigests["gapped"]>) => Uint8Array | null;
  /** This range is not hashed: together the signatures of the file ask for more than is reasonable. */
  readonly refuses: (range: readonly [number, number, number, number]) => boolean;
}

/** A PDF that is in memory as a whole. */
export function pdfInput(bytes: Uint8Array, digests: FileDigests | null = null): PdfInput {
  const written = writtenRanges(bytes);
  const file = wholeFile(bytes);
  const { gapped } = digests ?? digestsFor(bytes, written);
  return {
    file,
    digests: { gapped, refuses: () => false },
    written,
    mentionsRange: written.length > 0 || indexOfAscii(bytes, rangeMark) >= 0,
    open: opener(file),
    examined: new Map(),
  };
}

/** The digests of a PDF, made ready for every signature that is written in it. */
export const pdfDigests = (bytes: Uint8Array): FileDigests => digestsFor(bytes, writtenRanges(bytes));

const digestsFor = (bytes: Uint8Array, written: readonly Written[]): FileDigests =>
  fileDigests(
    bytes,
    written.map(({ range }) => range[1]),
  );

/** Opens each revision once, however often it is asked for. */
export function opener(file: FileBytes): PdfInput["open"] {
  const known = new Map<number, PdfDocument>();
  return (end) => {
    const document = known.get(end) ?? openPdf(end >= file.length ? file : firstBytes(file, end));
    known.set(end, document);
    return document;
  };
}
