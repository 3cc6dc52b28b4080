import { type ActHead, type Assignment, printAmount, printDay, type VistoIntent } from "../../act/index.ts";

const outcomes = {
  FAVOURABLE: "FAVOREVOLE",
  WITH_REMARKS: "FAVOREVOLE CON RILIEVI",
  REFUSED: "NEGATO",
} as const;

/**
 * The statement that the financial office signs: it names the act's number and the SHA-256 of its signed original, so
 * that it speaks of this act and of no other (TUEL art. 183 c. 7, art. 153 c. 5). The same head and intent give the
 * same bytes: the signed file is matched by their digest. UTF-8, lines end with a line feed.
 *
 * @throws {Error} for an act without a number: there is nothing yet that a visto could name.
 */
export function vistoStatement(head: ActHead, intent: VistoIntent, assignment: Assignment, role: string): string {
  const { registration, signed } = head;
  if (!registration || !signed) throw new Error("a visto speaks of a numbered act");
  const { outcome, commitments, reason } = intent;
  const behalf = assignment.onBehalfOf
    ? [
        `in sostituzione di ${assignment.onBehalfOf.name}${assignment.formula ? `: ${assignment.formula}` : ""}${assignment.decree ? ` (${assignment.decree})` : ""}`,
      ]
    : [];
  const lines = [
    head.body,
    "",
    "VISTO DI REGOLARITÀ CONTABILE",
    "",
    `Determinazione n. ${registration.number}/${registration.year} del ${printDay(registration.date)}`,
    `Oggetto: ${head.subject.replace(/\s+/g, " ")}`,
    `Importo: ${head.total === null ? "nessuna spesa" : `${printAmount(head.total)} €`}`,
    `Originale firmato, impronta SHA-256: ${signed.sha256}`,
    "",
    `Esito: ${outcomes[outcome]}`,
    outcome === "REFUSED"
      ? "Non si attesta la copertura finanziaria: l'atto non è esecutivo."
      : "Si attesta la copertura finanziaria ai sensi dell'art. 183, comma 7, del D.Lgs. 267/2000.",
    `Impegni: ${commitments.join(", ") || "nessuno"}`,
    ...(reason ? [`${outcome === "REFUSED" ? "Motivo" : "Rilievi"}: ${reason.replace(/\s+/g, " ")}`] : []),
    "",
    `${assignment.name}, ${role}`,
    ...behalf,
  ];
  return `${lines.join("\n")}\n`;
}

/** A text of another making (a signed PDF) that states the same: outcome, number and impronta. */
export function statesTheSame(text: string, head: ActHead, intent: VistoIntent): boolean {
  const { registration, signed } = head;
  if (!registration || !signed) return false;
  const plain = text.toUpperCase().replace(/\s+/g, " ");
  const isNumber = new RegExp(`(^|[^0-9])${registration.number}\\s*/\\s*${registration.year}([^0-9]|$)`).test(plain);
  const hasDigest = plain.replace(/ /g, "").includes(signed.sha256);
  const isRefused = /\bNEGATO\b|\bSFAVOREVOLE\b|\bNON FAVOREVOLE\b/.test(plain);
  const isFavourable = /\bFAVOREVOLE\b/.test(plain) && !isRefused;
  const hasRemarks = /\bCON RILIEVI\b/.test(plain);
  const said = isRefused ? "REFUSED" : !isFavourable ? undefined : hasRemarks ? "WITH_REMARKS" : "FAVOURABLE";
  const hasCommitments = intent.commitments.every((one) => plain.includes(one.toUpperCase()));
  return isNumber && hasDigest && said === intent.outcome && hasCommitments;
}
