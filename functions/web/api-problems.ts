import { type Detail, expectationIn, halfOf, type RefusalEntry, refusalFrom } from "../../shared/act/index.ts";
import type { WorkflowRefusal } from "../../shared/workflow/index.ts";
import { statusOf } from "./respond.ts";

/** Refusals that only requests of programs meet. Codes are public and stable, as everywhere. */
const table = {
  SIGN_IN_NEEDED: {
    it: "Questa operazione chiede di essere riconosciuti: una chiave personale (Authorization: Bearer …) o l'accesso all'ufficio.",
    en: "This needs to know who asks: a personal key (Authorization: Bearer …) or a signed-in session.",
    whoCanFix: "officer",
  },
  TOKEN_NOT_VALID: {
    it: "La chiave non è riconosciuta: è scaduta, revocata o incompleta.",
    en: "The key is not known: it is over, revoked or incomplete.",
    whoCanFix: "officer",
  },
  CSRF_TOKEN_WRONG: {
    it: "Con il cookie di sessione servono l'intestazione X-CSRF-Token (da GET /api/v1/sessione) e una richiesta dalle nostre stesse pagine.",
    en: "With the session's cookie the header X-CSRF-Token (from GET /api/v1/sessione) and a request of our own pages are needed.",
    whoCanFix: "officer",
  },
  MEDIA_TYPE_NOT_SUPPORTED: {
    it: "Il corpo è di tipo «found»: serve application/json, in UTF-8 e senza compressione.",
    en: "The body's type is «found»: application/json is needed, in UTF-8 and not compressed.",
    whoCanFix: "officer",
  },
  BODY_NOT_JSON: {
    it: "Il corpo non è JSON: «detail»",
    en: "The body is not JSON: «detail»",
    whoCanFix: "officer",
  },
  BODY_TOO_LARGE: {
    it: "Il corpo è troppo grande: al massimo «limit» byte.",
    en: "The body is too large: «limit» bytes at most.",
    whoCanFix: "officer",
  },
  IDEMPOTENCY_KEY_MISSING: {
    it: "Manca l'intestazione Idempotency-Key: da 1 a 100 lettere, cifre, . : _ - scelte da chi chiede, una per ogni richiesta nuova.",
    en: "The header Idempotency-Key is missing: 1 to 100 letters, digits, . : _ - that the caller chooses, one for each new request.",
    whoCanFix: "officer",
  },
  PRECONDITION_MISSING: {
    it: "Manca l'intestazione If-Match con l'ETag della versione letta, per esempio \"12\".",
    en: 'The header If-Match with the ETag of the version that was read is missing, for example "12".',
    whoCanFix: "officer",
  },
  ADDRESS_UNKNOWN: {
    it: "Nessuna operazione ha questo metodo e questo indirizzo: si veda /api/documentazione.",
    en: "No operation has this method and this address: see /api/documentazione.",
    whoCanFix: "nobody",
  },
  FAULT: {
    it: "Guasto nostro: non dipende dalla richiesta. Ripetere più tardi con la stessa Idempotency-Key.",
    en: "A fault of ours, not of the request. Try again later with the same Idempotency-Key.",
    whoCanFix: "operator",
  },
  STORE_AWAY: {
    it: "I dati non rispondono in questo momento: nulla di ciò che era registrato è perduto. Ripetere fra un minuto con la stessa Idempotency-Key.",
    en: "The data do not answer at this moment: nothing that was recorded is lost. Try again in a minute with the same Idempotency-Key.",
    whoCanFix: "operator",
  },
} as const satisfies Record<string, RefusalEntry>;

export type ApiCode = keyof typeof table;
export const apiCodes = Object.keys(table) as readonly ApiCode[];
/** A no of the API itself, or of the workflow behind it. */
export type ApiRefusal = Omit<WorkflowRefusal, "code"> & { readonly code: string };

export const refusedBecause = (code: ApiCode, details: Readonly<Record<string, Detail>> = {}): ApiRefusal =>
  refusalFrom(code, table[code], details);

/** What differs from the pages' answers: programs are told by the status what people are told by the page. */
const statuses: Readonly<Record<string, number>> = {
  SIGN_IN_NEEDED: 401,
  TOKEN_NOT_VALID: 401,
  WRONG_CREDENTIALS: 401,
  CSRF_TOKEN_WRONG: 403,
  ADDRESS_UNKNOWN: 404,
  TOKEN_NOT_FOUND: 404,
  STALE_VERSION: 412,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_NOT_SUPPORTED: 415,
  BODY_NOT_JSON: 400,
  IDEMPOTENCY_KEY_MISSING: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
  PRECONDITION_MISSING: 428,
  FAULT: 500,
  STORE_AWAY: 503,
};
export const apiStatusOf = (code: string): number => statuses[code] ?? statusOf({ code });

/** The short name of a problem, the same for every occurrence of a status (RFC 9457 §3.1.3). */
const titles: Readonly<Record<number, { readonly it: string; readonly en: string }>> = {
  400: { it: "Richiesta non valida", en: "Request not valid" },
  401: { it: "Serve essere riconosciuti", en: "Sign-in needed" },
  403: { it: "Operazione non permessa", en: "Not permitted" },
  404: { it: "Non trovato", en: "Not found" },
  409: { it: "In contrasto con lo stato attuale", en: "In conflict with the present state" },
  410: { it: "Non più disponibile", en: "No longer available" },
  412: { it: "Modificato nel frattempo", en: "Changed in the meantime" },
  413: { it: "Troppo grande", en: "Too large" },
  415: { it: "Tipo di contenuto non accettato", en: "Content type not accepted" },
  422: { it: "Richiesta non accolta", en: "Request refused" },
  428: { it: "Manca una condizione", en: "A condition is missing" },
  429: { it: "Troppi tentativi", en: "Too many attempts" },
  500: { it: "Guasto nostro", en: "A fault of ours" },
  503: { it: "Per ora non disponibile", en: "Not available for now" },
};

/** Something that does not fit in a field of the request. `expectation`: «italiano / English», or one of the schema's. */
export type FieldError = { readonly field: string; readonly value: string; readonly expectation: string };

/** The same as an answer says it, in one language. The field's name is the program's own and stays. */
export const inLanguage = ({ field, value, expectation }: FieldError, lang: "it" | "en"): FieldError => ({
  field,
  value: lang === "en" ? value.replace(/^\(assente\)$/, "(absent)").replace(/^oltre (\d+) livelli$/, "> $1") : value,
  expectation: expectationIn(lang, halfOf(expectation, lang)),
});

/** As the details of a refusal, whose sentence is said in both. */
export const inBoth = (error: FieldError) => {
  const [it, en] = [inLanguage(error, "it"), inLanguage(error, "en")];
  const both = (name: "value" | "expectation") => ({ it: it[name], en: en[name] });
  return { field: error.field, value: both("value"), expectation: both("expectation") };
};

/** The body of a problem (RFC 9457 §3). `type` leads to a page that explains the code. */
export function problemBody(
  refusal: ApiRefusal,
  about: { readonly lang: "it" | "en"; readonly baseUrl: string; readonly errors?: readonly FieldError[] },
) {
  const { code, why, whoCanFix } = refusal;
  const status = apiStatusOf(code);
  const { lang, errors, baseUrl } = about;
  return {
    type: `${baseUrl}/problemi/${code}`,
    title: titles[status]?.[lang] ?? code,
    status,
    code,
    detail: why[lang],
    whoCanFix,
    ...(errors && errors.length > 0 ? { errors: errors.map((one) => inLanguage(one, lang)) } : {}),
  };
}

/** The sentences of a code of the API, with `«name»` where a detail goes. */
export const apiSentences = (code: string): RefusalEntry | undefined =>
  Object.hasOwn(table, code) ? table[code as ApiCode] : undefined;
