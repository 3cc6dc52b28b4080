import * as fc from "fast-check";
import { expect, it } from "vitest";
import { controlWordList } from "../../shared/act/control-word-list.ts";
import { controlWords } from "../../shared/act/index.ts";

const hex = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString("hex").toUpperCase());

it("the list has 256 words in order that nobody mistakes for one another on the telephone", () => {
  expect(controlWordList).toHaveLength(256);
  expect([...controlWordList].sort()).toEqual(controlWordList);
  expect(controlWordList.filter((word) => !/^[a-z]{4,10}$/.test(word))).toEqual([]);
  expect(new Set(controlWordList.map((word) => word.slice(0, 4))).size).toBe(256);
  const near = (a: string, b: string) =>
    a !== b && a.length === b.length && [...a].filter((c, i) => c !== b[i]).length < 2;
  expect(controlWordList.filter((word) => controlWordList.some((other) => near(word, other)))).toEqual([]);
});

it("gives four words of the list, always the same for a digest", () => {
  fc.assert(
    fc.property(hex, (digest) => {
      const words = controlWords(digest);
      expect(words).toHaveLength(4);
      expect(words.every((word) => controlWordList.includes(word))).toBe(true);
      expect(controlWords(digest)).toEqual(words);
    }),
  );
  // Printed on papers: whoever changes them makes old papers disagree.
  expect(controlWords("0".repeat(64))).toEqual(["conchiglia", "tavolo", "chitarra", "stella"]);
});

it.each(["", "0".repeat(63), "g".repeat(64), "a".repeat(64)])("refuses what is no digest: %s", (text) => {
  expect(() => controlWords(text)).toThrow(RangeError);
});
