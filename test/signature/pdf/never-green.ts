import { expect } from "vitest";
import { type Report, verifyBytes } from "../../../shared/signature/index.ts";
import { testSigner } from "../../support/signing/test-signer.ts";

export const adele = testSigner("Adele Prova");
export const bruno = testSigner("Bruno Esempio", { serial: 4712 });
export const authority = testSigner("PROVA - Marca temporale", { timestamping: true, serial: 4713 });

export const verified = (bytes: Uint8Array): Report =>
  verifyBytes(bytes, { anchors: [], at: new Date("2025-07-01T00:00:00Z") });

/** Told, never passed over, never an exception, and no signature of it left looking untouched beside intact ones. */
export function expectNeverGreen(report: Report): void {
  expect(report.error).toBeNull();
  expect(report.signatures.length).toBeGreaterThan(0);
  const untouched = report.signatures.every(
    ({ integrity, laterChanges }) => integrity === "valid" && (laterChanges === "none" || laterChanges === "allowed"),
  );
  expect(untouched, "reported as intact and unmodified").toBe(false);
}

/** The codes that decide about one signature, and the sentences about what came later. */
export const codesOf = (report: Report, at = 0): string[] =>
  (report.signatures[at]?.reasons ?? []).map(({ code }) => code);

/** Expects an intact first signature with changes of this level, among them these words. */
export function expectChanges(bytes: Uint8Array, level: string, words: RegExp): void {
  const report = verified(bytes);
  expect(report.error).toBeNull();
  expect(report.signatures[0]).toMatchObject({ integrity: "valid", laterChanges: level });
  expect(report.signatures[0]?.changes.join(" ")).toMatch(words);
}
