import { readFileSync } from "node:fs";
import { type Report, type VerifyOptions, verifyBytes } from "../../shared/signature/index.ts";

const folder = new URL("../fixtures/signatures/", import.meta.url);

/** The bytes of a fixture. */
export const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)));

export const anchors: readonly Uint8Array[] = [fixture("ca.pem"), fixture("edca.pem")];

/** The moment at which the fixtures are judged. */
export const at = new Date("2025-07-01T00:00:00Z");

export const verify = (name: string, options: Partial<VerifyOptions> = {}): Report =>
  verifyBytes(fixture(name), { fileName: name, anchors, at, ...options });

/** `integrity / indication / subIndication` and the codes that decide, of each signature. */
export function summary(report: Report): string[] {
  return report.signatures.map(({ integrity, indication, subIndication, reasons }) => {
    const codes = reasons.filter(({ level }) => level !== "note").map(({ code }) => code);
    return [integrity, indication, subIndication ?? "-", ...codes].join(" ");
  });
}

export const hexBytes = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
