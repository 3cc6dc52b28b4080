import { type ActData, type ActHead, actDataSchema } from "../../act/index.ts";
import type { Objects } from "../ports/objects.ts";
import { jsonOf } from "./objects-of-act.ts";

/** The act's data as stored with its head. */
export async function readActData(objects: Objects, head: Pick<ActHead, "data">): Promise<ActData> {
  return actDataSchema.parse(await jsonOf(objects, head.data));
}

/** The data as they are printed: with the impronta of every verified attachment, in the order of the labels. */
export function withFingerprints(data: ActData, head: Pick<ActHead, "slots">): ActData {
  const recordedAttachments = head.slots.flatMap((slot) =>
    slot.recorded === null ? [] : [{ label: slot.label, fingerprint: slot.recorded, algorithm: "SHA-256" }],
  );
  return { ...data, recordedAttachments: recordedAttachments.sort((a, b) => byLabel(a.label, b.label)) };
}

/** A, A2, A10, B: letters first, then the number as a number. */
function byLabel(a: string, b: string): number {
  const [letters, number] = labelParts(a);
  const [otherLetters, otherNumber] = labelParts(b);
  if (letters !== otherLetters) return letters < otherLetters ? -1 : 1;
  return number - otherNumber;
}

function labelParts(label: string): readonly [string, number] {
  const letters = label.replace(/\d+$/, "");
  return [letters, Number(label.slice(letters.length) || 0)];
}
