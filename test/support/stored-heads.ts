type Stored = { readonly pk: string; readonly sk: string; readonly [name: string]: unknown };

/**
 * The heads of acts as their items say, put together without the product: `HEAD` and the parts that it names, each of
 * the version that it says. @throws when a part is missing or of another version
 */
export const storedHeads = (items: readonly Stored[]): unknown[] =>
  items.filter((item) => item.sk === "HEAD").map((head) => whole(head, items));

function whole(head: Stored, items: readonly Stored[]): unknown {
  if (head["head"] !== undefined) return head["head"];
  const slots: unknown[] = [];
  let fields = { ...(head["now"] as object) };
  const parts = Object.entries(head["parts"] as { readonly [name: string]: number });
  for (const [name, ver] of parts.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const part = items.find((item) => item.pk === head.pk && item.sk === `HEAD#${name}`);
    if (part?.["ver"] !== ver) throw new Error(`${head.pk}: ${name} is of version ${part?.["ver"]} and not ${ver}`);
    const { pk: _pk, sk: _sk, ver: _ver, slots: some, ...rest } = part;
    slots.push(...((some as unknown[] | undefined) ?? []));
    fields = { ...fields, ...rest };
  }
  return { ...fields, slots };
}
