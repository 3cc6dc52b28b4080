import { NeedBytes, OutOfReach, type Pieces } from "../pdf/file-bytes.ts";

export interface Window {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** The parts of a file that are at hand. They never overlap. */
export interface Windows extends Pieces {
  /** Keeps what is not at hand yet of these octets. */
  readonly add: (start: number, bytes: Uint8Array) => void;
  /** The stretch around a missing offset in which nothing is at hand. */
  readonly hole: (offset: number) => { readonly from: number; readonly to: number };
  /** In the order of the file. */
  readonly all: () => readonly Window[];
  /** Octets at hand. */
  readonly held: () => number;
  /** Nothing will be fetched any more: what is missing is out of reach. */
  readonly close: () => void;
  readonly closed: () => boolean;
}

const endOf = ({ start, bytes }: Window): number => start + bytes.length;

export function newWindows(): Windows {
  const list: Window[] = [];
  let held = 0;
  let closed = false;

  /** How many windows begin at or before an offset. */
  const countUpTo = (offset: number): number => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const holding = (offset: number): Window | null => {
    const window = list[countUpTo(offset) - 1];
    return window !== undefined && offset < endOf(window) ? window : null;
  };
  const hole = (offset: number) => {
    const place = countUpTo(offset);
    const [before, after] = [list[place - 1], list[place]];
    return { from: before === undefined ? 0 : endOf(before), to: after?.start ?? Number.MAX_SAFE_INTEGER };
  };
  const missing = (from: number, to: number): Error =>
    closed ? new OutOfReach(`${from}`) : new NeedBytes(from, Math.min(to, hole(from).to));
  const add = (start: number, bytes: Uint8Array): void => {
    const end = start + bytes.length;
    for (let at = start; at < end; ) {
      const known = holding(at);
      if (known !== null) {
        at = endOf(known);
        continue;
      }
      const place = countUpTo(at);
      const stop = Math.min(end, list[place]?.start ?? end);
      list.splice(place, 0, { start: at, bytes: bytes.subarray(at - start, stop - start) });
      held += stop - at;
      at = stop;
    }
  };
  const slice = (from: number, to: number): Uint8Array => {
    const first = holding(from);
    if (first !== null && to <= endOf(first)) return first.bytes.subarray(from - first.start, to - first.start);
    const found: Window[] = [];
    for (let at = from; at < to; ) {
      const window = holding(at);
      if (window === null) throw missing(at, to);
      found.push(window);
      at = endOf(window);
    }
    const whole = new Uint8Array(to - from);
    for (const { start, bytes } of found) {
      const part = bytes.subarray(Math.max(0, from - start), Math.max(0, to - start));
      whole.set(part, Math.max(0, start - from));
    }
    return whole;
  };
  const at = (offset: number): Window => {
    const window = holding(offset);
    if (window === null) throw missing(offset, offset + 1);
    return window;
  };
  const close = () => {
    closed = true;
  };
  return { at, slice, add, hole, all: () => list, held: () => held, close, closed: () => closed };
}
