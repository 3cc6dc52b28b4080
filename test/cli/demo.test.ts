// `visto demo` with acts that do not get through: every end has its exit code and says why.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type DemoArguments, demoCommand } from "../../cli/commands/demo.ts";
import { endOfDemo } from "../../cli/commands/demo-end.ts";
import { cremona2706, sha256Of } from "../../shared/act/index.ts";
import { anAct } from "../support/acts.ts";
import { tempFolder } from "../support/temp-folder.ts";

let dir: string;
const at = (...names: string[]) => join(dir, ...names);

async function demo(over: Partial<DemoArguments> = {}) {
  const said = { out: "", err: "" };
  const io = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    readFile: (path: string) => readFile(path),
    colour: false,
  };
  const code = await demoCommand({ out: at("out"), data: at("data"), p7m: false, lang: "it", ...over }, io);
  return { code, ...said };
}

const written = async (name: string, text: string): Promise<string> => {
  await writeFile(at(name), text);
  return at(name);
};

describe("visto demo --act", () => {
  it("ends with 66 and the path when the file is not there, a folder, no JSON, or too large", async () => {
    dir = await tempFolder();
    await mkdir(at("cartella"));
    const large = await written("grande.json", " ".repeat(17 * 1024 * 1024));
    for (const act of [at("manca.json"), at("cartella"), await written("mezzo.json", '{"oggetto": '), large]) {
      const { code, out, err } = await demo({ act });
      expect({ code, out }, act).toEqual({ code: 66, out: "" });
      expect(err).toContain(act);
    }
  });

  it("ends with 66 when the folder of the attachments is not there", async () => {
    dir = await tempFolder();
    const act = await written("atto.json", JSON.stringify(anAct()));
    expect(await demo({ act, files: at("manca") })).toMatchObject({
      code: 66,
      err: expect.stringContaining(at("manca")),
    });
  });

  it("ends with 1 and names field, value and expectation when the JSON is not an act", async () => {
    dir = await tempFolder();
    const { subject: _, ...rest } = anAct();
    const act = await written("atto.json", JSON.stringify({ ...rest, date: "ieri" }));
    const { code, out, err } = await demo({ act });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/subject\n\s+trovato: \(assente\)\n\s+atteso: /);
    expect(err).toMatch(/date\n\s+trovato: "?ieri"?\n\s+atteso: /);
    expect(await readdir(dir)).toEqual(["atto.json"]);
  });

  it("ends BLOCKED with 1 for the real seed, says what is missing, and takes no other file for it", async () => {
    dir = await tempFolder();
    const act = await written("atto.json", JSON.stringify(cremona2706));
    const { code, out } = await demo({ act });
    expect(code).toBe(1);
    expect(out).toContain("L'atto è nello stato BLOCKED");
    expect(out).toMatch(/ALL-01 .*allegato C/);
    expect(out).toMatch(/Allegato A: DECLARED: nessun file/);
    expect(JSON.parse(await readFile(at("out", "audit.json"), "utf8"))).toMatchObject({ state: "BLOCKED" });
    expect(await readdir(at("out"))).not.toContain("original.pdf");

    // Gone on with, now that somebody brings a file: it is another one, and the recorded impronta stays.
    await mkdir(at("file"));
    await writeFile(at("file", "A.pdf"), "un altro file");
    const again = await demo({ act, files: at("file") });
    const recorded = cremona2706.recordedAttachments.find((one) => one.label === "A")?.fingerprint.toUpperCase();
    expect(again.code).toBe(1);
    expect(again.out).toContain(
      `Allegato A: MISMATCH: impronta registrata ${recorded}, trovata ${sha256Of(new TextEncoder().encode("un altro file"))}`,
    );
    expect(JSON.parse(await readFile(at("out", "act.json"), "utf8")).recordedAttachments).toContainEqual(
      expect.objectContaining({ label: "A", fingerprint: recorded }),
    );
  });
});

describe("the end of a demo", () => {
  it("says that nothing was created, and why, in both languages", () => {
    const refusal = {
      code: "LIMIT_EXCEEDED",
      why: { it: "Troppi.", en: "Too many." },
      whoCanFix: "officer",
      details: {},
    } as const;
    const said = (lang: "it" | "en") => endOfDemo({ head: undefined, refusal }, { out: "out", lang });
    expect(said("it")).toEqual({
      lines: ["L'atto non è stato creato.", "Perché: LIMIT_EXCEEDED Troppi."],
      published: false,
    });
    expect(said("en").lines).toContain("Because: LIMIT_EXCEEDED Too many.");
  });
});
