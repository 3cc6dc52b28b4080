import { type ActData, checkAct, type DraftFacts, parseFingerprint, type Stored, sha256Of } from "../../act/index.ts";
import { no, type WorkflowRefusal } from "./refusals.ts";

/** How much of the findings the head keeps; an act of 1,000 movements may have thousands, an item 400 KB. */
const keptPerCode = { usual: 10, crowded: 2, crowd: 150, message: 400 } as const;

/** What the facts of a head may take of its item, bytes; the rest is for what the act's life adds to it. */
const factsBytes = 60_000;

/**
 * What a revision's data say, for the head.
 *
 * An act drafted here takes the impronta of an attachment from the file that the officer uploads, so that a label
 * without impronta is a file to come and not an error; an act that already has its number must carry them all.
 */
export function factsOf(data: ActData, stored: Stored): DraftFacts {
  const origin = data.number === undefined ? "drafted" : "imported";
  const recorded = new Map(data.recordedAttachments.map((one) => [one.label, fingerprintOf(one.fingerprint)]));
  const findings = checkAct(data).filter((finding) => origin === "imported" || finding.code !== "ALL-01");
  return {
    data: stored,
    origin,
    subject: data.subject,
    department: data.department ?? "",
    body: data.body.name,
    signatory: data.roles.signatory?.name ?? "",
    proceedingOfficer: data.roles.proceedingOfficer?.name ?? "",
    total: data.totals?.total ?? spending(data),
    rendition: data.privacy.rendition ?? null,
    findings: firstOfEach(findings),
    parts: partDigests(data),
    attachments: data.declaredAttachments.map(({ label, title, publication }) => ({
      label,
      title,
      recorded: recorded.get(label) ?? null,
      publication,
    })),
  };
}

/** A digest of each part of the data: an opinion on the spending stays when only the wording changed. */
function partDigests(data: ActData): NonNullable<DraftFacts["parts"]> {
  const { subject, sections, totals, lines, commitment, movements, cig, cup, contract, roles } = data;
  const parts = {
    subject,
    text: sections ?? null,
    spending: { totals, lines, commitment, movements, cig, cup },
    people: { contract, roles },
  };
  // Hashed as JSON text: amounts are integers, but a VAT rate may not be.
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, sha256Of(JSON.stringify(value))]));
}

/** What the movements spend; an entry (E/Accertamento) commits nothing (TUEL art. 183). */
function spending({ movements }: ActData): number | null {
  const spent = movements.filter(({ type }) => type !== "E/Accertamento");
  return spent.length > 0 ? spent.reduce((sum, one) => sum + one.amount, 0) : null;
}

/**
 * Why these data cannot be an act's, beyond what their schema says: two impronte for one label would leave it to chance
 * which of them is recorded, and the head must stay one item with all that the act's life adds to it.
 */
export function dataProblem(data: ActData, facts: DraftFacts): WorkflowRefusal | undefined {
  const labels = data.recordedAttachments.map(({ label }) => label);
  const twice = labels.find((label, index) => labels.indexOf(label) < index);
  if (twice !== undefined)
    return no("ACT_NOT_VALID", {
      detail: {
        it: `l’allegato ${twice} ha più di un’impronta.`,
        en: `attachment ${twice} has more than one impronta.`,
      },
    });
  const bytes = new TextEncoder().encode(JSON.stringify({ ...facts, findings: [] })).length;
  if (bytes <= factsBytes) return undefined;
  const detail = {
    it: `oggetto, intestazione, nomi e titoli degli allegati occupano ${bytes} byte, al massimo ${factsBytes}.`,
    en: `subject, heading, names and titles of the attachments take ${bytes} bytes, at most ${factsBytes}.`,
  };
  return no("ACT_NOT_VALID", { detail });
}

function fingerprintOf(text: string): string | null {
  const parsed = parseFingerprint(text);
  return parsed.ok ? parsed.value : null;
}

type Finding = DraftFacts["findings"][number];

function firstOfEach(findings: readonly Finding[], most: number = keptPerCode.usual): Finding[] {
  const seen = new Map<string, number>();
  const kept = findings.filter((finding) => {
    const count = (seen.get(finding.code) ?? 0) + 1;
    seen.set(finding.code, count);
    return count <= most;
  });
  if (kept.length > keptPerCode.crowd && most > keptPerCode.crowded) return firstOfEach(findings, keptPerCode.crowded);
  const more = [...seen].filter(([, count]) => count > most);
  const short = (text: string) => (text.length > keptPerCode.message ? `${text.slice(0, keptPerCode.message)}…` : text);
  return [
    ...kept.map(({ code, severity, message, where }) => ({
      code,
      severity,
      message: short(message),
      where: short(where),
    })),
    ...more.map(([code, count]) => ({
      code,
      severity: findings.find((finding) => finding.code === code)?.severity ?? "I",
      message: `… e altri ${count - most} rilievi «${code}».`,
      where: "",
    })),
  ];
}
