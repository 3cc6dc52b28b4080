type Stored = { readonly pk: string; readonly sk: string; readonly [name: string]: unknown };

/**
 * Decisions as the items say them, read without the product: each on the assignment that it answers; before, in an item
 * of its own.
 */
export const storedDecisions = <T extends Stored>(items: readonly T[]): Stored[] =>
  items.flatMap((item): Stored[] => {
    if (item.sk.startsWith("DEC#")) return [item];
    const { pk, sk, rev, step, who, decision } = item;
    return sk.startsWith("ASG#") && typeof decision === "object" ? [{ pk, sk, rev, step, who, ...decision }] : [];
  });
