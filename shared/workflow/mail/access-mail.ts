import type { BodySettings } from "../ports/body.ts";
import { type Block, layOut, type MailText } from "./layout.ts";

export const accessMailKinds = ["invite", "reset"] as const;
export type AccessMailKind = (typeof accessMailKinds)[number];

type Words = {
  readonly subject: string;
  readonly it: string;
  readonly en: string;
  readonly go: readonly [string, string];
};

const mails: Readonly<Record<AccessMailKind, Words>> = {
  invite: {
    subject: "Attivi la Sua utenza",
    it: "È stata preparata un'utenza per Lei. Con questo collegamento sceglie la password; la conosce solo Lei, e nessuno dell'ufficio la chiede.",
    en: "An account was prepared for you. With this link you choose its password; only you know it, and nobody from the office asks for it.",
    go: ["Scelga la password", "Choose the password"],
  },
  reset: {
    subject: "Nuova password",
    it: "Qualcuno, probabilmente Lei, ha chiesto una nuova password. Fino a che non la sceglie vale quella di prima; se non l'ha chiesta, ignori questo messaggio.",
    en: "Somebody, probably you, asked for a new password. Until you choose it the earlier one stands; if you did not ask, ignore this message.",
    go: ["Scelga la nuova password", "Choose the new password"],
  },
};

/** The mail that carries the link of an account: no user name, role or password is in it (docs/decisions/0032). */
export function accessMail(
  settings: Pick<BodySettings, "name" | "office" | "test">,
  kind: AccessMailKind,
  about: { readonly name: string; readonly link: string; readonly until: string },
): MailText {
  const words = mails[kind];
  const say = (dear: string, text: string, button: string, note: string): Block[] => [
    { p: `${dear} ${about.name},` },
    { p: text },
    { button, href: about.link },
    { note },
  ];
  return layOut(settings, {
    subject: `${words.subject}: ${settings.name}`,
    it: say(
      "Gentile",
      words.it,
      words.go[0],
      `Vale una volta sola, fino al ${about.until}. È personale: non lo inoltri. Aprirlo non cambia nulla.`,
    ),
    en: say(
      "Dear",
      words.en,
      words.go[1],
      `It is good once, until ${about.until}. It is yours alone: do not forward it. Opening it changes nothing.`,
    ),
  });
}

/** Tells whoever was entered where to come in, where people have no password of ours. Nothing in it is secret. */
export const welcomeMail = (
  settings: Pick<BodySettings, "name" | "office" | "test">,
  { name, link, provider }: { readonly name: string; readonly link: string; readonly provider: string },
): MailText =>
  layOut(settings, {
    subject: `Può entrare: ${settings.name}`,
    it: [
      { p: `Gentile ${name},` },
      { p: `È stata preparata un'utenza per Lei. Si entra con ${provider}: non c'è una password da scegliere.` },
      { button: "Vada alla pagina di accesso", href: link },
    ],
    en: [
      { p: `Dear ${name},` },
      { p: `An account was prepared for you. You come in with ${provider}: there is no password to choose.` },
      { button: "Go to the sign-in page", href: link },
    ],
  });
