import { describe, expect, it } from "vitest";
import {
  chainSlot,
  checkEvidence,
  type Evidence,
  type EvidenceFault,
  evidenceFaults,
  readEvidence,
  writeEvidence,
} from "../../shared/register/index.ts";
import { evidence } from "../support/evidence.ts";

const { act, attachments, manifest, original, slot } = evidence;
const other = "00".repeat(32);

describe("the evidence of a copy", () => {
  it("is written as canonical JSON, the same bytes each time, and read back as it was", () => {
    const bytes = writeEvidence(evidence);
    expect(Buffer.compare(bytes, writeEvidence(structuredClone(evidence)))).toBe(0);
    expect(new TextDecoder().decode(bytes)).toMatch(/^\{"act":\{/);
    expect(readEvidence(bytes)).toEqual({ ok: true, evidence });
    expect(checkEvidence(evidence)).toEqual([]);
  });

  it("holds a VAT rate that is no whole number", () => {
    const line = { name: "voce", net: 100, vatRate: 5.5 };
    expect(readEvidence(writeEvidence({ ...evidence, act: { ...act, lines: [line] } }))).toMatchObject({
      ok: true,
      evidence: { act: { lines: [line] } },
    });
  });

  it("is not written with a whole codice fiscale in it", () => {
    const [signature] = evidence.signatures;
    if (!signature) throw new Error("the sample has a signature");
    const whole = { ...evidence, signatures: [{ ...signature, fiscalCode: "PRVDLA80A41H501X" }] };
    expect(() => writeEvidence(whole)).toThrow(/fiscalCode/);
  });

  const changes: Readonly<Record<EvidenceFault, Partial<Evidence>>> = {
    SLOT_HASH_DIFFERS: { slot: { ...slot, number: 2707 } },
    MANIFEST_DIFFERS: { manifest: { ...manifest, rev: 2 } },
    ORIGINAL_DIFFERS: { original: { ...original, sha256: other } },
    ACT_DIFFERS: { slot: chainSlot(slot.prev, { ...slot, actId: "another" }) },
    APPROVAL_OF_OTHER_BYTES: { approvals: evidence.approvals.map((one) => ({ ...one, manifestDigest: other })) },
    ATTACHMENTS_DIFFER: { attachments: attachments.map((one) => ({ ...one, fingerprint: other })) },
  };
  it.each(evidenceFaults)("that contradicts itself is found out: %s", (fault) => {
    expect(checkEvidence({ ...evidence, ...changes[fault] })).toEqual([fault]);
  });

  it("is found out when the printed impronta is another in the act's data alone", () => {
    const [first, ...rest] = act.recordedAttachments;
    if (!first) throw new Error("the sample has attachments");
    const forged = { ...act, recordedAttachments: [{ ...first, fingerprint: other }, ...rest] };
    expect(checkEvidence({ ...evidence, act: forged })).toEqual(["ATTACHMENTS_DIFFER"]);
  });

  it.each([
    ["nothing", "", /JSON/],
    ["no JSON", "%PDF-1.7", /JSON/],
    ["another schema", JSON.stringify({ ...evidence, schema: "visto/evidence/9" }), /schema/],
    ["a member that it does not know", JSON.stringify({ ...evidence, extra: 1 }), /extra/],
    ["a digest that is none", JSON.stringify({ ...evidence, original: { ...original, sha256: "XYZ" } }), /original/],
    ["a slot that is missing", JSON.stringify({ ...evidence, slot: undefined }), /slot/],
    ["a list", "[]", /object/],
  ])("that is %s is refused with what is wrong", (_, text, problem) => {
    const read = readEvidence(new TextEncoder().encode(text));
    expect(read).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
  });

  it("that is no UTF-8 is refused", () => {
    expect(readEvidence(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({ ok: false });
  });
});
