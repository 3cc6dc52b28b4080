import * as z from "zod";

/** What a signed file must show besides holding, as an installation may ask for it, wherever Visto runs. */
export const signaturePolicySchema = z.strictObject({
  qualified: z.boolean().optional(),
  passed: z.boolean().optional(),
  levels: z
    .array(z.enum(["B", "T", "LT", "LTA"]))
    .min(1)
    .optional(),
});
