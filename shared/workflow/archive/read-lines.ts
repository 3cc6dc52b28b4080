import type { ByteStream } from "../ports/objects.ts";

/** An item has 400 KB at most as DynamoDB counts; JSON may need six bytes for one of them. */
const longestLine = 4 * 1024 * 1024;

export type Lines = AsyncGenerator<string, "whole" | "cut">;

/** The lines of a stream, without their ends; `cut` when the last has none, is too long or is not UTF-8. */
export async function* readLines(stream: ByteStream): Lines {
  let rest = new Uint8Array(0);
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const text = decoded(joined(rest, chunk.subarray(from, end)));
      if (text === undefined) return "cut";
      yield text;
      rest = new Uint8Array(0);
      from = end + 1;
    }
    rest = joined(rest, chunk.subarray(from));
    if (rest.length > longestLine) return "cut";
  }
  return rest.length === 0 ? "whole" : "cut";
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

/** The value of a line of JSON; `undefined` for what is none. */
export function parsedLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
