import type { ContentReport, Report, SignatureReport, Verdict } from "../../shared/signature/index.ts";
import type { Language } from "../io.ts";

const verdicts: Readonly<Record<Verdict, readonly [string, string]>> = {
  valid: ["VALIDA", "VALID"],
  invalid: ["NON VALIDA", "NOT VALID"],
  undetermined: ["INDETERMINATA", "UNDETERMINED"],
  unsigned: ["SENZA FIRME", "UNSIGNED"],
};

const integrity = {
  valid: ["integra", "intact"],
  invalid: ["non integra", "not intact"],
  undetermined: ["integrità non determinata", "integrity undetermined"],
} as const;

/** The report for people: the verdict, then every signature with who, when by their own word, and why. */
export function reportText(report: Report, lang: Language): string {
  const say = (pair: readonly [string, string]) => pair[lang === "it" ? 0 : 1];
  const out = [
    `${report.file}: ${say(verdicts[report.verdict])}`,
    `  ${report.format}, ${report.size} byte, SHA-256 ${report.sha256}`,
  ];
  if (report.error !== null) out.push(`  ${report.error.message}`);
  if (report.impronta !== null) out.push(`  ${report.impronta.message}`);
  out.push(...signatureLines(report.signatures, "  ", lang));
  out.push(...contentLines(report.content, "  ", lang));
  for (const { with: tool, message } of report.disagreements) {
    out.push(
      `  ${say(["Altri strumenti possono rispondere diversamente", "Other tools may answer otherwise"])} (${tool}): ${message}`,
    );
  }
  return `${out.join("\n")}\n`;
}

function contentLines(content: ContentReport | null, indent: string, lang: Language): string[] {
  if (content === null) return [];
  const word = lang === "it" ? "Contenuto" : "Content";
  return [
    `${indent}${word}: ${content.format}, ${content.size} byte, SHA-256 ${content.sha256}`,
    ...signatureLines(content.signatures, `${indent}  `, lang),
    ...contentLines(content.content, `${indent}  `, lang),
  ];
}

function signatureLines(signatures: readonly SignatureReport[], indent: string, lang: Language): string[] {
  return signatures.flatMap((signature, index) => oneSignature(signature, index + 1, indent, lang));
}

function oneSignature(signature: SignatureReport, number: number, indent: string, lang: Language): string[] {
  const it = lang === "it";
  const { signer, signingTime } = signature;
  const sub = signature.subIndication === null ? "" : ` / ${signature.subIndication}`;
  const kind = [signature.kind, signature.level, signature.algorithm, signature.field].filter(Boolean).join(" ");
  const out = [
    `${indent}${it ? "Firma" : "Signature"} ${number} (${kind}): ${integrity[signature.integrity][it ? 0 : 1]}; ${signature.indication}${sub}`,
  ];
  if (signer !== null) {
    const code = signer.fiscalCode === null ? "" : ` (${signer.fiscalCode})`;
    out.push(
      `${indent}  ${it ? "Certificato di" : "Certificate of"} ${signer.name}${code}, ${it ? "emesso da" : "issued by"} ${signer.issuer}`,
    );
  }
  if (signingTime.claimed !== null) {
    out.push(
      `${indent}  ${it ? "Ora dichiarata dal firmatario" : "Time claimed by the signer"}: ${signingTime.claimed}`,
    );
  }
  if (signature.time) out.push(`${indent}  ${it ? "Ora attestata" : "Time attested"}: ${signature.time}`);
  if (signature.coverage !== null && signature.coverage !== "whole-file") {
    const covered = signature.coverage === "revision" ? ["una revisione", "one revision"] : ["una parte", "a part"];
    out.push(`${indent}  ${it ? "Copre" : "Covers"} ${covered[it ? 0 : 1]}${it ? " del file" : " of the file"}`);
  }
  for (const change of signature.changes) out.push(`${indent}  · ${change}`);
  for (const { message } of signature.reasons) out.push(`${indent}  - ${message}`);
  return out;
}
