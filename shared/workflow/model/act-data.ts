import {
  type ActData,
  type ActHead,
  actDataSchema,
  checkAct,
  type DraftFacts,
  parseFingerprint,
  type Stored,
} from "../../act/index.ts";
import type { Objects } from "../ports/objects.ts";
import { jsonOf } from "./objects-of-act.ts";

/** How many findings of one code the head keeps; an act of 1,000 movements may have thousands, an item 400 KB. */
const keptPerCode = 10;

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
    total:
      data.totals?.total ??
      (data.movements.length > 0 ? data.movements.reduce((sum, one) => sum + one.amount, 0) : null),
    rendition: data.privacy.rendition ?? null,
    findings: firstOfEach(findings),
    attachments: data.declaredAttachments.map(({ label, title }) => ({
      label,
      title,
      recorded: recorded.get(label) ?? null,
    })),
  };
}

function fingerprintOf(text: string): string | null {
  const parsed = parseFingerprint(text);
  return parsed.ok ? parsed.value : null;
}

type Finding = DraftFacts["findings"][number];

function firstOfEach(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  const kept = findings.filter((finding) => {
    const count = (seen.get(finding.code) ?? 0) + 1;
    seen.set(finding.code, count);
    return count <= keptPerCode;
  });
  const more = [...seen].filter(([, count]) => count > keptPerCode);
  return [
    ...kept.map(({ code, severity, message, where }) => ({ code, severity, message, where })),
    ...more.map(([code, count]) => ({
      code,
      severity: findings.find((finding) => finding.code === code)?.severity ?? "I",
      message: `… e altri ${count - keptPerCode} rilievi «${code}».`,
      where: "",
    })),
  ];
}

/** The act's data as stored with its head. */
export async function readActData(objects: Objects, head: Pick<ActHead, "data">): Promise<ActData> {
  return actDataSchema.parse(await jsonOf(objects, head.data));
}

/** The data as they are printed: with the impronta of every verified attachment, in the order of the labels. */
export function withFingerprints(data: ActData, head: Pick<ActHead, "slots">): ActData {
  const recordedAttachments = head.slots.flatMap((slot) =>
    slot.recorded === null ? [] : [{ label: slot.label, fingerprint: slot.recorded, algorithm: "SHA-256" }],
  );
  return { ...data, recordedAttachments: recordedAttachments.sort((a, b) => (a.label < b.label ? -1 : 1)) };
}
