// The fixed sentences of the pages. They are the body's words to its citizens: change one only with its legal source.

/** Verbatim from the published determinazioni; arts. 20 and 21 CAD, whose effect now sits in art. 20 c. 1-bis. */
export const signedFooter =
  "Documento firmato digitalmente, il cui originale informatico sostituisce il documento cartaceo e la firma autografa (artt. 20 e 21 del D.Lgs. n. 82/2005).";

export const draftMarking = "BOZZA – non firmata. Priva di valore legale.";
export const testMarking = "DOCUMENTO DI PROVA – NESSUN VALORE LEGALE";

/** Why the box of the original is empty. */
export const numberFollows =
  "Numero e data sono assegnati dal registro dopo la firma e si leggono, con l'impronta SHA-256 di questo file, nella copia informatica.";

/** An approval by link is a simple electronic signature: it is never printed as a digital one (CAD art. 20 c. 1-bis). */
export const approvalNote =
  "Approvazione registrata con firma elettronica semplice (link personale). Non è una firma digitale e non sostituisce la sottoscrizione dell'atto.";

export const signatureIntact = "Firma integra; attendibilità del certificato non verificata.";
export const signatureValid = "Firma valida.";
export const timeClaimed = "Ora dichiarata dal firmatario, non da una marca temporale.";
export const timeProved = "Ora attestata da una marca temporale.";

/** Art. 1 CAD: a stamped file has other bits than the original, so it is a copia and never a duplicato. */
export const copyNature =
  "Questo documento è una copia informatica: il testo è quello dell'originale, i bit sono diversi. Fa fede il file originale firmato, conservato e messo a disposizione senza modifiche.";

/** The text with omissis has other words than the original: it is an extract, rendered anew, and no copy. */
export const omissisSentence = "Testo pubblicato con omissis a tutela dei dati personali.";
export const omissisNature =
  "Questo documento è il testo con omissis: alcune parole dell'originale sono state tolte e il documento è stato composto di nuovo. Fa fede il file originale integrale firmato, conservato dall'ente.";

export const effectOnAdoption = "L'atto non comporta impegno di spesa: è esecutivo dalla data di adozione.";
/** TUEL art. 183 c. 7. */
export const effectAwaitingVisto =
  "In attesa di visto di regolarità contabile (art. 183, comma 7, D.Lgs. 267/2000): non esecutivo.";
export const vistoFavourable =
  "Visto di regolarità contabile attestante la copertura finanziaria (art. 183, comma 7, D.Lgs. 267/2000): FAVOREVOLE.";

export const organNames = { DIRETTORE: "Direttore", DIRIGENTE: "Dirigente", RESPONSABILE: "Responsabile" } as const;

/** Codes of the notice-board vocabulary that have a heading of their own. */
export const kindNames: Readonly<Record<string, string>> = { "A.03.01": "Determinazione dirigenziale" };

export const verdictNames = {
  VERIFIED: "impronta verificata sul file",
  MISMATCH: "il file ricevuto non corrisponde all'impronta",
  SIGNATURE_BAD: "firma del file non valida",
  INFECTED: "file rifiutato: contenuto dannoso",
  UNREADABLE: "file illeggibile",
  PENDING: "file non ancora verificato",
} as const;

export const vistoRefused = "Visto di regolarità contabile: NEGATO. L'atto non è esecutivo.";

/** What a later act did to this one. */
export const amendmentNames = { RECTIFIED: "RETTIFICATO", ANNULLED: "ANNULLATO", REVOKED: "REVOCATO" } as const;
export const copyReplaces =
  "Questa revisione sostituisce le precedenti, che restano conservate con la loro impronta SHA-256.";
