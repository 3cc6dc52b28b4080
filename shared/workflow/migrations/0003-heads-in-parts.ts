import { headSchema } from "../../act/index.ts";
import { headActions } from "../model/head-items.ts";
import type { Migration } from "./migration.ts";

/**
 * Heads that were stored as one item are written in parts (decision 51), with the one entry of what falls due; the head
 * itself stays as it is. Entries of uploads and steps go when the sweep next meets them, and what audit entries tell
 * stays beside those of before: both are read for ever.
 */
export const headsInParts: Migration = {
  id: "0003-heads-in-parts",
  from: 2,
  to: 3,
  change: (item) => {
    if (item.sk !== "HEAD" || item["head"] === undefined) return [];
    const head = headSchema.parse(item["head"]);
    return headActions({ head, parts: {} }, head);
  },
};
