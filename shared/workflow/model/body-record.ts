import * as z from "zod";
import type { Arms, Picture } from "../../pdf/index.ts";
import type { BodySettings } from "../ports/body.ts";
import type { Action, Items, Value } from "../ports/items.ts";
import type { Keyed } from "../ports/second-factor.ts";
import { base64Of, bytesOfBase64 } from "./base64.ts";
import {
  addressSchema,
  identitySchema,
  lookSchema,
  mailServerSchema,
  type Sections,
  signingSchema,
} from "./body-sections.ts";
import { keys } from "./keys.ts";

const sealSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("test") }),
  /** Whose key it is and until when, as its certificate says. The file itself is a secret and kept apart. */
  z.object({ kind: z.literal("p12"), subject: z.string(), until: z.string() }),
]);
export type SealRecord = z.infer<typeof sealSchema>;

const recordSchema = z.object({
  version: z.int().min(1),
  identity: identitySchema.optional(),
  look: lookSchema.optional(),
  signing: signingSchema.optional(),
  mail: mailServerSchema.optional(),
  address: addressSchema.optional(),
  seal: sealSchema.optional(),
  hasMailPassword: z.boolean().default(false),
});
/** What the body set in the product's own pages. A section that is absent was never touched. */
export type BodyRecord = z.infer<typeof recordSchema>;

export const nothingSet: BodyRecord = { version: 0, hasMailPassword: false };

export async function readBodyRecord(items: Items, tenant: string): Promise<BodyRecord> {
  const item = await items.get(keys.body(tenant));
  return item ? recordSchema.parse({ version: item["version"], ...(item["body"] as object) }) : nothingSet;
}

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as Value;

/** Writes the record if it is still the one that was read. */
export function bodyAction(tenant: string, { version, ...body }: BodyRecord): Action {
  return {
    put: { ...keys.body(tenant), version, body: json(body) },
    if: version === 1 ? { absent: "pk" } : { attr: "version", op: "=", value: version - 1 },
  };
}

const armsSchema = z.object({ format: z.enum(["png", "jpg"]), base64: z.string() });
export type KeptPicture = { readonly format: Picture["format"]; readonly bytes: Uint8Array };

export const pictureItem = ({ format, bytes }: KeptPicture) => ({ format, base64: base64Of(bytes) });
export function readPictureItem(item: unknown): KeptPicture | undefined {
  const parsed = armsSchema.safeParse(item);
  return parsed.success ? { format: parsed.data.format, bytes: bytesOfBase64(parsed.data.base64) } : undefined;
}

export async function readArms(items: Items, tenant: string): Promise<KeptPicture | undefined> {
  return readPictureItem(await items.get(keys.bodyArms(tenant)));
}

/** Names of what is kept wrapped: the mail server's password; the seal's file with its own. */
export type SecretName = "mail" | "seal";
const aboutSecret = (tenant: string, name: SecretName) => `body|${tenant}|${name}`;

export const secretAction = (keyed: Keyed, tenant: string, name: SecretName, secret: string): Action => ({
  put: { ...keys.bodySecret(tenant, name), wrapped: keyed.wrap(secret, aboutSecret(tenant, name)) },
});

/** @throws when it was wrapped with another key: the table was moved without the folder's own secrets. */
export async function readSecret(
  items: Items,
  keyed: Keyed,
  tenant: string,
  name: SecretName,
): Promise<string | undefined> {
  const wrapped = (await items.get(keys.bodySecret(tenant, name)))?.["wrapped"];
  return typeof wrapped === "string" ? keyed.unwrap(wrapped, aboutSecret(tenant, name)) : undefined;
}

const sealFileSchema = z.object({ base64: z.string(), password: z.string() });
export const sealSecret = (pkcs12: Uint8Array, password: string): string =>
  JSON.stringify({ base64: base64Of(pkcs12), password });
export function sealOfSecret(secret: string): { readonly pkcs12: Uint8Array; readonly password: string } {
  const { base64, password } = sealFileSchema.parse(JSON.parse(secret));
  return { pkcs12: bytesOfBase64(base64), password };
}

const levelsFrom = { any: undefined, T: ["T", "LT", "LTA"], LT: ["LT", "LTA"], LTA: ["LTA"] } as const;

/** The settings that the product works with: what it started with, and over it what was set in its pages. */
export function settingsWith(
  base: BodySettings,
  { identity, look, signing }: BodyRecord,
  picture: KeptPicture | undefined,
): BodySettings {
  const { colour: _, dpo, privacyPolicy, ...rest } = base;
  // Emptied in the pages, they are gone.
  const plain = identity ? rest : { ...rest, ...(dpo ? { dpo } : {}), ...(privacyPolicy ? { privacyPolicy } : {}) };
  const colour = look ? look.colour : (base.colour ?? "");
  const arms: Arms | undefined = picture && { ...picture, alt: look?.armsAlt || identity?.name || base.name };
  return {
    ...plain,
    ...(identity
      ? {
          name: identity.name,
          place: identity.place,
          office: `${identity.officeName} (${identity.officeEmail})`,
          code: identity.code,
          address: identity.address,
          pec: identity.pec,
          ...(identity.dpo ? { dpo: identity.dpo } : {}),
          ...(identity.privacyPolicy ? { privacyPolicy: identity.privacyPolicy } : {}),
        }
      : {}),
    ...(colour === "" ? {} : { colour }),
    ...(arms ? { arms } : {}),
    ...(signing ? { signatures: policyOf(signing) } : {}),
  };
}

export function policyOf({ level, qualified, passed }: Sections["signing"]): NonNullable<BodySettings["signatures"]> {
  const levels = levelsFrom[level];
  return { qualified, passed, ...(levels ? { levels } : {}) };
}

/** What a section's form shows while nobody has set it: what the product started with. */
export function sectionsOf(base: BodySettings, record: BodyRecord): Sections {
  const [, officeName = base.office, officeEmail = ""] = /^(.*?)\s*\(([^()\s]+@[^()\s]+)\)$/.exec(base.office) ?? [];
  const levels = base.signatures?.levels;
  const level =
    !levels || levels.includes("B") ? "any" : levels.includes("T") ? "T" : levels.includes("LT") ? "LT" : "LTA";
  return {
    identity: record.identity ?? {
      ...{ name: base.name, code: base.code ?? "", place: base.place, address: base.address ?? "" },
      ...{ pec: base.pec ?? "", officeName, officeEmail, dpo: base.dpo ?? "", privacyPolicy: base.privacyPolicy ?? "" },
    },
    look: record.look ?? { colour: base.colour ?? "", armsAlt: base.arms?.alt ?? "" },
    signing: record.signing ?? {
      ...{ level, qualified: base.signatures?.qualified ?? false, passed: base.signatures?.passed ?? false },
      timestamps: [],
    },
    mail: record.mail ?? { use: "none", host: "", port: "587", security: "starttls", user: "", from: "" },
    address: record.address ?? { origin: "", trustedProxies: [] },
  };
}
