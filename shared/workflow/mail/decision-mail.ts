import { type ActHead, type Assignment, controlWords, type Step } from "../../act/index.ts";
import type { BodySettings } from "../world.ts";
import { type Block, layOut, type MailText } from "./layout.ts";

/** Said under every approval (design: domain.md §5): a click is never called a digital signature. */
export const approvalNote = {
  it: "Approvazione registrata con firma elettronica semplice (link personale). Non è una firma digitale e non sostituisce la sottoscrizione dell'atto.",
  en: "Approval recorded by simple electronic signature (personal link). It is not a digital signature and does not replace signing the act.",
} as const;

/** Why the mail goes out: first, again because somebody asked, as a reminder, or because nobody else answered in time. */
export type Tone = "first" | "again" | "reminder" | "escalation";

export type Personal = {
  readonly link: string;
  /** For where no script runs; absent where the body asks for no second factor. */
  readonly code?: string | undefined;
  readonly until: string;
  readonly tone: Tone;
};

/** What kinds of steps ask for; a kind that is not here is asked as a decision. */
const asks: Readonly<Record<string, { readonly subject: string; readonly it: string; readonly en: string }>> = {
  approval: { subject: "Da approvare", it: "la Sua approvazione", en: "your approval" },
  opinion: { subject: "Da esprimere un parere", it: "il Suo parere", en: "your opinion" },
  signature: { subject: "Da firmare", it: "la Sua firma digitale", en: "your digital signature" },
  visto: {
    subject: "Da apporre il visto",
    it: "il Suo visto firmato digitalmente",
    en: "your digitally signed visto",
  },
};
const signed = ["signature", "visto"];
/** The name of the mail's kind, for the spool. */
export const mailKind = (step: Pick<Step, "kind">, tone: Tone): string => {
  if (tone === "reminder") return "promemoria";
  return signed.includes(step.kind) ? "da-firmare" : "da-approvare";
};

const opening: Readonly<Record<Tone, { readonly subject: string; readonly it: string; readonly en: string }>> = {
  first: { subject: "", it: "", en: "" },
  again: {
    subject: "",
    it: "È un nuovo invio: il collegamento di prima non vale più.",
    en: "This is sent again: the earlier link no longer opens.",
  },
  reminder: {
    subject: "Promemoria – ",
    it: "Le ricordiamo una richiesta che aspetta. Il collegamento di prima non vale più: usi questo.",
    en: "A request of ours is still waiting. The earlier link no longer opens: use this one.",
  },
  escalation: {
    subject: "Termine scaduto – ",
    it: "Il termine è passato senza risposta: la richiesta arriva ora a Lei, o Le torna con un nuovo termine.",
    en: "The time ran out without an answer: the request now comes to you, or back to you with a new time.",
  },
};

const romeTime = (instant: string, lang: "it-IT" | "en-GB") =>
  new Intl.DateTimeFormat(lang, { dateStyle: "short", timeStyle: "short", timeZone: "Europe/Rome" }).format(
    new Date(instant),
  );

/**
 * The mail with a personal link. It carries no act, no subject, no amount, no codice fiscale and nobody else's name:
 * mailboxes are read by more people than one thinks, and acts name people. What it is about is told by the proposal's
 * id, the start of its digest and the control words, which the page shows too.
 */
export function decisionMail(
  settings: BodySettings,
  head: Pick<ActHead, "actId" | "manifestDigest" | "registration">,
  step: Pick<Step, "kind" | "role">,
  assignment: Pick<Assignment, "name">,
  personal: Personal,
): MailText {
  const ask = asks[step.kind] ?? { subject: "Da decidere", it: "la Sua decisione", en: "your decision" };
  const how = opening[personal.tone];
  return layOut(settings, {
    subject: `${how.subject}${ask.subject}: determinazione ${numberOf(head) ?? `(proposta ${head.actId})`}`,
    it: italian(settings, head, step, assignment, personal),
    en: english(settings, head, step, assignment, personal),
  });
}

type Parts = Parameters<typeof decisionMail>;

/** The number once there is one: the visto is asked about an act that everyone knows by it. */
const numberOf = ({ registration }: Parts[1]) =>
  registration ? `n. ${registration.number}/${registration.year}` : undefined;
const onWhat = (head: Parts[1]) => ({
  it: head.registration ? `sulla determinazione ${numberOf(head)}` : "su una proposta di determinazione",
  en: head.registration ? `determination ${numberOf(head)}` : `proposal ${head.actId}`,
});
const wordsOf = (digest: string | undefined) => (digest ? controlWords(digest).join(" · ") : "—");
const said = (text: string): Block[] => (text === "" ? [] : [{ p: text }]);

function italian(settings: Parts[0], head: Parts[1], step: Parts[2], { name }: Parts[3], personal: Personal): Block[] {
  const sign = signed.includes(step.kind);
  const ask = asks[step.kind]?.it ?? "la Sua decisione";
  return [
    { p: `Gentile ${name},` },
    ...said(opening[personal.tone].it),
    { p: `Le chiediamo ${ask}, come «${step.role}», ${onWhat(head).it}.` },
    {
      facts: [
        ["Proposta", head.actId],
        ["Impronta della proposta", `${(head.manifestDigest ?? "").slice(0, 16)}…`],
        ["Parole di controllo", wordsOf(head.manifestDigest)],
        ["Valido fino al", romeTime(personal.until, "it-IT")],
      ],
    },
    { button: sign ? "Leggere e firmare" : "Leggere e decidere", href: personal.link },
    {
      p: sign
        ? "Aprire il collegamento non firma nulla: nella pagina si conferma chi si è, si scarica il documento, lo si firma con la propria carta o il servizio di firma remota e lo si carica firmato."
        : "Aprire il collegamento non approva nulla: nella pagina si conferma chi si è, si legge e si decide. La decisione si può dare una volta.",
    },
    ...(personal.code
      ? [
          {
            p: `Se il collegamento non si apre: scrivere il codice ${personal.code} all'indirizzo ${settings.baseUrl}/f`,
          },
        ]
      : []),
    { p: "Le parole di controllo devono essere le stesse nella pagina: se sono altre, il testo è un altro." },
    ...(sign ? [] : [{ note: approvalNote.it }]),
    {
      note: `Il collegamento è personale: non lo inoltri. Se non riconosce questa richiesta non lo apra e avvisi: ${settings.office}.`,
    },
  ];
}

function english(settings: Parts[0], head: Parts[1], step: Parts[2], { name }: Parts[3], personal: Personal): Block[] {
  const sign = signed.includes(step.kind);
  const ask = asks[step.kind]?.en ?? "your decision";
  return [
    { p: `Dear ${name},` },
    ...said(opening[personal.tone].en),
    {
      p: `we ask for ${ask}, as «${step.role}», on ${onWhat(head).en} (control words: ${wordsOf(head.manifestDigest)}). The link above is valid until ${romeTime(personal.until, "en-GB")}.`,
    },
    {
      p: sign
        ? "Opening the link signs nothing: on the page you confirm who you are, download the document, sign it and upload it."
        : "Opening the link approves nothing: on the page you confirm who you are, read and decide.",
    },
    ...(personal.code
      ? [{ p: `If the link does not open: type the code ${personal.code} at ${settings.baseUrl}/f` }]
      : []),
    ...(sign ? [] : [{ note: approvalNote.en }]),
    {
      note: `The link is yours alone: do not forward it. If you do not know of this request, do not open it and tell ${settings.office}.`,
    },
  ];
}
