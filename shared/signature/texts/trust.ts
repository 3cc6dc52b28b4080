/** About certificates, time and policy, and remarks that decide nothing. */
export const trustTexts = {
  TRUST_NOT_AVAILABLE: [
    "Firma integra; attendibilità del certificato non verificata (elenco di fiducia non disponibile).",
    "Signature intact; trustworthiness of the certificate not verified (no trusted list available).",
  ],
  CHAIN_NOT_FOUND: [
    "Firma integra; il certificato non risale ad alcuna autorità fra quelle ritenute attendibili.",
    "Signature intact; the certificate leads to none of the trusted authorities.",
  ],
  CHAIN_SIGNATURE_WRONG: [
    "Il certificato nomina un'autorità che non lo ha firmato.",
    "The certificate names an authority that did not sign it.",
  ],
  CHAIN_CRITICAL_EXTENSION: [
    "Un certificato porta un'estensione critica che questo strumento non valuta ({}).",
    "A certificate carries a critical extension that this tool does not process ({}).",
  ],
  CHAIN_ISSUER_NOT_CA: [
    "Un certificato della catena non è di un'autorità di certificazione ({}).",
    "A certificate of the chain is not a certification authority's ({}).",
  ],
  CHAIN_ISSUER_MAY_NOT_SIGN: [
    "Un'autorità della catena non può firmare certificati ({}).",
    "An authority of the chain may not sign certificates ({}).",
  ],
  CHAIN_PATH_TOO_LONG: [
    "La catena è più lunga di quanto un'autorità consenta ({}).",
    "The chain is longer than an authority allows ({}).",
  ],
  CHAIN_EXTENSION_MALFORMED: [
    "Un'estensione di un certificato della catena non è leggibile ({}).",
    "An extension of a certificate of the chain cannot be read ({}).",
  ],
  CHAIN_ALGORITHM_WEAK: [
    "Un certificato della catena è firmato con un algoritmo su cui non si può fare affidamento, e nulla prova che la firma sia di quando si poteva ({}).",
    "A certificate of the chain is signed with an algorithm that cannot be relied on, and nothing proves that the signature is from when it could ({}).",
  ],
  CHAIN_NAME_FORBIDDEN: [
    "Un certificato porta un nome che un'autorità della catena non può attestare ({}).",
    "A certificate bears a name that an authority of the chain may not attest ({}).",
  ],
  CHAIN_NAMES_DIFFER: [
    "I nomi della catena non si susseguono ({}).",
    "The names of the chain do not follow on each other ({}).",
  ],
  CHAIN_POLICY: [
    "Nessuna politica di certificazione vale per l'intera catena, mentre la catena ne richiede una ({}).",
    "No certificate policy holds for the whole chain, and the chain demands one ({}).",
  ],
  CERTIFICATE_EXPIRED: [
    "Un certificato è scaduto e nulla prova che la firma sia precedente ({}).",
    "A certificate has expired and nothing proves that the signature is earlier ({}).",
  ],
  CERTIFICATE_NOT_YET_VALID: ["Un certificato non è ancora valido ({}).", "A certificate is not valid yet ({})."],
  CLAIMED_TIME_OUTSIDE_VALIDITY: [
    "L'ora di firma dichiarata è fuori dalla validità del certificato ({}).",
    "The claimed signing time is outside the validity of the certificate ({}).",
  ],
  KEY_NOT_FOR_SIGNING: [
    "Il certificato non è destinato alla firma ({}).",
    "The certificate is not meant for signatures ({}).",
  ],
  KEY_NOT_FOR_TIMESTAMPS: [
    "Il certificato non è destinato alle marche temporali.",
    "The certificate is not meant for timestamps.",
  ],
  DIGEST_WEAK: [
    "L'algoritmo di impronta {} non è più sicuro e nulla prova quando la firma fu apposta.",
    "The digest algorithm {} is no longer secure and nothing proves when the signature was made.",
  ],
  DIGEST_EXPIRED: [
    "Quando la firma fu apposta l'algoritmo di impronta non era già più ammesso ({}).",
    "When the signature was made, the digest algorithm was no longer allowed ({}).",
  ],
  KEY_EXPIRED: [
    "Quando la firma fu apposta una chiave di questa lunghezza non era già più ammessa ({}).",
    "When the signature was made, a key of this length was no longer allowed ({}).",
  ],
  DIGEST_INFO_WITHOUT_NULL: [
    "Nella firma RSA l'algoritmo di impronta è scritto senza il parametro NULL: la norma lo tollera (RFC 8017 §9.2), OpenSSL respinge la firma.",
    "The RSA signature writes its digest algorithm without the NULL parameter: the standard tolerates it (RFC 8017 §9.2), OpenSSL refuses the signature.",
  ],
  SIGNATURE_TIMESTAMP_BROKEN: [
    "Una marca temporale della firma riguarda altri dati o è alterata: non prova quando la firma fu apposta ({}).",
    "A timestamp of the signature is over other data or was altered: it does not prove when the signature was made ({}).",
  ],
  SIGNATURE_TIMESTAMP_UNTRUSTED: [
    "La marca temporale della firma è integra ma non è riconosciuta attendibile: non prova quando la firma fu apposta ({}).",
    "The timestamp of the signature is intact but is not known to be trustworthy: it does not prove when the signature was made ({}).",
  ],
  SIGNATURE_TIMESTAMP_NOT_COMPARED: [
    "Una marca temporale di archivio o sui riferimenti è stata riconosciuta; che cosa copra non è stato verificato.",
    "An archive or reference timestamp was recognised; what it covers was not checked.",
  ],
  TIMESTAMPS_OUT_OF_ORDER: [
    "Le marche temporali della firma non sono in ordine di tempo ({}).",
    "The timestamps of the signature are not in order of time ({}).",
  ],
  TIMESTAMP_IN_THE_FUTURE: [
    "La marca temporale porta un'ora successiva al momento della verifica ({}).",
    "The timestamp bears a time after the moment of verification ({}).",
  ],
  KEY_SHORT: ["La chiave di firma è troppo corta ({}).", "The signing key is too short ({})."],
  SIGNING_CERTIFICATE_DIFFERS: [
    "Il certificato nella busta non è quello che la firma indica (possibile sostituzione del certificato).",
    "The certificate in the envelope is not the one that the signature names (certificate substitution is possible).",
  ],
  SIGNING_CERTIFICATE_ABSENT: [
    "La firma non indica quale certificato la accompagna: non è una firma CAdES o PAdES di base.",
    "The signature does not name its certificate: it is not a baseline CAdES or PAdES signature.",
  ],
  QUALIFIED_CLAIM_NOT_CHECKED: [
    "Il certificato si dichiara qualificato; la dichiarazione non è stata confrontata con l'elenco di fiducia.",
    "The certificate claims to be qualified; the claim was not compared with the trusted list.",
  ],
  NOT_QUALIFIED: ["Il certificato non si dichiara qualificato.", "The certificate does not claim to be qualified."],
  COUNTER_SIGNATURE_NOT_CHECKED: [
    "La firma porta una controfirma che questo strumento non ha ancora verificato.",
    "The signature carries a counter-signature that this tool has not verified yet.",
  ],
  ATTRIBUTES_STORED_UNSORTED: [
    "Gli attributi firmati non sono scritti in ordine DER; la firma vale sull'ordine corretto, ma OpenSSL la respinge.",
    "The signed attributes are not stored in DER order; the signature holds over the right order, but OpenSSL refuses it.",
  ],
  ENVELOPE_IS_BER: ["La busta è in codifica BER.", "The envelope is BER encoded."],
  TRAILING_BYTES: [
    "Dopo la busta di firma ci sono {} byte estranei.",
    "{} foreign bytes follow the signature envelope.",
  ],
  PDF_MORE_SIGNERS: [
    "La firma PDF contiene {} firmatari: ne è ammesso uno, è stato verificato il primo.",
    "The PDF signature holds {} signers: one is allowed, the first was verified.",
  ],
} as const;
