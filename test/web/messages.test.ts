import { expect, test } from "vitest";
import { actEventTypes } from "../../shared/act/index.ts";
import { messagesIn } from "../../web/pages.ts";

type Tree = { readonly [key: string]: string | Tree };
const leaves = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
const it = new Map(leaves(messagesIn("it") as unknown as Tree));
const en = new Map(leaves(messagesIn("en") as unknown as Tree));

test("both languages have the same keys", () => {
  expect([...en.keys()].sort()).toEqual([...it.keys()].sort());
});

test("each sentence takes the same values in both languages and none is empty", () => {
  const holes = (text: string) => [...text.matchAll(/«(\w+)»/g)].map(([, name]) => name).sort();
  for (const [key, text] of it) {
    expect(text, key).not.toBe("");
    expect(en.get(key), key).not.toBe("");
    expect(holes(en.get(key) ?? ""), key).toEqual(holes(text));
  }
});

test("every event of the machine has its words", () => {
  for (const type of actEventTypes) expect(it.get(`officer.events.${type}`), type).toBeTypeOf("string");
});

test("Italian sentences use the typographic marks of the house and no straight accents", () => {
  for (const [key, text] of it) expect(text, key).not.toMatch(/\b(e'|E'|perche'|puo'|piu'|gia')(?=\s|$)/);
});

test("apostrophes between letters are the printer's, and an article keeps its number", () => {
  const all = [...it.values(), ...en.values()];
  expect(all.filter((text) => /\p{L}'\p{L}/u.test(text))).toEqual([]);
  expect(all.filter((text) => /\bartt?\. \d/.test(text))).toEqual([]);
  expect(all.filter((text) => /\p{L}’\p{L}/u.test(text)).length).toBeGreaterThan(50);
});
