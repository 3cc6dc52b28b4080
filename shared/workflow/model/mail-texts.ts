import type { ActHead, Assignment, Step } from "../../act/index.ts";
import { printAmount } from "../../act/index.ts";
import type { BodySettings } from "../world.ts";

type Text = { readonly subject: string; readonly text: string };
export type NoticeKind = "richiamato" | "restituito" | "respinto" | "firma-non-accettata" | "pubblicato";

/** Said under every approval (design: domain.md §5): a click is never called a digital signature. */
export const approvalNote = {
  it: "Approvazione registrata con firma elettronica semplice (link personale). Non è una firma digitale e non sostituisce la sottoscrizione dell'atto.",
  en: "Approval recorded by simple electronic signature (personal link). It is not a digital signature and does not replace signing the act.",
} as const;

/** One line: a line break in a mail's subject would be a header of its own (RFC 5322 §2.2). */
function short(subject: string): string {
  const line = subject.replace(/[\s\p{Cc}]+/gu, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
const romeTime = (instant: string) =>
  new Intl.DateTimeFormat("it-IT", { dateStyle: "short", timeStyle: "short", timeZone: "Europe/Rome" }).format(
    new Date(instant),
  );

const testNote = (settings: BodySettings) =>
  settings.test ? ["", "MESSAGGIO DI PROVA – nessun valore legale / TEST MESSAGE – no legal value"] : [];

/** The mail with a personal link. It carries no act, no codice fiscale, nobody else's name. */
export function decisionMail(
  settings: BodySettings,
  head: ActHead,
  step: Step,
  assignment: Assignment,
  personal: { readonly link: string; readonly until: string },
): Text {
  const sign = step.kind === "signature";
  const amount = head.total === null ? "nessuna spesa" : `${printAmount(head.total)} €`;
  const amountEn = head.total === null ? "no spending" : `EUR ${printAmount(head.total)}`;
  const { link } = personal;
  const until = romeTime(personal.until);
  const digest = (head.manifestDigest ?? "").slice(0, 16);
  return {
    subject: `${sign ? "Da firmare" : "Da approvare"}: determinazione «${short(head.subject)}» (proposta ${head.actId})`,
    text: [
      `Gentile ${assignment.name},`,
      `è richiesta la Sua ${sign ? "firma digitale" : "approvazione"} come «${step.role}» della proposta ${head.actId}:`,
      head.subject,
      `Importo: ${amount}. Impronta della proposta: ${digest}…`,
      "",
      `Per leggere e ${sign ? "firmare" : "decidere"}: ${link}`,
      `(personale, valido fino al ${until}; la decisione si può dare una volta)`,
      "",
      sign
        ? "Aprire il collegamento non firma nulla: nella pagina si scarica il documento, lo si firma con la propria carta o il servizio di firma remota e lo si carica firmato."
        : "Aprire il collegamento non approva nulla: la decisione si conferma nella pagina.",
      ...(sign ? [] : [approvalNote.it]),
      `Se non riconosce questa richiesta non apra il collegamento e avvisi: ${settings.office}.`,
      "",
      "— English —",
      `Dear ${assignment.name}, your ${sign ? "digital signature" : "approval"} is requested for proposal ${head.actId} (${amountEn}, digest ${digest}…).`,
      `Opening the link ${sign ? "signs" : "approves"} nothing: ${sign ? "download, sign and upload the document there" : "the decision is confirmed on the page"}. Valid until ${until}.`,
      ...(sign ? [] : [approvalNote.en]),
      ...testNote(settings),
    ].join("\n"),
  };
}

const notices: Record<NoticeKind, (head: ActHead) => Text> = {
  richiamato: (head) => ({
    subject: `Richiamata: proposta ${head.actId}`,
    text: `La proposta «${short(head.subject)}» è stata richiamata con motivazione, che si legge nella pagina dell'atto. Le approvazioni già date non valgono più e i collegamenti ricevuti non si usano più.\n\nThe proposal was recalled with a reason; earlier approvals and links no longer count.`,
  }),
  restituito: (head) => ({
    subject: `Restituita: proposta ${head.actId}`,
    text: `La proposta «${short(head.subject)}» è stata restituita con motivazione, che si legge nella pagina dell'atto. Le approvazioni precedenti non valgono più.\n\nThe proposal was returned with a reason; earlier approvals no longer count.`,
  }),
  respinto: (head) => ({
    subject: `Respinta: proposta ${head.actId}`,
    text: `La proposta «${short(head.subject)}» è stata respinta con motivazione, che si legge nella pagina dell'atto.\n\nThe proposal was rejected with a reason.`,
  }),
  "firma-non-accettata": (head) => ({
    subject: `File firmato non accettato: proposta ${head.actId}`,
    text: `Il file firmato della proposta «${short(head.subject)}» non è stato accettato:\n${head.signatureRefusal?.message ?? ""}\nIl passaggio resta aperto: si può caricare un altro file dal collegamento già ricevuto.\n\nThe signed file was not accepted; the step stays open.`,
  }),
  pubblicato: (head) => ({
    subject: `Pubblicata: determinazione n. ${head.registration?.number}/${head.registration?.year}`,
    text: `La determinazione n. ${head.registration?.number}/${head.registration?.year} «${short(head.subject)}» è pubblicata all'albo fino al ${head.publication?.albo.to}.\n\nThe determination is published.`,
  }),
};

export function noticeMail(settings: BodySettings, head: ActHead, kind: NoticeKind, name: string): Text {
  const { subject, text } = notices[kind](head);
  return {
    subject,
    text: [`Gentile ${name},`, text, "", `${settings.name} – ${settings.office}`, ...testNote(settings)].join("\n"),
  };
}
