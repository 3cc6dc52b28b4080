import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { MailSpool } from "../shared/adapters/embedded/mail-spool.ts";
import { smtpMail } from "../shared/adapters/network/smtp-mail.ts";
import { webhookSender } from "../shared/adapters/network/webhook-sender.ts";
import type { Mail, Messenger, Oidc, WebhookSender, Webhooks } from "../shared/workflow/index.ts";
import { oidcOf } from "./oidc.ts";
import { type LocalSettings, SettingsError } from "./settings.ts";

/** What leaves the machine: mails to the body's server, webhooks to its systems, sign-ins. Absent where nothing is set. */
export type Leaving = { readonly mail?: Mail; readonly webhooks?: Webhooks; readonly oidc?: Oidc };

/** @throws {SettingsError} when the password cannot be read, or the server would be spoken to without TLS. */
export async function leaving(
  settings: LocalSettings,
  dir: string,
  bodyName: string,
  sender: WebhookSender = webhookSender(),
): Promise<Leaving> {
  const { mail, webhooks, oidc } = settings;
  return {
    ...(mail ? { mail: await mailOf(mail, dir, bodyName) } : {}),
    ...(oidc ? { oidc: await oidcOf(oidc, dir) } : {}),
    ...(webhooks.length > 0 ? { webhooks: { endpoints: webhooks, sender } } : {}),
  };
}

async function mailOf(
  { passwordFile, ...server }: NonNullable<LocalSettings["mail"]>,
  dir: string,
  fromName: string,
): Promise<Mail> {
  try {
    const password = passwordFile ? (await readFile(resolve(dir, passwordFile), "utf8")).trim() : undefined;
    return smtpMail({ ...server, password, fromName });
  } catch (fault) {
    throw new SettingsError(`mail: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}

/** Mails that the server took are kept besides, for the mailbox page of a test body. */
export const keptAlso = (mail: Mail, spool: MailSpool): Mail => ({
  async send(message) {
    await mail.send(message);
    await spool.send(message);
  },
});

/**
 * Codes go to the second address by the body's mail server, until it has a provider of text messages: what is for a
 * telephone waits in the spool as before.
 */
export const codesByMail = (mail: Mail, otherwise: Messenger): Messenger => ({
  async send(message) {
    const { id, to, subject, text, at } = message;
    if (to.kind !== "email") return otherwise.send(message);
    await mail.send({
      ...{ id, subject, text, at, to: { name: "", email: to.address } },
      about: { actId: "", kind: "code" },
    });
  },
});
