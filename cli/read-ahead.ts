import type { OpenFile } from "./io.ts";

const bufferSize = 256 * 1024;

/**
 * The bytes of a file in chunks, each good until the next is asked for. Two buffers take turns: one is worked on while
 * the other is read, and nothing else is allocated however long the file is.
 */
export async function* readAhead(handle: OpenFile): AsyncIterable<Uint8Array> {
  const buffers = [new Uint8Array(bufferSize), new Uint8Array(bufferSize)] as const;
  let position = 0;
  let turn: 0 | 1 = 0;
  let reading = handle.read(buffers[turn], 0);
  for (;;) {
    const count = await reading;
    if (count === 0) return;
    const full = buffers[turn].subarray(0, count);
    position += count;
    turn = turn === 0 ? 1 : 0;
    reading = handle.read(buffers[turn], position);
    // A reader that stops early leaves this read behind: its fault is nobody's then.
    reading.catch(() => undefined);
    yield full;
  }
}
