/** What was expected of a request to import an act: in Italian, and behind the stroke in English. */
export const importWants = {
  pageId: "un identificativo di questa pagina / an identifier of this page",
  size: (most: number): string => `al massimo ${most} byte / at most ${most} bytes`,
  whole: { it: "mancano l’ente o l’oggetto: compilare il modulo", en: "body or subject are missing: fill in the form" },
  notEmpty: "un file che non è vuoto / a file that is not empty",
  fresh: "un'importazione nuova: questa è già stata letta / a new import: this one was read already",
  text: "il testo dell'atto / the text of the act",
  textOf: (most: number): string => `testo di al massimo ${most} caratteri / a text of at most ${most} characters`,
  number:
    "il numero dell'atto: senza, si può solo cominciarne uno nuovo / the act's number: without it, only a new one can be begun",
  pdf: "un PDF, non firmato e non dentro una busta / a PDF, neither signed nor inside an envelope",
  subject: "un oggetto da 1 a 900 caratteri / a subject of 1 to 900 characters",
};
