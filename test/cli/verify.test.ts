import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fingerprintCommand } from "../../cli/commands/fingerprint.ts";
import { type VerifyArguments, verifyCommand } from "../../cli/commands/verify.ts";
import type { Files } from "../../cli/io.ts";
import { nodeFiles } from "../../cli/node-files.ts";
import type { Report } from "../../shared/signature/index.ts";
import { recorder } from "../support/recorder.ts";

// Proves the public contract of `visto verify` and `visto fingerprint`: what they print and with which code they end.

const fixtures = fileURLToPath(new URL("../fixtures/signatures/", import.meta.url));
const file = (name: string) => join(fixtures, name);
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "visto-verify-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function verify(args: Partial<VerifyArguments>, files: Files = nodeFiles) {
  const { texts, io } = recorder();
  const base = { files: [], json: false, lang: "it", trust: fixtures, at: "2025-07-01T00:00:00Z" } as const;
  const code = await verifyCommand({ ...base, ...args }, io, files);
  return { code, ...texts };
}

const put = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex").toUpperCase();
const one = (out: string) => JSON.parse(out) as Report;

describe("exit codes of visto verify", () => {
  it.each([
    [["cades.p7m"], 0],
    [["one-signature.pdf", "nested.p7m"], 0],
    [["tampered.pdf"], 1],
    [["cades.p7m", "tampered-content.p7m"], 1],
    [["plain.pdf"], 2],
    [["expired.p7m"], 1],
    [["cades.p7m", "plain.pdf"], 2],
  ])("%s ends with %i", async (names, code) => {
    expect((await verify({ files: names.map(file) })).code).toBe(code);
  });

  it("64 without files or with an instant that is none", async () => {
    expect((await verify({})).code).toBe(64);
    expect((await verify({ files: [file("cades.p7m")], at: "ieri" })).code).toBe(64);
  });

  it("66 when a file, the folder of anchors, the act or the policy cannot be read", async () => {
    const answer = await verify({ files: [file("no-such-file")], json: true });
    expect(answer.code).toBe(66);
    expect(one(answer.out)).toMatchObject({ verdict: "undetermined", error: { code: "FILE_UNREADABLE" } });
    expect(answer.err).toContain("no-such-file");
    const files = [file("cades.p7m")];
    expect((await verify({ files, trust: join(folder, "nowhere") })).code).toBe(66);
    expect((await verify({ files, act: join(folder, "nowhere") })).code).toBe(66);
    expect((await verify({ files, policy: put("policy.json", '{"minimumRsaBits":"many"}') })).code).toBe(66);
  });

  it("2 without anchors, by which no signature is more than intact", async () => {
    const answer = await verify({ files: [file("cades.p7m")], trust: undefined });
    expect(answer.code).toBe(2);
    expect(answer.out).toContain("attendibilità del certificato non verificata");
  });
});

describe("what visto verify prints", () => {
  it("is Italian for people, English when asked", async () => {
    const italian = await verify({ files: [file("tampered.pdf")] });
    expect(italian.out).toContain("NON VALIDA");
    expect(italian.out).toContain("Il contenuto non è quello firmato");
    const english = await verify({ files: [file("tampered.pdf")], lang: "en" });
    expect(english.out).toContain("NOT VALID");
    expect(english.out).not.toContain("Firma ");
  });

  it("is one JSON value for one file, a list for more, a line each with --jsonl", async () => {
    expect(one((await verify({ files: [file("cades.p7m")], json: true })).out)).toMatchObject({
      file: file("cades.p7m"),
      format: "p7m",
      verdict: "valid",
      content: { format: "text" },
      disagreements: [],
      impronta: null,
      error: null,
    });
    const files = [file("cades.p7m"), file("plain.pdf")];
    expect(JSON.parse((await verify({ files, json: true })).out)).toHaveLength(2);
    expect((await verify({ files, jsonl: true })).out.trim().split("\n")).toHaveLength(2);
  });

  it("takes paths from stdin, one a line", async () => {
    const input: Files = {
      ...nodeFiles,
      inputLines: async function* () {
        yield file("cades.p7m");
        yield "";
        yield file("tampered.pdf");
      },
    };
    const answer = await verify({ jsonl: "-" }, input);
    const verdicts = answer.out
      .trim()
      .split("\n")
      .map((line) => one(line).verdict);
    expect(verdicts).toEqual(["valid", "invalid"]);
    expect(answer.code).toBe(1);
  });

  it("verifies a detached signature over its content", async () => {
    expect((await verify({ files: [file("detached.p7s")], detached: file("content.txt") })).code).toBe(0);
    expect((await verify({ files: [file("detached.p7s")] })).code).toBe(2);
  });
});

describe("the impronte of an act", () => {
  const recordedAs = (label: string, digest: string) => `- **Allegato ${label}** (impronta: ${digest})\n`;

  it("says which attachment a file is, by its own bytes or by its content", async () => {
    const envelope = await readFile(file("cades.p7m"));
    const content = await readFile(file("content.txt"));
    const spaced = sha256(content)
      .toLowerCase()
      .replace(/(.{16})/g, "$1 ");
    const act = put("act.txt", recordedAs("A", sha256(envelope)) + recordedAs("B", spaced));
    const own = await verify({ files: [file("cades.p7m")], act, json: true });
    expect(one(own.out).impronta).toMatchObject({ label: "A", matches: "file" });
    expect(own.code).toBe(0);
    const inner = await verify({ files: [file("p256.p7m")], act, json: true });
    expect(one(inner.out).impronta).toMatchObject({ label: "B", matches: "content", recorded: sha256(content) });
  });

  it("shows both digests and ends with 1 when a file is not the recorded one", async () => {
    const act = put("other.txt", recordedAs("A", sha256("another file")));
    const answer = await verify({ files: [file("cades.p7m")], act });
    expect(answer.code).toBe(1);
    expect(answer.out).toContain(sha256("another file"));
    expect(answer.out).toContain(sha256(await readFile(file("cades.p7m"))));
  });

  it("takes a first file with ALLEGATI lines as the act", async () => {
    const act = put("determina.txt", `ALLEGATI\n${recordedAs("A", sha256(await readFile(file("cades.p7m"))))}`);
    const [first, second] = JSON.parse((await verify({ files: [act, file("cades.p7m")], json: true })).out) as Report[];
    expect(first?.impronta).toBeNull();
    expect(second?.impronta).toMatchObject({ label: "A", matches: "file" });
  });

  it("says when the act records nothing", async () => {
    const answer = await verify({ files: [file("cades.p7m")], act: put("empty.txt", "nessun allegato") });
    expect(answer.code).toBe(66);
    expect(answer.err).toContain("nessuna impronta");
  });
});

describe("visto fingerprint", () => {
  async function fingerprint(names: readonly string[], json = false) {
    const { texts, io } = recorder();
    const code = await fingerprintCommand({ files: names, json, lang: "it" }, io);
    return { code, ...texts };
  }

  it("prints the SHA-256 of a file in upper-case hex", async () => {
    const answer = await fingerprint([file("plain.pdf")]);
    expect(answer).toMatchObject({
      code: 0,
      out: `${sha256(await readFile(file("plain.pdf")))}  ${file("plain.pdf")}\n`,
    });
  });

  it.each([0, 1, 262_143, 262_144, 262_145, 1_000_000])("hashes %i bytes as node:crypto does", async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31) & 255);
    const answer = await fingerprint([put(`bytes-${size}`, bytes)], true);
    expect(JSON.parse(answer.out)).toMatchObject({ sha256: sha256(bytes), size, content: null });
  });

  it("prints the impronta of what lies inside an envelope, however deep", async () => {
    for (const name of ["cades.p7m", "ber.p7m", "base64.p7m", "pem.p7m", "nested.p7m"]) {
      const answer = JSON.parse((await fingerprint([file(name)], true)).out) as { content: { sha256: string } };
      expect(answer.content.sha256).toBe(sha256(await readFile(file("content.txt"))));
    }
  });

  it("ends with 66 for a file that cannot be read, and answers the others", async () => {
    const answer = await fingerprint([file("no-such-file"), file("plain.pdf")]);
    expect(answer.code).toBe(66);
    expect(answer.out).toContain("plain.pdf");
    expect((await fingerprint([])).code).toBe(64);
  });
});
