// Registers and audits of an archive that somebody changed.
import type { ArchiveCode } from "../../shared/workflow/index.ts";
import { changeLine, rewrite, someItems } from "./hostile-archive.ts";

/** One field of a line with another value, as text: also with one that no store would write. */
const withField = (text: string, field: string, value: string) => {
  const changed = text.replace(new RegExp(`"${field}":("[^"]*"|[0-9]+|null)`), `"${field}":${value}`);
  if (changed === text) throw new Error(`no ${field} in ${text}`);
  return changed;
};

export const hostileChains: readonly (readonly [string, ArchiveCode, (dir: string) => Promise<unknown>])[] = [
  [
    "another subject in the register",
    "REGISTER_BROKEN",
    (dir) => changeLine(dir, /"sk":"N#/, (text) => text.replace(/"actId":"[^"]*"/, '"actId":"ALTRO"')),
  ],
  [
    "a number taken out of the register",
    "REGISTER_BROKEN",
    async (dir) => {
      const { path, lines, at } = await someItems(dir, /"sk":"N#0000001"/);
      await rewrite(
        dir,
        path,
        lines
          .filter((_, index) => index !== at)
          .map((text) => `${text}\n`)
          .join(""),
      );
    },
  ],
  ...[
    { what: "a hash that is no text", field: "hash", value: "7" },
    { what: "a date that is none", field: "date", value: '"domani"' },
    { what: "an original that is a list", field: "original", value: "[]" },
  ].map(
    ({ what, field, value }) =>
      [
        `${what} in the register`,
        "REGISTER_BROKEN" as const,
        (dir: string) => changeLine(dir, /"sk":"N#/, (text) => withField(text, field, value)),
      ] as const,
  ),
  [
    "a register whose counter counts in words",
    "REGISTER_BROKEN",
    (dir) => changeLine(dir, /"sk":"COUNTER"/, (text) => withField(text, "last", '"tre"')),
  ],
  [
    "an entry of the audit without its commitment",
    "AUDIT_BROKEN",
    (dir) => changeLine(dir, /"sk":"AUD#/, (text) => withField(text, "commit", "null")),
  ],
  [
    "an entry of the audit numbered in words",
    "AUDIT_BROKEN",
    (dir) => changeLine(dir, /"sk":"AUD#/, (text) => withField(text, "seq", '"uno"')),
  ],
  [
    "an event rewritten",
    "AUDIT_BROKEN",
    (dir) =>
      changeLine(dir, /"sk":"PII#0000000[1-9]"/, (text) =>
        text.replace(/"type":"act\.[a-z.0-9-]*"/, '"type":"act.other.v1"'),
      ),
  ],
  [
    "the last event taken out",
    "AUDIT_BROKEN",
    async (dir) => {
      const { path, lines } = await someItems(dir, /"sk":"AUD#/);
      const last = lines.findLastIndex((text) => /"sk":"AUD#/.test(text));
      await rewrite(
        dir,
        path,
        lines
          .filter((_, index) => index !== last)
          .map((text) => `${text}\n`)
          .join(""),
      );
    },
  ],
];
