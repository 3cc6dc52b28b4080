import { entriesOfFirstReleases } from "./0002-entries-of-first-releases.ts";
import { headsInParts } from "./0003-heads-in-parts.ts";
import type { Migration } from "./migration.ts";

/** Every change of the stored items' form, oldest first; the last one's `to` is the form that this program writes. */
export const migrations: readonly Migration[] = [entriesOfFirstReleases, headsInParts];
