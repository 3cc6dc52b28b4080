import { X509Certificate } from "node:crypto";
import type { MailSpool } from "../shared/adapters/embedded/mail-spool.ts";
import { networkPorts } from "../shared/adapters/network/network-ports.ts";
import { smtpMail } from "../shared/adapters/network/smtp-mail.ts";
import { readPkcs12, SealError } from "../shared/seal/index.ts";
import {
  type BodySettings,
  type FixedField,
  type Items,
  type Keyed,
  type Mail,
  type MailServer,
  type OpensSeal,
  readArms,
  readBodyRecord,
  readSecret,
  settingsWith,
  type World,
} from "../shared/workflow/index.ts";
import { keptAlso, type Leaving } from "./mail.ts";
import type { OwnSettings } from "./own-settings.ts";

/** The settings of the running product: one object that everything holds, changed in place when its pages change it. */
export type SettingsDesk = {
  readonly settings: BodySettings;
  /** Goes where the settings of the moment say. */
  readonly mail: Mail;
  readonly keyed: Keyed;
  /** What the pages may show and not change, and why: the file, or the demo. */
  readonly fixed: readonly FixedField[];
  /** Authorities that the pages named; asked from the next start on. */
  readonly timestamps: () => Promise<Pick<World, "timestamps">>;
  /** Reads what was stored again: call it after a change. */
  readonly refresh: () => Promise<void>;
  readonly opensSeal: OpensSeal;
  readonly tryMail: TryMail;
};

/** Sends one message by a server that is not the body's yet. @throws what the server or the network says, without secrets. */
export type TryMail = (
  server: MailServer,
  password: string | undefined,
  fromName: string,
  message: Parameters<Mail["send"]>[0],
) => Promise<void>;

type DeskOptions = {
  readonly base: BodySettings;
  readonly kept: { readonly items: Items; readonly keyed: Keyed };
  readonly own: OwnSettings;
  readonly left: Leaving;
  readonly spool: MailSpool;
  readonly demo: boolean;
};

export async function openSettingsDesk(options: DeskOptions): Promise<SettingsDesk> {
  const { base, kept, own, left, spool, demo } = options;
  const { items, keyed } = kept;
  const settings: { -readonly [K in keyof BodySettings]: BodySettings[K] } = { ...base };
  let server: Mail | undefined;
  const refresh = async () => {
    const record = await readBodyRecord(items, base.tenant);
    const next = { ...settingsWith(base, record, await readArms(items, base.tenant)), ...own.settings };
    for (const name of Object.keys(settings) as (keyof BodySettings)[]) if (!(name in next)) delete settings[name];
    Object.assign(settings, next);
    server = left.mail;
    if (!server && record.mail?.use === "smtp") {
      const password = record.hasMailPassword ? await readSecret(items, keyed, base.tenant, "mail") : undefined;
      server = serverOf(record.mail, password, settings.name);
    }
  };
  await refresh();
  return {
    settings,
    mail: {
      send: (message) => {
        if (!server) return spool.send(message);
        return (settings.test ? keptAlso(server, spool) : server).send(message);
      },
    },
    keyed,
    // The demo's clock runs elsewhere: an authority's time would be in its future.
    fixed: [...own.fixed, ...(demo && !own.fixed.includes("timestamps") ? (["timestamps"] as const) : [])],
    timestamps: async () => {
      if (demo) return {};
      const { signing } = await readBodyRecord(items, base.tenant);
      return networkPorts({ fetchMaterial: false, timestamps: signing?.timestamps ?? [] });
    },
    refresh,
    opensSeal,
    tryMail,
  };
}

const serverOf = ({ host, port, security, user, from }: MailServer, password: string | undefined, fromName: string) =>
  smtpMail({
    ...{ host, port: Number(port), security, from, fromName },
    ...(user === "" ? {} : { user, password }),
  });

export const tryMail: TryMail = (server, password, fromName, message) =>
  serverOf(server, password, fromName).send(message);

/** Opens a PKCS#12 and says whose it is; what it lacks, or `undefined` for any other bytes and any other password. */
export const opensSeal: OpensSeal = (pkcs12, password) => {
  try {
    const certificate = new X509Certificate(readPkcs12(pkcs12, password).certificate);
    const [, name] = /^CN=(.*)$/m.exec(certificate.subject) ?? [];
    const subject = (name ?? certificate.subject.replaceAll("\n", ", ")).slice(0, 200);
    return { subject, until: new Date(certificate.validTo).toISOString() };
  } catch (fault) {
    if (fault instanceof SealError) return fault.code === "PKCS12_WITHOUT_KEY" ? "no key" : undefined;
    throw fault;
  }
};
