// `visto check` answers on the right stream with the exit codes of the public contract.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CheckArguments, checkCommand } from "../../cli/commands/check.ts";
import { cremona2706 } from "../../shared/act/index.ts";

const clean = readFileSync(new URL("../fixtures/acts/clean.json", import.meta.url));
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

async function run(content: Uint8Array | Error, args: Partial<CheckArguments> = {}) {
  let out = "";
  let err = "";
  const code = await checkCommand(
    { file: "atto.json", json: false, lang: "it", ...args },
    {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      readFile: () => (content instanceof Error ? Promise.reject(content) : Promise.resolve(content)),
    },
  );
  return { code, out, err };
}

describe("visto check", () => {
  it("says in Italian that nothing was found, and exits 0", async () => {
    expect(await run(clean)).toMatchObject({ code: 0, err: "", out: expect.stringContaining("nessun rilievo") });
  });

  it("groups findings by severity and exits 1 when one blocks", async () => {
    const { code, out, err } = await run(bytes(cremona2706));
    expect(code).toBe(1);
    expect(err).toBe("");
    const order = [
      "Errori, bloccano l’atto (1)",
      "ALL-01",
      "Avvisi",
      "RUO-04",
      "Note",
      "MOV-11",
      "bloccato da 1 errore",
    ];
    const places = order.map((text) => out.indexOf(text));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it("prints one JSON value with the fields of the contract", async () => {
    const { code, out } = await run(bytes(cremona2706), { json: true });
    const answer = JSON.parse(out) as { findings: Record<string, string>[]; blocking: boolean };
    expect(code).toBe(1);
    expect(answer.blocking).toBe(true);
    expect(answer.findings.find((finding) => finding["code"] === "ALL-01")).toEqual({
      code: "ALL-01",
      severity: "E",
      message:
        "L’allegato C («Disciplinare di Incarico») è dichiarato nel dispositivo ma non compare nell’elenco con la sua impronta.",
      where: "Allegato C",
    });
  });

  it("speaks English when asked", async () => {
    expect((await run(bytes(cremona2706), { lang: "en" })).out).toContain("1 error block the act");
  });

  it("prints the schema of its input", async () => {
    const { code, out } = await run(new Error("nothing is read"), { schema: true });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty("$defs.act");
  });

  it("exits 64 without a file", async () => {
    expect(await run(clean, { file: "" })).toMatchObject({
      code: 64,
      out: "",
      err: expect.stringContaining("visto check"),
    });
  });

  it.each([
    ["a file that cannot be read", new Error("ENOENT: no such file"), "non si può leggere"],
    ["an empty file", bytes(""), "non è JSON"],
    ["text that is no JSON", bytes("{ ente: Comune }"), "non è JSON"],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), "non è JSON"],
    ["17 megabytes", new Uint8Array(17 * 1024 * 1024), "troppo grande"],
  ])("exits 66 on %s", async (_, content, sentence) => {
    expect(await run(content)).toMatchObject({ code: 66, out: "", err: expect.stringContaining(sentence) });
    const json = await run(content, { json: true });
    expect(json.code).toBe(66);
    expect(JSON.parse(json.out)).toMatchObject({
      findings: [],
      error: { code: expect.stringMatching(/FILE_UNREADABLE|NOT_JSON/) },
    });
  });

  it("exits 1 on JSON that is no act, with field, value and expectation", async () => {
    const { code, err } = await run(bytes({ ente: "Comune", oggetto: "x", data: "24/12/2025" }));
    expect(code).toBe(1);
    expect(err).toMatch(/data\n\s+trovato: "24\/12\/2025"\n\s+atteso: una data nella forma AAAA-MM-GG/);
  });

  it("reads JSON that begins with a byte order mark", async () => {
    expect((await run(new Uint8Array([0xef, 0xbb, 0xbf, ...clean]))).code).toBe(0);
  });

  it("lets no control or direction character of an act reach the terminal", async () => {
    const { out } = await run(bytes({ ...cremona2706, subject: "oggetto \u001b[2J\u202e\u0007 fine" }));
    expect(out).toContain("oggetto");
    for (const character of ["\u001b", "\u202e", "\u0007"]) expect(out).not.toContain(character);
  });
});
