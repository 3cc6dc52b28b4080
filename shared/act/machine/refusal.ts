/** Who can mend what was refused. */
export type WhoCanFix = "officer" | "signatory" | "financial-office" | "operator" | "nobody";

type Entry = { readonly it: string; readonly en: string; readonly whoCanFix: WhoCanFix };

/**
 * Every reason why the machine says no, with its sentence. Codes are public: added to, never renamed or reused.
 * `«name»` is replaced by the refusal's detail of that name.
 */
const refusals = {
  STATE_DOES_NOT_ALLOW: {
    it: "L'atto è nello stato «state»: l'operazione richiesta («command») non è possibile in questo stato.",
    en: "The act is in state «state»: «command» is not possible in this state.",
    whoCanFix: "officer",
  },
  STALE_VERSION: {
    it: "L'atto è stato modificato da altri dopo l'apertura della pagina (versione letta «seen», attuale «current»): rileggere e ripetere.",
    en: "Somebody changed the act after the page was opened (version read «seen», now «current»): read it again and repeat.",
    whoCanFix: "officer",
  },
  NOT_THE_PROPONENT: {
    it: "Solo il proponente («proponent») può farlo.",
    en: "Only the proponent («proponent») may do this.",
    whoCanFix: "officer",
  },
  FINGERPRINT_IS_FIXED: {
    it: "L'impronta registrata dell'allegato «label» non si può cambiare: registrata «recorded», proposta «offered».",
    en: "The recorded impronta of attachment «label» cannot change: recorded «recorded», offered «offered».",
    whoCanFix: "nobody",
  },
  UNKNOWN_ATTACHMENT: {
    it: "L'atto non dichiara alcun allegato «label»; dichiarati: «labels».",
    en: "The act declares no attachment «label»; declared: «labels».",
    whoCanFix: "officer",
  },
  EMPTY_FILE: {
    it: "Il file «fileName» è vuoto (0 byte).",
    en: "The file «fileName» is empty (0 bytes).",
    whoCanFix: "officer",
  },
  FILE_TOO_LARGE: {
    it: "Il file «fileName» è di «length» byte; il limite è di «limit» byte.",
    en: "The file «fileName» has «length» bytes; the limit is «limit» bytes.",
    whoCanFix: "officer",
  },
  NO_SUCH_UPLOAD: {
    it: "Il caricamento «slotId» non è quello aperto per questo documento: è stato sostituito o già concluso.",
    en: "Upload «slotId» is not the one that is open for this document: it was replaced or is finished.",
    whoCanFix: "officer",
  },
  FILES_DO_NOT_FIT: {
    it: "Il file dell'allegato «a» non ha l'impronta registrata per l'allegato «b».",
    en: "The file of attachment «a» does not have the impronta recorded for «b».",
    whoCanFix: "officer",
  },
  BLOCKING_FINDINGS: {
    it: "Ci sono errori da correggere prima di proseguire: «codes».",
    en: "There are errors to mend first: «codes».",
    whoCanFix: "officer",
  },
  WARNINGS_NOT_ACKNOWLEDGED: {
    it: "Ci sono avvisi da confermare con una motivazione: «codes».",
    en: "There are warnings to acknowledge with a reason: «codes».",
    whoCanFix: "officer",
  },
  FINDING_NOT_A_WARNING: {
    it: "«codes»: si possono confermare solo avvisi presenti sull'atto; un errore va corretto.",
    en: "«codes»: only warnings that stand on the act can be acknowledged; an error must be mended.",
    whoCanFix: "officer",
  },
  FINDING_WITHOUT_REASON: {
    it: "Avviso «code»: la motivazione è di «length» caratteri, ne servono almeno «minimum». Nessun avviso è stato confermato.",
    en: "Warning «code»: its reason has «length» characters, at least «minimum» are needed. No warning was acknowledged.",
    whoCanFix: "officer",
  },
  LABEL_USED_TWICE: {
    it: "L'allegato «label» è dichiarato più di una volta: ogni allegato ha la sua lettera.",
    en: "Attachment «label» is declared more than once: each attachment has a letter of its own.",
    whoCanFix: "officer",
  },
  LIMIT_EXCEEDED: {
    it: "Campo «field»: «found»; il massimo è «limit».",
    en: "Field «field»: «found»; the most is «limit».",
    whoCanFix: "officer",
  },
  REASON_TOO_SHORT: {
    it: "La motivazione è di «length» caratteri: ne servono almeno «minimum».",
    en: "The reason has «length» characters: at least «minimum» are needed.",
    whoCanFix: "signatory",
  },
  ALREADY_SUBMITTED: {
    it: "L'atto è già stato inviato in approvazione il «at».",
    en: "The act was already submitted on «at».",
    whoCanFix: "nobody",
  },
  NOT_SUBMITTED: {
    it: "L'atto non è stato inviato in approvazione.",
    en: "The act was not submitted.",
    whoCanFix: "officer",
  },
  ALREADY_NUMBERED_ELSEWHERE: {
    it: "L'atto importato porta già un numero: si può verificare, non rimettere in approvazione.",
    en: "The imported act already has a number: it can be checked, not approved again.",
    whoCanFix: "nobody",
  },
  ROUTE_NOT_COMPLETE: {
    it: "Il percorso non è completo: «detail».",
    en: "The route is not complete: «detail».",
    whoCanFix: "officer",
  },
  SIGNATORY_IS_PROCEEDING_OFFICER: {
    it: "Il responsabile del procedimento istruttorio coincide con chi firma («name»): misura M14.",
    en: "The officer in charge of the procedure is also the signatory («name»): measure M14.",
    whoCanFix: "officer",
  },
  CONTENT_CHANGED: {
    it: "Il testo è cambiato dopo la Sua lettura: impronta letta «seen», attuale «current». La decisione non è stata registrata.",
    en: "The text changed after you read it: digest read «seen», current «current». The decision was not recorded.",
    whoCanFix: "signatory",
  },
  OUT_OF_TURN: {
    it: "Non è il Suo turno: si attende «waitingFor».",
    en: "It is not your turn: waiting for «waitingFor».",
    whoCanFix: "nobody",
  },
  NOT_ASSIGNED: {
    it: "La persona indicata non ha un compito in questo passaggio.",
    en: "This person has no task in this step.",
    whoCanFix: "officer",
  },
  ALREADY_DECIDED: {
    it: "La decisione è già stata registrata il «at»: «decision».",
    en: "The decision was already recorded on «at»: «decision».",
    whoCanFix: "nobody",
  },
  ROLES_ARE_APART: {
    it: "«name» ha già il ruolo «other» su questo atto: l'ente tiene distinti i due ruoli e «role» spetta ad altri.",
    en: "«name» already has the role «other» on this act: the body keeps the two apart, «role» is for somebody else.",
    whoCanFix: "officer",
  },
  ALREADY_IN_STEP: {
    it: "«name» è già nel passaggio: ogni posto spetta a una persona diversa.",
    en: "«name» is in this step already: each place is for a different person.",
    whoCanFix: "officer",
  },
  NO_SUCH_DEPUTY: {
    it: "La delega si dà a un sostituto registrato e senza incompatibilità. Sostituti registrati: «names». Può nominare altri l'ufficio proponente.",
    en: "A task is delegated to a recorded substitute who may take it. Recorded: «names». The proposing office can name somebody else.",
    whoCanFix: "officer",
  },
  NOBODY_ASSIGNED: {
    it: "Il posto è vacante: nessuno può decidere finché l'ufficio proponente non nomina un'altra persona.",
    en: "The place is vacant: nobody can decide until the proposing office names another person.",
    whoCanFix: "officer",
  },
  WRONG_CHOICE: {
    it: "La scelta «choice» non è fra quelle di questo passaggio («kind»).",
    en: "The choice «choice» is not one of this step's («kind»).",
    whoCanFix: "signatory",
  },
  NOT_DUE: {
    it: "Non è ancora il momento: il termine è il «dueAt».",
    en: "It is not time yet: due «dueAt».",
    whoCanFix: "nobody",
  },
  DECISIONS_STAND: {
    it: "Qualcuno ha già deciso: l'atto non si richiama più in silenzio. Si può correggere, annullando in modo visibile le decisioni date.",
    en: "Somebody has decided: the act is no longer recalled quietly. It can be corrected, which voids the decisions visibly.",
    whoCanFix: "officer",
  },
  NOTHING_TO_VOID: {
    it: "Nessuno ha ancora deciso: l'atto si può richiamare.",
    en: "Nobody has decided yet: the act can be recalled.",
    whoCanFix: "officer",
  },
  VISTO_NOT_PREPARED: {
    it: "Prima va indicato l'esito del visto: da quello nasce la dichiarazione da firmare.",
    en: "First say what the visto states: the statement to be signed is made from it.",
    whoCanFix: "financial-office",
  },
  COMMITMENTS_MISSING: {
    it: "Il visto che attesta la copertura indica almeno un numero di impegno.",
    en: "A visto that certifies the coverage names at least one impegno.",
    whoCanFix: "financial-office",
  },
  NO_VISTO_NEEDED: {
    it: "L'atto non attende alcun visto.",
    en: "The act awaits no visto.",
    whoCanFix: "nobody",
  },
  VISTO_UNDER_WAY: {
    it: "Il visto è già stato chiesto ed è in corso.",
    en: "The visto was asked for already and is under way.",
    whoCanFix: "financial-office",
  },
  COPY_IS_CURRENT: {
    it: "La copia è già alla revisione «revision».",
    en: "The copy already has revision «revision».",
    whoCanFix: "nobody",
  },
  AMENDS_ITSELF: {
    it: "Un atto non rettifica, revoca o annulla sé stesso: serve un altro atto numerato.",
    en: "An act does not amend itself: another numbered act is needed.",
    whoCanFix: "officer",
  },
  ALREADY_AMENDED: {
    it: "L'atto n. «number» è già collegato a questo («how»).",
    en: "Act no. «number» is linked to this one already («how»).",
    whoCanFix: "nobody",
  },
  NO_LONGER_IN_FORCE: {
    it: "L'atto non è più in vigore («validity»).",
    en: "The act is no longer in force («validity»).",
    whoCanFix: "nobody",
  },
  AMENDED_BY_AN_EARLIER_ACT: {
    it: "L'atto n. «number» non è successivo a questo: rettifica, revoca e annullamento vengono da un atto posteriore.",
    en: "Act no. «number» is not later than this one: an amendment comes from a later act.",
    whoCanFix: "officer",
  },
  SIGNATURE_NEEDED: {
    it: "Questo passaggio richiede un file firmato digitalmente: un'approvazione con il link non basta.",
    en: "This step needs a digitally signed file: an approval by link is not enough.",
    whoCanFix: "signatory",
  },
  NUMBER_NOT_NEXT: {
    it: "La data «date» precede l'ultima data del registro («lastDate»).",
    en: "The date «date» is before the register's last date («lastDate»).",
    whoCanFix: "operator",
  },
  RENDITION_NOT_DECIDED: {
    it: "Manca la decisione su che cosa pubblicare: testo integrale o con omissis.",
    en: "It is not decided what to publish: the whole text or one with omissis.",
    whoCanFix: "officer",
  },
  OMISSIS_NOT_READY: {
    it: "Il testo con omissis non è ancora pronto: senza di esso l'atto non si pubblica.",
    en: "The text with omissis is not ready yet: without it the act is not published.",
    whoCanFix: "officer",
  },
  OMISSIS_UNCHANGED: {
    it: "Il testo con omissis è uguale a quello già registrato: non c'è nulla da cambiare.",
    en: "The text with omissis is the one that is recorded already: there is nothing to change.",
    whoCanFix: "officer",
  },
  OUTAGE_DOES_NOT_COUNT: {
    it: "Il giorno «day» è già contato, o è fuori dalla pubblicazione (dal «from» al «to»).",
    en: "Day «day» is counted already, or lies outside the publication (from «from» to «to»).",
    whoCanFix: "operator",
  },
  TERM_NOT_OVER: {
    it: "La pubblicazione dura fino al «to».",
    en: "The publication lasts until «to».",
    whoCanFix: "nobody",
  },
} as const satisfies Record<string, Entry>;

export type RefusalCode = keyof typeof refusals;

/** A no to a request: stable code, the reason in words, and who can mend it. Nothing was changed. */
export type Refusal = {
  readonly code: RefusalCode;
  readonly why: { readonly it: string; readonly en: string };
  readonly whoCanFix: WhoCanFix;
  /** Of a detail in both languages, the Italian. */
  readonly details: Readonly<Record<string, string>>;
};

/** One reason of a table: its sentences, with `«name»` where a detail goes, and who can mend it. */
export type RefusalEntry = Entry;

/** Tables are written with the keys of a keyboard; people read the printer's apostrophe. Details stay as they are. */
const printed = (sentence: string): string => sentence.replace(/(?<=\p{L})'(?=[\p{L}«])/gu, "’");

/** What a sentence is filled with: the same in both languages, or one text for each. */
export type Detail = string | number | { readonly it: string; readonly en: string };
const inLanguage = (detail: Detail, language: "it" | "en") =>
  typeof detail === "object" ? detail[language] : String(detail);

/** A refusal from an entry of a table, each `«name»` replaced by the detail of that name. The workflow's own table uses it too. */
export function refusalFrom<Code extends string>(
  code: Code,
  entry: RefusalEntry,
  details: Readonly<Record<string, Detail>>,
): Pick<Refusal, "why" | "whoCanFix" | "details"> & { readonly code: Code } {
  const texts = (language: "it" | "en"): Record<string, string> =>
    Object.fromEntries(Object.entries(details).map(([name, value]) => [name, inLanguage(value, language)]));
  const fill = (language: "it" | "en") => {
    const values = texts(language);
    return printed(entry[language]).replace(/«(\w+)»/g, (whole, name: string) => values[name] ?? whole);
  };
  return { code, why: { it: fill("it"), en: fill("en") }, whoCanFix: entry.whoCanFix, details: texts("it") };
}

export const refusal = (code: RefusalCode, details: Readonly<Record<string, Detail>> = {}): Refusal =>
  refusalFrom(code, refusals[code], details);

export const refusalCodes = Object.keys(refusals) as readonly RefusalCode[];
