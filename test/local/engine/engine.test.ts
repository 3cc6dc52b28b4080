import { afterAll, describe, expect, it } from "vitest";
import { openEngine } from "../../../local/engine/index.ts";
import { act, brief, pdfOf, setup, stamps } from "../../pdf/samples.ts";

const engine = openEngine();
afterAll(() => engine.close());

describe("the engine on its thread", () => {
  it("renders original and copy, in the order asked, while the event loop goes on", async () => {
    let turns = 0;
    const ticking = setInterval(() => turns++, 10);
    const [original, copy] = await Promise.all([
      engine.renderOriginal(act, setup),
      engine.renderCopy(act, stamps, setup),
    ]);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(5);
    expect(pdfOf(original).sha256).not.toBe(pdfOf(copy).sha256);
    expect(new TextDecoder().decode(pdfOf(copy).bytes.subarray(0, 5))).toBe("%PDF-");
  });

  it("gives a refusal as a value", async () => {
    const outcome = await engine.renderOriginal({ ...brief, subject: "漢" }, setup);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "GLYPH_MISSING", details: { field: "subject" } } });
  });

  it("rejects on a fault and renders the next act with the same bytes", async () => {
    const before = pdfOf(await engine.renderOriginal(brief, setup));
    await expect(engine.renderOriginal(brief, { ...setup, documentDate: "2025-02-31" })).rejects.toThrow(/PDF engine/);
    expect(pdfOf(await engine.renderOriginal(brief, setup)).sha256).toBe(before.sha256);
  });

  it("replaces its thread after the renderings it may do", async () => {
    const short = openEngine({ renderings: 1, milliseconds: 60_000 });
    const one = pdfOf(await short.renderOriginal(brief, setup));
    const two = pdfOf(await short.renderOriginal(brief, setup));
    await short.close();
    expect(two.sha256).toBe(one.sha256);
  });
});
