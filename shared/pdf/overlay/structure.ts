import { fromOctets, octets, type Slice } from "../../seal/pdf/syntax.ts";
import {
  asInteger,
  asReference,
  entries,
  isArray,
  isDictionary,
  members,
  type Reference,
} from "../../seal/pdf/values.ts";
import type { Changes } from "./changes.ts";
import { sliceOf, withEntries } from "./new-objects.ts";
import type { OpenDocument } from "./open-document.ts";

/** The structure tree of a tagged document (ISO 32000-1 §14.7), as far as pages are added to it. */
export type StructureTree = {
  readonly reference: Reference;
  readonly root: Slice;
  /** The first key that its parent tree does not have. */
  readonly nextKey: number;
};

/** What added pages bring: elements for the root, entries for its parent tree, and what their own types stand for. */
export type AddedStructure = {
  readonly elements: readonly string[];
  readonly parents: readonly (readonly [key: number, value: string])[];
  readonly roles: ReadonlyMap<string, string>;
};

/**
 * The tree that added pages join; nothing where the document is not tagged. A few tagged pages among others would have
 * readers aloud pass over the rest, so that to a document without tags none are brought.
 */
export async function structureOf(document: OpenDocument): Promise<StructureTree | undefined> {
  const catalog = await document.resolve(document.trailer.get("Root"));
  const found = catalog === undefined ? undefined : entries(catalog);
  const mark = await document.resolve(found?.get("MarkInfo"));
  const marked =
    mark !== undefined && isDictionary(mark) ? await document.resolve(entries(mark).get("Marked")) : undefined;
  const reference = asReference(found?.get("StructTreeRoot"));
  const root = reference === undefined ? undefined : await document.object(reference);
  if (marked === undefined || octets(marked) !== "true" || root === undefined || !isDictionary(root)) return undefined;
  if (reference === undefined || reference.generation !== 0) return undefined;
  const said = asInteger(await document.resolve(entries(root).get("ParentTreeNextKey"))) ?? 0;
  const parents = await document.resolve(entries(root).get("ParentTree"));
  const last = parents === undefined ? -1 : await lastKey(document, parents, 0);
  return { reference, root, nextKey: Math.max(said, last + 1) };
}

const deepestTree = 32;

/** The largest key of a number tree (§7.9.7), whose keys ascend. */
async function lastKey(document: OpenDocument, node: Slice, depth: number): Promise<number> {
  if (!isDictionary(node) || depth > deepestTree) return -1;
  const numbers = await document.resolve(entries(node).get("Nums"));
  const pairs = numbers !== undefined && isArray(numbers) ? members(numbers) : [];
  const kids = await document.resolve(entries(node).get("Kids"));
  const last = kids !== undefined && isArray(kids) ? await document.resolve(members(kids).at(-1)) : undefined;
  const below = last === undefined ? -1 : await lastKey(document, last, depth + 1);
  return pairs.reduce((most, key, index) => (index % 2 === 0 ? Math.max(most, asInteger(key) ?? -1) : most), below);
}

/** Puts the elements last in the tree, the keys last in its parent tree, and the roles that it lacks beside its own. */
export async function growStructure(
  document: OpenDocument,
  changes: Changes,
  { reference, root }: StructureTree,
  added: AddedStructure,
): Promise<void> {
  const found = entries(root);
  const kids = found.get("K");
  const kidsValue = await document.resolve(kids);
  const own =
    kids === undefined || kidsValue === undefined
      ? []
      : isArray(kidsValue)
        ? members(kidsValue).map(octets)
        : [octets(kids)];
  const entriesOfRoot = new Map([["K", `[${[...own, ...added.elements].join(" ")}]`]]);
  const lastAdded = added.parents.at(-1)?.[0];
  if (lastAdded !== undefined) entriesOfRoot.set("ParentTreeNextKey", `${lastAdded + 1}`);
  await setIn(document, changes, found, entriesOfRoot, "ParentTree", (tree) =>
    withParents(document, changes, tree, added),
  );
  if (added.roles.size > 0)
    await setIn(document, changes, found, entriesOfRoot, "RoleMap", async (map) => {
      const missing = [...added.roles].filter(([role]) => !entries(map).has(role));
      return withEntries(map, new Map(missing));
    });
  changes.set(reference, withEntries(root, entriesOfRoot));
}

/** Changes a dictionary that stands in another, or in an object of its own, or is not there yet. */
async function setIn(
  document: OpenDocument,
  changes: Changes,
  found: ReadonlyMap<string, Slice>,
  holder: Map<string, string>,
  key: string,
  change: (dictionary: Slice) => Promise<string>,
): Promise<void> {
  const value = await document.resolve(found.get(key));
  const text = await change(value !== undefined && isDictionary(value) ? value : sliceOf("<< >>"));
  const reference = asReference(found.get(key));
  if (reference === undefined || value === undefined) holder.set(key, text);
  else changes.set(reference, text);
}

async function withParents(document: OpenDocument, changes: Changes, tree: Slice, { parents }: AddedStructure) {
  const pairs = parents.map(([key, value]) => `${key} ${value}`).join(" ");
  const kids = await document.resolve(entries(tree).get("Kids"));
  if (kids !== undefined && isArray(kids)) {
    const leaf = changes.newNumber();
    const [first, last] = [parents.at(0)?.[0] ?? 0, parents.at(-1)?.[0] ?? 0];
    changes.add(leaf, fromOctets(`<< /Limits [${first} ${last}] /Nums [${pairs}] >>`));
    return withEntries(tree, new Map([["Kids", `[${[...members(kids).map(octets), `${leaf} 0 R`].join(" ")}]`]]));
  }
  const numbers = await document.resolve(entries(tree).get("Nums"));
  const own = numbers !== undefined && isArray(numbers) ? members(numbers).map(octets) : [];
  return withEntries(tree, new Map([["Nums", `[${[...own, pairs].join(" ")}]`]]));
}
