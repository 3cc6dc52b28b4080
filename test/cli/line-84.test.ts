// Proves that a right signature on the wrong document is told apart, and which bytes a recorded impronta covers.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { verifyCommand } from "../../cli/commands/verify.ts";
import type { Report } from "../../shared/signature/index.ts";
import { signedBy } from "../support/cms.ts";
import { qualifiedCertificate } from "../support/qualified-pki.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";
import { zip } from "../support/zip-writer.ts";

const adele = qualifiedCertificate({ subject: "Adele Prova" });
const bytes = (text: string) => new TextEncoder().encode(text);
const sha256 = (data: Uint8Array) => createHash("sha256").update(data).digest("hex").toUpperCase();
const document = bytes("Relazione di PROVA");
const envelope = signedBy(document, { holder: adele });
let folder = "";

beforeEach(async () => {
  folder = await makeFolder();
  writeFileSync(join(folder, "adele.der"), adele.der);
  writeFileSync(join(folder, "policy.json"), '{"revocation":"never"}');
  onTestFinished(() => removeFolder(folder));
});

/** Verifies one file against an act that records this impronta for Allegato A. */
async function against(file: Uint8Array, recorded: string) {
  const put = (name: string, content: Uint8Array | string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const out: string[] = [];
  const io = {
    out: (text: string) => out.push(text),
    err: () => undefined,
    readFile: (path: string) => readFile(path),
    colour: false,
  };
  const code = await verifyCommand(
    {
      files: [put("allegato.p7m", file)],
      act: put("atto.txt", `ALLEGATI\nAllegato A (impronta: ${recorded})\n`),
      trust: folder,
      policy: join(folder, "policy.json"),
      at: "2024-03-01T00:00:00Z",
      json: true,
      lang: "it",
    },
    { ...io, out: (text) => void io.out(text) },
  );
  return { code, report: JSON.parse(out.join("")) as Report };
}

describe("line 84: the wrong document", () => {
  it("line 84: a valid signature over a file of another impronta is refused, with both improntas", async () => {
    const other = sha256(bytes("Un'altra relazione"));
    const { code, report } = await against(envelope, other);
    expect([code, report.verdict, report.impronta?.matches]).toEqual([1, "valid", "none"]);
    expect(report.impronta?.message).toContain(other);
    expect(report.impronta?.message).toContain(sha256(envelope));
  });

  it("line 84: an envelope whose content has the impronta says that it covers the content", async () => {
    const { code, report } = await against(envelope, sha256(document));
    expect([code, report.impronta?.matches]).toEqual([0, "content"]);
    expect(report.impronta?.message).toContain("quella del contenuto, non della busta");
  });

  it("line 84: an envelope that itself has the impronta says that it covers the file", async () => {
    const { code, report } = await against(envelope, sha256(envelope));
    expect([code, report.impronta?.matches]).toEqual([0, "file"]);
  });

  it("line 84: a container around the document says that the impronta is the content's", async () => {
    const container = zip([
      { name: "mimetype", content: "application/vnd.etsi.asic-s+zip" },
      { name: "relazione.txt", content: document },
      { name: "META-INF/signature.p7s", content: signedBy(document, { holder: adele }, { content: null }) },
    ]);
    const { code, report } = await against(container, sha256(document));
    expect([code, report.verdict, report.impronta?.matches]).toEqual([0, "valid", "content"]);
  });

  it("line 84: the right document under a signature that was altered is invalid though the impronta matches", async () => {
    const altered = envelope.slice();
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    const { code, report } = await against(altered, sha256(document));
    expect([code, report.verdict, report.impronta?.matches]).toEqual([1, "invalid", "content"]);
  });
});
