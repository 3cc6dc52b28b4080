import { type Detail, type Refusal, type RefusalEntry, refusalFrom, type WhoCanFix } from "../../act/index.ts";
import { requestWords } from "./request-words.ts";

/** A no of the workflow: the reducer's own, or one about access, links and requests. Codes are public and stable. */
export type WorkflowRefusal =
  | Refusal
  | {
      readonly code: WorkflowCode;
      readonly why: { readonly it: string; readonly en: string };
      readonly whoCanFix: WhoCanFix;
      readonly details: Readonly<Record<string, string>>;
    };

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: WorkflowRefusal };

const table = {
  ACT_NOT_FOUND: { it: "Atto non trovato.", en: "Act not found.", whoCanFix: "nobody" },
  DELIVERY_NOT_FOUND: {
    it: "Questa consegna non è fra quelle dell'ente.",
    en: "This delivery is none of the body's.",
    whoCanFix: "nobody",
  },
  DOCUMENT_NOT_FOUND: { it: "Documento non trovato.", en: "Document not found.", whoCanFix: "nobody" },
  ACT_NOT_VALID: {
    it: "I dati dell'atto non sono validi: «detail»",
    en: "The act's data are not valid: «detail»",
    whoCanFix: "officer",
  },
  DOCUMENT_NOT_STAMPABLE: {
    it: "Questo PDF non può essere il testo dell'atto, perché la sua copia non si potrebbe timbrare. «it»",
    en: "This PDF cannot be the act's text, because its copy could not be stamped. «en»",
    whoCanFix: "officer",
  },
  LINK_UNKNOWN: {
    it: "Questo collegamento non è riconosciuto. Non è stato registrato nulla.",
    en: "This link is not known. Nothing was recorded.",
    whoCanFix: "officer",
  },
  LINK_EXPIRED: {
    it: "Questo collegamento è scaduto il «at». Non è stato registrato nulla: chieda un nuovo invio all'ufficio.",
    en: "This link expired on «at». Nothing was recorded: ask the office to send a new one.",
    whoCanFix: "officer",
  },
  LINK_REVOKED: {
    it: "Questo collegamento non vale più: ne è stato inviato uno più recente, il testo è cambiato, oppure la persona è sospesa. Non è stato registrato nulla.",
    en: "This link is no longer valid: a newer one was sent, the text changed, or the person is suspended. Nothing was recorded.",
    whoCanFix: "officer",
  },
  LINK_SPENT: {
    it: "Questo collegamento è già stato usato: la decisione è registrata.",
    en: "This link was already used: the decision is recorded.",
    whoCanFix: "nobody",
  },
  SESSION_OVER: {
    it: "La sessione è scaduta: riaprire il collegamento ricevuto per posta. Non è stato registrato nulla.",
    en: "The session is over: open the link in the mail again. Nothing was recorded.",
    whoCanFix: "signatory",
  },
  SECOND_FACTOR_NEEDED: {
    it: "Manca la conferma con il secondo fattore. Non è stato registrato nulla.",
    en: "The confirmation by a second factor is missing. Nothing was recorded.",
    whoCanFix: "signatory",
  },
  SECOND_FACTOR_WRONG: {
    it: "Codice errato o scaduto. Non è stato registrato nulla.",
    en: "The code is wrong or over. Nothing was recorded.",
    whoCanFix: "signatory",
  },
  SECOND_FACTOR_UNAVAILABLE: {
    it: "Per questo passaggio serve una conferma con un secondo fattore, e per questa persona non ne è registrato nessuno. Lo registra chi amministra il sistema.",
    en: "This step needs a second factor, and none is recorded for this person. Whoever administers the system records one.",
    whoCanFix: "operator",
  },
  CODE_NOT_SENT: {
    it: "Il codice non è stato inviato: il canale non risponde. Riprovare fra qualche minuto. Non è stato registrato nulla.",
    en: "The code was not sent: the channel does not answer. Try again in a few minutes. Nothing was recorded.",
    whoCanFix: "operator",
  },
  WRONG_CREDENTIALS: {
    it: "Nome utente o password errati.",
    en: "Wrong user name or password.",
    whoCanFix: "operator",
  },
  SIGN_IN_OVER: {
    it: "L'accesso non è stato completato in tempo: ricominciare dal nome utente.",
    en: "The sign-in was not completed in time: begin again with the user name.",
    whoCanFix: "officer",
  },
  ACCOUNT_EXISTS: {
    it: "Il nome utente «who» è già di una persona della rubrica.",
    en: "The user name «who» is already a person's of the directory.",
    whoCanFix: "operator",
  },
  ACCOUNT_NOT_FOUND: {
    it: "Questa persona non è nella rubrica, o non ha un'utenza aperta.",
    en: "This person is not in the directory, or has no open account.",
    whoCanFix: "operator",
  },
  OWN_ACCOUNT: {
    it: "Nessuno cambia i propri ruoli né sospende la propria utenza: lo fa un altro operatore.",
    en: "Nobody changes their own roles or suspends their own account: another operator does.",
    whoCanFix: "operator",
  },
  ACCOUNT_CHANGED: {
    it: "Nel frattempo l'utenza è stata cambiata da altri: rileggere la pagina e ripetere.",
    en: "Somebody else changed the account in the meantime: read the page again and repeat.",
    whoCanFix: "operator",
  },
  PASSWORD_NOT_GOOD: {
    it: "La nuova password non va bene: «it».",
    en: "The new password will not do: «en».",
    whoCanFix: "officer",
  },
  ACCESS_LINK_UNKNOWN: {
    it: "Questo collegamento non apre nulla: è scaduto, è già stato usato, oppure ne è stato inviato uno più recente.",
    en: "This link opens nothing: it is over, was used, or a newer one was sent.",
    whoCanFix: "operator",
  },
  OIDC_REFUSED: {
    it: "Il servizio di identità non ha confermato l'accesso. Non è entrato nessuno: ricominciare.",
    en: "The identity service did not confirm the sign-in. Nobody was let in: begin again.",
    whoCanFix: "operator",
  },
  OIDC_PERSON_UNKNOWN: {
    it: "L'identità è confermata, ma non corrisponde a una persona abilitata: le utenze le crea chi amministra il sistema.",
    en: "The identity is confirmed, but is no enabled person's: accounts are made by whoever administers the system.",
    whoCanFix: "operator",
  },
  TOO_MANY_ATTEMPTS: {
    it: "Troppi tentativi: riprovare dopo le «until».",
    en: "Too many attempts: try again after «until».",
    whoCanFix: "operator",
  },
  NOT_PERMITTED: {
    it: "Il ruolo «roles» non permette questa operazione: serve «needed».",
    en: "The role «roles» does not permit this: «needed» is needed.",
    whoCanFix: "operator",
  },
  REQUEST_NOT_VALID: {
    it: "Campo «field»: valore «value», atteso «expectation».",
    en: "Field «field»: value «value», expected «expectation».",
    whoCanFix: "officer",
  },
  IDEMPOTENCY_KEY_REUSED: {
    it: "La chiave di idempotenza è già stata usata per un'altra richiesta.",
    en: "The idempotency key was already used for another request.",
    whoCanFix: "nobody",
  },
  REGISTER_NOT_OPEN: {
    it: "Il registro «register» del «year» non è aperto.",
    en: "Register «register» of «year» is not open.",
    whoCanFix: "operator",
  },
  PUBLICATION_OVER: {
    it: "La pubblicazione all'albo si è conclusa il «to». Per avere copia dell'atto: «office».",
    en: "The publication ended on «to». For a copy of the act: «office».",
    whoCanFix: "nobody",
  },
  TOKEN_NOT_FOUND: {
    it: "Fra le Sue chiavi non c'è questa: è scaduta o è già stata revocata.",
    en: "This is none of your keys: it is over or was revoked.",
    whoCanFix: "nobody",
  },
  NOTHING_TO_SIGN: {
    it: "Nessun atto attende adesso la Sua firma.",
    en: "No act waits for your signature now.",
    whoCanFix: "nobody",
  },
  BATCH_NEEDS_A_FACTOR: {
    it: "Per vedere insieme gli atti da firmare serve un collegamento aperto con il secondo fattore delle firme. Ogni atto si firma comunque dal suo collegamento.",
    en: "To see all acts to sign together, a link must be opened with the second factor of signatures. Each act can be signed by its own link all the same.",
    whoCanFix: "signatory",
  },
  FILE_INFECTED: {
    it: "Nel file è stato trovato un programma dannoso: va firmato di nuovo, da un computer controllato.",
    en: "Malware was found in the file: sign again, from a computer that was checked.",
    whoCanFix: "signatory",
  },
  FILE_OF_NO_ACT: {
    it: "Il file non è nessuno degli atti che attendono la Sua firma: il suo contenuto non corrisponde ad alcuna impronta.",
    en: "The file is none of the acts that wait for your signature: its content matches no digest.",
    whoCanFix: "signatory",
  },
  ACT_SIGNED_ALREADY: {
    it: "L'atto «subject» è già firmato da Lei: vale la firma registrata.",
    en: "You have signed the act «subject» already: the recorded signature stands.",
    whoCanFix: "nobody",
  },
  ACT_NO_LONGER_WAITS: {
    it: "L'atto «subject» non attende più la Sua firma: è stato corretto o affidato ad altri. Il file firmato non vale.",
    en: "The act «subject» no longer waits for your signature: it was corrected or given to somebody else. The signed file does not count.",
    whoCanFix: "officer",
  },
  FILE_REPLACED: {
    it: "Nel frattempo per lo stesso atto è arrivato un altro file: ricaricare questo, se è quello giusto.",
    en: "Another file for the same act arrived in the meantime: upload this one again if it is the right one.",
    whoCanFix: "signatory",
  },
  OMISSIS_NO_TEXT: {
    it: "Il testo di questo atto è in un PDF esterno e non nei suoi dati: il testo con omissis non si può scrivere da qui.",
    en: "The text of this act is in a foreign PDF and not in its data: the text with omissis cannot be written from here.",
    whoCanFix: "officer",
  },
  OMISSIS_NOTHING_TAKEN: {
    it: "Il testo è uguale a quello integrale: nessun dato è stato tolto.",
    en: "The text is the whole one: nothing was taken out.",
    whoCanFix: "officer",
  },
  OMISSIS_STILL_PERSONAL: {
    it: "Nel testo con omissis resta ciò che sembra un dato personale: «found». Toglierlo, oppure confermare che si pubblica.",
    en: "The text with omissis still holds what looks like personal data: «found». Take it out, or confirm that it is published.",
    whoCanFix: "officer",
  },
  SWAP_DOES_NOT_FIT: {
    it: "I file degli allegati «a» e «b» non corrispondono alle impronte scambiate.",
    en: "The files of attachments «a» and «b» do not match the swapped impronte.",
    whoCanFix: "officer",
  },
  SETTINGS_CHANGED: {
    it: "Le impostazioni sono state cambiate da altri dopo l'apertura della pagina: rileggerle e ripetere. Non è stato registrato nulla.",
    en: "Somebody changed the settings after the page was opened: read them again and repeat. Nothing was recorded.",
    whoCanFix: "operator",
  },
  SETTINGS_FIXED: {
    it: "L'impostazione «section» viene dal file visto.json e si cambia là.",
    en: "The setting «section» comes from the file visto.json and is changed there.",
    whoCanFix: "operator",
  },
  PREVIEW_IS_THE_FILE: {
    it: "Il testo di questo atto è il PDF che è stato importato: si firma quello, così com'è.",
    en: "This act's text is the PDF that was imported: that file is what will be signed, as it is.",
    whoCanFix: "nobody",
  },
  PREVIEW_OVER: {
    it: "L'atto è già stato inviato: il suo PDF è quello definitivo, nella pagina dell'atto.",
    en: "The act was submitted: its PDF is the final one, on the act's page.",
    whoCanFix: "nobody",
  },
  PREVIEW_TOO_LARGE: {
    it: "Il PDF è di «length» byte: l'anteprima ne mostra al massimo «most» milioni. L'atto si può inviare lo stesso.",
    en: "The PDF has «length» bytes: a preview shows «most» million at most. The act can be submitted all the same.",
    whoCanFix: "nobody",
  },
  SET_UP_CODE_WRONG: {
    it: "Il codice non è quello mostrato nel terminale.",
    en: "The code is not the one shown in the terminal.",
    whoCanFix: "operator",
  },
  SET_UP_OVER: {
    it: "La prima configurazione è già stata conclusa.",
    en: "The first set-up is over already.",
    whoCanFix: "nobody",
  },
} as const satisfies Record<string, RefusalEntry>;

export type WorkflowCode = keyof typeof table;
export const workflowCodes = Object.keys(table) as readonly WorkflowCode[];

export function no(code: WorkflowCode, details: Readonly<Record<string, Detail>> = {}): WorkflowRefusal {
  if (code !== "REQUEST_NOT_VALID") return refusalFrom(code, table[code], details);
  const said = (lang: "it" | "en") => refusalFrom(code, table[code], { ...details, ...requestWords(details, lang) });
  const [it, en] = [said("it"), said("en")];
  return { ...it, why: { it: it.why.it, en: en.why.en }, details: { ...it.details, ...fieldOf(details) } };
}

/** The name that programs know the field by. */
const fieldOf = ({ field }: Readonly<Record<string, Detail>>) => (field === undefined ? {} : { field: String(field) });

/** A field of a request whose value will not do, and what was expected, in both languages. */
export const wrongField = (
  field: string,
  value: string | number,
  { it, en }: { readonly it: string; readonly en: string },
): WorkflowRefusal =>
  no("REQUEST_NOT_VALID", {
    field,
    value: String(value).slice(0, 60).toWellFormed() || "—",
    expectation: `${it} / ${en}`,
  });

export const refuse = (refusal: WorkflowRefusal): { readonly ok: false; readonly refusal: WorkflowRefusal } => ({
  ok: false,
  refusal,
});
export const answer = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
