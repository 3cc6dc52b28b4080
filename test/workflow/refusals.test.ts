// Every no has its sentence in two languages, with every blank filled in by whoever says it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type RefusalCode, refusal, refusalCodes } from "../../shared/act/index.ts";
import { no, type WorkflowCode, workflowCodes } from "../../shared/workflow/index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = ["shared/act/machine", "shared/workflow", "functions"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(root, folder, name), "utf8") })),
);

type Said = { readonly file: string; readonly code: string; readonly blanks: readonly string[] };

/** Every place where a refusal is said, with the names of the details that it gives. */
const said: Said[] = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/\b(?:no|refusal)\(\s*"([A-Z_]+)"\s*(?:,\s*\{([\s\S]*?)\}\s*)?,?\s*\)/g)].map(
    ([, code = "", details = ""]) => ({ file, code, blanks: namesIn(details) }),
  ),
);

/** Names before a colon, or alone between commas; what stands inside brackets or quotes is none. */
function namesIn(details: string): string[] {
  let flat = details.replace(/`[^`]*`|"[^"]*"/g, '""');
  for (let before = ""; before !== flat; ) {
    before = flat;
    flat = flat.replace(/\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}/g, "");
  }
  return flat.split(",").flatMap((part) => /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1] ?? []);
}

const sentencesOf = (code: string) =>
  refusalCodes.includes(code as RefusalCode) ? refusal(code as RefusalCode).why : no(code as WorkflowCode).why;
const blanksOf = (sentence: string) => [...sentence.matchAll(/«(\w+)»/g)].map(([, name = ""]) => name);
const codes = [...refusalCodes, ...workflowCodes];

describe("the sentences", () => {
  it.each(codes)("%s has one in Italian and one in English, with the same blanks", (code) => {
    const { it: italian, en } = sentencesOf(code);
    expect(italian).toMatch(/^[A-ZÈ«].*[.»]$/s);
    expect(en).toMatch(/^[A-Z«].*[.»]$/s);
    expect(italian).not.toBe(en);
    // A reason that somebody else gives in both languages is «it» in one sentence and «en» in the other.
    const inItalian = blanksOf(en).map((name) => (name === "en" ? "it" : name));
    expect(inItalian.sort()).toEqual(blanksOf(italian).sort());
  });

  it("have different codes", () => {
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe("whoever says no", () => {
  it("is found in the sources for most of the codes, so that what follows looks at something", () => {
    const found = new Set(said.map(({ code }) => code));
    expect(codes.filter((code) => !found.has(code))).toEqual([]);
  });

  it.each(said.map((one) => [one.code, one.file, one] as const))(
    "%s in %s fills every blank",
    (code, _file, { blanks }) => {
      expect(codes).toContain(code);
      expect(blanksOf(sentencesOf(code).it).filter((name) => !blanks.includes(name))).toEqual([]);
    },
  );

  it("may use words that look like blanks: they are not filled in again", () => {
    const { why, details } = refusal("UNKNOWN_ATTACHMENT", { label: "«labels»", labels: "A" });
    expect(why.it).toBe("L’atto non dichiara alcun allegato «labels»; dichiarati: A.");
    expect(details).toEqual({ label: "«labels»", labels: "A" });
  });
});
