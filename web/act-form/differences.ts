import type { FieldName, RowsName } from "./fields.ts";
import { isRows, labelKey, parts } from "./fields.ts";
import { one, rowCount, type Values } from "./values.ts";

/** A field that stands differently in two forms. `row` counts from 1. */
export type Difference = {
  readonly label: FieldName;
  readonly rows?: RowsName;
  readonly row?: number;
  readonly before: string;
  readonly after: string;
};

const shown = (values: Values, name: string): string => (values.get(name) ?? []).join(", ").replaceAll("\r\n", "\n");

/** Every field in which two acts differ, in the order of the form. Rows are compared place by place. */
export function differences(before: Values, after: Values): readonly Difference[] {
  const found: Difference[] = [];
  for (const holds of parts.flatMap((part) => part.holds)) {
    if (!isRows(holds)) {
      const [old, now] = [shown(before, holds.name), shown(after, holds.name)];
      if (old !== now) found.push({ label: holds.name, before: old, after: now });
      continue;
    }
    const most = Math.max(rowCount(before, holds.rows), rowCount(after, holds.rows));
    for (let index = 0; index < most; index += 1)
      for (const field of holds.fields) {
        const name = `${holds.rows}.${index}.${field.name}`;
        const [old, now] = [shown(before, name), shown(after, name)];
        if (old !== now)
          found.push({
            label: labelKey(holds.rows, field.name),
            rows: holds.rows,
            row: index + 1,
            before: old,
            after: now,
          });
      }
  }
  return found;
}

/** Whether the form holds anything of an act at all. */
export const isFilled = (values: Values): boolean => [...values.keys()].some((name) => one(values, name) !== "");
