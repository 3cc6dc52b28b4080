type Stored = { readonly pk: string; readonly sk: string; readonly [name: string]: unknown };

/**
 * The heads of acts as their items say, put together without the product: `HEAD` and the parts that it names, each of
 * the version that it says. @throws when a part is missing or of another version
 */
export const storedHeads = (items: readonly Stored[]): unknown[] =>
  items.filter((item) => item.sk === "HEAD").map((head) => whole(head, items));

function whole(head: Stored, items: readonly Stored[]): unknown {
  if (head["head"] !== undefined) return head["head"];
  let fields: { [name: string]: unknown } = { route: [], slots: [], ...(head["now"] as object) };
  let files: { readonly [at: string]: object } = {};
  for (const [name, ver] of Object.entries(head["parts"] as { readonly [name: string]: number })) {
    const part = items.find((item) => item.pk === head.pk && item.sk === `HEAD#${name}`);
    if (part?.["ver"] !== ver) throw new Error(`${head.pk}: ${name} is of version ${part?.["ver"]} and not ${ver}`);
    const { pk: _pk, sk: _sk, ver: _ver, ...rest } = part;
    if (name.startsWith("SLOT#")) files = { ...files, ...(rest as typeof files) };
    else fields = { ...fields, ...rest };
  }
  const slots = (fields["slots"] as object[]).map((slot, at) => ({ ...slot, ...(files[at] ?? { state: "DECLARED" }) }));
  return { ...fields, slots };
}

/** Acts that the sweep has to look at, by when: what the index of what falls due says of their heads. */
export const dueHeads = (items: readonly Stored[]): string[] =>
  items.flatMap((item) => (item.sk === "HEAD" && item["due"] === "act" ? [String(item["gsi4sk"])] : []));
