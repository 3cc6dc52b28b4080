// `visto proof verify` with real files: what it says, and the exit codes of the public contract.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ProofArguments, proofCommand } from "../../cli/commands/proof.ts";
import { proofFor } from "../support/log-proof.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { granted, timestampRoot, tokenOver } from "../support/timestamp-authority.ts";

const bytes = new TextEncoder().encode("%PDF-1.7 una copia");

async function setUp() {
  const dir = await tempFolder();
  const { proof, line } = await proofFor(createHash("sha256").update(bytes).digest("hex").toUpperCase());
  const paths = { file: join(dir, "copia.pdf"), proof: join(dir, "copia.tlog-proof") };
  await writeFile(paths.file, bytes);
  await writeFile(paths.proof, proof);
  const run = async (args: Partial<ProofArguments> = {}) => {
    let [out, err] = ["", ""];
    const code = await proofCommand(
      { ...paths, json: false, lang: "it", ...args },
      { out: (text) => (out += text), err: (text) => (err += text), readFile, colour: false },
    );
    return { code, out, err };
  };
  return { dir, paths, proof, line, run };
}

describe("visto proof verify", () => {
  it("says in both languages that the proof holds, what it is of, and what it does not prove", async () => {
    const { run, line } = await setUp();
    const it = await run({ key: line });
    expect(it).toMatchObject({ code: 0, err: "" });
    for (const words of ["PROVA VALIDA", "borgosereno.example/log/TEST", "di PROVA", "Nessun testimone"])
      expect(it.out).toContain(words);
    const en = await run({ key: line, lang: "en" });
    expect(en.out).toMatch(/^VALID PROOF[\s\S]*TEST[\s\S]*No witness/);
  });

  it("takes the key from a file, or from beside the proof and says so", async () => {
    const { dir, run, line } = await setUp();
    await writeFile(join(dir, "ente.vkey"), `${line}\n`);
    expect((await run({ key: join(dir, "ente.vkey") })).code).toBe(0);
    await writeFile(join(dir, "log.vkey"), `${line}\n`);
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining("accanto alla prova") });
  });

  it("is undetermined without a key, and does not call it valid", async () => {
    const { run } = await setUp();
    const { code, out } = await run();
    expect([code, out.startsWith("PROVA INDETERMINATA")]).toEqual([2, true]);
  });

  it("exits 1 for another file, another tree and another key", async () => {
    const { paths, proof, line, run } = await setUp();
    expect(await run({ key: line, file: paths.proof })).toMatchObject({
      code: 1,
      out: expect.stringContaining("nomina altre impronte"),
    });
    const other = line.replace("borgosereno", "altrove");
    expect((await run({ key: other })).code).toBe(64);
    await writeFile(paths.proof, proof.replace("index 1", "index 0"));
    expect((await run({ key: line })).code).toBe(1);
    await writeFile(paths.proof, "una cosa qualsiasi");
    expect(await run({ key: line })).toMatchObject({ code: 1, out: expect.stringContaining(".tlog-proof") });
  });

  it("exits 2 for a proof whose event was redacted", async () => {
    const { paths, proof, line, run } = await setUp();
    await writeFile(paths.proof, proof.replace(/extra .*\n/, ""));
    expect((await run({ key: line })).code).toBe(2);
  });

  it("exits 66 for a file that is not there, and 64 for a key that is none", async () => {
    const { paths, run } = await setUp();
    expect((await run({ file: `${paths.file}.x` })).code).toBe(66);
    expect((await run({ proof: `${paths.proof}.x` })).code).toBe(66);
    expect((await run({ key: "chiave" })).code).toBe(64);
  });

  it("answers programs with one value, whose fields are the report's", async () => {
    const { run, line } = await setUp();
    const { out } = await run({ key: line, json: true });
    expect(JSON.parse(out)).toMatchObject({ ok: true, signed: true, size: 2, index: 1, key: expect.any(String) });
    expect(JSON.parse((await run({ json: true })).out)).toMatchObject({ ok: true, signed: false, key: null });
  });
});

describe("visto proof verify with a timestamp over the root", () => {
  async function stamped(over: (checkpoint: string) => string = (checkpoint) => checkpoint) {
    const given = await setUp();
    const { dir, proof } = given;
    const checkpoint = over(proof.slice(proof.indexOf("\n\n") + 2));
    const imprint = new Uint8Array(createHash("sha256").update(checkpoint).digest());
    await writeFile(join(dir, "2.tsr"), granted(tokenOver({ imprint, nonce: new Uint8Array([1]) })));
    await mkdir(join(dir, "fiducia"));
    await writeFile(join(dir, "fiducia", "radice.der"), timestampRoot.der);
    const args = { key: given.line, timestamp: join(dir, "2.tsr") };
    return { ...given, args, trusted: { ...args, trust: join(dir, "fiducia") } };
  }

  it("says since when at least, where its authority is trusted", async () => {
    const { run, trusted } = await stamped();
    expect(await run(trusted)).toMatchObject({
      code: 0,
      out: expect.stringContaining("marca temporale VALIDA, c'era già: 2025-12-24T09:00:05.000Z"),
    });
    const { out } = await run({ ...trusted, json: true });
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      timestamp: { verdict: "valid", time: "2025-12-24T09:00:05.000Z" },
    });
  });

  it("is undetermined where nobody says whom to trust, and the time is the authority's word", async () => {
    const { run, args } = await stamped();
    const { code, out } = await run({ ...args, lang: "en" });
    expect([code, out.startsWith("VALID PROOF")]).toEqual([2, true]);
    expect(out).toContain("UNDETERMINED timestamp, it says: 2025-12-24T09:00:05.000Z");
  });

  it("is not valid over another checkpoint, whoever stamped it", async () => {
    const { run, trusted } = await stamped((checkpoint) => checkpoint.replace("\n2\n", "\n3\n"));
    const { code, out } = await run(trusted);
    expect([code, out.includes("NON VALIDA"), out.includes("altri dati")]).toEqual([1, true, true]);
  });

  it("exits 66 for what is not there or is no timestamp, and says nothing of the proof", async () => {
    const { run, trusted, paths } = await stamped();
    expect(await run({ ...trusted, timestamp: paths.file })).toMatchObject({ code: 66, out: "" });
    expect(await run({ ...trusted, timestamp: `${paths.file}.x` })).toMatchObject({ code: 66, out: "" });
    expect(await run({ ...trusted, trust: `${paths.file}.x` })).toMatchObject({ code: 66, out: "" });
  });
});
