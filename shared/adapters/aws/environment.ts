import * as z from "zod";
import type { BodySettings } from "../../workflow/ports/body.ts";
import { bodyFactsSchema, factsOf } from "./body-facts.ts";
import { armsVariable, keptArms } from "./kept-arms.ts";
import { jsonOf, providerVariable } from "./sign-in-settings.ts";
import { heardVariable } from "./webhook-settings.ts";

/** Every variable that some function knows. `function-environments.ts` says which of them each must have. */
export const environment = z.object({
  VISTO_TABLE: z.string().min(1),
  VISTO_INTAKE_BUCKET: z.string().min(1),
  VISTO_VAULT_BUCKET: z.string().min(1),
  VISTO_PORTAL_BUCKET: z.string().min(1),
  VISTO_ORIGIN: z.url(),
  VISTO_TENANT: z.string().regex(/^[a-z0-9-]+$/),
  VISTO_BODY_NAME: z.string().min(1),
  VISTO_BODY_PLACE: z.string().min(1),
  VISTO_OFFICE: z.string().min(1),
  /** What else pages and copies say of the body, as JSON. */
  VISTO_BODY_FACTS: jsonOf(bodyFactsSchema).optional(),
  /** The coat of arms beside the code; only functions that make pages or print have it. */
  VISTO_ARMS: armsVariable.optional(),
  /** Address that mails come from; only the function that sends them has it. */
  VISTO_SENDER: z.string().optional(),
  /** Bucket of certificates and trusted lists; only functions that verify, or that show how old the lists are, read it. */
  VISTO_TRUST_BUCKET: z.string().min(1).optional(),
  /** Whether CRLs, OCSP answers and issuers are asked for where certificates say; only functions that verify have it. */
  VISTO_FETCH_MATERIAL: z.enum(["yes", "no"]).optional(),
  /** Whether GuardDuty looks at every upload: nothing is judged then before it has looked. */
  VISTO_MALWARE_SCAN: z.enum(["yes", "no"]).optional(),
  /** Timestamp authorities without a password, separated by spaces. */
  VISTO_TIMESTAMPS: z
    .string()
    .refine((text) => text.split(" ").every((url) => z.url({ protocol: /^https?$/ }).safeParse(url).success), {
      message: "expected http or https addresses, separated by single spaces",
    })
    .optional(),
  /** Secret with the addresses of authorities that want a password. */
  VISTO_TIMESTAMP_SECRET: z.string().min(1).optional(),
  /** Who hears of each change (names and types alone), as JSON; absent: nobody. */
  VISTO_WEBHOOKS: heardVariable.optional(),
  /** The body's identity provider, as JSON; absent: no officer enters. */
  VISTO_OIDC: providerVariable.optional(),
  /** Secret with the body's seal; only the function that seals has it. */
  VISTO_SEAL_SECRET: z.string().optional(),
});
export type Environment = z.infer<typeof environment>;

/** The environment of a function, parsed. @throws at start, naming every variable that is missing or wrong. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`environment: ${problems.join("; ")}`);
}

export const settingsOf = (env: Environment): BodySettings => ({
  tenant: `T#${env.VISTO_TENANT}`,
  name: env.VISTO_BODY_NAME,
  place: env.VISTO_BODY_PLACE,
  office: env.VISTO_OFFICE,
  ...factsOf(env.VISTO_BODY_FACTS),
  ...keptArms(env.VISTO_ARMS),
  register: "DD",
  baseUrl: env.VISTO_ORIGIN.replace(/\/$/, ""),
  linkDays: 7,
  uploadMinutes: 60,
  uploadLimit: 1_000_000_000,
  test: false,
  // There are no local accounts on AWS: whoever comes in, comes in with the body's provider.
  ...(env.VISTO_OIDC ? { onlyProvider: env.VISTO_OIDC.name } : {}),
});
