import { type ByteSource, SourceFault } from "../shared/signature/windows/byte-source.ts";
import type { OpenFile } from "./io.ts";
import { readAhead } from "./read-ahead.ts";

/** An open file as a source that can be read anywhere. A file that is written to meanwhile is a fault. */
export function fileSource(handle: OpenFile, length: number): ByteSource {
  const unchanged = async () => {
    if ((await handle.changed?.()) === true) throw new SourceFault("SOURCE_CHANGED", "written to meanwhile");
  };
  return {
    length,
    async read(from, to) {
      const bytes = new Uint8Array(to - from);
      let filled = 0;
      while (filled < bytes.length) {
        const count = await handle.read(bytes.subarray(filled), from + filled);
        if (count === 0) break;
        filled += count;
      }
      await unchanged();
      return bytes.subarray(0, filled);
    },
    async *stream() {
      yield* readAhead(handle);
      await unchanged();
    },
  };
}
