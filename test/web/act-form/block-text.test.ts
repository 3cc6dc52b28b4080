import fc from "fast-check";
import { expect, test } from "vitest";
import { type Block, borgoSereno2706, cremona2706 } from "../../../shared/act/index.ts";
import { blocksOfText, textOfBlocks } from "../../../web/act-form/block-text.ts";

const line = fc.oneof(
  fc.string({ minLength: 1, unit: "grapheme" }),
  fc.constantFrom("- trattino", "1. numero", "\\barra", "| riga", "  rientro", "a\nb", "a\n\n| c", " ", "12) x"),
);
// Tabs become spaces and returns line breaks: a text area gives neither back as it was.
const text = line.map((one) => one.replaceAll(/[\t\r]/g, " ")).filter((one) => one !== "");
const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.record(
    {
      style: fc.constantFrom("plain" as const, "numbered" as const, "dash" as const),
      text,
      children: fc.array(tie("block"), { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ["style", "text"] },
  ),
}));

test("any text of a section comes back as it was from the field that shows it", () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const written = textOfBlocks(blocks);
      expect(blocksOfText(written)).toEqual(blocks);
      // As a browser sends it.
      expect(blocksOfText(written.replaceAll("\n", "\r\n"))).toEqual(blocks);
    }),
    { numRuns: 300 },
  );
});

test.each([borgoSereno2706, cremona2706])("the whole text of an act comes back: $body.name", ({ sections }) => {
  for (const blocks of Object.values(sections ?? {})) expect(blocksOfText(textOfBlocks(blocks))).toEqual(blocks);
});

test("what people paste is read: numbers in any form, dashes of any length, blank lines between", () => {
  expect(blocksOfText("Visto:\r\n\r\n3) primo\n\t– dentro\n10. secondo\n\n")).toEqual([
    { style: "plain", text: "Visto:" },
    { style: "numbered", text: "primo", children: [{ style: "dash", text: "dentro" }] },
    { style: "numbered", text: "secondo" },
  ]);
});
