import type { ReasonCode } from "../messages.ts";
import type { Disagreement } from "../report.ts";

/** A reason over which another tool is known to answer otherwise, and what that tool does. */
export interface KnownDisagreement {
  readonly with: Disagreement["with"];
  readonly code: ReasonCode;
  readonly says: readonly [italian: string, english: string];
  /** Over this reason in the same signature the tool agrees after all. */
  readonly unless?: ReasonCode;
}

const openssl = (code: ReasonCode, italian: string, english: string): KnownDisagreement => ({
  with: "openssl",
  code,
  says: [italian, english],
});
const dss = (code: ReasonCode, italian: string, english: string): KnownDisagreement => ({
  with: "dss",
  code,
  says: [italian, english],
});
const adobe = (code: ReasonCode, italian: string, english: string): KnownDisagreement => ({
  with: "adobe",
  code,
  says: [italian, english],
});

const carved = [
  "OpenSSL, se gli si danno i soli byte indicati dal ByteRange, può trovare la firma valida: non guarda che cosa il ByteRange lascia fuori.",
  "OpenSSL, given only the bytes that the ByteRange names, may find the signature valid: it does not look at what the ByteRange leaves out.",
] as const;
const versionSigned = [
  "Adobe Reader può mostrare la firma come valida per la versione firmata e segnalare le modifiche soltanto come successive.",
  "Adobe Reader may show the signature as valid for the signed version and tell the changes as later ones only.",
] as const;
const warnsOnly = [
  "DSS può dare la firma per valida e segnalare la modifica solo come avviso.",
  "DSS may pass the signature and tell the change as a warning only.",
] as const;
const provedTimeOnly = (italian: string, english: string) =>
  [
    `DSS guarda soltanto al tempo provato da una marca: senza marca risponde INDETERMINATE. Qui l'ora dichiarata dal firmatario stesso basta a escludere la firma, perché ${italian} (CAD art. 24 c. 4-bis).`,
    `DSS looks at a time proved by a timestamp only: without one it answers INDETERMINATE. Here the signer's own claimed time is enough to rule the signature out, because ${english} (CAD art. 24 c. 4-bis).`,
  ] as const;
const withoutLists = [
  "OpenSSL chiede la revoca solo se gli si danno le CRL (-crl_check): altrimenti può rispondere che la verifica è riuscita.",
  "OpenSSL looks at revocation only when it is given CRLs (-crl_check): otherwise it may answer that verification succeeded.",
] as const;

/**
 * What was measured on real files or stands in the documentation of the tools. Not a promise that they differ: versions
 * and settings do.
 */
export const knownDisagreements: readonly KnownDisagreement[] = [
  openssl(
    "ATTRIBUTES_STORED_UNSORTED",
    "OpenSSL calcola l'impronta degli attributi firmati come sono scritti e non in ordine DER (RFC 5652 §5.4): respinge questa firma, che è integra.",
    "OpenSSL hashes the signed attributes as they are stored and not in DER order (RFC 5652 §5.4): it refuses this signature, which is intact.",
  ),
  openssl(
    "SIGNED_OVER_UNSORTED_ATTRIBUTES",
    "OpenSSL accetta questa firma, perché calcola l'impronta degli attributi come sono scritti; DSS e Bouncy Castle li riordinano e la respingono (RFC 5652 §5.4).",
    "OpenSSL accepts this signature, because it hashes the attributes as they are stored; DSS and Bouncy Castle sort them and refuse it (RFC 5652 §5.4).",
  ),
  openssl(
    "DIGEST_INFO_WITHOUT_NULL",
    "OpenSSL confronta la sola codifica con NULL e respinge questa firma; la norma ammette entrambe (RFC 8017 §9.2).",
    "OpenSSL compares the one encoding that has NULL and refuses this signature; the standard lets both pass (RFC 8017 §9.2).",
  ),
  openssl(
    "ALGORITHM_PROTECTION_DIFFERS",
    "OpenSSL non guarda l'attributo CMSAlgorithmProtection e può accettare la firma (RFC 6211).",
    "OpenSSL never looks at the attribute CMSAlgorithmProtection and may accept the signature (RFC 6211).",
  ),
  openssl(
    "ALGORITHMS_DISAGREE",
    "OpenSSL prende l'algoritmo di impronta da un campo e non lo confronta con quello della firma: può accettarla; DSS la respinge.",
    "OpenSSL takes the digest from one field and does not compare it with the signature's: it may accept it; DSS refuses it.",
  ),
  openssl(
    "DIGEST_ALGORITHM_IS_NOT_A_DIGEST",
    "OpenSSL può accettare la firma, perché intende l'identificativo di un algoritmo di firma come il suo algoritmo di impronta; DSS la respinge.",
    "OpenSSL may accept the signature, because it takes the identifier of a signature algorithm for its digest; DSS refuses it.",
  ),
  openssl(
    "ATTRIBUTES_MISSING",
    "OpenSSL accetta una firma senza attributi firmati anche dove il tipo del contenuto li richiede (RFC 5652 §5.3).",
    "OpenSSL accepts a signature without signed attributes also where the content type demands them (RFC 5652 §5.3).",
  ),
  openssl(
    "CONTENT_IS_ATTRIBUTES",
    "OpenSSL accetta il file: non si accorge che il contenuto è fatto degli attributi di un'altra firma.",
    "OpenSSL accepts the file: it does not notice that its content is made of the attributes of another signature.",
  ),
  dss(
    "CONTENT_IS_ATTRIBUTES",
    "Bouncy Castle, su cui si fonda DSS, accetta il file: non si accorge che il contenuto è fatto degli attributi di un'altra firma.",
    "Bouncy Castle, which DSS stands on, accepts the file: it does not notice that its content is made of the attributes of another signature.",
  ),
  openssl(
    "CONTENT_TYPE_DIFFERS",
    "OpenSSL non confronta il tipo dichiarato negli attributi con quello del contenuto e può accettare la firma.",
    "OpenSSL does not compare the type in the attributes with that of the content and may accept the signature.",
  ),
  openssl(
    "ATTRIBUTE_DUPLICATED",
    "OpenSSL legge il primo dei due attributi e va oltre: può accettare la firma.",
    "OpenSSL reads the first of two attributes and goes on: it may accept the signature.",
  ),
  openssl(
    "SIGNING_CERTIFICATE_DIFFERS",
    "OpenSSL confronta il certificato con quello nominato negli attributi solo se glielo si chiede (-cades): altrimenti può accettare la firma.",
    "OpenSSL compares the certificate with the one named in the attributes only when it is asked to (-cades): otherwise it may accept the signature.",
  ),
  openssl("REVOKED_WHEN_SIGNED", ...withoutLists),
  openssl("SUSPENDED_WHEN_SIGNED", ...withoutLists),
  openssl("CERTIFICATE_REVOKED", ...withoutLists),
  openssl(
    "CERTIFICATE_EXPIRED",
    "OpenSSL guarda all'ora in cui si verifica: respinge un certificato ormai scaduto anche dove la firma potrebbe essere precedente alla scadenza.",
    "OpenSSL looks at the hour of the verification: it refuses a certificate that has expired also where the signature may be older than the expiry.",
  ),
  openssl("PDF_GAP_NOT_CONTENTS", ...carved),
  openssl("PDF_BYTE_RANGE_NOT_FROM_START", ...carved),
  openssl("PDF_DICTIONARY_REPLACED", ...carved),
  openssl("CHANGED_AFTER_SIGNING_FORBIDDEN", ...carved),
  openssl("CHANGED_AFTER_SIGNING_SUSPICIOUS", ...carved),
  dss(
    "EXPIRED_WHEN_SIGNED",
    ...provedTimeOnly("a quell'ora il certificato era scaduto", "the certificate had expired by then"),
  ),
  dss(
    "REVOKED_WHEN_SIGNED",
    ...provedTimeOnly("a quell'ora il certificato era revocato", "the certificate was revoked by then"),
  ),
  dss(
    "SUSPENDED_WHEN_SIGNED",
    ...provedTimeOnly("a quell'ora il certificato era sospeso", "the certificate was suspended by then"),
  ),
  dss(
    "CLAIMED_TIME_OUTSIDE_VALIDITY",
    "DSS non confronta l'ora dichiarata con la validità del certificato e può dare la firma per valida.",
    "DSS does not compare the claimed time with the certificate's validity and may pass the signature.",
  ),
  dss("CHANGED_AFTER_SIGNING_FORBIDDEN", ...warnsOnly),
  dss("CHANGED_AFTER_SIGNING_SUSPICIOUS", ...warnsOnly),
  dss(
    "SIGNATURE_TIMESTAMP_BROKEN",
    "DSS può dare la firma per valida e segnalare la marca temporale guasta solo come avviso.",
    "DSS may pass the signature and tell the broken timestamp as a warning only.",
  ),
  dss(
    "PDF_DIGEST_NAMED_BY_SUBFILTER",
    "DSS respinge la firma, perché dove va un algoritmo di impronta trova un algoritmo di firma.",
    "DSS refuses the signature, because it finds a signature algorithm where a digest belongs.",
  ),
  adobe("CHANGED_AFTER_SIGNING_FORBIDDEN", ...versionSigned),
  adobe("CHANGED_AFTER_SIGNING_SUSPICIOUS", ...versionSigned),
  {
    ...adobe(
      "CERTIFICATE_EXPIRED",
      "Adobe Reader, secondo le impostazioni, verifica all'ora dichiarata dal firmatario e può mostrare la firma come valida.",
      "Adobe Reader, depending on its settings, verifies at the time that the signer claims and may show the signature as valid.",
    ),
    unless: "EXPIRED_WHEN_SIGNED",
  },
  adobe(
    "KEY_NOT_FOR_SIGNING",
    "Adobe Reader accetta anche certificati con la sola digitalSignature (autenticazione) e può mostrare la firma come valida.",
    "Adobe Reader accepts certificates with digitalSignature alone (authentication) too and may show the signature as valid.",
  ),
];
