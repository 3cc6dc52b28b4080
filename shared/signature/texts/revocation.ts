/** About revocation and suspension, and what time has to do with them. */
export const revocationTexts = {
  REVOKED_WHEN_SIGNED: [
    "Il certificato era revocato quando fu apposta la firma, che equivale a mancata sottoscrizione (CAD art. 24 c. 4-bis) ({}).",
    "The certificate was revoked when the signature was made, which equals no signature (CAD art. 24 c. 4-bis) ({}).",
  ],
  SUSPENDED_WHEN_SIGNED: [
    "Il certificato era sospeso quando fu apposta la firma, che equivale a mancata sottoscrizione finché la sospensione non è annullata (CAD art. 24 c. 4-bis) ({}).",
    "The certificate was suspended when the signature was made, which equals no signature unless the suspension is annulled (CAD art. 24 c. 4-bis) ({}).",
  ],
  EXPIRED_WHEN_SIGNED: [
    "Il certificato era scaduto all'ora di firma dichiarata: la firma equivale a mancata sottoscrizione (CAD art. 24 c. 4-bis) ({}).",
    "The certificate had expired at the claimed signing time: the signature equals none (CAD art. 24 c. 4-bis) ({}).",
  ],
  CERTIFICATE_REVOKED: [
    "Il certificato è revocato e nulla prova che la firma sia precedente ({}).",
    "The certificate is revoked and nothing proves that the signature is earlier ({}).",
  ],
  CERTIFICATE_SUSPENDED: [
    "Il certificato è sospeso: finché la sospensione dura non si può decidere ({}).",
    "The certificate is suspended: nothing can be decided while the suspension lasts ({}).",
  ],
  AUTHORITY_REVOKED: [
    "Il certificato di un'autorità della catena è revocato o sospeso e nulla prova che la firma sia precedente ({}).",
    "The certificate of an authority of the chain is revoked or suspended and nothing proves that the signature is earlier ({}).",
  ],
  REVOKED_AFTER_SIGNING: [
    "Il certificato è stato revocato o sospeso dopo la firma: una marca temporale prova che la firma è precedente ({}).",
    "The certificate was revoked or suspended after the signature: a timestamp proves that the signature is earlier ({}).",
  ],
  REVOCATION_CHECKED: [
    "Il certificato non risulta revocato né sospeso ({}).",
    "The certificate is neither revoked nor suspended ({}).",
  ],
  REVOCATION_NOT_CHECKED: [
    "Non è stato verificato se il certificato è revocato o sospeso.",
    "Whether the certificate is revoked or suspended was not checked.",
  ],
  REVOCATION_STALE: [
    "L'informazione sulla revoca è troppo vecchia per il momento della firma ({}).",
    "The revocation information is too old for the time of the signature ({}).",
  ],
  REVOCATION_OUT_OF_SCOPE: [
    "La lista di revoca fornita non riguarda questo certificato o non copre tutti i motivi ({}).",
    "The revocation list given is not about this certificate or does not cover all reasons ({}).",
  ],
  REVOCATION_ISSUER_NOT_TRUSTED: [
    "L'informazione sulla revoca è firmata da chi non ne ha titolo ({}).",
    "The revocation information is signed by somebody who is not entitled to ({}).",
  ],
  REVOCATION_OF_THE_FUTURE: [
    "L'informazione sulla revoca porta una data futura ({}).",
    "The revocation information bears a date in the future ({}).",
  ],
  REVOCATION_ALGORITHM_WEAK: [
    "L'informazione sulla revoca è firmata con un algoritmo su cui, a quella data, non si poteva fare affidamento ({}).",
    "The revocation information is signed with an algorithm that could not be relied on at its date ({}).",
  ],
  REVOCATION_FORGETS_EXPIRED: [
    "L'informazione sulla revoca è successiva alla scadenza del certificato e non dice di conservare gli scaduti ({}).",
    "The revocation information is later than the certificate's expiry and does not say that it keeps the expired ({}).",
  ],
  REVOCATION_UNREADABLE: [
    "L'informazione sulla revoca non è leggibile o porta un'estensione critica sconosciuta ({}).",
    "The revocation information cannot be read or carries an unknown critical extension ({}).",
  ],
  REVOCATION_UNKNOWN_TO_RESPONDER: [
    "Il servizio OCSP dichiara di non conoscere il certificato ({}).",
    "The OCSP responder says that it does not know the certificate ({}).",
  ],
} as const;
