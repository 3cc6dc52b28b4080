import { describe, expect, it } from "vitest";
import type { SignedDocument } from "../../shared/act/index.ts";
import { messagesIn } from "../../web/messages/messages.ts";
import { signatureWords } from "../../web/signature-words.ts";

const stored = { key: "k", version: "v", sha256: "0".repeat(64), length: 1 };

const signed = (qualified: boolean | null, outcome: SignedDocument["outcome"] = "valid"): SignedDocument => ({
  ...stored,
  fileName: "firmato.pdf",
  type: "application/pdf",
  format: "pdf",
  kind: "pades",
  signer: { name: "ADELE PROVA", fiscalCode: null, issuer: "CA DI PROVA", qualified, matchedBy: "name" },
  time: { claimed: "2025-12-24T09:00:00Z", proved: null },
  outcome,
  report: stored,
  by: "adele.prova",
  at: "2025-12-24T09:00:00.000Z",
});

describe("what may be said of a signature", () => {
  it.each([
    [true, "certificato qualificato"],
    [false, "certificato non qualificato"],
    [null, "non è accertato se il certificato"],
  ])("qualified %s is told as it is, and never as another", (qualified, words) => {
    expect(signatureWords(signed(qualified), messagesIn("it"), "it").join(" ")).toContain(words);
  });

  it("is never valid when the certificate's trust was not established", () => {
    const said = signatureWords(signed(true, "undetermined"), messagesIn("it"), "it").join(" ");
    expect(said).toContain("Firma integra");
    expect(said).not.toContain("Firma valida");
    expect(said).toContain("Ora dichiarata dal firmatario");
  });
});
