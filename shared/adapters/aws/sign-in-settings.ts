import * as z from "zod";
import { oidcFields } from "../../workflow/ports/oidc-settings.ts";
import type { ReadsSecret } from "./kept-secret.ts";

/** The body's identity provider as an installation names it. Its client's secret is in Secrets Manager, never here. */
export const providerSchema = z.strictObject({
  ...oidcFields,
  /** The issuer's own name, exactly; its document lies under `/.well-known/openid-configuration`. */
  issuer: z.url({ protocol: /^https$/, error: "expected the issuer's https address" }),
});
export type ProviderSettings = z.infer<typeof providerSchema>;

/** Who is entered while the directory is empty: somebody must be the first to enter others. */
export const firstOperatorSchema = z.strictObject({
  who: z.string().regex(/^[a-z0-9][a-z0-9._-]{2,59}$/, "expected 3 to 60 of a-z, 0-9, . _ -"),
  name: z.string().trim().min(1).max(100),
  email: z.email(),
  fiscalCode: z
    .string()
    .regex(/^[A-Z0-9]{16}$/)
    .optional(),
});

/** A variable that holds JSON of a form. */
export const jsonOf = <T extends z.ZodType>(schema: T) =>
  z.string().transform((text, context): z.output<T> => {
    const parsed = schema.safeParse(jsonOrNothing(text));
    if (parsed.success) return parsed.data;
    context.issues.push({ code: "custom", input: text, message: `expected JSON: ${z.prettifyError(parsed.error)}` });
    return z.NEVER;
  });

/** The same in a function's environment, as JSON. */
export const providerVariable = jsonOf(providerSchema);
export const firstOperatorVariable = jsonOf(firstOperatorSchema);

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The secret of our client, where the installation named one. @throws when it cannot be had */
export const clientSecretOf = async (secretId: string | undefined, read: ReadsSecret): Promise<string | undefined> =>
  secretId === undefined ? undefined : (await read(secretId)).trim();
