import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";
import { npm, packFolder, packSignature } from "./pack.ts";

// Proves that the verifier leaves the house: packed, installed into an empty folder without a network, run by plain Node.

const root = resolve(import.meta.dirname, "../..");
const fixtures = join(root, "test/fixtures/signatures");

/** Written apart: the test of the import rule reads every import of the tree, and this one is of another tree. */
const packed = JSON.stringify("visto-signature");

const program = `
import { readFileSync } from "node:fs";
import { verifyBytes, verifyP7mStream } from ${packed};
const [folder, name] = process.argv.slice(2);
const read = (file) => readFileSync(folder + "/" + file);
const options = { anchors: [read("ca.pem"), read("edca.pem")], at: new Date("2025-07-01T00:00:00Z"), fileName: name };
const bytes = read(name);
const streamed = name.endsWith(".p7m") ? await verifyP7mStream([bytes], options) : null;
console.log(JSON.stringify({ report: verifyBytes(bytes, options), streamed }));
`;

/** What the README shows, and what must not compile. */
const consumer = `
import { type Report, type VerifyOptions, verifyBytes } from ${packed};
const options: VerifyOptions = { anchors: [], at: new Date(0), language: "en" };
const report: Report = verifyBytes(new Uint8Array(), options);
export const verdict: "valid" | "invalid" | "undetermined" | "unsigned" = report.verdict;
export const codes: string[] = report.signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code));
// @ts-expect-error the moment of the verdict is never taken from the clock
verifyBytes(new Uint8Array(), { anchors: [] });
`;

describe("the package", () => {
  let folder: string;
  let home: string;
  const verify = (name: string) =>
    JSON.parse(execFileSync(process.execPath, ["verify.mjs", fixtures, name], { cwd: home, encoding: "utf8" }));

  beforeAll(async () => {
    folder = await makeFolder();
    home = join(folder, "empty");
    mkdirSync(home);
    writeFileSync(join(home, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
    const tarballs = [await packSignature(folder), packFolder(join(root, "node_modules/@xmldom/xmldom"), folder)];
    npm(["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", ...tarballs], home);
    writeFileSync(join(home, "verify.mjs"), program);
    // A compiler and two runs of npm: slow where everything runs at once.
  }, 180_000);
  afterAll(() => removeFolder(folder));

  it("brings nothing but itself and the XML reader that it names", () => {
    const installed = readdirSync(join(home, "node_modules")).filter((name) => !name.startsWith("."));
    expect(installed.sort()).toEqual(["@xmldom", "visto-signature"]);
    const files = readdirSync(join(home, "node_modules/visto-signature")).sort();
    expect(files).toEqual(["LICENSE", "README.md", "index.js", "package.json", "types"]);
    const manifest = JSON.parse(readFileSync(join(home, "node_modules/visto-signature/package.json"), "utf8"));
    expect(manifest.dependencies).toEqual({ "@xmldom/xmldom": expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });

  it("verifies an envelope there, in one piece and as a stream", () => {
    const { report, streamed } = verify("cades.p7m");
    expect(report).toMatchObject({ format: "p7m", verdict: "valid", signatures: [{ integrity: "valid" }] });
    expect(streamed).toEqual(report);
  });

  it("verifies a PDF there, and refuses one that was tampered with", () => {
    expect(verify("one-signature.pdf").report).toMatchObject({ verdict: "valid" });
    expect(verify("tampered.pdf").report).toMatchObject({ verdict: "invalid" });
  });

  it("has types that a strict project compiles against", () => {
    mkdirSync(join(home, "node_modules/@types"));
    // Node's types are the user's own; offline they come from here.
    symlinkSync(join(root, "node_modules/@types/node"), join(home, "node_modules/@types/node"));
    symlinkSync(join(root, "node_modules/undici-types"), join(home, "node_modules/undici-types"));
    writeFileSync(join(home, "consumer.ts"), consumer);
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      module: "nodenext",
      target: "es2024",
      types: ["node"],
      skipLibCheck: false,
      preserveSymlinks: true,
    };
    writeFileSync(join(home, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
    const tsc = () => execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", home], { encoding: "utf8" });
    expect(tsc()).toBe("");
  });
});
