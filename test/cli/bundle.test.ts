// The bundle of the command line answers as its sources do, and never for sources that it was not made of.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleCli } from "../../cli/bundle.ts";
import { bundleInUse } from "../../cli/bundle-in-use.js";
import { root } from "../house/planted-tree.ts";

let folder: string;
beforeAll(() => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache", "bundle-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `main` of a module prints, and the exit code that it answers. */
function printedBy(entry: string, args: readonly string[]): string {
  const run = `const { main } = await import(${JSON.stringify(pathToFileURL(entry).href)});
    const code = await main(${JSON.stringify(args)});
    process.stdout.write(String(code));`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", run], { cwd: root, encoding: "utf8" });
}

describe("the bundle", () => {
  it("is in use as soon as it is made, and answers as the sources do", async () => {
    expect(await bundleCli(root, relative(root, folder))).toBe(true);
    const entry = bundleInUse(root, folder);
    if (entry === null) throw new Error("the bundle is not in use");
    const signatures = "test/fixtures/signatures";
    const files = ["later-page.pdf", "ber.p7m", "no-such-file.pdf"].map((name) => join(signatures, name));
    for (const args of [
      ["verify", ...files, "--json", "--at", "2026-06-01T00:00:00Z"],
      ["check", "--schema"],
    ]) {
      const printed = printedBy(entry, args);
      expect(printed.length).toBeGreaterThan(100);
      expect(printed).toBe(printedBy(join(root, "cli/main.ts"), args));
    }
  }, 60_000);
});

describe("a bundle that was made of other sources", () => {
  const written = new Date("2026-01-01T00:00:00Z");
  let tree: string;
  const put = (text: string) => {
    writeFileSync(join(tree, "source.ts"), text);
    utimesSync(join(tree, "source.ts"), written, written);
  };
  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), "visto-bundle-"));
    put("one");
    const { size, mtimeMs } = statSync(join(tree, "source.ts"));
    const sha256 = createHash("sha256").update("one").digest("hex");
    const inputs = [["source.ts", size, mtimeMs, sha256]];
    writeFileSync(join(tree, "inputs.json"), JSON.stringify({ entry: "main.js", inputs }));
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  it.each<[string, () => void, boolean]>([
    ["as it was made", () => undefined, true],
    ["of sources that were written anew and say the same", () => writeFileSync(join(tree, "source.ts"), "one"), true],
    [
      "of a source of the same length that says something else",
      () => writeFileSync(join(tree, "source.ts"), "two"),
      false,
    ],
    ["of a source that is longer, with the same moment of writing", () => put("one and a half"), false],
    ["of a source that is gone", () => rmSync(join(tree, "source.ts")), false],
    ["whose list of sources is cut", () => writeFileSync(join(tree, "inputs.json"), '{"entry":"main.js","inp'), false],
    [
      "whose list of sources is empty",
      () => writeFileSync(join(tree, "inputs.json"), '{"entry":"main.js","inputs":[]}'),
      false,
    ],
    ["whose list of sources is gone", () => rmSync(join(tree, "inputs.json")), false],
  ])("%s: used %s", (_, change, used) => {
    change();
    expect(bundleInUse(tree, tree)).toBe(used ? join(tree, "main.js") : null);
  });
});
