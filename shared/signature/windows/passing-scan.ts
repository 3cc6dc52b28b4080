import { maxRanges, rangeIn, rangeMark, rangeRoom, type Written } from "../gather/pdf-ranges.ts";

/** What a file holds as text, wherever it stands: nothing that is written in it may depend on being reached. */
export interface Scanned {
  readonly written: readonly Written[];
  readonly mentionsRange: boolean;
  /** An XMP packet names a part of PDF/A. */
  readonly mentionsPdfA: boolean;
}

export interface PassingScan {
  readonly push: (bytes: Uint8Array) => void;
  readonly finish: () => Scanned;
}

const pdfAMark = "pdfaid:part";
/** Octets that one window of the search compares: the length of the shorter mark. */
const width = rangeMark.length;
/** Octets from the beginning of a mark on that must be at hand before it can be judged. */
const reach = rangeMark.length + rangeRoom;

/**
 * Looks for both marks at once by their last octets (Horspool 1980): most of a file is leapt over, ten octets at a time.
 * Nought: a mark may end here.
 */
const leaps = Uint8Array.from({ length: 256 }, (_, octet) => {
  const character = String.fromCharCode(octet);
  const last = Math.max(...[rangeMark, pdfAMark].map((mark) => mark.slice(0, width).lastIndexOf(character)));
  return last < 0 ? width : width - 1 - last;
});

/** Where a mark may end next, at or after an offset; `limit` when nowhere before it. */
function nextEnd(bytes: Uint8Array, from: number, limit: number): number {
  let end = from;
  while (end < limit) {
    const leap = leaps[bytes[end] as number] as number;
    if (leap === 0) return end;
    end += leap;
  }
  return limit;
}

export function passingScan(): PassingScan {
  const written: Written[] = [];
  let mentionsRange = false;
  let mentionsPdfA = false;
  /** The last octets, in which marks may begin that could not be judged yet, and the offset of the first of them. */
  let carry: Uint8Array = new Uint8Array();
  let carriedFrom = 0;

  /** Judges the marks that begin before `until`. */
  const search = (bytes: Uint8Array, offset: number, until: number): void => {
    const limit = Math.min(bytes.length, until + width - 1);
    for (let end = nextEnd(bytes, width - 1, limit); end < limit; end = nextEnd(bytes, end + 1, limit)) {
      const at = end - width + 1;
      if (isAt(bytes, rangeMark, at)) {
        mentionsRange = true;
        const range = written.length < maxRanges ? rangeIn(bytes.subarray(end + 1, end + 1 + rangeRoom)) : null;
        if (range !== null) written.push({ range, at: offset + at });
      } else if (isAt(bytes, pdfAMark, at)) mentionsPdfA = true;
    }
  };
  const push = (bytes: Uint8Array): void => {
    const before = carry.length;
    const seam = joined(carry, bytes.subarray(0, bytes.length < 4 * reach ? bytes.length : reach));
    const whole = seam.length === before + bytes.length;
    search(seam, carriedFrom, whole ? Math.max(0, seam.length - reach + 1) : before);
    if (whole) {
      const kept = Math.min(seam.length, reach - 1);
      carriedFrom += seam.length - kept;
      carry = seam.slice(seam.length - kept);
      return;
    }
    search(bytes, carriedFrom + before, bytes.length - reach + 1);
    carriedFrom += before + bytes.length - (reach - 1);
    carry = bytes.slice(bytes.length - (reach - 1));
  };
  const finish = (): Scanned => {
    search(carry, carriedFrom, carry.length);
    carry = new Uint8Array();
    return { written, mentionsRange, mentionsPdfA };
  };
  return { push, finish };
}

function isAt(bytes: Uint8Array, mark: string, at: number): boolean {
  for (let index = 0; index < mark.length; index++) if (bytes[at + index] !== mark.charCodeAt(index)) return false;
  return true;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
