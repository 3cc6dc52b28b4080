import * as z from "zod";
import { ItemLimitError } from "../../workflow/ports/item-limits.ts";
import { assertQuery } from "../../workflow/ports/item-shape.ts";
import type { Item, Query } from "../../workflow/ports/items.ts";

const cursorSchema = z.strictObject({ on: z.string(), pk: z.string(), at: z.array(z.string()).min(1).max(3) });

function orderColumns(query: Query): readonly string[] {
  return query.index === undefined ? ["sk"] : [`${query.index}sk`, "pk", "sk"];
}

/** Where the next page begins, after `item`; bound to the partition and index it was given for. */
export function cursorAfter(query: Query, item: Item): string {
  const at = orderColumns(query).map((column) => item[column]);
  return Buffer.from(JSON.stringify({ on: query.index ?? "table", pk: query.pk, at })).toString("base64url");
}

function readCursor(query: Query, after: string): readonly string[] {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(after, "base64url").toString("utf8"));
  } catch {
    // Not JSON: refused below like any other text that is not one of our cursors.
    json = undefined;
  }
  const cursor = cursorSchema.safeParse(json);
  const columns = orderColumns(query);
  if (!cursor.success || cursor.data.on !== (query.index ?? "table") || cursor.data.at.length !== columns.length)
    throw new ItemLimitError("BAD_CURSOR", "the cursor is not one that this query gave");
  if (cursor.data.pk !== query.pk) throw new ItemLimitError("BAD_CURSOR", "the cursor is of another partition");
  return cursor.data.at;
}

/** The least text that is greater than every text with this prefix; `undefined` when there is none. */
function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (point) => point.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  // Surrogates are no characters: what follows U+D7FF in UTF-8 is U+E000.
  return String.fromCodePoint(...points, last + 1 === 0xd800 ? 0xe000 : last + 1);
}

function bounds(sk: Query["sk"]): readonly (readonly [operator: string, bound: string | undefined])[] {
  if (sk === undefined) return [];
  if ("beginsWith" in sk)
    return [
      [">=", sk.beginsWith],
      ["<", afterPrefix(sk.beginsWith)],
    ];
  return [
    [">=", sk.from],
    ["<=", sk.to],
  ];
}

/** The statement and its parameters for one page of at most `rows` rows; columns are ours, values are always bound. */
export function pageStatement(
  query: Query,
  rows: number,
): { readonly sql: string; readonly values: (string | number)[] } {
  assertQuery(query);
  const columns = orderColumns(query);
  const down = query.order === "descending";
  const where = [`${query.index ?? ""}pk = ?`];
  const values: (string | number)[] = [query.pk];
  for (const [operator, bound] of bounds(query.sk)) {
    if (bound === undefined) continue;
    where.push(`${columns[0]} ${operator} ?`);
    values.push(bound);
  }
  if (query.after !== undefined) {
    where.push(`(${columns.join(", ")}) ${down ? "<" : ">"} (${columns.map(() => "?").join(", ")})`);
    values.push(...readCursor(query, query.after));
  }
  const order = columns.map((column) => `${column} ${down ? "DESC" : "ASC"}`).join(", ");
  const indexed = query.index === undefined ? "" : ` AND ${query.index}sk IS NOT NULL`;
  return {
    sql: `SELECT body FROM items WHERE ${where.join(" AND ")}${indexed} ORDER BY ${order} LIMIT ?`,
    values: [...values, rows],
  };
}
