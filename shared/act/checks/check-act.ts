import type { ActData } from "../act-data.ts";
import { amountChecks } from "./amounts.ts";
import { attachmentChecks } from "./attachments.ts";
import { awardChecks } from "./award.ts";
import { cigCupChecks } from "./cig-cup.ts";
import { citedActChecks } from "./cited-acts.ts";
import { checkCodes, checkSeverities } from "./codes.ts";
import { contractorChecks } from "./contractor.ts";
import type { Check, CheckContext, Finding, Hit, Place, Subject } from "./finding.ts";
import { identityChecks } from "./identity.ts";
import { checkMessages } from "./messages.ts";
import { movementChecks } from "./movements.ts";
import { personalDataChecks } from "./personal-data.ts";
import { signatureChecks } from "./signature.ts";
import { statementChecks } from "./statements.ts";
import { actText } from "./text/act-text.ts";
import { citationChecks } from "./text/citations.ts";
import { spellingChecks } from "./text/spelling.ts";
import { wordingChecks } from "./text/wording.ts";

const families: readonly (readonly Check[])[] = [
  identityChecks,
  statementChecks,
  amountChecks,
  movementChecks,
  cigCupChecks,
  awardChecks,
  contractorChecks,
  attachmentChecks,
  signatureChecks,
  citedActChecks,
  citationChecks,
  wordingChecks,
  spellingChecks,
  personalDataChecks,
];

/**
 * Every incoherence found in an act, in the order of the table of codes and, within a code, of the act.
 *
 * Rows that read the text are silent without sections; rows about files, signatures and the register are silent without
 * their facts in `context`. It promises nothing about what it does not check: no finding is not a lawful act.
 */
export function checkAct(act: ActData, context: CheckContext = {}): readonly Finding[] {
  const subject: Subject = { act, context, day: act.date ?? context.day, text: actText(act) };
  const language = context.language ?? "it";
  return families
    .flat()
    .flatMap((check) => check(subject))
    .toSorted((one, other) => checkCodes.indexOf(one.code) - checkCodes.indexOf(other.code))
    .map((hit) => inWords(hit, language));
}

/** True when a finding stops the act: severity E. */
export function isBlocking(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "E");
}

function inWords(hit: Hit, language: keyof Place): Finding {
  const { code, where, variant, severity, values = {} } = hit;
  const sentence = (variant === undefined ? undefined : checkMessages[`${code}.${variant}`]) ?? checkMessages[code];
  const message = sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "object" ? value[language] : String(value);
  });
  return { code, severity: severity ?? checkSeverities[code], message, where: where[language] };
}
