import * as z from "zod";

// Whatever people wrote or are called fits none of these.
const id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const word = z.string().regex(/^[\w.:-]{1,80}$/);
const count = z.int().min(0);
/** A method and the pattern of an address, never the address that was asked. */
// An address as the router writes it, expressions of its parts included; never one that somebody asked for.
const route = z.string().regex(/^[A-Z]{3,7} [\w/:{}[\],\\.*-]{1,160}$/);
/** Function and position, without the message that stands above them in a stack. */
const frame = z.string().regex(/^[\w.<>$#[\] ]{0,80}\([\w.@+-]+(?:\/[\w.@+-]+)?:\d{1,9}:\d{1,9}\)$/);

/** What is told of a fault: which, and where. Its message may quote what people wrote, and is told by nobody. */
const fault = z.strictObject({
  name: word,
  code: word.optional(),
  /** Of the answer of a service. */
  status: z.int().optional(),
  request: word.optional(),
  at: z.array(frame).max(6),
});
export type FaultFields = z.infer<typeof fault>;

type Row = {
  readonly level: "INFO" | "WARN" | "ERROR";
  readonly it: string;
  readonly en: string;
  /** Made with the first line of its code: most processes write none. */
  readonly fields: () => z.ZodObject;
};

/** Everything that the program may write into a log. A code is never given another meaning. */
export const logCatalogue = {
  DELIVERY_FAILED: {
    level: "ERROR",
    it: "Un evento dell'atto non è arrivato a chi lo tratta; sarà ritentato.",
    en: "An event of the act was not dealt with; it will be tried again.",
    fields: () => z.strictObject({ act: id, event: id.optional(), type: word, fault }),
  },
  MESSAGE_FAILED: {
    level: "ERROR",
    it: "Un messaggio della coda non è stato trattato; torna alla coda.",
    en: "A message of the queue was not dealt with; it goes back to the queue.",
    fields: () => z.strictObject({ message: word, fault }),
  },
  REQUEST_FAILED: {
    level: "ERROR",
    it: "Una richiesta ha avuto come risposta un nostro guasto.",
    en: "A request was answered with a fault of ours.",
    fields: () => z.strictObject({ route, fault }),
  },
  WORK_FAILED: {
    level: "ERROR",
    it: "Un lavoro periodico o d'avvio non è riuscito; sarà ritentato.",
    en: "A periodic work, or one of the start, failed; it will be tried again.",
    fields: () => z.strictObject({ work: word.optional(), fault }),
  },
  VERDICT_FAILED: {
    level: "ERROR",
    it: "Un file non si è potuto giudicare per un nostro guasto: nessun esito è stato registrato.",
    en: "A file could not be judged through a fault of ours: no verdict was recorded.",
    fields: () => z.strictObject({ act: id, upload: id, fault }),
  },
  FILE_INFECTED: {
    level: "WARN",
    it: "La scansione ha trovato software dannoso in un file caricato.",
    en: "The scan found malware in an uploaded file.",
    fields: () => z.strictObject({ act: id, upload: id }),
  },
  SEALING_FAILED: {
    level: "ERROR",
    it: "La copia di un atto numerato non è stata sigillata; sarà ritentato.",
    en: "The copy of a numbered act was not sealed; it will be tried again.",
    fields: () => z.strictObject({ act: id, fault }),
  },
  TIMESTAMP_MISSING: {
    level: "WARN",
    it: "Nessuna marca temporale utile è arrivata; sarà chiesta di nuovo.",
    en: "No usable timestamp came; it will be asked for again.",
    fields: () => z.strictObject({ act: id, code: word }),
  },
  MAIL_REFUSED: {
    level: "WARN",
    it: "Il fornitore di posta non prende questa mail: la pagina dell'atto lo mostra.",
    en: "The mail provider does not take this mail: the act's page shows it.",
    fields: () => z.strictObject({ act: id, event: id }),
  },
  MAIL_RETURNED: {
    level: "WARN",
    it: "Una mail è tornata indietro: la pagina dell'atto lo mostra.",
    en: "A mail came back: the act's page shows it.",
    fields: () => z.strictObject({ message: word }),
  },
  MAIL_UNWANTED: {
    level: "WARN",
    it: "Una nostra mail è stata segnalata come indesiderata.",
    en: "A mail of ours was called unwanted.",
    fields: () => z.strictObject({}),
  },
  TRUST_FILE_REFUSED: {
    level: "WARN",
    it: "Un certificato o elenco di fiducia non vale.",
    en: "A certificate or trusted list does not count.",
    fields: () => z.strictObject({ file: word, problem: word }),
  },
  EVENTS_NOT_TAKEN: {
    level: "WARN",
    it: "Le code non hanno preso alcuni eventi: il flusso li riporta.",
    en: "The queues did not take some events: the stream brings them again.",
    fields: () => z.strictObject({ count }),
  },
  LOG_ENTRIES_FOUND: {
    level: "INFO",
    it: "Lo sguardo notturno ha portato nel registro pubblico voci che nessun evento aveva annunciato.",
    en: "The nightly look brought entries to the public log that no event had told of.",
    fields: () => z.strictObject({ count }),
  },
  SWEPT: {
    level: "INFO",
    it: "Il passaggio periodico ha trovato qualcosa da fare.",
    en: "The sweep found something to do.",
    fields: () =>
      z.strictObject({
        nudged: count,
        received: count,
        takenDown: count,
        looked: count,
        askedAgain: count,
        packed: count,
        hooked: count,
        invited: count,
      }),
  },
} as const satisfies Readonly<Record<string, Row>>;

export type LogCode = keyof typeof logCatalogue;
export type FieldsOf<C extends LogCode> = z.input<ReturnType<(typeof logCatalogue)[C]["fields"]>>;

/** Every number that alarms and dashboards read. Units are CloudWatch's; it has none for days. */
export const metricCatalogue = {
  OutboxAgeSeconds: {
    unit: "Seconds",
    it: "Da quanto aspetta la voce più vecchia non consegnata; 0 se non ce n'è.",
    en: "How long the oldest undelivered event has waited; 0 when there is none.",
  },
  LogBehindSeconds: {
    unit: "Seconds",
    it: "Da quanto aspetta l'evento più vecchio che manca dal registro pubblico; 0 se non ne manca.",
    en: "How long the oldest event that the public log lacks has waited; 0 when it lacks none.",
  },
  VerdictFaults: {
    unit: "Count",
    it: "File non giudicati per un nostro guasto.",
    en: "Files not judged through a fault.",
  },
  SealFaults: { unit: "Count", it: "Copie non sigillate.", en: "Copies that were not sealed." },
  TimestampFaults: { unit: "Count", it: "Marche temporali non ottenute.", en: "Timestamps that were not had." },
  SealCertificateDaysLeft: {
    unit: "None",
    it: "Giorni alla scadenza del certificato del sigillo, a ogni copia e due volte al giorno.",
    en: "Days until the seal's certificate ends, with each copy and twice a day.",
  },
  TrustListDaysOverdue: {
    unit: "None",
    it: "Giorni di ritardo dell'elenco di fiducia più vecchio, ogni ora.",
    en: "Days by which the latest trusted list is overdue, every hour.",
  },
  MailBounces: {
    unit: "Count",
    it: "Mail non arrivate o non prese.",
    en: "Mails that did not arrive or were not taken.",
  },
  MailComplaints: { unit: "Count", it: "Mail segnalate come indesiderate.", en: "Mails that were called unwanted." },
  InfectedFiles: { unit: "Count", it: "File con software dannoso.", en: "Files with malware." },
} as const satisfies Readonly<
  Record<string, { readonly unit: "Seconds" | "Count" | "None"; readonly it: string; readonly en: string }>
>;

export type MetricName = keyof typeof metricCatalogue;
