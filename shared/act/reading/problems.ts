import type { ActData } from "../act-data.ts";
import type { ParsedAct } from "../parse-act.ts";
import type { AttachmentEntry } from "./fingerprints.ts";
import { at, type Where } from "./found.ts";
import { type BodyLine, longestLine } from "./lines.ts";
import { joined } from "./paragraphs.ts";

/** Something that stands in the text and could not be read, or was read only in part. Codes are added to, never renamed. */
export type Problem = {
  readonly code: "FINGERPRINT_NOT_VALID" | "LABEL_TWICE" | "MOVEMENT_NOT_READ" | "TEXT_CUT" | "FIELD_NOT_VALID";
  /** The label, the number of rows or the field. */
  readonly about: string;
  readonly value: string;
  readonly where: Where | undefined;
};

export function problemsIn(
  entries: readonly AttachmentEntry[],
  unread: readonly { readonly page: number; readonly texts: readonly string[] }[],
  parsed: ParsedAct,
  act: Partial<ActData>,
  cut: boolean,
  body: readonly BodyLine[],
): Problem[] {
  const wrong = entries.flatMap(({ label, wrong: value, where }): Problem[] =>
    value === undefined ? [] : [{ code: "FINGERPRINT_NOT_VALID", about: label, value, where }],
  );
  const twice = entries.filter(
    (one, index) => one.recorded && entries.findIndex((other) => other.recorded && other.label === one.label) < index,
  );
  const rows = unread.slice(0, 20).map((row): Problem => {
    const text = joined(row.texts).slice(0, 300);
    return {
      code: "MOVEMENT_NOT_READ",
      about: "movements",
      value: text.slice(0, 120),
      where: at({ page: row.page, text }),
    };
  });
  const long = body.find((line) => line.text.length >= longestLine);
  const cuts: Problem[] =
    cut || long
      ? [{ code: "TEXT_CUT", about: "text", value: `${cut ? "4.000.000" : longestLine}`, where: long && at(long) }]
      : [];
  // Body and subject that were not found are missing, not wrong.
  const fields = parsed.ok || act.body === undefined || act.subject === undefined ? [] : parsed.refusal.problems;
  return [
    ...wrong,
    ...twice.map(
      ({ label, recorded, where }): Problem => ({
        code: "LABEL_TWICE",
        about: label,
        value: recorded?.fingerprint ?? "",
        where,
      }),
    ),
    ...rows,
    ...cuts,
    ...fields.map(({ field, value }): Problem => ({ code: "FIELD_NOT_VALID", about: field, value, where: undefined })),
  ];
}
