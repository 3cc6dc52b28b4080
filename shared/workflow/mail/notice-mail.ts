import type { ActHead } from "../../act/index.ts";
import type { BodySettings } from "../world.ts";
import { type Block, layOut, type MailText } from "./layout.ts";

export const noticeKinds = [
  "richiamato",
  "restituito",
  "respinto",
  "corretto",
  "firma-non-accettata",
  "visto-non-accettato",
  "visto",
  "scaduto",
  "vacante",
  "pubblicato",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

type About = { readonly proposal: string; readonly act: string; readonly until: string };
type Words = {
  readonly subject: (about: About) => string;
  readonly it: (about: About) => string;
  readonly en: (about: About) => string;
};

const seePage = {
  it: "Tutto il resto si legge nella pagina dell'atto, dopo l'accesso.",
  en: "Everything else is on the act's page, after signing in.",
};

/** Every notice in one place. Reasons, subjects and names are on the act's page, behind the login, and not here. */
const notices: Readonly<Record<NoticeKind, Words>> = {
  richiamato: {
    subject: ({ proposal }) => `Richiamata: proposta ${proposal}`,
    it: ({ proposal }) =>
      `La proposta ${proposal} è stata richiamata da chi l'ha presentata. Le approvazioni già date non valgono più e i collegamenti ricevuti non si usano più.`,
    en: ({ proposal }) =>
      `Proposal ${proposal} was recalled by whoever made it. Earlier approvals no longer count and links no longer open.`,
  },
  restituito: {
    subject: ({ proposal }) => `Restituita: proposta ${proposal}`,
    it: ({ proposal }) =>
      `La proposta ${proposal} è stata restituita con motivazione. Le approvazioni precedenti non valgono più.`,
    en: ({ proposal }) => `Proposal ${proposal} was returned with a reason. Earlier approvals no longer count.`,
  },
  respinto: {
    subject: ({ proposal }) => `Respinta: proposta ${proposal}`,
    it: ({ proposal }) => `La proposta ${proposal} è stata respinta con motivazione.`,
    en: ({ proposal }) => `Proposal ${proposal} was rejected with a reason.`,
  },
  corretto: {
    subject: ({ proposal }) => `Modificata: proposta ${proposal}`,
    it: ({ proposal }) =>
      `La proposta ${proposal} è cambiata dopo la Sua decisione: l'approvazione o la firma precedente non vale più. Se serve ancora, riceverà una nuova richiesta.`,
    en: ({ proposal }) =>
      `Proposal ${proposal} changed after your decision: the earlier approval or signature no longer counts. If it is still needed, you will get a new request.`,
  },
  "firma-non-accettata": {
    subject: ({ proposal }) => `File firmato non accettato: proposta ${proposal}`,
    it: ({ proposal }) =>
      `Il file firmato della proposta ${proposal} non è stato accettato. Il motivo è nella pagina del collegamento già ricevuto, dove si può caricare un altro file: il passaggio resta aperto.`,
    en: ({ proposal }) =>
      `The signed file of proposal ${proposal} was not accepted. The reason is on the page of the link that you have, where another file can be uploaded: the step stays open.`,
  },
  "visto-non-accettato": {
    subject: ({ act }) => `Visto non accettato: ${act}`,
    it: ({ act }) =>
      `Il file del visto di ${act} non è stato accettato. Il motivo è nella pagina del collegamento già ricevuto, dove si può caricare un altro file.`,
    en: ({ act }) =>
      `The file of the visto of ${act} was not accepted. The reason is on the page of the link that you have.`,
  },
  visto: {
    subject: ({ act }) => `Visto di regolarità contabile: ${act}`,
    it: ({ act }) => `Il servizio finanziario si è espresso su ${act}: l'esito è nella pagina dell'atto.`,
    en: ({ act }) => `The financial office has spoken on ${act}: the outcome is on the act's page.`,
  },
  scaduto: {
    subject: ({ proposal }) => `Termine scaduto: proposta ${proposal}`,
    it: ({ proposal }) =>
      `Un passaggio della proposta ${proposal} non ha avuto risposta in tempo. È stato chiesto ai sostituti registrati, o di nuovo alle stesse persone con un nuovo termine: nulla è andato perso.`,
    en: ({ proposal }) =>
      `A step of proposal ${proposal} was not answered in time. The recorded substitutes were asked, or the same people again: nothing was lost.`,
  },
  vacante: {
    subject: ({ proposal }) => `Manca chi decide: proposta ${proposal}`,
    it: ({ proposal }) =>
      `Un passaggio della proposta ${proposal} non ha più nessuno che possa decidere, e nessun sostituto registrato. Dalla pagina dell'atto si assegna a un'altra persona.`,
    en: ({ proposal }) =>
      `A step of proposal ${proposal} has nobody left who can decide, and no recorded substitute. Assign it to somebody on the act's page.`,
  },
  pubblicato: {
    subject: ({ act }) => `Pubblicata: ${act}`,
    it: ({ act, until }) => `La ${act} è pubblicata all'albo fino al ${until}.`,
    en: ({ act, until }) => `${act} is on the notice board until ${until}.`,
  },
};

export function noticeMail(
  settings: BodySettings,
  head: Pick<ActHead, "actId" | "registration" | "publication">,
  kind: NoticeKind,
  name: string,
): MailText {
  const { number, year } = head.registration ?? {};
  const about = {
    proposal: head.actId,
    act: number === undefined ? `proposta ${head.actId}` : `determinazione n. ${number}/${year}`,
    until: head.publication?.albo.to ?? "—",
  };
  const words = notices[kind];
  const say = (lang: "it" | "en", dear: string): Block[] => [
    { p: `${dear} ${name},` },
    { p: words[lang](about) },
    { note: seePage[lang] },
  ];
  return layOut(settings, { subject: words.subject(about), it: say("it", "Gentile"), en: say("en", "Dear") });
}
