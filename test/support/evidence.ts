import { borgoSereno2706, canonicalJson, sha256Of } from "../../shared/act/index.ts";
import { chainSlot, type Evidence, openingHash } from "../../shared/register/index.ts";

// A fictitious act's evidence, made as the copy's is: the manifest first, then the slot over it.
const { roles, ...twin } = borgoSereno2706;
export const evidenceAct = { ...twin, roles: { signatory: { name: roles.signatory?.name ?? "" } } };
const attachments = evidenceAct.recordedAttachments.map(({ label, fingerprint }) => ({
  label,
  fingerprint,
  verdict: "VERIFIED" as const,
}));
const manifest = {
  actId: "01JPROVA",
  rev: 1,
  attachments: attachments.map(({ label, fingerprint }) => ({ label, impronta: fingerprint, size: 10 })),
};
const manifestDigest = sha256Of(canonicalJson(manifest));
const original = { fileName: "determinazione-2706-2025-originale.pdf", sha256: "5A".repeat(32) };
const slot = chainSlot(openingHash("DET", 2025, 2705), {
  register: "DET",
  year: 2025,
  number: 2706,
  date: "2025-12-24",
  actId: "01JPROVA",
  manifestDigest,
  original: original.sha256,
});
export const evidence: Evidence = {
  schema: "visto/evidence/1",
  test: true,
  act: evidenceAct,
  manifest,
  slot,
  original,
  signatures: [
    {
      name: "Adele Prova",
      role: "Direttore",
      fiscalCode: "PRVDLA**********",
      verdict: "intact",
      qualified: null,
      format: "PAdES",
    },
  ],
  approvals: [{ name: "Carla Modello", role: "RUP", at: "2025-12-22T09:12:44Z", manifestDigest }],
  attachments,
  effect: { state: "awaiting-visto" },
  copy: {
    revision: 1,
    verification: { url: "https://a.example/v/X", address: "a.example/v", code: "7KQ2-M4XD" },
    earlier: [],
  },
};
