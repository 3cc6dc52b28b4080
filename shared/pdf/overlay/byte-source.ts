/** Bytes that can be read anywhere: a file, an object of a store, or an array. */
export type ByteSource = {
  /** Bytes in all. */
  readonly length: number;
  /** The bytes from `from` up to, not including, `to`; never more than there are. Rejects on a fault of the store. */
  read(from: number, to: number): Promise<Uint8Array>;
};

/** What was read around a place: `start` is where the place is in `bytes`, `whole` that nothing comes after them. */
export type Window = { readonly bytes: Uint8Array; readonly start: number; readonly whole: boolean };

export type Windows = {
  readonly length: number;
  /** At least `room` bytes from `from` on, or all that there are. */
  at(from: number, room: number): Promise<Window>;
};

const block = 32 * 1024;
const keptBytes = 4 * 1024 * 1024;

/** Reads through blocks that are kept for a while: the objects of a page lie near one another, the pictures between. */
export function windowsOf(source: ByteSource | Uint8Array): Windows {
  if (source instanceof Uint8Array) {
    const whole = (start: number): Window => ({ bytes: source, start, whole: true });
    return { length: source.length, at: async (from) => whole(from) };
  }
  const kept = new Map<number, Uint8Array>();
  let size = 0;
  const read = async (from: number, to: number): Promise<Uint8Array> => {
    const found = kept.get(from);
    if (found !== undefined && found.length >= Math.min(to, source.length) - from) return found;
    const bytes = await source.read(from, Math.min(to, source.length));
    size += bytes.length - (found?.length ?? 0);
    kept.delete(from);
    kept.set(from, bytes);
    for (const [key, old] of kept) {
      if (size <= keptBytes || key === from) break;
      kept.delete(key);
      size -= old.length;
    }
    return bytes;
  };
  return {
    length: source.length,
    at: async (from, room) => {
      const first = Math.floor(Math.min(from, source.length) / block) * block;
      const end = Math.ceil((from + room) / block) * block;
      const bytes = await read(first, end);
      return { bytes, start: from - first, whole: first + bytes.length >= source.length };
    },
  };
}
