/** What is wrong with an archive or with the store that it would be made of. Codes are public and stable. */
export const archiveFindings = {
  MANIFEST_MISSING: "non c'è manifest.json: l'archivio non è finito / there is no manifest.json: it was not finished",
  MANIFEST_NOT_VALID: "manifest.json non è quello di un archivio / manifest.json is not an archive's",
  FORM_NEWER: "scritto da un Visto più recente / written by a newer Visto",
  FILE_MISSING: "manca / is missing",
  FILE_DIFFERS: "non ha l'impronta del manifesto / does not have the manifest's digest",
  FILE_EXTRA: "non è dell'archivio / is not part of the archive",
  NOT_A_FILE: "non è un file semplice / is not a plain file",
  LINE_NOT_VALID: "una riga non è come deve essere / a line is not as it must be",
  LINE_CUT: "l'ultima riga è tronca / the last line is cut off",
  OUT_OF_ORDER: "una chiave è ripetuta o fuori ordine / a key is repeated or out of order",
  WRONG_SHARD: "una riga sta in un file non suo / a line stands in another's file",
  NOT_CARRIED: "un elemento che non si porta / an item that is not carried",
  OBJECT_MISSING: "un oggetto nominato non c'è / an object that is named is not there",
  OBJECT_DIFFERS: "un oggetto non ha la sua impronta / an object does not have its digest",
  TWO_VERSIONS: "due versioni dello stesso oggetto / two versions of the same object",
  REGISTER_BROKEN: "la catena del registro è rotta / the register's chain is broken",
  AUDIT_BROKEN: "la catena di un atto è rotta / an act's chain is broken",
  COUNT_DIFFERS: "il numero non è quello del manifesto / the number is not the manifest's",
} as const;
export type ArchiveCode = keyof typeof archiveFindings;
export type Finding = { readonly code: ArchiveCode; readonly where: string };

/** No list of a broken archive grows without end. */
export const mostFindings = 100;
