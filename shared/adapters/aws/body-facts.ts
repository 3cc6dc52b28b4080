import * as z from "zod";
import type { BodySettings } from "../../workflow/ports/body.ts";
import { colourSchema } from "../../workflow/ports/colour-schema.ts";
import { signaturePolicySchema } from "../../workflow/ports/signature-policy.ts";

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(text), "expected one line of text");

/** What an installation may say of its body besides its name: public all of it, and on every page. */
export const bodyFactsSchema = z.strictObject({
  /** Code in the index of public administrations (IPA). */
  code: z
    .string()
    .regex(/^[A-Za-z0-9_]{2,20}$/, "expected the IPA code: 2 to 20 of A-Z, a-z, 0-9, _")
    .optional(),
  address: line(200).optional(),
  pec: z.email().optional(),
  /** Where the data protection officer is reached (art. 37(7) GDPR). */
  dpo: line(120).optional(),
  privacyPolicy: z
    .url({ protocol: /^https$/, error: "expected an https address" })
    .max(300)
    .optional(),
  colour: colourSchema.optional(),
  /** What a signed file must show besides holding. */
  signatures: signaturePolicySchema.optional(),
});

type Facts = Pick<BodySettings, "code" | "address" | "pec" | "dpo" | "privacyPolicy" | "colour" | "signatures">;

/** The same from a function's environment, as the settings have them: what is not said is not there. */
export const factsOf = (given: z.infer<typeof bodyFactsSchema> | undefined): Facts =>
  // Of JSON: no value in it is undefined.
  (given ?? {}) as Facts;
