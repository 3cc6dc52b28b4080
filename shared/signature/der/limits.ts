/** Deeper than any real certificate, CMS or timestamp token; a hostile file nests for stack exhaustion (CVE-2025-66031). */
export const maxDepth = 64;

/** Children read from one element. A signed file with more has been built to exhaust memory. */
export const maxChildren = 200_000;
