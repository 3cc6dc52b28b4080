import { inflateSync } from "node:zlib";
import { octets, type Slice, skipBlank, unreadable } from "./syntax.ts";
import { asInteger, asName, entries, isArray, members } from "./values.ts";

/** More than any cross-reference or object stream of a file that is worth sealing; a bomb ends here. */
const largest = 64 * 1024 * 1024;

/**
 * The decoded data of the stream whose dictionary is given: plain or FlateDecode, with or without a PNG predictor,
 * which is all that cross-reference and object streams are written with. `resolve` follows the reference that /Length
 * may be, in an object stream.
 *
 * @throws {SealError} `PDF_UNREADABLE`
 */
export function streamData(dictionary: Slice, resolve: (value: Slice) => Slice = (value) => value): Uint8Array {
  const found = entries(dictionary);
  const declared = found.get("Length");
  const length = declared === undefined ? undefined : asInteger(resolve(declared));
  const { bytes } = dictionary;
  const keyword = skipBlank(bytes, dictionary.end);
  if (octets({ bytes, start: keyword, end: keyword + 6 }) !== "stream") throw unreadable("a stream has no data");
  if (length === undefined || length < 0) throw unreadable("a stream of its structure has no length");
  const start = keyword + (bytes[keyword + 6] === 0x0d ? 8 : 7);
  const raw = bytes.subarray(start, start + length);
  if (raw.length < length) throw unreadable("a stream is longer than the file");
  const filter = only(found.get("Filter"));
  if (filter === undefined) return raw;
  if (asName(filter) !== "FlateDecode") throw unreadable(`its structure is in a stream with filter ${octets(filter)}`);
  return unpredicted(inflated(raw), only(found.get("DecodeParms")));
}

/** A filter, or its parameters, stands alone or in an array of one. */
function only(value: Slice | undefined): Slice | undefined {
  if (value === undefined || !isArray(value)) return value;
  const [first, ...more] = members(value);
  if (more.length > 0) throw unreadable("its structure is in a stream with several filters");
  return first;
}

function inflated(raw: Uint8Array): Uint8Array {
  try {
    return inflateSync(raw, { maxOutputLength: largest });
  } catch (cause) {
    throw unreadable(`a compressed stream is damaged or too large (${cause instanceof Error ? cause.message : cause})`);
  }
}

function unpredicted(data: Uint8Array, parameters: Slice | undefined): Uint8Array {
  const found = parameters === undefined || octets(parameters) === "null" ? undefined : entries(parameters);
  const predictor = asInteger(found?.get("Predictor")) ?? 1;
  if (predictor === 1) return data;
  const columns = asInteger(found?.get("Columns")) ?? 1;
  const bytewise =
    (asInteger(found?.get("Colors")) ?? 1) === 1 && (asInteger(found?.get("BitsPerComponent")) ?? 8) === 8;
  if (predictor < 10 || !bytewise || columns < 1)
    throw unreadable("its structure is in a stream with a strange predictor");
  return pngRows(data, columns);
}

/** PNG filters of one byte a pixel (RFC 2083 §6). */
function pngRows(data: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(data.length / (columns + 1));
  const made = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const type = data[row * (columns + 1)] ?? 0;
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const left = column > 0 ? (made[at - 1] ?? 0) : 0;
      const up = row > 0 ? (made[at - columns] ?? 0) : 0;
      const corner = column > 0 && row > 0 ? (made[at - columns - 1] ?? 0) : 0;
      made[at] = (data[row * (columns + 1) + 1 + column] ?? 0) + predicted(type, left, up, corner);
    }
  }
  return made;
}

function predicted(type: number, left: number, up: number, corner: number): number {
  if (type === 0) return 0;
  if (type === 1) return left;
  if (type === 2) return up;
  if (type === 3) return Math.floor((left + up) / 2);
  if (type !== 4) throw unreadable("a stream has an unknown PNG filter");
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
