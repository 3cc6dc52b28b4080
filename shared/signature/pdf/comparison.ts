import { MalformedError } from "../error.ts";
import type { Change, ChangeCode, ChangeLevel } from "./changes.ts";
import type { PdfDocument } from "./document.ts";
import { sameValue } from "./equal.ts";
import { type Permissions, permissionsOf } from "./permissions.ts";
import { isReference, type PdfValue } from "./value.ts";

/** Two views of one file, and what has been found out about their differences so far. */
export interface Comparison {
  readonly older: PdfDocument;
  readonly newer: PdfDocument;
  /** What the signatures of the older view let later revisions do. */
  readonly permissions: Permissions;
  /** Numbers of the objects whose values differ. */
  readonly changed: ReadonlySet<number>;
  /** Of those, the ones that a rule has looked at and spoken about. */
  readonly explained: Set<number>;
  readonly changes: Change[];
  /** Object numbers of widgets that a new signature brought along or gave a picture. */
  readonly newWidgets: Map<number, string>;
  /** Fields already compared: kids that lead back to their parents are walked once. */
  readonly visitedFields: Set<number>;
  /** Streams that drew a field before it was filled, and what was noted about filling it. */
  readonly appearances: Map<number, Change>;
  /** Annotations that came, went or changed by a rule: the structure tree may follow them. */
  readonly touchedAnnotations: Set<number>;
}

export function startComparison(older: PdfDocument, newer: PdfDocument): Comparison {
  return {
    older,
    newer,
    permissions: permissionsOf(older),
    changed: changedObjects(older, newer),
    explained: new Set(),
    changes: [],
    newWidgets: new Map(),
    visitedFields: new Set(),
    appearances: new Map(),
    touchedAnnotations: new Set(),
  };
}

/** What a rule says of a kind of change under the permissions of the signatures that stand. */
export const levels = {
  /** Signatures and fields for them: only a certification that allows no change forbids them. */
  signing: ({ docMdp }: Permissions): ChangeLevel => (docMdp === 1 ? "forbidden" : "allowed"),
  /** Filling in: allowed where a signer has said so, left to a person where none has spoken. */
  filling: ({ docMdp, namesFields }: Permissions): ChangeLevel => {
    if (docMdp === null) return namesFields ? "allowed" : "suspicious";
    return docMdp === 1 ? "forbidden" : "allowed";
  },
  /** Annotations: likewise, from level 3. */
  annotating: ({ docMdp }: Permissions): ChangeLevel => {
    if (docMdp === null) return "suspicious";
    return docMdp === 3 ? "allowed" : "forbidden";
  },
} as const;

/** Notes a change. The same one twice is one, at the worse of its levels. */
export function note(comparison: Comparison, level: ChangeLevel, code: ChangeCode, detail = ""): void {
  const at = comparison.changes.findIndex((change) => change.code === code && change.detail === detail);
  const known = comparison.changes[at];
  if (known === undefined) comparison.changes.push({ code, level, detail });
  else if (order[level] > order[known.level]) comparison.changes[at] = { code, level, detail };
}

const order = { allowed: 0, suspicious: 1, forbidden: 2 } as const;

/** Says that a rule has looked at the object behind a reference. */
export function explain(comparison: Comparison, ...values: readonly PdfValue[]): void {
  for (const value of values) if (isReference(value)) comparison.explained.add(value.number);
}

/** The object behind a reference differs between the two views. */
export const isChanged = (comparison: Comparison, value: PdfValue): boolean =>
  isReference(value) && comparison.changed.has(value.number);

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

/** Follows references until a value; what cannot be read shows as null. */
export function resolveOrNull(document: PdfDocument, value: PdfValue): PdfValue {
  try {
    return document.resolve(value);
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
