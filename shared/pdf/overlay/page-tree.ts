import { octets, type Slice, unreadable } from "../../seal/pdf/syntax.ts";
import { asReference, entries, members, type Reference } from "../../seal/pdf/values.ts";
import type { Changes } from "./changes.ts";
import { withEntries } from "./new-objects.ts";
import type { OpenDocument } from "./open-document.ts";

/** What a page has from the nodes above it (ISO 32000-1 §7.7.3.4), each with the node that says it. */
export type Inherited = Readonly<Partial<Record<InheritedKey, { readonly value: Slice; readonly owner: Reference }>>>;
type InheritedKey = (typeof inheritedKeys)[number];
const inheritedKeys = ["MediaBox", "CropBox", "Rotate", "Resources"] as const;

/** A page as its tree has it. Its entries are read again when it is stamped: kept, they are ten times its own size. */
export type PageInTree = {
  readonly reference: Reference;
  readonly value: Slice;
  readonly inherited: Inherited;
  /** A page of ours: what it refers to is new, and the document does not know it yet. */
  readonly added: boolean;
};
export type PageObject = PageInTree & { readonly entries: ReadonlyMap<string, Slice> };

export const opened = (page: PageInTree): PageObject => ({ ...page, entries: entries(page.value) });

/** More pages than any act has; a bound keeps a hostile tree from taking all memory. */
const mostPages = 200_000;
const deepestTree = 64;

/**
 * The pages in the order in which viewers number them, and the root of their tree.
 *
 * @throws {SealError} `PDF_UNREADABLE`: no page, a tree that goes round, a page that stands in it twice
 */
export async function pagesOf(document: OpenDocument, root: Reference): Promise<PageInTree[]> {
  const pages: PageInTree[] = [];
  const visited = new Set<number>();
  const waiting: { reference: Reference; inherited: Inherited; depth: number }[] = [
    { reference: root, inherited: {}, depth: 0 },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { reference, inherited, depth } = next;
    if (visited.has(reference.number) || depth > deepestTree) throw unreadable("its page tree is broken");
    visited.add(reference.number);
    const found = await document.object(reference);
    if (found === undefined) throw unreadable("its page tree is broken");
    // A copy of its own: the window that it was read in must not stay in memory for as long as the page does.
    const value = compact(found);
    const own = entries(value);
    const kids = await document.resolve(own.get("Kids"));
    if (kids === undefined) {
      if (pages.length >= mostPages) throw unreadable(`it has more than ${mostPages} pages`);
      pages.push({ reference, value, inherited, added: false });
      continue;
    }
    const below = { ...inherited, ...inheritedFrom(own, reference) };
    for (const kid of members(kids).reverse()) {
      const kidReference = asReference(kid);
      if (kidReference === undefined) throw unreadable("its page tree is broken");
      waiting.push({ reference: kidReference, inherited: below, depth: depth + 1 });
    }
  }
  if (pages.length === 0) throw unreadable("it has no page");
  return pages;
}

function inheritedFrom(own: ReadonlyMap<string, Slice>, owner: Reference): Inherited {
  const found = inheritedKeys.flatMap((key) => {
    const value = own.get(key);
    return value === undefined || octets(value) === "null" ? [] : [[key, { value, owner }] as const];
  });
  return Object.fromEntries(found);
}

const compact = ({ bytes, start, end }: Slice): Slice => ({
  bytes: bytes.slice(start, end),
  start: 0,
  end: end - start,
});

/** The added pages as the last kids of the root, and its count. */
export async function growTree(
  document: OpenDocument,
  changes: Changes,
  root: Reference,
  count: number,
  added: readonly PageInTree[],
): Promise<void> {
  const node = await document.object(root);
  const kids = node === undefined ? undefined : await document.resolve(entries(node).get("Kids"));
  if (node === undefined || kids === undefined) throw unreadable("its page tree is broken");
  const references = [...members(kids).map(octets), ...added.map(({ reference }) => `${reference.number} 0 R`)];
  const entriesOfRoot = new Map([
    ["Kids", `[${references.join(" ")}]`],
    ["Count", `${count}`],
  ]);
  changes.set(root, withEntries(node, entriesOfRoot));
}
