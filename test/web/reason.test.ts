import { expect, test } from "vitest";
import { reasonText } from "../../web/pages.ts";

test.each([
  ["grounds", " manca il confronto ", "Motivazione insufficiente: manca il confronto"],
  ["grounds", "", ""],
  ["grounds", "breve", "breve"],
  ["", "perché sì", "perché sì"],
  ["constructor", "x", "x"],
  ["", "  ", ""],
])("the kind %j and the explanation %j make one reason", (kind, explanation, text) => {
  expect(reasonText("it", kind, explanation)).toBe(text);
});
