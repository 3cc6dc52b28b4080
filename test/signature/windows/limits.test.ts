import { describe, expect, it } from "vitest";
import { type ReadingCost, type Report, verifyBytes, verifySource } from "../../../shared/signature/index.ts";
import { sourceOf } from "../../support/byte-source.ts";
import { anchors, at, fixture } from "../fixtures.ts";

// Proves that what is out of reach makes a report say less, never more: no signature becomes better for not being read.

const names = [
  "two-signatures.pdf",
  "later-page.pdf",
  "later-content.pdf",
  "later-annotation.pdf",
  "later-signature-removed.pdf",
  "shadow-dangling.pdf",
  "spoofed-reason.pdf",
  "certified-then-signed.pdf",
  "xref-stream-signed.pdf",
  "isa-no-xref.pdf",
  "tampered.pdf",
];
const options = { anchors, at, wholeUpTo: 0 };

const rank = { none: 0, allowed: 0, suspicious: 1, forbidden: 2 } as const;
const harm = (level: Report["signatures"][number]["laterChanges"]): number => (level === null ? 1 : rank[level]);

/** What a reader may take from the report: signatures called intact, and how harmless what followed is called. */
function betterThan(less: Report, whole: Report): string[] {
  if (less.error?.code === "PDF_TOO_SCATTERED") return less.verdict === "undetermined" ? [] : ["a verdict on nothing"];
  const found: string[] = [];
  const intact = ({ signatures }: Report) => signatures.filter(({ integrity }) => integrity === "valid").length;
  if (intact(less) > intact(whole)) found.push("more signatures intact");
  if (less.verdict === "valid" && whole.verdict !== "valid") found.push("valid");
  for (const one of less.signatures) {
    const other = whole.signatures.find(({ field }) => field === one.field);
    if (other === undefined) continue;
    if (harm(one.laterChanges) < Math.min(1, harm(other.laterChanges))) found.push(`${one.field}: ${one.laterChanges}`);
    if (one.coverage === "whole-file" && other.coverage !== "whole-file") found.push(`${one.field}: whole`);
  }
  return found;
}

describe("a PDF whose parts are out of reach", () => {
  it.each(names)("%s is told less of, never more, wherever the reading stops", async (name) => {
    const bytes = fixture(name);
    const whole = verifyBytes(bytes, { anchors, at });
    for (let reads = 1; reads <= 60; reads++) {
      const limits = { tail: 48, first: 48, longest: 4096, kept: 0, reads };
      const less = await verifySource(sourceOf(bytes).source, { ...options, maxBytes: 0, limits });
      expect(betterThan(less, whole), `${reads} reads`).toEqual([]);
      expect(less.sha256).toBe(whole.sha256);
    }
  });

  it("is said to be so, in Italian and in English", async () => {
    const limits = { tail: 48, first: 48, longest: 4096, kept: 0, reads: 1, held: 100 };
    const report = await verifySource(sourceOf(fixture("isa-no-xref.pdf")).source, { ...options, maxBytes: 0, limits });
    expect(report.verdict).toBe("undetermined");
    const codes = report.signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code));
    expect([...codes, report.error?.code].filter((code) => code !== undefined)).not.toEqual([]);
  });

  it("is read as a whole where it may be", async () => {
    const costs: ReadingCost[] = [];
    const limits = { tail: 48, first: 48, longest: 4096, kept: 0, reads: 2 };
    const { source, passes } = sourceOf(fixture("later-page.pdf"));
    const report = await verifySource(source, { ...options, limits, onCost: (cost) => void costs.push(cost) });
    expect(report).toEqual(verifyBytes(fixture("later-page.pdf"), { anchors, at }));
    expect(passes()).toBe(2);
    expect(costs[0]?.streamed).toBe(2 * source.length);
  });
});
