import { type Fingerprint, parseFingerprint } from "../fingerprint.ts";
import type { Check, Hit, Subject } from "./finding.ts";
import { attachmentPlace, places } from "./places.ts";

function valid(text: string | undefined): Fingerprint | undefined {
  const parsed = parseFingerprint(text ?? "");
  return parsed.ok ? parsed.value : undefined;
}

const declaredAreRecorded: Check = ({ act }) =>
  act.declaredAttachments
    .filter(({ label }) => !act.recordedAttachments.some((recorded) => recorded.label === label))
    .map(({ label, title }) => ({ code: "ALL-01", where: attachmentPlace(label), values: { label, title } }));

const recordedAreDeclared: Check = ({ act }) =>
  act.recordedAttachments
    .filter(({ label }) => !act.declaredAttachments.some((declared) => declared.label === label))
    .map(({ label }) => ({ code: "ALL-02", where: attachmentPlace(label), values: { label } }));

const fingerprintsAreValid: Check = ({ act }) =>
  act.recordedAttachments
    .filter(({ fingerprint }) => valid(fingerprint) === undefined)
    .map(({ label, fingerprint }) => ({
      code: "ALL-03",
      where: attachmentPlace(label),
      values: { label, found: fingerprint.slice(0, 80), length: fingerprint.replace(/\s/gu, "").length },
    }));

/** ALL-04, ALL-05, ALL-11: the uploaded file beside the recorded impronta. The recorded one is never the wrong one. */
const filesMatch: Check = (subject) =>
  subject.act.recordedAttachments.flatMap((recorded): readonly Hit[] => {
    const expected = valid(recorded.fingerprint);
    if (expected === undefined) return [];
    const { label } = recorded;
    const where = attachmentPlace(label);
    const file = subject.context.files?.find((candidate) => candidate.label === label);
    const found = file?.fingerprint ?? recorded.computed;
    if (found === undefined) {
      return subject.context.files === undefined ? [] : [{ code: "ALL-05", where, values: { label } }];
    }
    if (valid(found) === expected) return [];
    if (valid(file?.content) === expected) return [{ code: "ALL-11", where, values: { label } }];
    return [mismatch(subject, label, expected, found)];
  });

function mismatch(subject: Subject, label: string, expected: Fingerprint, found: string): Hit {
  const other = subject.act.recordedAttachments.find(
    (recorded) =>
      recorded.label !== label && valid(recorded.fingerprint) === valid(found) && valid(found) !== undefined,
  );
  const values = { label, expected, found: valid(found) ?? found };
  const where = attachmentPlace(label);
  if (other === undefined) return { code: "ALL-04", where, values };
  return { code: "ALL-04", variant: "swapped", where, values: { ...values, other: other.label } };
}

const algorithmIsDeclared: Check = ({ act }) =>
  act.recordedAttachments
    .filter(({ algorithm, fingerprint }) => (algorithm ?? "").trim() === "" && valid(fingerprint) !== undefined)
    .map(({ label }) => ({ code: "ALL-06", where: attachmentPlace(label), values: { label } }));

const fingerprintsDiffer: Check = ({ act }) =>
  act.recordedAttachments.flatMap((recorded, index): readonly Hit[] => {
    const value = valid(recorded.fingerprint);
    const earlier = act.recordedAttachments.slice(0, index).find((candidate) => valid(candidate.fingerprint) === value);
    if (value === undefined || earlier === undefined) return [];
    const values = { one: earlier.label, other: recorded.label };
    return [{ code: "ALL-07", where: attachmentPlace(recorded.label), values }];
  });

const inOrder: Check = ({ act }) => {
  const labels = act.recordedAttachments.map(({ label }) => label);
  const sorted = labels.toSorted(byLabel);
  if (labels.every((label, index) => label === sorted[index])) return [];
  return [{ code: "ALL-08", where: places.attachments, values: { labels: labels.join(", ") } }];
};

/** Z comes before AA, A2 before A10. */
function byLabel(one: string, other: string): number {
  const [left, right] = [one, other].map((label) => label.replace(/\d/g, "").length) as [number, number];
  return left - right || one.localeCompare(other, "it", { numeric: true });
}

/**
 * ALL-12 asks a question about publication, so it waits for an act with its text: data alone are not published.
 * A technical or economic offer may hold trade secrets (art. 35 D.Lgs. 36/2023).
 */
const mayHoldSecrets: Check = ({ act, text }) =>
  text === undefined
    ? []
    : act.declaredAttachments
        .filter(
          ({ title, publication }) => publication === undefined && /\bofferta\s+(?:tecnica|economica)\b/i.test(title),
        )
        .map(({ label, title }) => ({ code: "ALL-12", where: attachmentPlace(label), values: { label, title } }));

/** ALL: what the decision declares, what the ALLEGATI list records, what was uploaded. */
export const attachmentChecks: readonly Check[] = [
  declaredAreRecorded,
  recordedAreDeclared,
  fingerprintsAreValid,
  filesMatch,
  algorithmIsDeclared,
  fingerprintsDiffer,
  inOrder,
  mayHoldSecrets,
];
