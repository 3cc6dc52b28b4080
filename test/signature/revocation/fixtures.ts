import { readFileSync } from "node:fs";
import { type Report, type VerifyOptions, verifyBytes } from "../../../shared/signature/index.ts";

const folder = new URL("../../fixtures/revocation/", import.meta.url);

/** The bytes of a fixture of the revocation recipe. */
export const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)));

/** When the recipe ran: signing times and OCSP answers are of that moment. */
export const made = Date.parse(readFileSync(new URL("made.txt", folder), "utf8").trim());

export const anchors = [bytesOf("root.crt")];

export interface Asked extends Partial<VerifyOptions> {
  readonly crls?: readonly string[];
  readonly ocsps?: readonly string[];
}

/** A verdict some moments after the files were made, with answers named by their files. */
export function verify(name: string, { crls = [], ocsps = [], ...options }: Asked = {}): Report {
  const list = (names: readonly string[], ending: string) => names.map((one) => bytesOf(`${one}.${ending}`));
  return verifyBytes(bytesOf(name), {
    fileName: name,
    anchors,
    at: new Date(made + 3_600_000),
    revocation: { crls: list(crls, "crl"), ocsps: list(ocsps, "ocsp") },
    ...options,
  });
}

/** `indication subIndication code…` of the first signature, notes left out. */
export function answer(report: Report): string {
  const [signature] = report.signatures;
  if (signature === undefined) return report.error?.code ?? "-";
  const codes = signature.reasons.filter(({ level }) => level !== "note").map(({ code }) => code);
  return [signature.indication, signature.subIndication ?? "-", ...codes].join(" ");
}
