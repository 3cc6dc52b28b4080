import { controlWordList } from "./control-word-list.ts";
import { sha256Of } from "./digest.ts";

/**
 * Four words that stand for a digest, to be compared by a person: the same in the mail, on the page and on the copy.
 *
 * 32 bits of SHA-256 over `parole|<digest>`, one word a byte. They let a reader notice that two papers speak of
 * different texts; they are no proof of anything, because somebody who wants to can search for a text with the same.
 * @param digest upper-case hex, 64 characters. @throws {RangeError} for anything else.
 */
export function controlWords(digest: string): readonly string[] {
  if (!/^[0-9A-F]{64}$/.test(digest)) throw new RangeError("control words are made of a SHA-256 in upper-case hex");
  const bytes = sha256Of(`parole|${digest}`);
  return [0, 2, 4, 6].map((at) => controlWordList[Number.parseInt(bytes.slice(at, at + 2), 16)] ?? "");
}
