import { type ActData, type Block, parseAmount, printAmount } from "../../shared/act/index.ts";
import { blocksOfText, textOfBlocks } from "./block-text.ts";
import { type Field, isRows, parts, type Rows, type RowsName } from "./fields.ts";

/** What stands in the fields of the form, by their name: `contract.vatNumber`, `movements.0.amount`. */
export type Values = ReadonlyMap<string, readonly string[]>;
/** A value that cannot be read, by the name of its field. */
export type Unread = { readonly field: string; readonly value: string; readonly expected: "amount" | "number" };

type Json = unknown;
type Box = Record<string, Json>;

export const one = (values: Values, name: string): string => values.get(name)?.[0] ?? "";

/** Which row of the stored act a row of the form was; empty for a new one. It also says that the row is there. */
export const rowMark = (rows: RowsName, at: number) => `${rows}.${at}.@`;

export function rowCount(values: Values, rows: RowsName): number {
  let count = 0;
  while (values.has(rowMark(rows, count))) count += 1;
  return count;
}

const at = (box: Json, path: string): Json =>
  path
    .split(".")
    .reduce<Json>((found, key) => (typeof found === "object" && found ? (found as Box)[key] : undefined), box);

function written(field: Field, value: Json): readonly string[] {
  if (value === undefined || value === null) return [];
  if (field.kind === "flag") return value === true ? ["yes"] : [];
  if (field.kind === "set") return (value as string[]).map(String);
  if (field.kind === "strings") return [(value as string[]).join("\n")];
  if (field.kind === "blocks") return [textOfBlocks(value as Block[])];
  if (field.kind === "amount") return [printAmount(value as number)];
  if (field.kind === "month") return [String(value).replace(/^(\d{4})-(\d\d)$/, "$2/$1")];
  return [String(value)];
}

/** The act as the fields show it. */
export function valuesOf(data: ActData): Values {
  const values = new Map<string, readonly string[]>();
  for (const holds of parts.flatMap((part) => part.holds)) {
    if (!isRows(holds)) {
      values.set(holds.name, written(holds, at(data, holds.name)));
      continue;
    }
    data[holds.rows].forEach((row, index) => {
      values.set(rowMark(holds.rows, index), [String(index)]);
      for (const field of holds.fields)
        values.set(`${holds.rows}.${index}.${field.name}`, written(field, at(row, field.name)));
    });
  }
  return values;
}

type Said = { readonly value: Json } | { readonly unread: Unread["expected"] };

function read(field: Field, given: readonly string[], base: Json): Said {
  const text = (given[0] ?? "").replaceAll("\r\n", "\n");
  const nothing =
    field.nullable && (base === null || field.name === "number" || field.name === "algorithm") ? null : undefined;
  switch (field.kind) {
    case "flag":
      return { value: given.length > 0 ? true : base === undefined ? undefined : false };
    case "set":
      return { value: (field.options ?? []).filter((option) => given.includes(option)) };
    case "strings":
      return {
        value: text
          .split(/[\n;]/)
          .map((part) => part.trim())
          .filter((part) => part !== ""),
      };
    case "blocks":
      return { value: blocksOfText(text) };
    case "amount": {
      if (text.trim() === "") return { value: undefined };
      const amount = parseAmount(text);
      return amount.ok ? { value: amount.value } : { unread: "amount" };
    }
    case "rate":
    case "number": {
      if (text.trim() === "") return { value: undefined };
      return /^\d{1,9}(?:\.\d{1,4})?$/.test(text.trim()) ? { value: Number(text.trim()) } : { unread: "number" };
    }
    case "date": {
      // A browser's own date field sends days as the data keep them; whoever types writes them as people do.
      const [, day, month, year] = /^\s*(\d{1,2})\s*[/.]\s*(\d{1,2})\s*[/.]\s*(\d{4})\s*$/.exec(text) ?? [];
      if (day && month && year) return { value: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` };
      return { value: text.trim() === "" ? nothing : text.trim() };
    }
    case "month": {
      const [, month, year] = /^\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/.exec(text) ?? [];
      if (month && year) return { value: `${year}-${month.padStart(2, "0")}` };
      return { value: text.trim() === "" ? nothing : text.trim() };
    }
    default:
      return { value: text.trim() === "" ? (base === "" ? "" : nothing) : text.trim() };
  }
}

function put(box: Box, path: string, value: Json): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let inner = box;
  for (const key of keys) {
    if (typeof inner[key] !== "object" || inner[key] === null) {
      if (value === undefined) return;
      inner[key] = {};
    }
    inner = inner[key] as Box;
  }
  if (value === undefined) delete inner[last];
  else inner[last] = value;
}

const isEmpty = (value: Json): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

/** A group of which nothing was filled in is not there: half of one would be asked for the rest of it. */
function withoutEmptyGroups(box: Box): Box {
  for (const [key, value] of Object.entries(box)) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
    const inner = withoutEmptyGroups(value as Box);
    if (Object.values(inner).every(isEmpty)) delete box[key];
  }
  return box;
}

function fill(box: Box, base: Json, field: Field, name: string, values: Values, unread: Unread[]): void {
  const given = values.get(name) ?? [];
  const said = read(field, given, at(base, field.name));
  if ("unread" in said) unread.push({ field: name, value: given[0] ?? "", expected: said.unread });
  else put(box, field.name, said.value);
}

/** What a new row has before anybody wrote in it. */
const givenByItself = ["cig", "cup", "financialYear", "dueYear", "label"];

/** A new row in which nothing was written, and at most a choice was made, is none. */
const isBlank = (values: Values, { rows, fields }: Rows, index: number): boolean =>
  one(values, rowMark(rows, index)) === "" &&
  fields.every(
    ({ name, kind }) =>
      kind === "choice" ||
      kind === "rate" ||
      givenByItself.includes(name) ||
      one(values, `${rows}.${index}.${name}`).trim() === "",
  );

export type ReadForm = {
  /** The act as JSON, to be parsed: what the form has no field for stays as `base` has it. */
  readonly json: Box;
  readonly unread: readonly Unread[];
  /** Of each list, which row of the form a row of the data is. */
  readonly places: Readonly<Partial<Record<RowsName, readonly number[]>>>;
};

/** What the fields say, on top of the act that they began from. */
export function readValues(values: Values, base: object): ReadForm {
  const json = structuredClone(base) as Box;
  const unread: Unread[] = [];
  const places: Partial<Record<RowsName, number[]>> = {};
  for (const holds of parts.flatMap((part) => part.holds)) {
    if (!isRows(holds)) {
      fill(json, base, holds, holds.name, values, unread);
      continue;
    }
    const indexes = Array.from({ length: rowCount(values, holds.rows) }, (_, index) => index).filter(
      (index) => !isBlank(values, holds, index),
    );
    places[holds.rows] = indexes;
    json[holds.rows] = indexes.map((index) => {
      const mark = one(values, rowMark(holds.rows, index));
      const was = mark === "" ? {} : (at(base, `${holds.rows}.${mark}`) ?? {});
      const row = structuredClone(was) as Box;
      for (const field of holds.fields) fill(row, was, field, `${holds.rows}.${index}.${field.name}`, values, unread);
      return withoutEmptyGroups(row);
    });
  }
  return { json: withoutEmptyGroups(json), unread, places };
}
