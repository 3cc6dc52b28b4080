/** What a field of the body's settings should be, by the name that its schema gives. */
export const expectations = {
  line: { it: "da 1 a 120 caratteri, su una riga", en: "1 to 120 characters, on one line" },
  optionalLine: { it: "al massimo 120 caratteri, su una riga", en: "at most 120 characters, on one line" },
  longLine: { it: "da 1 a 200 caratteri, su una riga", en: "1 to 200 characters, on one line" },
  ipa: {
    it: "il codice IPA: da 2 a 20 lettere, cifre e trattini bassi, per esempio c_a123",
    en: "the IPA code: 2 to 20 letters, digits and underscores, such as c_a123",
  },
  mail: { it: "un indirizzo come nome@ente.it", en: "an address like name@body.it" },
  optionalMail: { it: "vuoto, o un indirizzo come nome@ente.it", en: "empty, or an address like name@body.it" },
  optionalWebAddress: {
    it: "vuoto, o un indirizzo come https://www.ente.it/privacy",
    en: "empty, or an address like https://www.body.it/privacy",
  },
  otherMail: {
    it: "un indirizzo diverso da quello dei link: chi legge quella casella ha già il link",
    en: "an address other than that of the links: whoever reads that mailbox has the link already",
  },
  colour: { it: "un colore come #0066cc", en: "a colour like #0066cc" },
  contrast: {
    it: "un colore più scuro: contrasto con il testo bianco almeno 4,5:1, qui è «ratio»:1",
    en: "a darker colour: contrast with white text of at least 4.5:1, here it is «ratio»:1",
  },
  picture: {
    it: "un'immagine PNG o JPEG intera, al massimo 200 kB e 4096 pixel per lato; SVG non è accettato",
    en: "a whole PNG or JPEG picture, at most 200 kB and 4096 pixels a side; SVG is not taken",
  },
  pictureAlt: {
    it: "da 1 a 120 caratteri che dicano che cosa si vede, per chi non vede l'immagine",
    en: "1 to 120 characters that say what is seen, for those who do not see the picture",
  },
  level: { it: "any, T, LT o LTA", en: "any, T, LT or LTA" },
  timestamps: {
    it: "al massimo cinque indirizzi http o https, uno per riga, al massimo 300 caratteri",
    en: "at most five http or https addresses, one a line, of at most 300 characters",
  },
  timestampSecret: {
    it: "un indirizzo senza utente e password: chi li ha li mette nel file visto.json",
    en: "an address without a user and a password: those stand in the file visto.json",
  },
  origin: {
    it: "vuoto, o un indirizzo come https://atti.ente.it, senza percorso; http solo per questa stessa macchina",
    en: "empty, or an address like https://atti.body.it, without a path; http for this very machine alone",
  },
  trustedProxies: {
    it: "al massimo dieci indirizzi IP o reti, uno per riga, come 127.0.0.1 o 10.0.0.0/8",
    en: "at most ten IP addresses or networks, one a line, such as 127.0.0.1 or 10.0.0.0/8",
  },
  host: { it: "il nome o l'indirizzo del server, senza spazi", en: "the server's name or address, without blanks" },
  port: { it: "un numero da 1 a 65535", en: "a number from 1 to 65535" },
  security: { it: "tls, starttls o none", en: "tls, starttls or none" },
  plainHost: {
    it: "tls o starttls: senza cifratura si parla solo con un server su questa stessa macchina (127.0.0.1)",
    en: "tls or starttls: without encryption only a server on this very machine (127.0.0.1) is spoken to",
  },
  smtpPassword: {
    it: "la password del server, di nuovo: con un altro server o un altro utente quella registrata non si usa",
    en: "the server's password, again: the recorded one is not used with another server or user",
  },
  useMail: { it: "none o smtp", en: "none or smtp" },
  sealKind: { it: "test o p12", en: "test or p12" },
  sealFile: {
    it: "un file PKCS#12 (.p12 o .pfx) con chiave e certificato, al massimo 100 kB",
    en: "a PKCS#12 file (.p12 or .pfx) with key and certificate, at most 100 kB",
  },
  sealPassword: {
    it: "la password del file: con questa non si apre",
    en: "the file's password: it does not open with this one",
  },
  sealNoKey: {
    it: "un file che contenga la chiave privata e il suo certificato: questo si apre e non la contiene",
    en: "a file that holds the private key and its certificate: this one opens and does not hold it",
  },
  sealExpired: { it: "un certificato non scaduto", en: "a certificate that is not over" },
  who: {
    it: "un nome utente non ancora usato, da 3 a 60 lettere minuscole, cifre, punti o trattini, come anna.rossi",
    en: "a user name not used yet, 3 to 60 lower-case letters, digits, dots or dashes, such as anna.rossi",
  },
  fiscalCode: { it: "un codice fiscale di 16 caratteri", en: "a codice fiscale of 16 characters" },
  roles: { it: "ruoli dell'elenco", en: "roles of the list" },
  password: { it: "un'altra password: questa «it»", en: "another password: «en»" },
  passwordAgain: { it: "la stessa password due volte", en: "the same password twice" },
  passwordForRole: {
    it: "almeno un ruolo, se si dà una password",
    en: "at least one role, where a password is given",
  },
  person: { it: "una persona dell'elenco", en: "a person of the list" },
  office: {
    it: "un ufficio di una persona dell'elenco, o uno che un percorso nomina",
    en: "an office of a person of the list, or one that a route names",
  },
  date: { it: "una data come 31/01/2026", en: "a date like 31/01/2026" },
  dateOrder: { it: "un giorno non prima del primo", en: "a day not before the first one" },
  optionalDate: { it: "vuoto, o una data come 31/01/2026", en: "empty, or a date like 31/01/2026" },
  kind: { it: "absence o standing", en: "absence or standing" },
  notHolder: { it: "una persona diversa dal titolare", en: "somebody other than the holder" },
  lastNumber: { it: "un numero intero da 0 a 9999999", en: "a whole number from 0 to 9999999" },
  lastDate: {
    it: "un giorno di quest'anno, non dopo oggi",
    en: "a day of this year, not after today",
  },
  tooMany: {
    it: "al massimo 25 in questa configurazione: gli altri si aggiungono dopo",
    en: "at most 25 in this set-up: the others are added later",
  },
  done: { it: "il passo compilato", en: "the step filled in" },
  version: { it: "una versione letta da questa pagina", en: "a version read from this page" },
} as const satisfies Record<string, { readonly it: string; readonly en: string }>;

export type Expectation = keyof typeof expectations;

/** What is wrong with one field, in the words of both languages; a secret's value is never in it. */
export type FieldProblem = {
  readonly field: string;
  readonly value: string;
  readonly expectation: { readonly it: string; readonly en: string };
};

/** `value` as a page may show it: short, and well-formed. */
export const problemOf = (
  field: string,
  value: string,
  expected: Expectation,
  fill: Readonly<Record<string, string>> = {},
): FieldProblem => {
  const filled = (text: string, point: string) =>
    text.replace(/«(\w+)»/g, (_, name: string) => fill[name]?.replace(".", point) ?? "");
  const { it, en } = expectations[expected];
  return {
    field,
    value:
      value
        .toWellFormed()
        .replace(/\p{Cc}/gu, "·")
        .slice(0, 60) || "—",
    // Only a ratio is filled in, and Italian writes it with a comma.
    expectation: { it: filled(it, ","), en: filled(en, ".") },
  };
};
