// Proves the public contract of `visto import`, and that `visto verify` checks a published act against its own lines.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkCommand } from "../../cli/commands/check.ts";
import { type ImportArguments, importCommand } from "../../cli/commands/import.ts";
import { verifyCommand } from "../../cli/commands/verify.ts";
import { nodeFiles } from "../../cli/node-files.ts";
import { publishedText } from "../fixtures/acts/printed/layouts.ts";
import { recorder } from "../support/recorder.ts";
import { cmsOver, testSigner } from "../support/signing/test-signer.ts";

const printed = (name: string) => fileURLToPath(new URL(`../fixtures/acts/printed/${name}`, import.meta.url));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "visto-import-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

async function imported(file: string | undefined, more: Partial<ImportArguments> = {}) {
  const { texts, io } = recorder();
  const code = await importCommand({ file, json: false, lang: "it", ...more }, io);
  return { code, ...texts };
}
const signer = testSigner("Adele Prova");
const p7m = (content: Uint8Array) => cmsOver(signer, content, { type: "1.2.840.113549.1.7.1" });

/** A PDF of some pages that all show the same text, or none. */
function pdfOf(pages: number, text = ""): Uint8Array {
  const content = text === "" ? "" : `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`;
  const kids = Array.from({ length: pages }, (_, index) => `${index + 4} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages} /Kids [${kids}] /MediaBox [0 0 595 842] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...Array.from({ length: pages }, () => "<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>"),
  ];
  let body = "%PDF-1.7\n";
  const places = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  return new TextEncoder().encode(
    `${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
  );
}

describe("visto import", () => {
  it("says in Italian what was found, what is missing and what the checks say, and ends with 0", async () => {
    const { code, out, err } = await imported(printed("cremona-2706-2025.txt"));
    expect([code, err]).toEqual([0, ""]);
    for (const line of [
      "Comune di Cremona – determinazione 2706/2025 del 24/12/2025",
      "  impronta dell'allegato B: 8029E4B4489194DF8CD8C9FF6B5CB8D871A46AFCF1D31C63A917E475EFCAAA4A  [pag. 1]",
      "Non trovato (2)",
      "  impronta dell'allegato C",
      "Da chiedere a una persona",
      "1 errore, ",
      "  E ALL-01  ",
    ])
      expect(out).toContain(line);
  });

  it("answers one JSON value, in English too, and reads a PDF of another program", async () => {
    const { code, out } = await imported(printed("rewritten.pdf"), { json: true, lang: "en" });
    const json = JSON.parse(out);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      format: "pdf",
      envelopes: 0,
      complete: true,
      blocking: true,
      error: null,
      pagesWithoutText: [],
    });
    expect(json.act).toMatchObject({ schema: "visto/act/1", number: 2706, cig: "B9A443D84D" });
    expect(json.sha256).toBe(
      createHash("sha256")
        .update(readFileSync(printed("rewritten.pdf")))
        .digest("hex")
        .toUpperCase(),
    );
    expect(json.missing).toContainEqual({
      field: "recordedAttachments.C",
      why: "not-found",
      label: "impronta of attachment C",
      message: "not found in the text",
    });
    expect(json.found[0]).toMatchObject({ field: "body.name", value: "Comune di Cremona", where: { page: 1 } });
  });

  it("writes an act that visto check takes as it is", async () => {
    const out = join(folder, "act.json");
    expect((await imported(printed("cremona-2706-2025.txt"), { out })).code).toBe(0);
    const { io, texts } = recorder();
    expect(await checkCommand({ file: out, json: true, lang: "it" }, io)).toBe(1);
    expect(JSON.parse(texts.out).findings.map((one: { code: string }) => one.code)).toContain("ALL-01");
  });

  it("reads the act inside one envelope and inside two, and says so", async () => {
    const once = p7m(readFileSync(printed("rewritten.pdf")));
    for (const [bytes, envelopes] of [
      [once, 1],
      [p7m(once), 2],
    ] as const) {
      const { code, out } = await imported(put("atto.pdf.p7m", bytes), { json: true });
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ format: "pdf", envelopes, act: { number: 2706 } });
    }
    expect((await imported(put("atto.pdf.p7m", once))).out).toContain("dentro una busta firmata (.p7m)");
  });

  it("reads a text in the code page of older programs", async () => {
    const text = "COMUNE DI PROVA\n\nOGGETTO Affidamento per la città\n\nIL DIRIGENTE\n";
    const { out } = await imported(put("vecchio.txt", Buffer.from(text, "latin1")), { json: true });
    expect(JSON.parse(out).act.subject).toBe("Affidamento per la città");
  });

  it("says that a scan has no text, and ends with 2", async () => {
    const { code, out } = await imported(put("scansione.pdf", pdfOf(3)));
    expect([code, out.split("\n")[1]]).toEqual([
      2,
      "Nessun testo: è una scansione. Visto non riconosce i caratteri da un'immagine: chiedere il file originale.",
    ]);
    expect(JSON.parse((await imported(join(folder, "scansione.pdf"), { json: true })).out)).toMatchObject({
      act: {},
      complete: false,
      pagesWithoutText: [1, 2, 3],
      missing: [{ why: "no-text", message: "nessun testo: è una scansione" }],
    });
  });

  it("ends with 2 for a text that is no act", async () => {
    const { code, out } = await imported(put("ricetta.txt", "Torta di mele\n\nSbucciare le mele.\n"));
    expect([code, out]).toEqual([2, expect.stringContaining("Nel testo non c'è niente di un atto")]);
  });
});

describe("a bad input of visto import", () => {
  const bad: readonly (readonly [string, () => string | undefined, number, RegExp])[] = [
    ["no file named", () => undefined, 64, /Indicare il file/],
    ["a file that is not there", () => join(folder, "manca.pdf"), 66, /non si legge: ENOENT/],
    ["a folder", () => folder, 66, /non si legge: EISDIR/],
    ["0 bytes", () => put("vuoto.pdf", ""), 66, /Il file è vuoto: 0 byte/],
    ["an empty envelope's content", () => put("vuoto.p7m", p7m(new Uint8Array())), 66, /vuoto|busta/],
    ["a PDF with a password", () => printed("encrypted.pdf"), 66, /protetto da password/],
    ["bytes that only begin like a PDF", () => put("rotto.pdf", "%PDF-1.7\nrotto"), 66, /non si legge/],
    [
      "a broken envelope",
      () => put("rotto.p7m", p7m(readFileSync(printed("rewritten.pdf"))).subarray(0, 900)),
      66,
      /busta|Atteso/,
    ],
    ["a picture", () => put("foto.png", Buffer.from("89504e470d0a1a0a0000", "hex")), 66, /Atteso un PDF.*png/],
    ["5,000 pages", () => put("lungo.pdf", pdfOf(5_000, "Pagina")), 1, /5000 pagine, al massimo 1000/],
  ];
  it.each(bad)("that is %s ends with its code and a reason", async (_, file, exit, reason) => {
    const path = file();
    const { code, out, err } = await imported(path);
    expect([code, out]).toEqual([exit, ""]);
    expect(err).toMatch(reason);
    if (exit === 64) return;
    const json = await imported(path, { json: true });
    expect([json.code, json.err]).toEqual([exit, ""]);
    expect(JSON.parse(json.out).error).toMatchObject({ message: expect.stringMatching(reason) });
  });

  it("that is also where to write is refused, and left as it was", async () => {
    const path = put("atto.txt", publishedText);
    expect((await imported(path, { out: path })).code).toBe(64);
    expect(readFileSync(path, "utf8")).toBe(publishedText);
  });
});

describe("a published act against its own lines", () => {
  const files = { A: Buffer.from("Lettera di invito"), B: Buffer.from("Offerta economica") };
  const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").toUpperCase();
  const line = (label: string, hex: string) => `- Allegato ${label} (impronta: ${hex.slice(0, 40)}\n${hex.slice(40)})`;
  const act = `COMUNE DI PROVA\n\nOGGETTO Prova\n\nDETERMINA\n1) Dare atto che sono parti integranti gli allegati:\nallegato A) Lettera;\nallegato B) Offerta;\nallegato C) Disciplinare.\n\nALLEGATI\n\n${line("B", digest(files.B))}\n${line("A", digest(files.A))}\n`;

  async function verified(...paths: string[]) {
    const { texts, io } = recorder();
    const code = await verifyCommand(
      { files: [put("atto.txt", act), ...paths], json: true, lang: "it", at: "2025-07-01T00:00:00Z" },
      io,
      nodeFiles,
    );
    return { code, err: texts.err, reports: JSON.parse(texts.out) };
  }

  it("finds each file by its impronta, whatever its order and name, and says which attachment has none", async () => {
    const { code, reports } = await verified(put("uno.pdf", files.A), put("due.pdf", files.B));
    // Nothing here is signed, which is what 2 says.
    expect(code).toBe(2);
    expect(reports[1].impronta).toMatchObject({ label: "A", matches: "file" });
    expect(reports[2].impronta).toMatchObject({ label: "B", matches: "file" });
    expect(reports[0].attachments).toMatchObject({ missing: [], withoutFingerprint: ["C"] });
  });

  it("says that two files have each other's name", async () => {
    const { code, reports } = await verified(put("allegato_A.pdf", files.B), put("allegato_B.pdf", files.A));
    expect(code).toBe(2);
    expect(reports[1].impronta).toMatchObject({
      label: "B",
      matches: "file",
      message: expect.stringContaining("Il nome del file dice A"),
    });
  });

  it("refuses a file that was changed, with both digests", async () => {
    const changed = Buffer.from("Offerta economica, ritoccata");
    const { code, reports } = await verified(put("Allegato B.pdf", changed), put("allegato-a.pdf", files.A));
    expect(code).toBe(1);
    expect(reports[1].impronta).toMatchObject({ label: "B", matches: "none", recorded: digest(files.B) });
    expect(reports[1].impronta.message).toContain(digest(changed));
    expect(reports[0].attachments.missing).toEqual(["B"]);
  });

  it("says which recorded attachment no file is, and does not call the act checked", async () => {
    const { code, err, reports } = await verified(put("a.pdf", files.A));
    expect(code).toBe(2);
    expect(reports[0].attachments.missing).toEqual(["B"]);
    expect(err).toContain("Allegati dell'atto che nessun file è: B");
  });

  it("compares an attachment without an impronta with nothing", async () => {
    const { code, reports } = await verified(
      put("a.pdf", files.A),
      put("b.pdf", files.B),
      put("allegato_C.pdf", "Disciplinare"),
    );
    expect(code).toBe(2);
    expect(reports[3].impronta).toMatchObject({
      label: "C",
      recorded: "",
      matches: "none",
      message: expect.stringContaining("non registra l'impronta dell'Allegato C"),
    });
  });

  it("refuses a file too many", async () => {
    const { code, reports } = await verified(put("a.pdf", files.A), put("b.pdf", files.B), put("altro.pdf", "Altro"));
    expect(code).toBe(1);
    expect(reports[3].impronta.matches).toBe("none");
  });

  it("recognises the content of an envelope, and says that the impronta is the content's", async () => {
    const { reports } = await verified(put("allegato_A.pdf.p7m", p7m(files.A)), put("b.pdf", files.B));
    expect(reports[1].impronta).toMatchObject({
      label: "A",
      matches: "content",
      message: expect.stringContaining("del contenuto, non della busta"),
    });
    expect(reports[1].signatures).toHaveLength(1);
  });

  it("takes the seed's own PDF, as another program wrote it, for the act that it is", async () => {
    const { texts, io } = recorder();
    const paths = [printed("rewritten.pdf"), put("x.pdf", files.A)];
    const code = await verifyCommand(
      { files: paths, json: true, lang: "it", at: "2025-07-01T00:00:00Z" },
      io,
      nodeFiles,
    );
    const [act2706] = JSON.parse(texts.out);
    expect(code).toBe(1);
    expect(act2706.attachments).toMatchObject({ missing: ["B", "A"], withoutFingerprint: ["C"] });
  });
});
