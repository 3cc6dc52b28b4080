import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { isProxy, mostProxies, readOrigin, roles, webhookEndpointsSchema } from "../shared/workflow/index.ts";
import { colourSchema } from "../shared/workflow/ports/colour-schema.ts";
import { signaturePolicySchema } from "../shared/workflow/ports/signature-policy.ts";
import { oidcSchema } from "./oidc.ts";
import { SettingsError } from "./settings-error.ts";

export const settingsName = "visto.json";

const webAddress = z.string().refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
  message: "atteso un indirizzo http o https / expected an http or https address",
});

const origin = z
  .string()
  .refine((text) => readOrigin(text) !== undefined, {
    message:
      "atteso un indirizzo come https://atti.ente.it, senza percorso; http solo per questa macchina / expected an address like https://atti.body.it, without a path; http for this machine alone",
  })
  .transform((text) => readOrigin(text) ?? text);

const proxy = z.string().refine(isProxy, {
  message:
    "atteso un indirizzo IP o una rete, come 127.0.0.1 o 10.0.0.0/8 / expected an IP address or a network, such as 127.0.0.1 or 10.0.0.0/8",
});

const settingsSchema = z.strictObject({
  /** Name of the body, as pages, acts and mails print it. */
  name: z.string().trim().min(1).max(120).optional(),
  /** Where a reverse proxy with TLS serves this program: `https://…`. Without it: this machine alone. */
  origin: origin.optional(),
  /** Proxies whose `X-Forwarded-For` is believed, by address or network; nobody's without it. */
  trustedProxies: z.array(proxy).max(mostProxies).optional(),
  /** Coat of arms: a PNG or JPEG file, from the data folder, and what it shows for whoever does not see it. */
  arms: z.strictObject({ file: z.string().min(1), alt: z.string().trim().min(1).max(120) }).optional(),
  /** Colour of the pages, `#rrggbb`. */
  colour: colourSchema.optional(),
  /** What a signed file must show besides holding. */
  signatures: signaturePolicySchema.optional(),
  /** Folder of certificates and trusted lists, as `visto refresh-trust-lists --to` writes it; from the data folder. */
  trust: z.string().min(1).optional(),
  /** Certificate files (PEM or DER) that are trusted outright; from the data folder. */
  anchors: z.array(z.string().min(1)).default([]),
  /** Whether CRLs, OCSP answers and issuers are asked for at the addresses that certificates name. */
  fetchMaterial: z.boolean().optional(),
  /** Timestamp authorities, asked in this order; a name and a password may stand in the address. */
  timestamps: z.array(webAddress).max(5).default([]),
  /** The body's mail server. Without it mails are kept in the spool and nothing leaves. */
  mail: z
    .strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65_535),
      security: z.enum(["tls", "starttls", "none"]),
      user: z.string().optional(),
      /** File with the password alone; from the data folder. */
      passwordFile: z.string().min(1).optional(),
      from: z.email(),
    })
    .optional(),
  /** The body's identity provider; officers may enter with it (docs/decisions/0048). */
  oidc: oidcSchema.optional(),
  /** Roles whose accounts are entered with an app's code besides the password. */
  totpFor: z.array(z.enum(roles)).max(roles.length).optional(),
  /** Systems that hear of every change (docs/webhooks.md). The file then holds secrets: readable by its owner only. */
  webhooks: webhookEndpointsSchema.default([]),
});

/** What a body sets for its one machine, in `visto.json` of the data folder. Without the file: nothing. */
export type LocalSettings = z.infer<typeof settingsSchema>;

export { SettingsError } from "./settings-error.ts";

/** @throws {SettingsError} naming every value that is wrong: field, value, expectation */
export async function readSettings(dir: string): Promise<LocalSettings> {
  const path = join(dir, settingsName);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ENOENT") return settingsSchema.parse({});
    throw new SettingsError(`${path}: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
  return parseSettings(text, path);
}

export function parseSettings(text: string, path = settingsName): LocalSettings {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own words quote its input, and the input may hold a password.
    throw new SettingsError(`${path}: non è JSON / is not JSON`);
  }
  const parsed = settingsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const field = issue.path.join(".") || "(tutto / all of it)";
    const unknown = issue.code === "unrecognized_keys" ? ` ${issue.keys.join(", ")}` : "";
    return `${field}: ${shown(json, issue.path)}: ${issue.message}${unknown}`;
  });
  throw new SettingsError(problems.map((problem) => `${path}: ${problem}`).join("\n"));
}

/** The value as it was written, without a password that may stand in an address. */
function shown(json: unknown, path: readonly PropertyKey[]): string {
  // A wrong secret may be a right one with a slip: it is not repeated.
  if (path.includes("secrets") || path.includes("clientSecret")) return "…";
  const value = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], json);
  const text = JSON.stringify(value, (name, one) => (/secret/i.test(name) ? "…" : one)) ?? "—";
  return text.replace(/\/\/[^/@"]*@/g, "//…@").slice(0, 120);
}
