// The examples are whole: their texts are there, and the twin's impronte are those of the committed files.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  actRoleNames,
  borgoSereno2706,
  cremona2706,
  isCup,
  parseCig,
  parseFingerprint,
  parseFiscalCode,
  parseVatNumber,
} from "../../shared/act/index.ts";

const folder = new URL("../../local/demo/attachments/", import.meta.url);
const file = (label: string) => {
  const name = readdirSync(folder).find((candidate) => candidate.startsWith(`allegato-${label.toLowerCase()}-`));
  if (name === undefined) throw new Error(`no file for attachment ${label}`);
  return readFileSync(new URL(name, folder));
};

describe("the fictitious twin's attachments", () => {
  it.each(["A", "B", "C"])("has the recorded impronta in the committed file of attachment %s", (label) => {
    const recorded = borgoSereno2706.recordedAttachments.find((attachment) => attachment.label === label);
    expect(recorded?.fingerprint).toBe(createHash("sha256").update(file(label)).digest("hex").toUpperCase());
  });

  it("are a PDF and two DER envelopes", () => {
    expect(file("A").subarray(0, 5).toString("latin1")).toBe("%PDF-");
    for (const label of ["B", "C"]) expect(file(label).subarray(0, 2).toString("hex")).toBe("3082");
  });

  it("are recorded in order, each one declared", () => {
    const labels = (list: readonly { readonly label: string }[]) => list.map(({ label }) => label);
    expect(labels(borgoSereno2706.recordedAttachments)).toEqual(["A", "B", "C"]);
    expect(labels(borgoSereno2706.declaredAttachments)).toEqual(["A", "B", "C"]);
  });
});

describe("the fictitious twin's codes", () => {
  it("are formally right, and marked as nobody's", () => {
    expect(parseCig(borgoSereno2706.cig ?? "").ok).toBe(true);
    expect(borgoSereno2706.cig).toMatch(/^I/);
    expect(isCup(borgoSereno2706.cup ?? "")).toBe(true);
    expect(parseVatNumber(borgoSereno2706.contract?.vatNumber ?? "").ok).toBe(true);
    expect(borgoSereno2706.contract?.vatNumber?.slice(7, 10)).toBe("777");
    for (const role of actRoleNames) {
      const code = borgoSereno2706.roles[role]?.fiscalCode ?? "";
      expect(parseFiscalCode(code).ok).toBe(true);
      expect(code.slice(11, 15)).toBe("Z999");
    }
  });

  it("leave number, year and date to the register", () => {
    expect([borgoSereno2706.number, borgoSereno2706.year, borgoSereno2706.date]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("the real act", () => {
  it("records the two impronte that were published, and no third", () => {
    const recorded = cremona2706.recordedAttachments.map(({ label, fingerprint }) => [
      label,
      parseFingerprint(fingerprint),
    ]);
    expect(recorded).toEqual([
      ["B", { ok: true, value: "8029E4B4489194DF8CD8C9FF6B5CB8D871A46AFCF1D31C63A917E475EFCAAA4A" }],
      ["A", { ok: true, value: "38B3EC72F3ABC9144C1B662C78F74F50574FAFBF6407368AE4F948B2CE5E1CDC" }],
    ]);
  });

  it("keeps the text verbatim, slips included, and leaves the page footer out", () => {
    const text = JSON.stringify(cremona2706.sections);
    for (const slip of ["Preso d'atto", "inquinato", "Macrofasì", "socialeIn", "dell'Ente dell'Ente", "B9A443D84D ."]) {
      expect(text).toContain(slip);
    }
    expect(text).toContain("accompagnamento abitativo di persone anziane");
    expect(text).not.toMatch(/pag\. 1\/5|firmato digitalmente, il cui originale/);
  });
});
