import * as z from "zod";

/** Words of people, up to so many. Half a surrogate pair can be written in JSON, and stored nowhere. */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => value.isWellFormed(), "testo Unicode ben formato");
