import { MalformedError } from "../error.ts";
import type { Change, ChangeCode, ChangeLevel } from "./changes.ts";
import type { PdfDocument } from "./document.ts";
import { sameValue } from "./equal.ts";
import { isReference, type PdfValue } from "./value.ts";

/** Two views of one file, and what has been found out about their differences so far. */
export interface Comparison {
  readonly older: PdfDocument;
  readonly newer: PdfDocument;
  /** Numbers of the objects whose values differ. */
  readonly changed: ReadonlySet<number>;
  /** Of those, the ones that a rule has looked at and spoken about. */
  readonly explained: Set<number>;
  readonly changes: Change[];
  /** Object numbers of widgets that a new signature brought along. */
  readonly newWidgets: Map<number, string>;
  /** Fields already compared: kids that lead back to their parents are walked once. */
  readonly visitedFields: Set<number>;
}

export function startComparison(older: PdfDocument, newer: PdfDocument): Comparison {
  return {
    older,
    newer,
    changed: changedObjects(older, newer),
    explained: new Set(),
    changes: [],
    newWidgets: new Map(),
    visitedFields: new Set(),
  };
}

/** Notes a change. The same one twice is one. */
export function note(comparison: Comparison, level: ChangeLevel, code: ChangeCode, detail = ""): void {
  const known = comparison.changes.some((change) => change.code === code && change.detail === detail);
  if (!known) comparison.changes.push({ code, level, detail });
}

/** Says that a rule has looked at the object behind a reference. */
export function explain(comparison: Comparison, ...values: readonly PdfValue[]): void {
  for (const value of values) if (isReference(value)) comparison.explained.add(value.number);
}

function changedObjects(older: PdfDocument, newer: PdfDocument): Set<number> {
  const changed = new Set<number>();
  for (const number of new Set([...older.entries.keys(), ...newer.entries.keys()])) {
    const [before, after] = [older.entries.get(number), newer.entries.get(number)];
    if (before === after || sameEntry(before, after)) continue;
    if (!sameValue(loadOrNull(older, number), loadOrNull(newer, number))) changed.add(number);
  }
  return changed;
}

type Entry = ReturnType<PdfDocument["entries"]["get"]>;

function sameEntry(a: Entry, b: Entry): boolean {
  if (a === undefined || b === undefined || a.kind !== b.kind) return false;
  if (a.kind === "offset") return b.kind === "offset" && a.offset === b.offset;
  // The same place in an object stream says nothing when that stream itself may have been replaced.
  return a.kind === "free";
}

/** An object that cannot be read shows as null: readers that do read it differ, so it compares as a change. */
export function loadOrNull(document: PdfDocument, number: number): PdfValue {
  try {
    return document.load(number);
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
