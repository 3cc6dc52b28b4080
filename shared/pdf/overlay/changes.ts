import type { NewObject } from "../../seal/pdf/incremental-update.ts";
import type { Slice } from "../../seal/pdf/syntax.ts";
import type { Reference } from "../../seal/pdf/values.ts";
import { sliceOf } from "./new-objects.ts";
import type { OpenDocument } from "./open-document.ts";

/** What an update writes: objects changed so far, so that a second change of one builds on the first, and new ones. */
export type Changes = {
  /** Objects whose resources have a name of ours already, as `number name`. */
  readonly named: Set<string>;
  readonly current: (document: OpenDocument, reference: Reference) => Promise<Slice | undefined>;
  readonly set: (reference: Reference, text: string) => void;
  /** A number that nothing has yet. */
  readonly newNumber: () => number;
  readonly add: (number: number, body: Uint8Array) => void;
  readonly objects: () => readonly NewObject[];
};

export function changesOf(document: OpenDocument): Changes {
  const changed = new Map<number, { readonly reference: Reference; readonly value: Slice }>();
  const made: NewObject[] = [];
  let next = document.nextNumber;
  return {
    named: new Set(),
    current: async (from, reference) => changed.get(reference.number)?.value ?? (await from.object(reference)),
    set: (reference, text) => changed.set(reference.number, { reference, value: sliceOf(text) }),
    newNumber: () => next++,
    add: (number, body) => made.push({ reference: { number, generation: 0 }, body }),
    objects: () => [
      ...made,
      ...[...changed.values()].map(({ reference, value }) => ({ reference, body: value.bytes })),
    ],
  };
}
