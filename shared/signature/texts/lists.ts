/** About trusted lists and qualified status. */
export const listTexts = {
  TRUST_SERVICE_NOT_IN_FORCE: [
    "Il prestatore è nell'elenco di fiducia, ma il suo servizio non era attivo alla data della firma ({}).",
    "The provider is in the trusted list, but its service was not in force when the signature was made ({}).",
  ],
  TRUSTED_LIST_EXPIRED: [
    "L'elenco di fiducia disponibile è scaduto ({}): va aggiornato prima di poter concludere.",
    "The trusted list at hand has expired ({}): it has to be refreshed before anything can be concluded.",
  ],
  QUALIFIED_SIGNATURE: [
    "Firma elettronica qualificata: certificato qualificato e dispositivo sicuro, prestatore attivo nell'elenco di fiducia ({}).",
    "Qualified electronic signature: qualified certificate and device, provider in force in the trusted list ({}).",
  ],
  QUALIFIED_SEAL: [
    "Sigillo elettronico qualificato: certificato qualificato e dispositivo sicuro, prestatore attivo nell'elenco di fiducia ({}).",
    "Qualified electronic seal: qualified certificate and device, provider in force in the trusted list ({}).",
  ],
  QUALIFIED_CERTIFICATE_NO_DEVICE: [
    "Certificato qualificato, ma la chiave non risulta in un dispositivo qualificato: firma avanzata e non qualificata ({}).",
    "Qualified certificate, but the key is not known to be in a qualified device: an advanced and not a qualified signature ({}).",
  ],
  QUALIFIED_CERTIFICATE_OTHER_USE: [
    "Certificato qualificato per un altro uso, non per firme o sigilli ({}).",
    "A certificate qualified for another use, and not for signatures or seals ({}).",
  ],
  QUALIFIED_LIST_NOT_GIVEN: [
    "Il certificato si dichiara qualificato, ma l'elenco di fiducia del Paese del suo prestatore non è disponibile.",
    "The certificate claims to be qualified, but the trusted list of its provider's country is not at hand.",
  ],
  NOT_QUALIFIED_NO_SERVICE: [
    "Il certificato non risale ad alcun servizio dell'elenco di fiducia: la firma non è qualificata.",
    "The certificate leads to no service of the trusted list: the signature is not a qualified one.",
  ],
  NOT_QUALIFIED_AT_SIGNING: [
    "Alla data della firma il certificato non era più qualificato secondo l'elenco di fiducia ({}).",
    "When the signature was made the certificate was no longer qualified according to the trusted list ({}).",
  ],
  NOT_QUALIFIED_AT_ISSUANCE: [
    "Quando fu rilasciato il certificato non era qualificato secondo l'elenco di fiducia ({}).",
    "When it was issued the certificate was not qualified according to the trusted list ({}).",
  ],
  NOT_QUALIFIED_BY_LIST: [
    "Secondo l'elenco di fiducia il certificato non è qualificato ({}).",
    "According to the trusted list the certificate is not qualified ({}).",
  ],
} as const;
