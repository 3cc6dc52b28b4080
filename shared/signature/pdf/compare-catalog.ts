import type { ChangeCode, ChangeLevel } from "./changes.ts";
import { compareStructure } from "./compare-structure.ts";
import { type Comparison, explain, isChanged, note } from "./comparison.ts";
import { keysOfOtherMeaning, sameMeaning } from "./meaning.ts";
import { catalogOf } from "./signature-fields.ts";
import { oddValidationObjects } from "./validation-data.ts";
import { entryOf, isArray, isDictionary, isReference, nameOf, type PdfValue } from "./value.ts";

/** The trailers lead to the same document: the same catalog, nothing encrypted that was not. */
export function compareTrailers(comparison: Comparison): void {
  const { older, newer } = comparison;
  const [before, after] = [older, newer].map((document) => document.trailer.entries);
  const entry = (entries: typeof before, key: string) => entries?.get(key) ?? null;
  if (!sameMeaning(comparison, entry(before, "Encrypt"), entry(after, "Encrypt"))) {
    note(comparison, "forbidden", "CHANGE_CATALOG", "Encrypt");
  }
  const [oldRoot, newRoot] = [entry(before, "Root"), entry(after, "Root")];
  const moved = !(isReference(oldRoot) && isReference(newRoot) && oldRoot.number === newRoot.number);
  if (moved) note(comparison, "allowed", "CHANGE_CATALOG_MOVED");
  const [oldInfo, newInfo] = [entry(before, "Info"), entry(after, "Info")];
  if (isChanged(comparison, oldInfo) || !sameMeaning(comparison, oldInfo, newInfo))
    note(comparison, "allowed", "CHANGE_METADATA");
}

/** The catalog, key by key. The form, the pages and the structure have rules of their own. */
export function compareCatalogs(comparison: Comparison): void {
  const { older, newer } = comparison;
  const [before, after] = [catalogOf(older), catalogOf(newer)];
  explain(comparison, older.trailer.entries.get("Root") ?? null);
  if (isDictionary(before) && isDictionary(after)) {
    for (const key of keysOfOtherMeaning(comparison, before, after)) {
      compareCatalogKey(comparison, key, entryOf(before, key), entryOf(after, key));
    }
  }
  compareLayers(comparison, entryOf(before, "OCProperties"));
  compareValidationData(comparison, entryOf(before, "DSS"), entryOf(after, "DSS"));
  for (const key of ["OpenAction", "AA"]) {
    if (isChanged(comparison, entryOf(before, key))) {
      explain(comparison, entryOf(before, key));
      note(comparison, "forbidden", "CHANGE_ACTION", key);
    }
  }
}

/** Asked after pages and form, because the tree follows what came and went there. */
export function compareStructures(comparison: Comparison): void {
  const [before, after] = [catalogOf(comparison.older), catalogOf(comparison.newer)];
  compareStructure(comparison, entryOf(before, "StructTreeRoot"), entryOf(after, "StructTreeRoot"));
}

// Keys of the catalog that a later revision may touch, or that have a name of their own. Every other one is forbidden.
const catalogKeys: Readonly<Record<string, readonly [ChangeLevel, ChangeCode]>> = {
  Metadata: ["allowed", "CHANGE_METADATA"],
  Perms: ["forbidden", "CHANGE_CERTIFICATION"],
  OCProperties: ["forbidden", "CHANGE_LAYERS"],
  OpenAction: ["forbidden", "CHANGE_ACTION"],
  AA: ["forbidden", "CHANGE_ACTION"],
  MarkInfo: ["suspicious", "CHANGE_CATALOG"],
  Lang: ["suspicious", "CHANGE_CATALOG"],
};

const ownRules: ReadonlySet<string> = new Set(["AcroForm", "StructTreeRoot", "DSS"]);

function compareCatalogKey(comparison: Comparison, key: string, before: PdfValue, after: PdfValue): void {
  if (ownRules.has(key)) return;
  if (key === "Extensions" || key === "Version") {
    compareVersions(comparison, key, before, after);
    return;
  }
  if (key === "Pages") {
    // Compared page by page; another root of the tree must still hand down what the old one did.
    const [was, is] = [comparison.older.resolve(before), comparison.newer.resolve(after)];
    const keys = isDictionary(was) && isDictionary(is) ? keysOfOtherMeaning(comparison, was, is) : ["?"];
    for (const other of keys) if (other !== "Kids") note(comparison, "forbidden", "CHANGE_PAGES_TREE", `/${other}`);
    return;
  }
  if (key === "Names" && isNamesHarmful(comparison, before, after)) {
    note(comparison, "forbidden", "CHANGE_ACTION", "Names");
    return;
  }
  const [level, code] = catalogKeys[key] ?? ["forbidden", "CHANGE_CATALOG"];
  note(comparison, level, code, code === "CHANGE_CATALOG" || code === "CHANGE_ACTION" ? key : "");
}

function isNamesHarmful(comparison: Comparison, before: PdfValue, after: PdfValue): boolean {
  const program = (document: Comparison["older"], value: PdfValue) => entryOf(document.resolve(value), "JavaScript");
  return !sameMeaning(comparison, program(comparison.older, before), program(comparison.newer, after));
}

/** Extensions and the version may grow (§7.12); taken away they would have the file read by older rules. */
function compareVersions(comparison: Comparison, key: string, before: PdfValue, after: PdfValue): void {
  const { older, newer } = comparison;
  const [was, is] = [older.resolve(before), newer.resolve(after)];
  const lower = key === "Version" ? lowerName(was, is) : isDictionary(was) && !extensionsGrew(comparison, was, is);
  if (lower) note(comparison, "suspicious", "CHANGE_EXTENSIONS_LOWERED", key);
  else note(comparison, "allowed", "CHANGE_EXTENSIONS");
}

function lowerName(was: PdfValue, is: PdfValue): boolean {
  const number = (value: PdfValue) => Number(nameOf(value) ?? 0);
  return was !== null && !(number(is) >= number(was));
}

function extensionsGrew({ older, newer }: Comparison, was: PdfValue, is: PdfValue): boolean {
  if (!isDictionary(was)) return true;
  return [...was.entries].every(([prefix, value]) => {
    const [old, now] = [older.resolve(value), newer.resolve(entryOf(is, prefix))];
    if (!isDictionary(old)) return true;
    const levels = [old, now].map((each) => entryOf(each, "ExtensionLevel"));
    const [oldLevel, newLevel] = levels.map((level) => (typeof level === "number" ? level : 0));
    const lowered = lowerName(entryOf(old, "BaseVersion"), entryOf(now, "BaseVersion"));
    return now !== null && (newLevel ?? 0) >= (oldLevel ?? 0) && !lowered;
  });
}

/** Layers (§8.11): what they show by default is part of what was signed, changed in place no less. */
function compareLayers(comparison: Comparison, before: PdfValue): void {
  const waiting: PdfValue[] = [before];
  const seen = new Set<number>();
  while (waiting.length > 0 && seen.size < 10_000) {
    const value = waiting.pop() ?? null;
    if (isReference(value)) {
      if (seen.has(value.number)) continue;
      seen.add(value.number);
      if (isChanged(comparison, value)) {
        explain(comparison, value);
        note(comparison, "forbidden", "CHANGE_LAYERS");
      }
    }
    const resolved = comparison.older.resolve(value);
    if (isArray(resolved)) waiting.push(...resolved.items);
    else if (isDictionary(resolved)) waiting.push(...resolved.entries.values());
  }
}

/** Validation data may come and grow; what is not validation data has no business there. */
function compareValidationData(comparison: Comparison, before: PdfValue, after: PdfValue): void {
  const { older, newer } = comparison;
  const [was, is] = [older.resolve(before), newer.resolve(after)];
  if (was === null && is === null) return;
  if (is === null) {
    note(comparison, "suspicious", "CHANGE_VALIDATION_DATA_REMOVED");
    return;
  }
  if (!sameMeaning(comparison, before, after) || isChanged(comparison, before))
    note(comparison, "allowed", "CHANGE_VALIDATION_DATA");
  for (const odd of oddValidationObjects(newer, after))
    note(comparison, "suspicious", "CHANGE_VALIDATION_DATA_ODD", odd);
}
