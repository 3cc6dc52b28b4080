import { fromOctets, octets, type Slice, skipBlank, unreadable } from "../../seal/pdf/syntax.ts";
import {
  asInteger,
  asName,
  asReference,
  entries,
  isArray,
  isDictionary,
  members,
  type Reference,
} from "../../seal/pdf/values.ts";
import type { Changes } from "./changes.ts";
import { sliceOf, withEntries } from "./new-objects.ts";
import { type OpenDocument, openWindowed } from "./open-document.ts";
import { opened, type PageInTree, type PageObject, pagesOf } from "./page-tree.ts";
import type { AddedStructure, StructureTree } from "./structure.ts";

/** Entries of a page that point back into the document it comes from, or are written anew; the rest goes with it. */
const leftBehind = new Set(["Parent", "StructParents", "Tabs", "Annots", "Group", "Rotate", "Resources"]);

export type Imported = { readonly pages: readonly PageInTree[]; readonly structure?: AddedStructure };

/**
 * Copies the pages of a PDF of our own making, with all that they draw with, as new objects under `parent`; into a
 * tagged document with their structure. Left behind: bookmarks, links and metadata.
 *
 * @returns the pages, to be stamped like the others, and what the document's structure must have of them
 */
export async function importPages(
  changes: Changes,
  pdf: Uint8Array,
  parent: Reference,
  tree: StructureTree | undefined,
): Promise<Imported> {
  const from = await openWindowed(pdf);
  const root = await rootOf(from);
  const numbers = new Map<number, number>();
  const waiting: Reference[] = [];
  const renumbered = (text: Slice): string =>
    withReferences(text, (reference) => {
      const known = numbers.get(reference.number);
      if (known !== undefined) return known;
      const made = changes.newNumber();
      numbers.set(reference.number, made);
      waiting.push(reference);
      return made;
    });
  const originals = (await pagesOf(from, root)).map(opened);
  // Their structure speaks of the pages: these have their numbers before anything is copied.
  for (const page of originals) numbers.set(page.reference.number, changes.newNumber());
  const imported: PageInTree[] = [];
  for (const page of originals) {
    const reference = { number: numbers.get(page.reference.number) ?? 0, generation: 0 };
    const inherited = ["MediaBox", "CropBox"] as const;
    const kept = [...page.entries].filter(([key]) => !leftBehind.has(key));
    const above = inherited.flatMap((key) => {
      const value = page.entries.has(key) ? undefined : page.inherited[key]?.value;
      return value === undefined ? [] : [[key, value] as const];
    });
    const texts = [...kept, ...above].map(([key, value]) => `/${key} ${renumbered(value)}`);
    // Said on the page itself, so that it takes nothing from the nodes that it comes to stand under.
    const resources = renumbered(await wholeResources(from, page));
    const own = [`/Parent ${parent.number} ${parent.generation} R`, "/Rotate 0", `/Resources ${resources}`, ...texts];
    const key = asInteger(page.entries.get("StructParents"));
    if (tree !== undefined && key !== undefined) own.push(`/StructParents ${tree.nextKey + key} /Tabs /S`);
    if (!page.entries.has("CropBox")) own.push(`/CropBox ${renumbered(mediaBoxOf(page))}`);
    const value = sliceOf(`<< ${own.join(" ")} >>`);
    changes.set(reference, octets(value));
    imported.push({ reference, value, inherited: {}, added: true });
  }
  const structure = tree === undefined ? undefined : await structureIn(from, tree, numbers, renumbered);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const number = numbers.get(next.number) ?? 0;
    changes.add(number, await copied(from, next, renumbered));
  }
  return { pages: imported, ...(structure ? { structure } : {}) };
}

/** The structure of what is imported, its elements hanging from the document's own root. */
async function structureIn(
  from: OpenDocument,
  tree: StructureTree,
  numbers: Map<number, number>,
  renumbered: (value: Slice) => string,
): Promise<AddedStructure | undefined> {
  const catalog = await from.resolve(from.trailer.get("Root"));
  const reference = catalog === undefined ? undefined : asReference(entries(catalog).get("StructTreeRoot"));
  const root = reference === undefined ? undefined : await from.object(reference);
  if (reference === undefined || root === undefined) return undefined;
  numbers.set(reference.number, tree.reference.number);
  const found = entries(root);
  const kids = await from.resolve(found.get("K"));
  const parents = await from.resolve(found.get("ParentTree"));
  const roles = await from.resolve(found.get("RoleMap"));
  const nums = parents === undefined ? undefined : await from.resolve(entries(parents).get("Nums"));
  if (kids === undefined || nums === undefined) return undefined;
  const pairs = members(nums);
  return {
    elements: (isArray(kids) ? members(kids) : [found.get("K") ?? kids]).map(renumbered),
    parents: pairs.flatMap((value, at) =>
      at % 2 === 0 ? [] : [[tree.nextKey + (asInteger(pairs[at - 1] ?? value) ?? 0), renumbered(value)] as const],
    ),
    roles: new Map([...(roles === undefined ? [] : entries(roles))].map(([role, value]) => [role, octets(value)])),
  };
}

/** The page's resources with the categories that the stamp adds to written out in it. */
async function wholeResources(from: OpenDocument, page: PageObject): Promise<Slice> {
  const found = await from.resolve(page.entries.get("Resources") ?? page.inherited.Resources?.value);
  if (found === undefined) return sliceOf("<< >>");
  const whole = new Map<string, string>();
  for (const kind of ["XObject", "Font"]) {
    const category = await from.resolve(entries(found).get(kind));
    if (category !== undefined) whole.set(kind, octets(category));
  }
  const spaces = await from.resolve(entries(found).get("ColorSpace"));
  if (spaces !== undefined) whole.set("ColorSpace", await deviceSpaces(from, spaces));
  return sliceOf(withEntries(found, whole));
}

/**
 * Grey with a profile of the engine's becomes DeviceGray, which any output intent covers: PDF/A-1 takes no profile of
 * ICC version 4 (ISO 19005-1 §6.2.3.2), and pages of ours for this use are black and grey alone.
 */
async function deviceSpaces(from: OpenDocument, spaces: Slice): Promise<string> {
  const changes = new Map<string, string>();
  for (const [name, space] of entries(spaces)) {
    const array = await from.resolve(space);
    const [kind, profile] = array !== undefined && isArray(array) ? members(array) : [];
    const stream = asName(kind) === "ICCBased" ? await from.resolve(profile) : undefined;
    if (stream !== undefined && asInteger(entries(stream).get("N")) === 1) changes.set(name, "/DeviceGray");
  }
  return withEntries(spaces, changes);
}

function mediaBoxOf(page: PageObject): Slice {
  const box = page.entries.get("MediaBox") ?? page.inherited.MediaBox?.value;
  if (box === undefined) throw unreadable("a page to be added has no /MediaBox");
  return box;
}

async function copied(from: OpenDocument, reference: Reference, renumbered: (value: Slice) => string) {
  const value = await from.object(reference);
  if (value === undefined) return fromOctets("null");
  const { bytes } = value;
  const keyword = skipBlank(bytes, value.end);
  const isStream = isDictionary(value) && octets({ bytes, start: keyword, end: keyword + 6 }) === "stream";
  if (!isStream) return fromOctets(renumbered(value));
  const length = asInteger(await from.resolve(entries(value).get("Length")));
  const start = keyword + (bytes[keyword + 6] === 0x0d ? 8 : 7);
  if (length === undefined || start + length > bytes.length) throw unreadable("a stream has no data");
  const plain = sliceOf(withEntries(value, new Map([["Length", `${length}`]])));
  const head = fromOctets(`${renumbered(plain)}\nstream\n`);
  const tail = fromOctets("\nendstream");
  const body = new Uint8Array(head.length + length + tail.length);
  body.set(head);
  body.set(bytes.subarray(start, start + length), head.length);
  body.set(tail, head.length + length);
  return body;
}

/** A value as text with every reference in it renumbered. */
function withReferences(value: Slice, renumber: (reference: Reference) => number): string {
  const reference = asReference(value);
  if (reference !== undefined) return `${renumber(reference)} 0 R`;
  if (isDictionary(value)) {
    const texts = [...entries(value)].map(([key, one]) => `/${nameText(key)} ${withReferences(one, renumber)}`);
    return `<< ${texts.join(" ")} >>`;
  }
  if (value.bytes[value.start] === 0x5b)
    return `[${members(value)
      .map((one) => withReferences(one, renumber))
      .join(" ")}]`;
  return octets(value);
}

/** A key as it is written: `entries` resolved its escapes. */
const nameText = (name: string): string =>
  name.replaceAll(
    /[^!$&'*+,\-.0-9:;=?@A-Z\\^_`a-z|~]/g,
    (one) => `#${one.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );

/** The root of the page tree. @throws {SealError} `PDF_UNREADABLE` */
export async function rootOf(document: OpenDocument): Promise<Reference> {
  const catalog = await document.resolve(document.trailer.get("Root"));
  const root = catalog === undefined ? undefined : asReference(entries(catalog).get("Pages"));
  if (root === undefined || catalog === undefined) throw unreadable("its trailer names no catalog with pages");
  if (asName(entries(catalog).get("Type")) === "Pages") throw unreadable("its catalog is a page tree");
  return root;
}
