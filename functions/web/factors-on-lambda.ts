import { octetsOfSecret, type ReadsSecret } from "../../shared/adapters/aws/kept-secret.ts";
import { sesMailOf } from "../../shared/adapters/aws/ses-mail-of.ts";
import { keyedBy } from "../../shared/adapters/network/keyed.ts";
import { passkeysFor } from "../../shared/adapters/network/passkeys.ts";
import { totp } from "../../shared/adapters/network/totp.ts";
import type { Factors, Mail, Messenger } from "../../shared/workflow/index.ts";

type Told = {
  readonly VISTO_ORIGIN: string;
  readonly VISTO_BODY_NAME: string;
  readonly VISTO_FACTOR_SECRET: string;
  readonly VISTO_SENDER: string;
  readonly VISTO_MAIL_EVENTS: string;
};

/**
 * What confirms whoever opened a link, on AWS: codes to the person's other mail address, authenticator apps, passkeys.
 * Nobody here sends text messages, and nobody is offered one (docs/decisions/0060).
 * @throws when the secret behind them cannot be had: then nobody is let in by less
 */
export async function factorsOnLambda(env: Told, read: ReadsSecret): Promise<Factors> {
  return {
    keyed: keyedBy(octetsOfSecret(await read(env.VISTO_FACTOR_SECRET))),
    messenger: codesByMail(sesMailOf(env)),
    totp,
    passkeys: passkeysFor({ origin: env.VISTO_ORIGIN, name: env.VISTO_BODY_NAME }),
  };
}

const codesByMail = (mail: Mail): Messenger => ({
  carries: ["email"],
  async send({ id, to, subject, text, at }) {
    if (to.kind !== "email") throw new Error(`nothing here carries a code by ${to.kind}`);
    const about = { actId: "", kind: "code" };
    await mail.send({ id, subject, text, at, to: { name: "", email: to.address }, about });
  },
});
