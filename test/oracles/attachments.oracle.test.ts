// OpenSSL's word on the fictitious attachments: two envelopes signed by the test company, each around a whole PDF.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("../../local/demo/attachments/", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "visto-attachments-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: "utf8" });
/** 24 December 2025: the certificates are judged on the act's day. */
const actDay = String(Date.UTC(2025, 11, 24) / 1000);

describe.each(["allegato-b-offerta-economica", "allegato-c-disciplinare-di-incarico"])("%s.pdf.p7m", (name) => {
  it("verifies against the committed test authority, and holds a PDF that qpdf accepts", () => {
    const envelope = join(folder, `${name}.pdf.p7m`);
    const anchor = join(folder, "recipe/ca-di-prova.pem");
    const content = join(work, `${name}.pdf`);
    const flags = ["-verify", "-cades", "-binary", "-inform", "DER", "-purpose", "any", "-attime", actDay];
    const verified = run("openssl", "cms", ...flags, "-CAfile", anchor, "-in", envelope, "-out", content);
    expect(verified.stderr).toContain("successful");
    expect(verified.status).toBe(0);
    expect(run("qpdf", "--check", content).status).toBe(0);
  });
});

describe("every attachment", () => {
  it("says on every page that it is fictitious", () => {
    const pages = run("pdftotext", join(folder, "allegato-a-lettera-di-invito.pdf"), "-")
      .stdout.split("\f")
      .slice(0, -1);
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) expect(page).toContain("Documento fittizio");
  });
});
