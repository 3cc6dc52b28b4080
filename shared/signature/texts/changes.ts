/** About what later revisions of a PDF changed. */
export const changeTexts = {
  CHANGED_AFTER_SIGNING_FORBIDDEN: [
    "Dopo la firma il documento è stato modificato in modo non ammesso.",
    "The document was changed after signing in a way that is not allowed.",
  ],
  CHANGED_AFTER_SIGNING_SUSPICIOUS: [
    "Dopo la firma il documento è stato modificato in un modo che va esaminato da una persona.",
    "The document was changed after signing in a way that a person has to look at.",
  ],
  COVERAGE_PARTIAL: [
    "La firma copre solo una parte della revisione in cui si trova.",
    "The signature covers only part of the revision it stands in.",
  ],
  CHANGE_SIGNATURE_ADDED: ["Aggiunta la firma «{}».", "Signature “{}” added."],
  CHANGE_TIMESTAMP_ADDED: ["Aggiunta la marca temporale «{}».", "Document timestamp “{}” added."],
  CHANGE_FIELD_SIGNED: ["Firmato il campo «{}» già predisposto.", "The prepared field “{}” was signed."],
  CHANGE_EMPTY_FIELD_ADDED: ["Aggiunto il campo firma vuoto «{}».", "Empty signature field “{}” added."],
  CHANGE_VALIDATION_DATA: [
    "Aggiunti dati di validazione (certificati e stato di revoca).",
    "Validation data (certificates and revocation status) added.",
  ],
  CHANGE_METADATA: ["Modificati i metadati del documento (titolo, date).", "Document metadata (title, dates) changed."],
  CHANGE_EXTENSIONS: ["Dichiarate estensioni o versione del formato.", "Format extensions or version declared."],
  CHANGE_UNUSED_OBJECT: ["Modificato un oggetto non usato ({}).", "An unused object was changed ({})."],
  CHANGE_FORM_FIELD: ["Aggiunto o modificato il campo modulo «{}».", "Form field “{}” added or changed."],
  CHANGE_ANNOTATION: ["Modificate le annotazioni di pagina {}.", "Annotations of page {} changed."],
  CHANGE_PAGE: ["Modificata la pagina {}.", "Page {} changed."],
  CHANGE_PAGES_TREE: ["Pagine aggiunte, tolte o spostate ({}).", "Pages added, removed or moved ({})."],
  CHANGE_CATALOG: ["Modificata la struttura del documento (/{}).", "The structure of the document changed (/{})."],
  CHANGE_FORM: ["Modificato il modulo del documento (/{}).", "The form of the document changed (/{})."],
  CHANGE_SIGNED_FIELD: ["Modificato il campo già firmato «{}».", "The signed field “{}” was changed."],
  CHANGE_CERTIFICATION: [
    "Modificati i permessi di certificazione del documento.",
    "The certification permissions of the document changed.",
  ],
  CHANGE_LARGE_SIGNATURE_APPEARANCE: [
    "La firma aggiunta «{}» copre gran parte della pagina.",
    "The added signature “{}” covers a large part of the page.",
  ],
  CHANGE_VISIBLE_EMPTY_FIELD: [
    "Aggiunto un campo firma visibile ma non firmato «{}».",
    "A visible but unsigned signature field “{}” was added.",
  ],
  CHANGE_UNEXPLAINED_OBJECT: [
    "Modificato un oggetto del contenuto firmato ({}).",
    "An object of the signed content was changed ({}).",
  ],
  CHANGE_UNREADABLE_REVISION: [
    "Dopo la firma ci sono dati che non formano una revisione leggibile {}.",
    "Data that form no readable revision follow the signature {}.",
  ],
  CHANGE_BYTES_OUTSIDE_REVISIONS: [
    "Dopo la parte firmata ci sono byte che non appartengono ad alcuna revisione.",
    "Bytes that belong to no revision follow the signed part.",
  ],
  CHANGE_REVISION_NOT_IN_CHAIN: [
    "Le revisioni successive non proseguono quella firmata.",
    "The later revisions do not continue the signed one.",
  ],
  CHANGE_AFTER_CERTIFICATION: [
    "La certificazione del documento non ammette modifiche.",
    "The certification of the document allows no changes.",
  ],
} as const;
