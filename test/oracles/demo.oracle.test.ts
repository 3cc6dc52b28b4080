// The demo from end to end, judged by poppler and by SQL: what `visto demo --out` leaves is what it says.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRun } from "../crash/reader.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";

const visto = fileURLToPath(new URL("../../cli/visto.js", import.meta.url));
let dir: string;
const data = () => join(dir, "data");
const out = (...names: string[]) => join(dir, "out", ...names);

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (error) throw error;
  return { status, stdout, stderr };
}
const demo = (...args: string[]) => run(process.execPath, visto, "demo", "--lang", "it", ...args);
const digest = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex").toUpperCase();

/** The text of each page; the last form feed ends the last page. */
const pages = (path: string) => run("pdftotext", "-layout", path, "-").stdout.split("\f").slice(0, -1);
const flat = (text: string) => text.replace(/\u00ad\n\s*/g, "").replace(/\s+/g, " ");

let first: ReturnType<typeof run>;
beforeAll(async () => {
  dir = await makeFolder();
  first = demo("--data", data(), "--out", out());
}, 600_000);
afterAll(() => removeFolder(dir));

describe("visto demo", () => {
  it("ends with 0, tells its stages on stderr and the number on stdout", () => {
    expect(first.status, first.stderr).toBe(0);
    expect(first.stdout).toContain("Determinazione n. 2706/2025 del 24/12/2025: pubblicata.");
    expect([...first.stderr.matchAll(/^\[ ?\d+\/11\] (\w+)/gm)].map((match) => match[1])).toEqual(
      "start draft attachments submission rendering approval signature number seal publication done".split(" "),
    );
    expect(first.stderr).not.toContain("█");
    expect(first.stderr).not.toContain("\u001b");
  });

  it("leaves results that the crash run's reader finds whole", () => {
    expect(readRun(data(), out()).losses).toEqual([]);
    expect(readdirSync(out()).sort()).toEqual([
      "act.json",
      "attachments",
      "audit.json",
      "copy.pdf",
      "mail",
      "original.pdf",
      "proofs",
    ]);
    expect(readdirSync(out("attachments")).map((name) => name[0])).toEqual(["A", "B", "C"]);
    // Two approvals, the signature and the visto ask by mail; the officer hears of the visto and of the publication.
    expect(readdirSync(out("mail"))).toHaveLength(6);
  });

  it.each(["original.pdf", "copy.pdf"])("pdfsig calls the signature of %s valid, over the whole document", (name) => {
    const { stdout } = run("pdfsig", "-nocert", out(name));
    expect(stdout.match(/Signature #/g)).toHaveLength(1);
    expect(stdout).toContain("Signature is Valid");
    expect(stdout).toContain("Total document signed");
  });

  it.each(["original.pdf", "copy.pdf"])("qpdf finds nothing amiss in the structure of %s", (name) => {
    expect(run("qpdf", "--check", out(name))).toMatchObject({ status: 0 });
  });

  it("prints sentence, three roles and page number on every page of the copy", () => {
    const all = pages(out("copy.pdf"));
    expect(all.length).toBeGreaterThanOrEqual(5);
    for (const [at, text] of all.entries()) {
      expect(flat(text)).toContain(
        "Documento firmato digitalmente, il cui originale informatico sostituisce il documento cartaceo e la firma autografa (artt. 20 e 21 del D.Lgs. n. 82/2005).",
      );
      expect(text).toContain("Direttore: PROVA ADELE");
      expect(text).toContain("Responsabile del procedimento istruttorio: Bruno Esempio");
      expect(text).toContain("Pratica trattata da ESEMPIO BRUNO");
      expect(text.match(/pag\. \d+\/\d+/g)).toEqual([`pag. ${at + 1}/${all.length}`]);
      expect(text).toContain("DOCUMENTO DI PROVA");
    }
  });

  it("prints number, date and every impronta on the copy, and neither number nor date on the original", () => {
    const copy = pages(out("copy.pdf")).join("\n");
    expect(copy).toMatch(/N\. 2706\/2025/);
    expect(copy).toMatch(/del 24\/12\/2025/);
    const act = JSON.parse(readFileSync(out("act.json"), "utf8"));
    expect(act.recordedAttachments).toHaveLength(3);
    for (const { label, fingerprint } of act.recordedAttachments) {
      expect(copy).toContain(fingerprint);
      const [file = ""] = readdirSync(out("attachments")).filter((name) => name.startsWith(`${label}-`));
      expect(digest(out("attachments", file))).toBe(fingerprint);
    }
    const original = pages(out("original.pdf")).join("\n");
    expect(original).not.toMatch(/2706\/2025|24\/12\/2025/);
    expect(copy).toContain(digest(out("original.pdf")));
  });

  it("has every section of the seed in the original, in the seed's order", () => {
    const text = pages(out("original.pdf")).join("\n");
    const wanted = [
      "OGGETTO",
      "IL DIRETTORE",
      "PREMESSE",
      "MOTIVAZIONE",
      "AMMINISTRATIVE",
      "CONTABILI",
      "NORMATIVA",
      "DETERMINA",
      "DECISIONE",
      "ALLEGATI",
    ];
    const found = wanted.map((label) => text.search(new RegExp(`^\\s*${label}(\\s|$)`, "m")));
    expect(found, wanted.join()).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  });

  it("registered the digest of the original that it left", () => {
    const db = new DatabaseSync(join(data(), "items.sqlite"), { readOnly: true });
    const rows = db.prepare("SELECT body FROM items WHERE pk LIKE '%#REG#%' AND sk LIKE 'N#%'").all();
    db.close();
    expect(rows.map((row) => JSON.parse(String(row["body"])).original)).toEqual([digest(out("original.pdf"))]);
  });

  it("changes nothing when it runs again on the same data", () => {
    const before = readdirSync(out("mail"));
    const copy = digest(out("copy.pdf"));
    const again = demo("--data", data(), "--out", out());
    expect(again).toMatchObject({ status: 0, stdout: first.stdout });
    expect(readRun(data(), out()).losses).toEqual([]);
    expect(readdirSync(out("mail"))).toEqual(before);
    expect(digest(out("copy.pdf"))).toBe(copy);
  }, 300_000);
});
