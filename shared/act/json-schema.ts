import * as z from "zod";
import { actDataSchema } from "./act-data.ts";
import { italianActSchema } from "./import-shape.ts";

/**
 * JSON Schema (draft 2020-12) of what `parseAct` accepts: the product's own shape, or the one with Italian keys.
 *
 * A JSON that fits may still be an act with findings: the schema refuses only what could not be an act at all.
 */
export function actJsonSchema(): Readonly<Record<string, unknown>> {
  const [own, italian] = [actDataSchema, italianActSchema].map((schema) => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input" });
    return rest;
  });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Atto di Visto / Act of Visto",
    anyOf: [{ $ref: "#/$defs/act" }, { $ref: "#/$defs/atto" }],
    $defs: { ...hoisted(own), ...hoisted(italian), act: own, atto: italian },
  };
}

/** References inside a schema point to its root's definitions, so they move to the root of the whole. */
function hoisted(schema: { $defs?: unknown } | undefined): object {
  const definitions = schema?.$defs;
  if (schema === undefined || typeof definitions !== "object" || definitions === null) return {};
  delete schema.$defs;
  return definitions;
}
