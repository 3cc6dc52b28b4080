// Proves that docs/log-catalogue.md is the catalogue, and that no code or field of it can hold what people wrote.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { logLine } from "../../shared/workflow/index.ts";
import { logPage } from "./log-page.ts";
import { root } from "./planted-tree.ts";

it("docs/log-catalogue.md is the catalogue (npm run docs:log writes it)", () => {
  expect(readFileSync(join(root, "docs/log-catalogue.md"), "utf8")).toBe(logPage());
});

describe("a line", () => {
  const at = "2025-12-24T09:00:00.000Z";

  it("has its code's level and sentence, and the fields that were given", () => {
    const [act, upload] = ["01KD7Y3ZS0ABCDEFGHJKMNPQRS", "01KD7Y3ZS0ABCDEFGHJKMNPQRT"];
    expect(logLine("FILE_INFECTED", { act, upload }, at)).toEqual({
      at,
      level: "WARN",
      code: "FILE_INFECTED",
      says: "La scansione ha trovato software dannoso in un file caricato.",
      act,
      upload,
    });
  });

  it.each([
    ["a field that the code does not have", { act: "01KD7Y3ZS0ABCDEFGHJKMNPQRS", code: "A", subject: "Affidamento" }],
    ["a name for an id", { act: "Adele Prova", code: "A" }],
    ["a sentence for a word", { act: "01KD7Y3ZS0ABCDEFGHJKMNPQRS", code: "la firma di Adele Prova" }],
  ])("is written without its fields when it is given %s", (_, fields) => {
    const line = logLine("TIMESTAMP_MISSING", fields, at);
    expect(Object.keys(line)).toEqual(["at", "level", "code", "says", "unfit"]);
    expect(JSON.stringify(line)).not.toMatch(/Adele|Affidamento/);
  });
});
