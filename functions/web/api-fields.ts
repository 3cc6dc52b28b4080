import * as z from "zod";
import type { ApiField } from "../../web/api/documentation.tsx";

type Shown = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Shown;
  readonly anyOf?: readonly Shown[];
  readonly properties?: Readonly<Record<string, Shown>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shown>>;
  readonly additionalProperties?: unknown;
};

const known = new WeakMap<z.ZodType, readonly ApiField[]>();

/** The fields of a schema, one level deep: what a table can show. The whole is in the OpenAPI document. */
export function fieldsOfSchema(schema: z.ZodType, io: "input" | "output"): readonly ApiField[] {
  const before = known.get(schema);
  if (before) return before;
  const whole = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" }) as Shown;
  // A schema with a name stands among the definitions.
  const shown = whole.$ref ? (whole.$defs?.[nameOf(whole.$ref)] ?? whole) : whole;
  const fields = Object.entries(shown.properties ?? {}).map(([name, field]) => ({
    name,
    type: typeOf(field),
    isNeeded: shown.required?.includes(name) === true,
    about: field.description ?? "",
  }));
  known.set(schema, fields);
  return fields;
}

/** `__schema0` is the name that a recursive schema gets where it has none. */
const nameOf = (ref: string): string => (ref.split("/").at(-1) ?? "").replace(/^__schema\d+$/, "object");

function typeOf(shown: Shown): string {
  if (shown.$ref) return nameOf(shown.$ref);
  if (shown.const !== undefined) return JSON.stringify(shown.const);
  if (shown.enum) return shown.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (shown.anyOf) return [...new Set(shown.anyOf.map(typeOf))].join(" | ");
  if (shown.type === "array") return `${shown.items ? typeOf(shown.items) : "any"}[]`;
  if (shown.format && shown.type === "string") return shown.format;
  return typeof shown.type === "string" ? shown.type : "any";
}
