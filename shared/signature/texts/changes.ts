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
  PDF_HIDDEN_OBJECTS: [
    "Il documento firmato contiene {} oggetti che potrebbero mostrare qualcosa e che nulla richiama: una revisione successiva potrebbe farli apparire.",
    "The signed document holds {} objects that could show something and that nothing leads to: a later revision could make them appear.",
  ],
  PDF_SIGNATURE_SHARED: [
    "La stessa firma è mostrata anche dal campo «{}»: è una firma sola.",
    "The same signature is shown by field “{}” too: it is one signature.",
  ],
  PDF_DIGEST_NAMED_BY_SUBFILTER: [
    "L'impronta è indicata con l'identificativo di un algoritmo di firma ({}); vale SHA-1, che il tipo di firma stabilisce. Altri strumenti (DSS, Bouncy Castle) la rifiutano.",
    "The digest is named by the identifier of a signature algorithm ({}); SHA-1 counts, which the signature type lays down. Other tools (DSS, Bouncy Castle) refuse it.",
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
  CHANGE_STRUCTURE_FOLLOWS: [
    "Aggiornata la struttura di accessibilità per gli elementi aggiunti.",
    "The accessibility structure was updated for the added elements.",
  ],
  CHANGE_FIELD_FILLED: ["Compilato il campo modulo «{}».", "Form field “{}” was filled in."],
  CHANGE_ANNOTATION_ADDED: ["Aggiunta un'annotazione a pagina {}.", "An annotation was added on page {}."],
  CHANGE_ANNOTATION_REMOVED: ["Tolta un'annotazione da pagina {}.", "An annotation was removed from page {}."],
  CHANGE_ANNOTATION_EDITED: ["Modificata un'annotazione a pagina {}.", "An annotation on page {} was edited."],
  CHANGE_TABS: ["Cambiato l'ordine di tabulazione di pagina {}.", "The tab order of page {} changed."],
  CHANGE_CATALOG_MOVED: [
    "Il catalogo del documento è stato riscritto con un altro numero; è stato confrontato voce per voce.",
    "The document catalog was rewritten under another number; it was compared entry by entry.",
  ],
  CHANGE_LOCKED_FIELD: [
    "Modificato il campo «{}», che una firma aveva bloccato.",
    "Field “{}”, which a signature had locked, was changed.",
  ],
  CHANGE_SECOND_CERTIFICATION: [
    "Aggiunta la certificazione «{}» dopo un'altra firma: può certificare solo la prima firma.",
    "Certification “{}” was added after another signature: only the first signature may certify.",
  ],
  CHANGE_PERMISSIONS_RAISED: [
    "La firma «{}» pretende di permettere più di quanto le firme precedenti permettono.",
    "Signature “{}” claims to permit more than the signatures before it permit.",
  ],
  CHANGE_SIGNATURE_SHARED: [
    "Il campo «{}» mostra come propria la firma di un altro campo.",
    "Field “{}” shows another field's signature as its own.",
  ],
  CHANGE_ACTION: [
    "Aggiunta o modificata un'azione automatica o un programma ({}).",
    "An automatic action or a program was added or changed ({}).",
  ],
  CHANGE_LAYERS: [
    "Modificata la visibilità dei livelli del documento: può apparire un contenuto diverso da quello firmato.",
    "The visibility of the document's layers changed: content other than the signed one may show.",
  ],
  CHANGE_XFA: ["Modificato il modulo XFA.", "The XFA form changed."],
  CHANGE_STRUCTURE: [
    "Modificata la struttura di accessibilità del contenuto firmato ({}).",
    "The accessibility structure of the signed content changed ({}).",
  ],
  CHANGE_COVERS_CONTENT: [
    "Ciò che è stato aggiunto o spostato a pagina {} copre o scopre contenuto firmato.",
    "What was added or moved on page {} covers or uncovers signed content.",
  ],
  CHANGE_VALIDATION_DATA_ODD: [
    "Fra i dati di validazione c'è un oggetto che non è né certificato né dato di revoca ({}).",
    "The validation data hold an object that is neither a certificate nor revocation data ({}).",
  ],
  CHANGE_VALIDATION_DATA_REMOVED: [
    "I dati di validazione sono stati tolti dal documento.",
    "The validation data were removed from the document.",
  ],
  CHANGE_EXTENSIONS_LOWERED: [
    "Tolte o abbassate le estensioni o la versione dichiarate ({}).",
    "Declared extensions or version were removed or lowered ({}).",
  ],
} as const;
