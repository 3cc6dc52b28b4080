import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import * as z from "zod";
import { oidcAt } from "../shared/adapters/network/oidc.ts";
import type { Oidc } from "../shared/workflow/index.ts";
import { oidcFields } from "../shared/workflow/ports/oidc-settings.ts";
import { SettingsError } from "./settings-error.ts";

const loopback = ["127.0.0.1", "localhost", "[::1]"];
const isIssuer = (text: string) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  if (search !== "" || hash !== "" || username !== "") return false;
  return protocol === "https:" || (protocol === "http:" && loopback.includes(hostname));
};

/** `oidc` of `visto.json`. */
export const oidcSchema = z
  .strictObject({
    ...oidcFields,
    issuer: z.string().refine(isIssuer, {
      message:
        "atteso l'indirizzo https dell'issuer, senza query / expected the issuer's https address, without a query",
    }),
    /** File with the secret alone; from the data folder. */
    clientSecretFile: z.string().min(1).optional(),
    /** The secret itself; the file then is to be readable by its owner only. Without either: a public client. */
    clientSecret: z.string().min(1).max(1_000).optional(),
  })
  .refine(({ clientSecret, clientSecretFile }) => clientSecret === undefined || clientSecretFile === undefined, {
    message: "atteso clientSecret oppure clientSecretFile / expected clientSecret or clientSecretFile",
  });

/** @throws {SettingsError} when the file with the secret cannot be read, or is empty */
export async function oidcOf(settings: z.infer<typeof oidcSchema>, dir: string): Promise<Oidc> {
  const { clientSecretFile, clientSecret, ...rest } = settings;
  return oidcAt({
    ...rest,
    clientSecret: clientSecretFile ? await secretIn(resolve(dir, clientSecretFile)) : clientSecret,
  });
}

async function secretIn(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((fault: unknown) => {
    throw new SettingsError(`oidc.clientSecretFile: ${fault instanceof Error ? fault.message : String(fault)}`);
  });
  const secret = text.trim();
  if (secret === "") throw new SettingsError(`oidc.clientSecretFile: ${path}: è vuoto / is empty`);
  return secret;
}
