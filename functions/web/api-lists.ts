import * as z from "zod";
import { no } from "../../shared/workflow/index.ts";
import type { Refused } from "./api-operation.ts";

/** Query parameters of every list. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({
    description: "Quanti per pagina, da 1 a 100; 20 se manca. / How many a page, 1 to 100; 20 when absent.",
  }),
  cursor: z.string().min(1).max(200).optional().meta({
    description: "`next` della pagina precedente. / `next` of the page before.",
  }),
};

/** A page of a list. `next` is `null` on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

/** A place of a list, by the name of the list. It says nothing but what was given out with the page that it ends. */
export const cursorOf = (list: string, place: string | undefined): string | null =>
  place === undefined ? null : Buffer.from(JSON.stringify([list, place])).toString("base64url");

const placeSchema = z.tuple([z.string(), z.string()]);

/** The place that a cursor names. One that we cannot have given out, for this list, is refused. */
export function placeIn(
  list: string,
  shape: RegExp,
  cursor: string | undefined,
): { readonly ok: true; readonly value: string | undefined } | Refused {
  if (cursor === undefined) return { ok: true, value: undefined };
  const place = read(cursor);
  if (place?.[0] === list && shape.test(place[1]) && cursorOf(list, place[1]) === cursor)
    return { ok: true, value: place[1] };
  const expectation = "il `next` di una pagina / the `next` of a page";
  const error = { field: "cursor", value: cursor.slice(0, 40).toWellFormed(), expectation };
  return { ok: false, refusal: no("REQUEST_NOT_VALID", error), errors: [error] };
}

function read(cursor: string): [string, string] | undefined {
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    return undefined;
  }
}
