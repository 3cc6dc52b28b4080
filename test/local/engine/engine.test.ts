import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { openEngine } from "../../../local/engine/index.ts";
import { act, brief, pdfOf, setup, stamps } from "../../pdf/samples.ts";

const engine = openEngine();
afterAll(() => engine.close());

describe("the engine in its process", () => {
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

  it("replaces its process after the renderings it may do", async () => {
    const short = openEngine({ renderings: 1, milliseconds: 60_000 });
    const one = pdfOf(await short.renderOriginal(brief, setup));
    const two = pdfOf(await short.renderOriginal(brief, setup));
    await short.close();
    expect(two.sha256).toBe(one.sha256);
  });

  it("loses one rendering, and nothing else, when its process is brought down", async () => {
    const entry = new URL("./falls-once.ts", import.meta.url);
    const falling = openEngine({ renderings: 30, milliseconds: 60_000 }, entry);
    await expect(falling.renderOriginal({ ...brief, subject: "cadi" }, setup)).rejects.toThrow(/SIGSEGV/);
    expect(pdfOf(await falling.renderOriginal(brief, setup)).bytes.length).toBeGreaterThan(1000);
    await falling.close();
  });

  it("takes another process for the next rendering when an idle one is gone", async () => {
    const entry = new URL("./falls-once.ts", import.meta.url);
    const falling = openEngine({ renderings: 30, milliseconds: 60_000 }, entry);
    const one = pdfOf(await falling.renderOriginal({ ...brief, subject: "cadi dopo" }, setup));
    await delay(500);
    const two = pdfOf(await falling.renderOriginal({ ...brief, subject: "cadi dopo" }, setup));
    expect(two.sha256).toBe(one.sha256);
    await falling.close();
  });

  it("ends with the process that opened it, even one that was killed", async () => {
    const opener = spawn(process.execPath, [fileURLToPath(new URL("./opens-and-stays.ts", import.meta.url))], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [told] = (await once(opener.stderr, "data")) as [Buffer];
    const worker = Number(/worker (\d+)/.exec(told.toString())?.[1]);
    expect(isRunning(worker)).toBe(true);
    opener.kill("SIGKILL");
    // It notices between two things that it does, and loading the engine is one of them.
    for (let tries = 0; tries < 600 && isRunning(worker); tries += 1) await delay(100);
    expect(isRunning(worker)).toBe(false);
  }, 90_000);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // One that has ended is still known until somebody asks how: where that is slow, its state says so (proc(5)).
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) [ZX] /.test(readFileSync(stat, "latin1"));
}
