import type { Node } from "constructs";
import * as z from "zod";

const stageSettings = z.strictObject({
  /** Where people open the pages, without a trailing slash: links in mails and the intake bucket's CORS rule. */
  origin: z.url({ protocol: /^https$/ }).refine((url) => !url.endsWith("/"), "no trailing slash"),
  /** Address that mails come from, of an identity that SES has verified. */
  sender: z.email(),
  /** Short code of the body, the first part of every key. */
  tenant: z.string().regex(/^[a-z0-9-]{2,40}$/),
  bodyName: z.string().min(1),
  /** Where the body sits, as acts and mails name it. */
  bodyPlace: z.string().min(1),
  /** Office that people can write to, as the mails name it. */
  office: z.string().min(1),
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
  timestampSecret: z
    .string()
    .regex(/^[\w/+=.@-]{1,512}$/)
    .optional(),
});

const context = z.record(z.string(), z.unknown());

export type Settings = z.infer<typeof stageSettings> & { readonly stage: string };

/**
 * The settings of the stage that `--context stage=…` chooses among those of cdk.json.
 * @throws when there is no such stage, or a setting is missing, unknown or malformed
 */
export function settingsOf(node: Node): Settings {
  const stage = z.string().parse(node.tryGetContext("stage"));
  const found = context.parse(node.tryGetContext("stages"))[stage];
  if (found === undefined) throw new Error(`cdk.json has no stage "${stage}"`);
  return { stage, ...stageSettings.parse(found) };
}
