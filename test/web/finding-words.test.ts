import { expect, test } from "vitest";
import { borgoSereno2706, checkAct } from "../../shared/act/index.ts";
import { findingWords } from "../../web/officer/finding-words.ts";

const recorded = checkAct(borgoSereno2706, { language: "it" });

test("every finding that the data still give is said in English on an English page, and in Italian on an Italian one", () => {
  const [inEnglish, inItalian] = [findingWords(borgoSereno2706, "en"), findingWords(borgoSereno2706, "it")];
  expect(recorded.length).toBeGreaterThan(2);
  expect(recorded.map((one) => inItalian(one).message)).toEqual(recorded.map(({ message }) => message));
  expect(recorded.map((one) => inEnglish(one))).toEqual(
    checkAct(borgoSereno2706, { language: "en" }).map(({ message, where }) => ({ message, where, lang: "en" })),
  );
});

test("one that the data no longer give, or that was cut short, keeps its Italian words and says so", () => {
  const inWords = findingWords(borgoSereno2706, "en");
  const gone = { code: "VIS-01", message: "Un avviso di prima.", where: "Visto" };
  expect(inWords(gone)).toEqual({ message: gone.message, where: gone.where, lang: "it" });
});
