// `visto stamp` makes the stamped, sealed copy of an original, or says with a code and an exit code why not.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StampArguments, stampCommand } from "../../cli/commands/stamp.ts";
import { borgoSereno2706 } from "../../shared/act/examples/borgo-sereno-2706-2025.ts";
import { extractText } from "../../shared/pdf/index.ts";
import { signedData } from "../../shared/seal/index.ts";
import { verifyBytes } from "../../shared/signature/index.ts";
import { aSigner, fixture } from "../seal/signers.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => removeFolder(folder));

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const numbered = json({ ...borgoSereno2706, number: 2706, year: 2025, date: "2025-12-24" });
const at = new Date("2025-12-24T10:00:00Z");

async function run(files: Readonly<Record<string, Uint8Array>>, args: Partial<StampArguments> = {}) {
  let out = "";
  let err = "";
  const given = {
    act: "atto.json",
    original: "atto.pdf",
    out: join(folder, "copia.pdf"),
    json: false,
    lang: "it",
  } as const;
  const code = await stampCommand(
    { ...given, ...args },
    {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      readFile: async (path) => files[path] ?? Promise.reject(new Error("non esiste")),
      colour: false,
    },
    undefined,
    () => at,
  );
  return { code, out, err };
}
const copy = () => new Uint8Array(readFileSync(join(folder, "copia.pdf")));

describe("visto stamp", () => {
  it("writes a copy that begins with the original, says what it is, and is sealed with a TEST key", async () => {
    const original = fixture("chromium.pdf");
    const { code, out, err } = await run({ "atto.json": numbered, "atto.pdf": original });
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining("non è firmato") });
    expect(out).toContain("PROVA");
    expect(Buffer.compare(copy().subarray(0, original.length), original)).toBe(0);
    const { pages } = await extractText(copy());
    expect(pages.at(-1)).toContain("Nessuna firma verificata");
    expect(pages[0]).toContain("n. 2706/2025 del 24/12/2025");
    const [seal] = verifyBytes(copy(), { anchors: [], at }).signatures;
    expect(seal).toMatchObject({ integrity: "valid", coverage: "whole-file" });
  });

  it("stamps the document inside a p7m, and names who signed it", async () => {
    const { signer } = await aSigner("P-256", "Adele Prova");
    const p7m = await signedData([fixture("chromium.pdf")], signer, { attached: true });
    const { code } = await run({ "atto.json": numbered, "atto.pdf.p7m": p7m }, { original: "atto.pdf.p7m" });
    expect(code).toBe(0);
    const last = (await extractText(copy())).pages.at(-1);
    expect(last).toContain("Adele Prova, Direttore");
    expect(last).toContain("Formato CAdES");
  });

  it("seals with the body's own key when it is given", async () => {
    const key = fixture("rsa.p12");
    const files = { "atto.json": numbered, "atto.pdf": fixture("chromium.pdf"), "ente.p12": key };
    expect(await run(files, { key: "ente.p12", password: "prova" })).toMatchObject({ code: 0 });
    expect(verifyBytes(copy(), { anchors: [], at }).signatures[0]?.signer?.name).toContain("Chiave di prova");
    const wrong = await run(files, { key: "ente.p12", password: "altra", json: true });
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.out)).toMatchObject({ copy: null, error: { code: "PKCS12_UNREADABLE" } });
  });

  it.each([
    ["an encrypted original", { "atto.pdf": fixture("encrypted.pdf") }, 1, "PDF_ENCRYPTED"],
    ["an original that is no PDF", { "atto.pdf": json("ciao") }, 1, "PDF_UNREADABLE"],
    ["an act without its number", { "atto.json": json(borgoSereno2706) }, 1, "NUMBER_MISSING"],
    ["an act that is none", { "atto.json": json({ subject: 1 }) }, 1, "ACT_NOT_VALID"],
    ["an act that is no JSON", { "atto.json": new TextEncoder().encode("{") }, 66, "NOT_JSON"],
    ["a copy that cannot be written", {}, 66, "NOT_WRITTEN"],
  ])("refuses %s with a code", async (what, files, exit, code) => {
    const given = { "atto.json": numbered, "atto.pdf": fixture("chromium.pdf"), ...files };
    const out = what.startsWith("a copy") ? { out: join(folder, "niente/copia.pdf") } : {};
    const answer = await run(given, { json: true, ...out });
    expect(answer.code).toBe(exit);
    expect(JSON.parse(answer.out)).toMatchObject({ copy: null, error: { code, message: expect.stringMatching(/./) } });
  });

  it("asks for -o, and never writes over what it reads", async () => {
    expect(await run({}, { out: undefined })).toMatchObject({ code: 64, out: "" });
    expect(await run({}, { out: "atto.pdf" })).toMatchObject({ code: 64, err: expect.stringContaining("-o") });
    expect(await run({ "atto.json": numbered })).toMatchObject({ code: 66 });
  });
});
