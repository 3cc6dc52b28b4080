import { isVatRate, printAmount, sumCents, vatOf } from "../../shared/act/index.ts";
import { isRows, parts, type Rows, type RowsName, rowNames } from "./fields.ts";
import { one, readValues, rowCount, rowMark, type Values } from "./values.ts";

/** What a button of the form asks for besides saving: `add:movements`, `remove:movements:1`, `up:movements:1`. */
export type RowChange = { readonly how: "add" | "remove" | "up"; readonly rows: RowsName; readonly at: number };

export function rowChange(asked: string): RowChange | undefined {
  const [, how, name, index] = /^(add|remove|up):(\w+)(?::(\d{1,4}))?$/.exec(asked) ?? [];
  const rows = rowNames.find((known) => known === name);
  if (!rows || (how !== "add" && how !== "remove" && how !== "up")) return undefined;
  return { how, rows, at: Number(index ?? 0) };
}

const allRows = parts.flatMap((part) => part.holds.filter(isRows));
export const rowsOf = (name: RowsName): Rows => {
  const found = allRows.find((one) => one.rows === name);
  if (!found) throw new Error(`the form has no rows ${name}`);
  return found;
};

/** What a new row begins with: the choices, and what the act's other rows have in common. */
const beginnings: Partial<Record<RowsName, Readonly<Record<string, string>>>> = {
  movements: { type: "U/Impegno" },
  lines: { vatRate: "22" },
};

/** The values with a row more, or less, or moved; everything that was typed stays. */
export function withRows(values: Values, { how, rows, at }: RowChange): Values {
  const { fields } = rowsOf(rows);
  const count = rowCount(values, rows);
  const next = new Map(values);
  const names = ["@", ...fields.map((field) => field.name)];
  const list = Array.from({ length: count }, (_, index) =>
    names.map((name) => values.get(`${rows}.${index}.${name}`) ?? []),
  );
  for (const name of next.keys()) if (name.startsWith(`${rows}.`)) next.delete(name);
  if (how === "remove") list.splice(at, 1);
  if (how === "up" && at > 0 && at < count) list.splice(at - 1, 0, ...list.splice(at, 1));
  if (how === "add")
    list.push(names.map((name) => (name === "@" ? [""] : [startOf(values, rows, count, name)].filter(Boolean))));
  for (const [index, row] of list.entries())
    for (const [place, name] of names.entries()) next.set(`${rows}.${index}.${name}`, row[place] ?? []);
  return next;
}

function startOf(values: Values, rows: RowsName, count: number, name: string): string {
  if (rows === "declaredAttachments" && name === "label") return nextLabel(values);
  if (rows === "movements" && (name === "cig" || name === "cup")) return one(values, name);
  if (rows === "movements" && (name === "financialYear" || name === "dueYear") && count > 0)
    return one(values, `movements.${count - 1}.${name}`);
  return beginnings[rows]?.[name] ?? "";
}

function nextLabel(values: Values): string {
  const used = new Set(
    Array.from({ length: rowCount(values, "declaredAttachments") }, (_, at) =>
      one(values, `declaredAttachments.${at}.label`),
    ),
  );
  return [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find((letter) => !used.has(letter)) ?? "";
}

/** The values of the form that a request carries: only names that the form has. */
export function valuesIn(all: (name: string) => readonly string[]): Values {
  const values = new Map<string, readonly string[]>();
  for (const holds of parts.flatMap((part) => part.holds)) {
    if (!isRows(holds)) {
      values.set(holds.name, all(holds.name));
      continue;
    }
    for (let index = 0; all(rowMark(holds.rows, index)).length > 0; index += 1) {
      values.set(rowMark(holds.rows, index), all(rowMark(holds.rows, index)).slice(0, 1));
      for (const field of holds.fields) {
        const name = `${holds.rows}.${index}.${field.name}`;
        values.set(name, all(name));
      }
    }
  }
  return values;
}

/** The economic framework that the lines give: each rate's VAT on the sum of its lines, rounded once. */
export function withTotals(values: Values): Values {
  const { json } = readValues(values, {});
  const lines = (json["lines"] ?? []) as readonly { readonly net?: number; readonly vatRate?: number }[];
  const rates = [
    ...new Set(lines.flatMap(({ vatRate }) => (vatRate !== undefined && isVatRate(vatRate) ? [vatRate] : []))),
  ];
  const [rate] = rates;
  if (rate === undefined) return values;
  const netAt = (wanted: number) =>
    sumCents(lines.filter(({ vatRate }) => vatRate === wanted).map(({ net }) => net ?? 0));
  const net = sumCents(rates.map(netAt));
  const vat = sumCents(rates.map((one) => vatOf(netAt(one), one)));
  const told = { net: printAmount(net), vat: printAmount(vat), total: printAmount(net + vat), vatRate: String(rate) };
  return new Map([...values, ...Object.entries(told).map(([name, value]) => [`totals.${name}`, [value]] as const)]);
}
