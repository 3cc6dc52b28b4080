/** Why an upload was not taken, in both languages of the pages. Codes are added to, never renamed. */
export type UploadRefusal = {
  readonly ok: false;
  /** The HTTP status that says so. */
  readonly status: 400 | 403 | 411 | 412 | 413 | 415;
  readonly code:
    | "UPLOAD_NOT_PERMITTED"
    | "UPLOAD_EXPIRED"
    | "ALREADY_UPLOADED"
    | "WRONG_TYPE"
    | "LENGTH_REQUIRED"
    | "WRONG_LENGTH"
    | "TOO_LONG"
    | "TOO_SHORT"
    | "WRONG_DIGEST";
  readonly message: { readonly it: string; readonly en: string };
};

const refuse = (
  status: UploadRefusal["status"],
  code: UploadRefusal["code"],
  it: string,
  en: string,
): UploadRefusal => ({
  ok: false,
  status,
  code,
  message: { it, en },
});

const shown = (found: string | undefined) => (found === undefined ? "—" : JSON.stringify(found.slice(0, 100)));

export const notPermitted = refuse(
  403,
  "UPLOAD_NOT_PERMITTED",
  "Questo indirizzo di caricamento non è stato rilasciato da Visto o è stato modificato: chiederne uno nuovo dalla pagina dell'atto.",
  "This upload address was not issued by Visto or was changed: ask for a new one on the act's page.",
);

export const expired = (expiresAt: string, now: string) =>
  refuse(
    403,
    "UPLOAD_EXPIRED",
    `Il permesso di caricamento è scaduto: valeva fino a ${expiresAt}, ora sono le ${now}. Chiederne uno nuovo dalla pagina dell'atto.`,
    `The permission to upload has expired: it was valid until ${expiresAt}, it is now ${now}. Ask for a new one on the act's page.`,
  );

export const alreadyUploaded = (storedAt: string) =>
  refuse(
    412,
    "ALREADY_UPLOADED",
    `Il file è già stato caricato il ${storedAt} e non può essere sostituito: per un altro file chiedere un nuovo caricamento.`,
    `The file was already uploaded at ${storedAt} and cannot be replaced: for another file ask for a new upload.`,
  );

export const wrongType = (expected: string, found: string | undefined) =>
  refuse(
    415,
    "WRONG_TYPE",
    `Tipo del file diverso da quello dichiarato: atteso ${shown(expected)}, ricevuto ${shown(found)}.`,
    `The file's type is not the declared one: expected ${shown(expected)}, got ${shown(found)}.`,
  );

export const lengthRequired = (expected: number) =>
  refuse(
    411,
    "LENGTH_REQUIRED",
    `Manca la lunghezza del file (Content-Length): attesi ${expected} byte, ricevuta nessuna indicazione.`,
    `The file's length (Content-Length) is missing: expected ${expected} bytes, got no length.`,
  );

export const wrongLength = (expected: number, found: string) =>
  refuse(
    400,
    "WRONG_LENGTH",
    `Lunghezza annunciata diversa da quella dichiarata: attesi ${expected} byte, annunciati ${shown(found)}.`,
    `The announced length is not the declared one: expected ${expected} bytes, announced ${shown(found)}.`,
  );

export const tooLong = (expected: number, found: number) =>
  refuse(
    413,
    "TOO_LONG",
    `Il file è più lungo di quanto dichiarato: attesi ${expected} byte, ricevuti almeno ${found}.`,
    `The file is longer than declared: expected ${expected} bytes, got at least ${found}.`,
  );

export const tooShort = (expected: number, found: number) =>
  refuse(
    400,
    "TOO_SHORT",
    `Il file è più corto di quanto dichiarato: attesi ${expected} byte, ricevuti ${found}. Il caricamento si è forse interrotto: riprovare.`,
    `The file is shorter than declared: expected ${expected} bytes, got ${found}. The upload may have been cut off: try again.`,
  );

export const wrongDigest = (expected: string, found: string | undefined) =>
  refuse(
    400,
    "WRONG_DIGEST",
    `L'impronta SHA-256 non è quella dichiarata: attesa ${expected}, ricevuta ${shown(found)}. Non è lo stesso file.`,
    `The SHA-256 fingerprint is not the declared one: expected ${expected}, got ${shown(found)}. It is not the same file.`,
  );
