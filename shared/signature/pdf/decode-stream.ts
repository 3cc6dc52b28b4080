import { inflateSync } from "node:zlib";
import { MalformedError } from "../error.ts";
import { octetsOf } from "./file-bytes.ts";
import { entryOf, isArray, isInteger, isName, type PdfStream, type PdfValue } from "./value.ts";

/** Output of one stream. Object and cross-reference streams of real files stay far below; a bomb does not. */
const maxOutput = 64 * 1024 * 1024;

type Resolve = (value: PdfValue) => PdfValue;

/**
 * Decodes a stream that carries structure: FlateDecode with or without predictor, or no filter.
 *
 * Page content and images are never decoded here.
 *
 * @throws {MalformedError} `PDF_UNSUPPORTED_FILTER`, `PDF_BAD_STREAM`, `PDF_STREAM_TOO_LARGE`
 */
export function decodeStream(stream: PdfStream, resolve: Resolve): Uint8Array {
  const filters = listOf(resolve(entryOf(stream, "Filter"))).map(resolve);
  const parameters = listOf(resolve(entryOf(stream, "DecodeParms"))).map(resolve);
  let data = octetsOf(stream.data);
  for (const [index, filter] of filters.entries()) {
    if (!isName(filter, "FlateDecode") && !isName(filter, "Fl")) {
      throw new MalformedError("PDF_UNSUPPORTED_FILTER", isName(filter) ? filter.name : "not a name", 0);
    }
    data = unpredict(inflate(data), parameters[index] ?? null);
  }
  return data;
}

function listOf(value: PdfValue): readonly PdfValue[] {
  if (value === null) return [];
  return isArray(value) ? value.items : [value];
}

function inflate(data: Uint8Array): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: maxOutput });
  } catch (cause) {
    const tooLarge = cause instanceof RangeError;
    const code = tooLarge ? "PDF_STREAM_TOO_LARGE" : "PDF_BAD_STREAM";
    throw new MalformedError(code, "a compressed stream cannot be unpacked", 0, { cause });
  }
}

function unpredict(data: Uint8Array, parameters: PdfValue): Uint8Array {
  const number = (key: string, absent: number) => {
    const value = entryOf(parameters, key);
    return isInteger(value) ? value : absent;
  };
  const predictor = number("Predictor", 1);
  if (predictor === 1) return data;
  const bytesPerPixel = Math.max(1, (number("Colors", 1) * number("BitsPerComponent", 8)) >> 3);
  const rowLength = Math.ceil((number("Columns", 1) * number("Colors", 1) * number("BitsPerComponent", 8)) / 8);
  if (predictor < 10 || rowLength < 1 || rowLength > 1_000_000) {
    throw new MalformedError("PDF_UNSUPPORTED_FILTER", `predictor ${predictor}`, 0);
  }
  return pngRows(data, rowLength, bytesPerPixel);
}

/** PNG filters (RFC 2083 §6), one type octet a row. */
function pngRows(data: Uint8Array, rowLength: number, step: number): Uint8Array {
  const rows = Math.floor(data.length / (rowLength + 1));
  const out = new Uint8Array(rows * rowLength);
  for (let row = 0; row < rows; row++) {
    const type = data[row * (rowLength + 1)] ?? 0;
    const source = row * (rowLength + 1) + 1;
    const target = row * rowLength;
    for (let at = 0; at < rowLength; at++) {
      const left = at >= step ? (out[target + at - step] ?? 0) : 0;
      const up = row > 0 ? (out[target + at - rowLength] ?? 0) : 0;
      const corner = at >= step && row > 0 ? (out[target + at - rowLength - step] ?? 0) : 0;
      out[target + at] = (data[source + at] ?? 0) + predicted(type, left, up, corner);
    }
  }
  return out;
}

function predicted(type: number, left: number, up: number, corner: number): number {
  switch (type) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      throw new MalformedError("PDF_BAD_STREAM", `row filter ${type}`, 0);
  }
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
