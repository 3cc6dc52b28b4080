/** About the bytes and the mathematics of one signature. */
export const integrityTexts = {
  SIGNATURE_UNREADABLE: ["La firma non è leggibile: {}.", "The signature cannot be read: {}."],
  SIGNATURE_UNREACHABLE: [
    "Nel file ci sono dati di firma che il documento non raggiunge in modo leggibile: non è stato possibile verificarli {}.",
    "The file holds signature data that the document does not lead to in a readable way: they could not be verified {}.",
  ],
  PDF_SUBFILTER_NOT_COVERED: [
    "Il tipo di firma PDF «{}» non è verificato da questo strumento.",
    "The PDF signature type “{}” is not verified by this tool.",
  ],
  PDF_NO_SIGNATURE_DICTIONARY: [
    "Il campo firma non contiene una firma leggibile.",
    "The signature field holds no readable signature.",
  ],
  PDF_DUPLICATE_KEYS: [
    "Il dizionario della firma ripete una chiave: programmi diversi leggerebbero firme diverse.",
    "The signature dictionary repeats a key: different programs would read different signatures.",
  ],
  PDF_BYTE_RANGE_MISSING: [
    "La firma non dice quali byte del documento copre (ByteRange assente).",
    "The signature does not say which bytes of the document it covers (no ByteRange).",
  ],
  PDF_BYTE_RANGE_MALFORMED: [
    "L'intervallo di byte firmato non è ammesso (ByteRange non corretto).",
    "The signed byte range is not an allowed one (bad ByteRange).",
  ],
  PDF_BYTE_RANGE_NOT_FROM_START: [
    "La firma non copre il documento dal primo byte ({}).",
    "The signature does not cover the document from its first byte ({}).",
  ],
  PDF_BYTE_RANGE_BEYOND_END: [
    "La firma dichiara di coprire byte oltre la fine del file ({}).",
    "The signature claims to cover bytes beyond the end of the file ({}).",
  ],
  PDF_CONTENTS_MISSING: ["La firma è vuota.", "The signature is empty."],
  PDF_CONTENTS_NOT_HEX: [
    "La firma non è scritta come stringa esadecimale semplice.",
    "The signature is not written as a plain hexadecimal string.",
  ],
  PDF_GAP_NOT_CONTENTS: [
    "La parte non firmata del documento non coincide con la firma stessa: dentro il file resta spazio non protetto ({}).",
    "The unsigned part of the document is not exactly the signature itself: unprotected room is left in the file ({}).",
  ],
  PDF_DICTIONARY_REPLACED: [
    "I dati della firma «{}» mostrati dal file non sono quelli della revisione firmata (sostituzione della firma).",
    "The data of signature “{}” that the file shows are not those of the signed revision (signature spoofing).",
  ],
  DETACHED_CONTENT_MISSING: [
    "La firma è separata dal contenuto e il contenuto non è stato fornito.",
    "The signature is detached and its content was not given.",
  ],
  CONTENT_CONFLICT: [
    "Il contenuto dentro la busta non è quello indicato come firmato.",
    "The content inside the envelope is not the one given as signed.",
  ],
  DIGEST_ALGORITHM_IS_NOT_A_DIGEST: [
    "Come algoritmo di impronta è indicato un algoritmo di firma ({}).",
    "A signature algorithm is named where a digest algorithm belongs ({}).",
  ],
  DIGEST_ALGORITHM_UNKNOWN: ["Algoritmo di impronta sconosciuto ({}).", "Unknown digest algorithm ({})."],
  SIGNATURE_ALGORITHM_UNKNOWN: [
    "Algoritmo di firma o chiave non verificabili con questo strumento {}.",
    "Signature algorithm or key that this tool cannot verify {}.",
  ],
  ALGORITHMS_DISAGREE: [
    "L'algoritmo di impronta dichiarato non è quello della firma ({}).",
    "The declared digest algorithm is not the one of the signature ({}).",
  ],
  ATTRIBUTES_MISSING: [
    "Mancano gli attributi firmati, obbligatori per questo tipo di contenuto ({}): così un'altra firma potrebbe essere fatta passare per questa.",
    "Signed attributes are missing, which this content type requires ({}): another signature could be passed off as this one.",
  ],
  CONTENT_IS_ATTRIBUTES: [
    "Il contenuto è in realtà l'insieme degli attributi di un'altra firma: nessuno ha firmato questo file (falsificazione nota).",
    "The content is in fact the set of attributes of another signature: nobody signed this file (a known forgery).",
  ],
  ALGORITHM_PROTECTION_DIFFERS: [
    "Gli algoritmi della firma non sono quelli che il firmatario ha protetto (CMSAlgorithmProtection, RFC 6211).",
    "The algorithms of the signature are not those that the signer protected (CMSAlgorithmProtection, RFC 6211).",
  ],
  DIGEST_NOT_ANNOUNCED: [
    "L'impronta {} della firma non è fra quelle annunciate in testa alla busta: il contenuto, letto una volta sola, non è stato confrontato.",
    "The signature's digest {} is not among those announced at the head of the envelope: the content, read once, was not compared.",
  ],
  STREAM_NEEDS_WHOLE_CONTENT: [
    "Questa firma si verifica solo con tutto il contenuto in memoria, e il contenuto è troppo grande.",
    "This signature can only be verified with the whole content in memory, and the content is too large.",
  ],
  ATTRIBUTE_DUPLICATED: ["Un attributo firmato è ripetuto ({}).", "A signed attribute is repeated ({})."],
  MESSAGE_DIGEST_MISSING: [
    "Fra gli attributi firmati manca l'impronta del contenuto.",
    "The signed attributes lack the digest of the content.",
  ],
  CONTENT_TYPE_MISSING: [
    "Fra gli attributi firmati manca il tipo del contenuto.",
    "The signed attributes lack the content type.",
  ],
  CONTENT_TYPE_DIFFERS: [
    "Il tipo di contenuto firmato non è quello della busta ({}).",
    "The signed content type is not the one of the envelope ({}).",
  ],
  CONTENT_CHANGED_AFTER_SIGNING: [
    "Il contenuto non è quello firmato: la sua impronta è diversa da quella nella firma.",
    "The content is not the one that was signed: its digest differs from the one in the signature.",
  ],
  SIGNER_CERTIFICATE_MISSING: [
    "Il certificato del firmatario non è nella busta.",
    "The signer's certificate is not in the envelope.",
  ],
  SIGNER_CERTIFICATE_UNREADABLE: [
    "Il certificato del firmatario non è leggibile.",
    "The signer's certificate cannot be read.",
  ],
  SIGNER_CERTIFICATE_AMBIGUOUS: [
    "Più certificati con chiavi diverse corrispondono al firmatario indicato.",
    "More than one certificate, with different keys, fits the signer that is named.",
  ],
  SIGNED_OVER_UNSORTED_ATTRIBUTES: [
    "La firma vale solo sugli attributi nell'ordine in cui sono scritti, non nell'ordine DER che la norma firma (RFC 5652 §5.4).",
    "The signature holds only over the attributes as stored, not in the DER order that is to be signed (RFC 5652 §5.4).",
  ],
  SIGNATURE_VALUE_WRONG: [
    "Il valore della firma non corrisponde alla chiave del certificato.",
    "The signature value does not match the key of the certificate.",
  ],
  TIMESTAMP_OF_OTHER_BYTES: [
    "La marca temporale riguarda altri dati, non questi.",
    "The timestamp is over other data, not these.",
  ],
  TIMESTAMPED_CONTENT_UNKNOWN: [
    "I dati marcati non sono stati forniti: non è verificato che cosa attesti la marca temporale.",
    "The timestamped data were not given: what the timestamp attests was not checked.",
  ],
} as const;
