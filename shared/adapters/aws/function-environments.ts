import * as z from "zod";
import { environment } from "./environment.ts";
import { firstOperatorVariable } from "./sign-in-settings.ts";

export { bodyFactsSchema } from "./body-facts.ts";
export { armsFormat, keptArmsNames } from "./kept-arms.ts";
export { firstOperatorSchema, providerSchema } from "./sign-in-settings.ts";
export { heardSchema, heardText } from "./webhook-settings.ts";

const common = environment.pick({
  VISTO_TABLE: true,
  VISTO_INTAKE_BUCKET: true,
  VISTO_VAULT_BUCKET: true,
  VISTO_PORTAL_BUCKET: true,
  VISTO_ORIGIN: true,
  VISTO_TENANT: true,
  VISTO_BODY_NAME: true,
  VISTO_BODY_PLACE: true,
  VISTO_OFFICE: true,
  VISTO_BODY_FACTS: true,
  VISTO_WEBHOOKS: true,
});
const variables = environment.shape;
/** A variable that some functions may have, for one that must. */
const required = <T extends z.ZodType>(schema: z.ZodOptional<T>): T => schema.unwrap() as T;

const verifying = common.extend({
  VISTO_TRUST_BUCKET: required(variables.VISTO_TRUST_BUCKET),
  VISTO_FETCH_MATERIAL: required(variables.VISTO_FETCH_MATERIAL),
  VISTO_MALWARE_SCAN: required(variables.VISTO_MALWARE_SCAN),
  VISTO_TIMESTAMPS: variables.VISTO_TIMESTAMPS,
  VISTO_TIMESTAMP_SECRET: variables.VISTO_TIMESTAMP_SECRET,
});
const mailing = {
  VISTO_SENDER: required(variables.VISTO_SENDER),
  /** Set of SES through which bounces and complaints come back. */
  VISTO_MAIL_EVENTS: z.string().min(1),
};
/** Secret that codes and authenticator apps are kept under: a copy of the table alone confirms nobody. */
const confirming = { VISTO_FACTOR_SECRET: z.string().min(1) };
const queue = z.url({ protocol: /^https?$/ });

/**
 * What each function must be told. The stacks are typed by it: a variable that a function asks for and a stack does not
 * give is an error of the compiler, not of the first invocation.
 */
export const functionEnvironments = {
  web: common.extend({
    VISTO_TRUST_BUCKET: required(variables.VISTO_TRUST_BUCKET),
    /** Word that the distribution adds to each request: what comes without it went around the edge and is refused. */
    VISTO_EDGE_WORD: z.string().min(16),
    ...mailing,
    ...confirming,
    VISTO_ARMS: variables.VISTO_ARMS,
    VISTO_OIDC: variables.VISTO_OIDC,
    /** Secret with our client's own; absent: a public client, which PKCE alone protects. */
    VISTO_OIDC_SECRET: z.string().min(1).optional(),
  }),
  "attachment-arrived": verifying,
  dispatch: z.object({
    VISTO_QUEUE_RENDERER: queue,
    VISTO_QUEUE_MAILER: queue,
    VISTO_QUEUE_REGISTRAR: queue,
    VISTO_QUEUE_SEALER: queue,
    VISTO_QUEUE_PUBLISHER: queue,
  }),
  "render-act": common.extend({ VISTO_ARMS: variables.VISTO_ARMS }),
  "send-notices": common.extend({ ...mailing, ...confirming }),
  "mail-feedback": common,
  "assign-number": common,
  "seal-copy": verifying.extend({
    VISTO_ARMS: variables.VISTO_ARMS,
    VISTO_SEAL_SECRET: required(variables.VISTO_SEAL_SECRET),
    /** Key of KMS that signs; absent: the secret holds a PKCS#12. */
    VISTO_SEAL_KEY: z.string().min(1).optional(),
  }),
  "publish-act": common,
  "extend-log": common.extend({
    /** Key of KMS that signs the public log's checkpoints. */
    VISTO_LOG_KEY: z.string().min(1),
    VISTO_TIMESTAMPS: variables.VISTO_TIMESTAMPS,
    VISTO_TIMESTAMP_SECRET: variables.VISTO_TIMESTAMP_SECRET,
  }),
  sweep: verifying.extend({
    ...mailing,
    VISTO_OIDC: variables.VISTO_OIDC,
    VISTO_FIRST_OPERATOR: firstOperatorVariable.optional(),
    /** Secret with the webhooks' addresses and keys. */
    VISTO_WEBHOOK_SECRET: z.string().min(1).optional(),
  }),
} as const satisfies Readonly<Record<string, z.ZodObject>>;

export type FunctionName = keyof typeof functionEnvironments;

/** The variables of a function as text, as a stack gives them. */
export type VariablesOf<N extends FunctionName> = z.input<(typeof functionEnvironments)[N]>;
export type EnvironmentOf<N extends FunctionName> = z.output<(typeof functionEnvironments)[N]>;

/** The environment of this function, parsed. @throws at start, naming every variable that is missing or wrong. */
export function readFunctionEnvironment<N extends FunctionName>(
  name: N,
  given: Readonly<Record<string, string | undefined>>,
): EnvironmentOf<N> {
  // A schema would be compiled to code with its first use, 30 ms of CPU for those of a first request; in a process that
  // lives for minutes that never comes back. Every function reads its environment first.
  z.config({ jitless: true });
  const parsed = functionEnvironments[name].safeParse(given);
  if (parsed.success) return parsed.data as EnvironmentOf<N>;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`environment of ${name}: ${problems.join("; ")}`);
}
