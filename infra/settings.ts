import type { Node } from "constructs";
import * as z from "zod";
import {
  bodyFactsSchema,
  firstOperatorSchema,
  heardSchema,
  providerSchema,
} from "../shared/adapters/aws/function-environments.ts";
import { type CoatOfArms, coatOfArmsSchema, readCoatOfArms } from "./coat-of-arms.ts";

const arn = (service: string, region = "[a-z0-9-]*") =>
  z.string().regex(new RegExp(`^arn:aws:${service}:${region}:\\d{12}:[\\w/.:-]+$`), `expected an ARN of ${service}`);

const secretName = z.string().regex(/^[\w/+=.@-]{1,512}$/);

const stageSettings = z.strictObject({
  /** Where people open the pages, without a trailing slash: links in mails and the intake bucket's CORS rule. */
  origin: z.url({ protocol: /^https$/ }).refine((url) => !url.endsWith("/"), "no trailing slash"),
  /**
   * Certificate of ACM for the origin's host name; CloudFront takes those of us-east-1 alone. Without it the
   * distribution answers under its own name only, and nobody reaches the origin that mails name.
   */
  certificateArn: arn("acm", "us-east-1").optional(),
  /** Address that mails come from. */
  sender: z.email(),
  /** `create`: SES is asked to verify the sender's domain by DKIM. `exists`: the account has it verified already. */
  senderIdentity: z.enum(["create", "exists"]).default("create"),
  /** Short code of the body, the first part of every key. */
  tenant: z.string().regex(/^[a-z0-9-]{2,40}$/),
  bodyName: z.string().min(1),
  /** Where the body sits, as acts and mails name it. */
  bodyPlace: z.string().min(1),
  /** Office that people can write to, as the mails name it. */
  office: z.string().min(1),
  /** What else is said of the body: IPA code, seat, PEC, data protection officer, coat of arms, colour, what signatures must show. */
  body: bodyFactsSchema.extend({ coatOfArms: coatOfArmsSchema.optional() }).optional(),
  /** Whether CRLs, OCSP answers and issuers are asked for at the addresses that certificates name. */
  fetchMaterial: z.boolean().default(true),
  /** Timestamp authorities that want no password. A template is no place for one: see `timestampSecret`. */
  timestamps: z
    .array(
      z.url({ protocol: /^https?$/ }).refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), "no name and password here"),
    )
    .max(5)
    .default([]),
  /** Name of the secret `{"timestamps": ["https://name:password@…"]}`, made by hand. */
  timestampSecret: secretName.optional(),
  /**
   * The body's identity provider, by which officers come in (SPID and CIE gateways, Cognito, any other). `clientSecret`:
   * name of the secret that holds our client's own, made by hand. `audience`: what tokens of programs are made for
   * (`/api/sso/…`); never the client itself, or an ID token would open the API.
   */
  oidc: providerSchema
    .extend({ clientSecret: secretName.optional(), audience: z.string().min(1).max(300).optional() })
    .refine(({ audience, clientId }) => audience !== clientId, { path: ["audience"], error: "not the clientId" })
    .optional(),
  /** Entered while the directory is empty, by the first sweep; they enter everybody else. */
  firstOperator: firstOperatorSchema.optional(),
  /** Systems that hear of changes (docs/webhooks.md): their names and the types of events, all of them when absent. */
  webhooks: heardSchema.default([]),
  /** Name of the secret with the webhooks' list, addresses and secrets, as docs/webhooks.md has it; made by hand. */
  webhookSecret: secretName.optional(),
  /**
   * Where the seal's key lives: a PKCS#12 in a secret, or an asymmetric key of KMS that never leaves it. Neither is a
   * qualified device: what they make is an advanced seal (docs/sigillo.md).
   */
  seal: z.enum(["pkcs12", "kms"]).default("pkcs12"),
  /**
   * How many keys of KMS the seal has had. One more makes a new key beside the others; the certificate that is imported
   * says which of them signs (docs/sigillo.md). Never less than before: the stack keeps keys, and forgets none.
   */
  sealKeys: z.int().min(1).max(20).default(1),
  /**
   * Whether every event comes into the public log that proofs are made of (docs/prove.md). Its key stays in the account
   * when this is turned off, and is not found again when it is turned on: a log goes on with its own key alone.
   */
  publicLog: z.boolean().default(true),
  /**
   * Object Lock of the vault. `days` 0: nothing is locked until somebody locks an object. GOVERNANCE lets whoever has
   * the right take a lock away (oblio, orders of the Garante); COMPLIANCE lets nobody, the account's owner included.
   */
  objectLock: z
    .strictObject({ mode: z.enum(["GOVERNANCE", "COMPLIANCE"]), days: z.int().min(0).max(36_500) })
    .default({ mode: "GOVERNANCE", days: 0 }),
  /** Whether GuardDuty looks at every upload for malware. Charged by the gigabyte. */
  malwareScan: z.boolean().default(false),
  /** ARN of the web ACL that the WAF stack made (us-east-1, scope CLOUDFRONT). Absent: no WAF. */
  webAclArn: arn("wafv2", "us-east-1").optional(),
  /** Whether the stack with that web ACL is part of the application. */
  wafStack: z.boolean().default(false),
  /** Address that alarms write to. It must confirm the subscription. */
  alarmEmail: z.email().optional(),
  /** Where the runbooks are read: the alarm's mail ends with this and the runbook's path. */
  runbooks: z.url({ protocol: /^https$/ }).default("https://example.org/visto/"),
  /** How long the functions' and the API's logs are kept. */
  logDays: z.union([z.literal(90), z.literal(180), z.literal(365), z.literal(731)]).default(365),
});

const context = z.record(z.string(), z.unknown());

type StageSettings = z.infer<typeof stageSettings>;
export type Settings = Omit<StageSettings, "body"> & {
  readonly stage: string;
  /** What functions are told as it stands. */
  readonly facts: Omit<NonNullable<StageSettings["body"]>, "coatOfArms"> | undefined;
  readonly arms: CoatOfArms | undefined;
};

/**
 * The settings of the stage that `--context stage=…` chooses among those of cdk.json.
 * @throws when there is no such stage, or a setting is missing, unknown or malformed
 */
export function settingsOf(node: Node): Settings {
  const stage = z.string().parse(node.tryGetContext("stage"));
  const found = context.parse(node.tryGetContext("stages"))[stage];
  if (found === undefined) throw new Error(`cdk.json has no stage "${stage}"`);
  const { body, ...settings } = stageSettings.parse(found);
  const { coatOfArms, ...facts } = body ?? {};
  const { oidc, firstOperator, webhooks, webhookSecret } = settings;
  // Whoever the claims cannot name would never get in, and nobody else could let them.
  if (firstOperator && oidc && "fiscalCode" in oidc.claims && firstOperator.fiscalCode === undefined)
    throw new Error("firstOperator.fiscalCode: expected, because oidc.claims knows people by it");
  if (webhooks.length > 0 !== (webhookSecret !== undefined))
    throw new Error("webhooks, webhookSecret: expected both or neither");
  return { stage, ...settings, facts: body && facts, arms: coatOfArms && readCoatOfArms(coatOfArms) };
}
