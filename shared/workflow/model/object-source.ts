import type { ByteSource } from "../../signature/index.ts";
import type { ByteStream, ObjectRef, Objects } from "../ports/objects.ts";

/**
 * One stored version as a source that can be read anywhere. `length` is what the store was made to accept: other octets
 * are a fault.
 *
 * `passing` sees every chunk of the first pass, in order. @throws when the version is not in the store
 */
export function objectSource(
  objects: Pick<Objects, "read">,
  ref: ObjectRef,
  length: number,
  passing: (chunk: Uint8Array) => void = () => undefined,
): ByteSource {
  let passes = 0;
  const open = async (range?: { readonly from: number; readonly to: number }): Promise<ByteStream> => {
    const stream = await objects.read(ref, range);
    if (!stream) throw new Error(`object ${ref.bucket}/${ref.key} (${ref.version}) is not in the store`);
    return stream;
  };
  return {
    length,
    async read(from, to) {
      const bytes = new Uint8Array(to - from);
      if (bytes.length === 0) return bytes;
      let filled = 0;
      for await (const chunk of await open({ from, to: to - 1 })) {
        // A store that answers the whole object to a question about a part must not be believed to have answered it.
        if (filled + chunk.length > bytes.length) throw new Error(`object ${ref.key}: more than was asked for`);
        bytes.set(chunk, filled);
        filled += chunk.length;
      }
      return bytes.subarray(0, filled);
    },
    async *stream() {
      const first = ++passes === 1;
      for await (const chunk of await open()) {
        if (first) passing(chunk);
        yield chunk;
      }
    },
  };
}
