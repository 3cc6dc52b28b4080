// The test signer's command signs with test certificates, and only with those.
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPki } from "../../../local/demo/pki.ts";
import { fixture } from "../../seal/signers.ts";
import { makeFolder, removeFolder } from "../../support/temp-folder.ts";

let dir: string;

beforeAll(async () => {
  dir = await makeFolder();
  await openTestPki({ dir, people: [], bodyName: "Comune di Borgo Sereno", now: new Date("2025-12-24T09:00:00Z") });
  await writeFile(join(dir, "act.pdf"), fixture("typst.pdf"));
  await writeFile(join(dir, "real.p12"), fixture("rsa.p12"));
});

afterAll(() => removeFolder(dir));

function run(...args: string[]) {
  const program = fileURLToPath(new URL("../../../local/test-signer/main.ts", import.meta.url));
  return spawnSync(process.execPath, [program, ...args], { cwd: dir, encoding: "utf8" });
}

describe("the test signer", () => {
  it("signs a PDF and says in it that the signature is a test", async () => {
    const { status, stdout } = run(
      "--p12",
      "seal.p12",
      "--in",
      "act.pdf",
      "--out",
      "signed.pdf",
      "--at",
      "2025-12-24T09:00:00Z",
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: "Firma di PROVA (TEST): signed.pdf\n" });
    const signed = await readFile(join(dir, "signed.pdf"), "latin1");
    expect(signed).toContain("/Reason (Firma di PROVA: nessun valore legale \\(TEST\\))");
    expect(signed).toContain("/M (D:20251224090000+00'00')");
  });

  it("wraps a file in a .p7m that holds it whole", async () => {
    expect(run("--p12", "seal.p12", "--in", "act.pdf", "--out", "act.pdf.p7m", "--p7m").status).toBe(0);
    const wrapped = await readFile(join(dir, "act.pdf.p7m"));
    expect(wrapped.includes(Buffer.from(fixture("typst.pdf")))).toBe(true);
  });

  it.each([
    ["an option that it does not know", ["--foo"], 64],
    ["no arguments", [], 64],
    ["an instant that is none", ["--p12", "seal.p12", "--in", "act.pdf", "--out", "x.pdf", "--at", "ieri"], 64],
    [
      "a certificate that the TEST authority did not issue",
      ["--p12", "real.p12", "--in", "act.pdf", "--out", "x.pdf"],
      64,
    ],
    ["a file that is not there", ["--p12", "seal.p12", "--in", "none.pdf", "--out", "x.pdf"], 66],
    ["an output that exists already", ["--p12", "seal.p12", "--in", "act.pdf", "--out", "act.pdf"], 66],
    ["a file that is no PDF", ["--p12", "seal.p12", "--in", "ca.pem", "--out", "x.pdf"], 1],
    ["another password", ["--p12", "seal.p12", "--in", "act.pdf", "--out", "x.pdf", "--password", "x"], 1],
  ])("refuses %s", (_, args, status) => {
    const ended = run(...args);
    expect(ended.status).toBe(status);
    expect(ended.stderr).not.toBe("");
    expect(ended.stdout).toBe("");
  });
});
