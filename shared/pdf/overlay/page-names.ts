import type { Slice } from "../../seal/pdf/syntax.ts";
import { asReference, entries, isDictionary, type Reference } from "../../seal/pdf/values.ts";
import type { Changes } from "./changes.ts";
import { sliceOf, withEntries } from "./new-objects.ts";
import type { OpenDocument } from "./open-document.ts";
import type { PageObject } from "./page-tree.ts";

/** A name that a page's contents will use, and the object that it stands for. */
export type ResourceName = { readonly kind: "XObject" | "Font"; readonly name: string; readonly number: number };

/**
 * Puts names into a page's resources, wherever those are: in the page, in an object of their own, in a node above, or
 * nowhere. What several pages share is changed once, in its place; nothing is copied from page to page, since some
 * programs list every picture of a book in one dictionary.
 *
 * @returns what the page's own /Resources must be, or nothing when the page stays as it is
 */
export async function addNames(
  document: OpenDocument,
  changes: Changes,
  page: PageObject,
  names: readonly ResourceName[],
): Promise<string | undefined> {
  const own = page.entries.get("Resources");
  const ownValue = await document.resolve(own);
  if (own !== undefined && ownValue !== undefined) {
    const reference = asReference(own);
    if (reference === undefined) return withNames(document, changes, own, names);
    await addToObject(document, changes, reference, names);
    return undefined;
  }
  const above = page.inherited.Resources;
  if (above !== undefined && (await document.resolve(above.value)) !== undefined) {
    const reference = asReference(above.value);
    if (reference !== undefined) await addToObject(document, changes, reference, names);
    else await addToNode(document, changes, above.owner, names);
    return undefined;
  }
  return withNames(document, changes, sliceOf("<< >>"), names);
}

/** The names that an object does not have from us yet. */
function missing(changes: Changes, { number }: Reference, names: readonly ResourceName[]): readonly ResourceName[] {
  return names.filter((one) => !changes.named.has(`${number} ${one.name}`));
}
function note(changes: Changes, { number }: Reference, names: readonly ResourceName[]): void {
  for (const { name } of names) changes.named.add(`${number} ${name}`);
}

async function addToObject(
  document: OpenDocument,
  changes: Changes,
  reference: Reference,
  names: readonly ResourceName[],
): Promise<void> {
  const wanted = missing(changes, reference, names);
  if (wanted.length === 0) return;
  note(changes, reference, wanted);
  // A reference to a reference: the last of them is what has the entries.
  const value = (await changes.current(document, reference)) ?? sliceOf("<< >>");
  const next = asReference(value);
  if (next !== undefined) return addToObject(document, changes, next, wanted);
  changes.set(reference, await withNames(document, changes, value, wanted));
}

/** Resources that stand in a node of the page tree itself. */
async function addToNode(
  document: OpenDocument,
  changes: Changes,
  owner: Reference,
  names: readonly ResourceName[],
): Promise<void> {
  const wanted = missing(changes, owner, names);
  if (wanted.length === 0) return;
  note(changes, owner, wanted);
  const node = await changes.current(document, owner);
  if (node === undefined) return;
  const resources = entries(node).get("Resources") ?? sliceOf("<< >>");
  const added = await withNames(document, changes, resources, wanted);
  changes.set(owner, withEntries(node, new Map([["Resources", added]])));
}

/** A resource dictionary with the names, as text. A category that is an object of its own is changed there. */
async function withNames(
  document: OpenDocument,
  changes: Changes,
  resources: Slice,
  names: readonly ResourceName[],
): Promise<string> {
  const known = isDictionary(resources) ? entries(resources) : new Map<string, Slice>();
  const added = new Map<string, string>();
  for (const kind of ["XObject", "Font"] as const) {
    const wanted = names.filter((one) => one.kind === kind);
    if (wanted.length === 0) continue;
    const category = known.get(kind);
    const reference = asReference(category);
    const value = reference === undefined ? category : await changes.current(document, reference);
    const text = new Map(wanted.map(({ name, number }) => [name, `${number} 0 R`]));
    const whole = withEntries(value !== undefined && isDictionary(value) ? value : sliceOf("<< >>"), text);
    if (reference === undefined || value === undefined || !isDictionary(value)) added.set(kind, whole);
    else changes.set(reference, whole);
  }
  return withEntries(isDictionary(resources) ? resources : sliceOf("<< >>"), added);
}
