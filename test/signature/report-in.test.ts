import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Report } from "../../shared/signature/index.ts";
import { reportIn, sentenceIn } from "../../shared/signature/report-in.ts";
import { verify } from "./fixtures.ts";

// Proves that a report that was kept in one language says in the other what the verifier would have said.

const files = readdirSync(new URL("../fixtures/signatures/", import.meta.url)).filter((name) =>
  /\.(pdf|p7m|p7s)$/.test(name),
);
/** `changes` are sentences without a code: they stay as they were. */
const said = (report: Report) => JSON.stringify(report, (key, value) => (key === "changes" ? undefined : value));

describe("a kept report", () => {
  it("says in English what the verifier says in English, of every file at hand, and goes back", () => {
    expect(files.length).toBeGreaterThan(60);
    for (const name of files) {
      const kept = verify(name);
      expect(said(reportIn(kept, "en")), name).toBe(said(verify(name, { language: "en" })));
      expect(said(reportIn(reportIn(kept, "en"), "it")), name).toBe(said(kept));
    }
  });

  it.each([
    ["a code that nobody knows", { code: "OF_TOMORROW", message: "Una frase." }],
    ["a name that every object has", { code: "constructor", message: "Una frase." }],
    ["a sentence that is worded otherwise", { code: "EXPIRED_WHEN_SIGNED", message: "Parole di un'altra versione." }],
  ])("keeps the words of %s", (_, reason) => {
    expect(sentenceIn(reason, "en")).toBe(reason.message);
  });
});
