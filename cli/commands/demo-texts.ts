import type { Stage } from "../../local/demo/journey.ts";
import type { Language } from "../io.ts";

/** Name of a stage and what passing it proves. */
type Line = readonly [name: string, proves: string];

export const stageTexts: Record<Language, Record<Stage, Line>> = {
  it: {
    start: ["Avvio", "chiavi di PROVA, rubrica e registro dell'ente fittizio, fatti una volta sola"],
    draft: ["Bozza", "i dati dell'atto sono conservati per impronta e verificati"],
    attachments: ["Allegati", "ogni file riletto dalla versione conservata, impronta ricalcolata, firme verificate"],
    submission: ["Invio in approvazione", "avvisi confermati con motivazione, percorso compilato"],
    rendering: ["PDF da firmare", "stessi dati, stessi byte; il manifesto è congelato"],
    approval: [
      "Approvazioni",
      "decisioni legate all'impronta di ciò che si è letto; solo la decisione consuma il link",
    ],
    signature: ["Firma digitale (carta di PROVA)", "stesso contenuto, firma integra, persona giusta"],
    number: ["Numero", "contatore, casella del registro, atto e traccia in una sola transazione"],
    seal: ["Copia sigillata", "resa dagli stessi dati, confrontata con l'originale, sigillata"],
    publication: ["Pubblicazione", "l'originale firmato resta intatto accanto alla copia"],
    done: ["Fine", "ogni avviso è partito; i risultati vengono scritti"],
  },
  en: {
    start: ["Start", "TEST keys, directory and register of the fictitious body, made once"],
    draft: ["Draft", "the act's data are kept by their digest and checked"],
    attachments: ["Attachments", "each file read back from the stored version, digest recomputed, signatures verified"],
    submission: ["Sent to approval", "warnings acknowledged with a reason, route compiled"],
    rendering: ["PDF to sign", "same data, same bytes; the manifest is frozen"],
    approval: ["Approvals", "decisions bound to the digest of what was read; only a decision spends the link"],
    signature: ["Digital signature (TEST card)", "same content, signature intact, right person"],
    number: ["Number", "counter, register slot, act and audit entry in one transaction"],
    seal: ["Sealed copy", "rendered from the same data, compared with the original, sealed"],
    publication: ["Publication", "the signed original stays untouched beside the copy"],
    done: ["Done", "every notice has left; the results are being written"],
  },
};

export const endTexts = {
  it: {
    published: (number: string, date: string) => `Determinazione n. ${number} del ${date}: pubblicata.`,
    original: "Originale firmato, SHA-256",
    copy: "Copia sigillata, SHA-256",
    pendingVisto: "Effetto: in attesa di visto di regolarità contabile, non ancora esecutiva.",
    results: "Risultati in",
    test: "DIMOSTRAZIONE: ente e persone fittizi, chiavi di PROVA, nessun valore legale.",
    stops: (state: string) => `L'atto è nello stato ${state}: per proseguire serve una persona.`,
    notCreated: "L'atto non è stato creato.",
    because: "Perché",
    attachment: (label: string) => `Allegato ${label}`,
    noFile: "nessun file: con --files si indica la cartella che contiene A.pdf, B.pdf.p7m…",
    found: (expected: string, found: string) => `impronta registrata ${expected}, trovata ${found}`,
    undecided: "La pubblicazione (integrale o con omissis) non è decisa.",
  },
  en: {
    published: (number: string, date: string) => `Determination no. ${number} of ${date}: published.`,
    original: "Signed original, SHA-256",
    copy: "Sealed copy, SHA-256",
    pendingVisto: "Effect: waits for the accounting visto, not yet executive.",
    results: "Results in",
    test: "DEMONSTRATION: fictitious body and people, TEST keys, no legal value.",
    stops: (state: string) => `The act is ${state}: only a person can go on from here.`,
    notCreated: "The act was not created.",
    because: "Because",
    attachment: (label: string) => `Attachment ${label}`,
    noFile: "no file: --files names the folder that holds A.pdf, B.pdf.p7m…",
    found: (expected: string, found: string) => `recorded impronta ${expected}, found ${found}`,
    undecided: "How to publish (whole or with omissis) is not decided.",
  },
} as const;

export const inputTexts = {
  it: {
    unreadable: (path: string, why: string) => `Il file «${path}» non si può leggere: ${why}`,
    folder: (path: string, why: string) => `La cartella «${path}» non si può leggere: ${why}`,
    notJson: (path: string, why: string) => `Il file «${path}» non è JSON: ${why}`,
    notAnAct: (path: string, count: number) => `Il file «${path}» non contiene un atto valido (${count} problemi).`,
    found: "trovato",
    expected: "atteso",
  },
  en: {
    unreadable: (path: string, why: string) => `«${path}» cannot be read: ${why}`,
    folder: (path: string, why: string) => `The folder «${path}» cannot be read: ${why}`,
    notJson: (path: string, why: string) => `«${path}» is not JSON: ${why}`,
    notAnAct: (path: string, count: number) =>
      `«${path}» does not hold a valid act (${count} problems; what was expected is said in Italian).`,
    found: "found",
    expected: "expected",
  },
} as const;
