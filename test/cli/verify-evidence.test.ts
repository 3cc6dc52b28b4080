// A sealed copy is checked with nothing but itself, and with the files that it speaks of.
import { beforeAll, describe, expect, it } from "vitest";
import { verifyCommand } from "../../cli/commands/verify.ts";
import type { EvidenceReport } from "../../cli/commands/verify-evidence.ts";
import type { Io } from "../../cli/io.ts";
import { readEngineParts } from "../../local/engine/index.ts";
import { type ActData, canonicalJson, sha256Of } from "../../shared/act/index.ts";
import { openRenderer, type Renderer } from "../../shared/pdf/index.ts";
import { chainSlot, type Evidence, evidenceName, writeEvidence } from "../../shared/register/index.ts";
import { sealPdf } from "../../shared/seal/index.ts";
import { brief, pdfOf, setup, stamps } from "../pdf/samples.ts";
import { aSigner } from "../seal/signers.ts";
import { evidence } from "../support/evidence.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const attachments = { A: bytes("Disciplinare di prova\n"), B: bytes("Preventivo di prova\n") };
const original = bytes("%PDF-1.7 finto originale firmato, di prova\n");

/** The sample's evidence for these very files, every digest computed again. */
function forFiles(): { act: ActData; said: Evidence } {
  const found = Object.entries(attachments).map(([label, content]) => ({ label, fingerprint: sha256Of(content) }));
  const recordedAttachments = found.map((one) => ({ ...one, algorithm: "SHA-256" }));
  const { roles: _, ...data } = brief;
  const act = {
    ...brief,
    recordedAttachments,
    declaredAttachments: found.map(({ label }) => ({ label, title: "Titolo" })),
  };
  const manifest = {
    actId: "01JPROVA",
    attachments: found.map(({ label, fingerprint }) => ({ label, impronta: fingerprint })),
  };
  const manifestDigest = sha256Of(canonicalJson(manifest));
  const file = { fileName: "determinazione-2706-2025-originale.pdf", sha256: sha256Of(original) };
  const slot = chainSlot(evidence.slot.prev, { ...evidence.slot, manifestDigest, original: file.sha256 });
  const said: Evidence = {
    ...evidence,
    act: { ...data, roles: {}, recordedAttachments, declaredAttachments: act.declaredAttachments },
    manifest,
    slot,
    original: file,
    approvals: evidence.approvals.map((one) => ({ ...one, manifestDigest })),
    attachments: found.map((one) => ({ ...one, verdict: "VERIFIED" })),
  };
  return { act, said };
}

let renderer: Renderer;
let seal: (pdf: Uint8Array) => Promise<Uint8Array>;
const { act, said } = forFiles();
beforeAll(async () => {
  renderer = await openRenderer(await readEngineParts());
  const { signer } = await aSigner("P-256", "Comune di Borgo Sereno (PROVA)");
  seal = (pdf) => sealPdf(pdf, signer, { at: new Date("2025-12-24T09:00:00Z") });
});

async function copyWith(inside: Uint8Array | null, printed: ActData = act): Promise<Uint8Array> {
  const attached = inside && [
    { name: evidenceName, mediaType: "application/json", description: "Dati", bytes: inside },
  ];
  const outcome = await renderer.renderCopy(
    printed,
    { ...stamps, original: said.original },
    { ...setup, ...(attached ? { attached } : {}) },
  );
  return pdfOf(outcome).bytes;
}

type Json = { sha256: string; impronta: { label: string; matches: string } | null; evidence?: EvidenceReport };

async function verify(files: Readonly<Record<string, Uint8Array>>, json = true) {
  let out = "";
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: () => undefined,
    readFile: async (path) => files[path] ?? Promise.reject(new Error("no such file")),
    colour: false,
  };
  const noFiles = {
    openFile: () => Promise.reject(new Error("in memory")),
    sizeOf: async (path: string) => files[path]?.length ?? 0,
    listFolder: async () => [],
    inputLines: async function* () {},
  };
  const args = { files: Object.keys(files), json, lang: "it" as const, at: "2026-01-10T00:00:00Z" };
  const code = await verifyCommand(args, io, noFiles);
  const reports = json ? ([JSON.parse(out)].flat() as Json[]) : [];
  return { code, out, reports, evidence: reports[0]?.evidence };
}

describe("visto verify COPY.pdf", () => {
  it("finds the evidence consistent under the seal, and says what is proved and what is not", async () => {
    const copy = await seal(await copyWith(writeEvidence(said)));
    const { code, evidence: found } = await verify({ "copia.pdf": copy });
    expect(found).toMatchObject({
      verdict: "consistent",
      test: true,
      act: { number: 2706, year: 2025, register: "DET" },
      slot: { hash: said.slot.hash },
      problems: [],
    });
    expect(found?.proved).toHaveLength(3);
    expect(code).toBe(2);
    const text = (await verify({ "copia.pdf": copy }, false)).out;
    for (const wanted of ["Dati di verifica nella copia (dati di PROVA", said.slot.hash, "Da chiedere al portale"])
      expect(text).toContain(wanted);
  });

  it("recognises attachments and signed original given with it, and a file that is none of them", async () => {
    const copy = await seal(await copyWith(writeEvidence(said)));
    const { reports } = await verify({
      "copia.pdf": copy,
      "allegato-A.txt": attachments.A,
      "allegato-B.txt": attachments.B,
      "originale.pdf": original,
      "altro.txt": bytes("altro"),
    });
    expect(reports.slice(1).map((one) => [one.impronta?.label, one.impronta?.matches])).toEqual([
      ["A", "file"],
      ["B", "file"],
      ["originale", "file"],
      [expect.any(String), "none"],
    ]);
  });

  it("does not call evidence proved that no intact seal covers", async () => {
    const unsealed = await copyWith(writeEvidence(said));
    expect((await verify({ "copia.pdf": unsealed })).evidence).toMatchObject({
      verdict: "unsealed",
      problems: [{ code: "NOT_UNDER_SEAL" }],
      proved: [],
    });
    const broken = await seal(unsealed);
    broken[300] = (broken[300] ?? 0) ^ 1;
    expect((await verify({ "copia.pdf": broken })).evidence?.verdict).not.toBe("consistent");
  });

  it("finds an impronta that is printed otherwise, even under an intact seal", async () => {
    const [first, ...rest] = act.recordedAttachments;
    if (!first) throw new Error("the sample has attachments");
    const other = { ...act, recordedAttachments: [{ ...first, fingerprint: "0".repeat(64) }, ...rest] };
    const { code, evidence: found } = await verify({
      "copia.pdf": await seal(await copyWith(writeEvidence(said), other)),
    });
    expect(found?.verdict).toBe("contradicted");
    expect(found?.problems[0]).toMatchObject({
      code: "PRINTED_DIFFERS",
      message: expect.stringContaining("Allegato A"),
    });
    expect(code).toBe(1);
  });

  it.each([
    [
      "a number that is not the slot's",
      () => writeEvidence({ ...said, slot: { ...said.slot, number: 2707 } }),
      "SLOT_HASH_DIFFERS",
    ],
    ["no JSON in it", () => bytes("{"), "EVIDENCE_UNREADABLE"],
  ])("refuses evidence with %s", async (_, make, problem) => {
    const { code, evidence: found } = await verify({ "copia.pdf": await seal(await copyWith(make())) });
    expect(found).toMatchObject({ verdict: "contradicted", problems: [{ code: problem }], proved: [] });
    expect(code).toBe(1);
  });

  it("says nothing of evidence where there is none", async () => {
    expect((await verify({ "copia.pdf": await seal(await copyWith(null)) })).evidence).toBeUndefined();
  });
});
