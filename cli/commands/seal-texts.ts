import type { SealCertificateProblem, SealSubject } from "../../shared/seal/index.ts";
import type { Language } from "../io.ts";

type Problem =
  | SealCertificateProblem
  | { readonly code: "FILE" | "OUT" | "KEY" | "KEY_MISSING"; readonly about: string; readonly found: string };

const texts: Readonly<Record<Problem["code"], readonly [it: string, en: string]>> = {
  FILE: ["file «{about}»: non si legge.", "file “{about}”: cannot be read."],
  OUT: [
    "--out «{about}»: non si scrive ({found}); atteso un file che non c'è ancora, in una cartella che c'è.",
    "--out “{about}”: cannot be written ({found}); expected a file that is not there yet, in a folder that is.",
  ],
  KEY: [
    "--key {about}: attesa una chiave asimmetrica RSA o NIST che firma (SIGN_VERIFY).",
    "--key {about}: expected an asymmetric RSA or NIST key that signs (SIGN_VERIFY).",
  ],
  KEY_MISSING: [
    "--key {about}: KMS non la trova; attesa la chiave che `npm run deploy` stampa come SealSigningKey…Arn, nella sua regione (AWS_REGION).",
    "--key {about}: KMS does not find it; expected the key that `npm run deploy` prints as SealSigningKey…Arn, in its region (AWS_REGION).",
  ],
  NO_CERTIFICATE: [
    "file: nessun certificato; attesi blocchi PEM «BEGIN CERTIFICATE», oppure un certificato DER (da un .p7b: openssl pkcs7 -print_certs).",
    "file: no certificate; expected PEM blocks “BEGIN CERTIFICATE”, or one DER certificate (of a .p7b: openssl pkcs7 -print_certs).",
  ],
  CERTIFICATE_UNREADABLE: [
    "certificato n. {found}: non si legge; atteso un certificato X.509.",
    "certificate no. {found}: cannot be read; expected an X.509 certificate.",
  ],
  OTHER_KEY: [
    "certificato «{about}»: è per la chiave {found}; atteso quello chiesto con la chiave indicata in --key.",
    "certificate “{about}”: is for the key {found}; expected the one that was asked for with the key of --key.",
  ],
  NOT_YET_VALID: [
    "certificato «{about}»: vale dal {found}; atteso uno già valido oggi.",
    "certificate “{about}”: is valid from {found}; expected one that is valid today.",
  ],
  EXPIRED: [
    "certificato «{about}»: è scaduto il {found}; atteso uno valido oggi.",
    "certificate “{about}”: ended on {found}; expected one that is valid today.",
  ],
  NOT_FOR_SIGNING: [
    "certificato «{about}»: usi della chiave «{found}»; atteso nonRepudiation (contentCommitment), come per un sigillo.",
    "certificate “{about}”: key usage “{found}”; expected nonRepudiation (contentCommitment), as for a seal.",
  ],
  IS_AUTHORITY: [
    "certificato «{about}»: è di un'autorità ({found}); atteso quello dell'ente.",
    "certificate “{about}”: is an authority's ({found}); expected the body's.",
  ],
  ISSUER_MISSING: [
    "certificato «{about}»: manca quello di chi lo ha emesso, «{found}»; atteso nello stesso file.",
    "certificate “{about}”: that of its issuer is missing, “{found}”; expected in the same file.",
  ],
};

/** A problem in one line: the field, the value, what was expected. */
export function problemText(lang: Language, { code, about, found }: Problem): string {
  const [it, en] = texts[code];
  return (lang === "it" ? it : en).replaceAll("{about}", about).replaceAll("{found}", found);
}

const notQualified = (lang: Language) =>
  lang === "it"
    ? "Una chiave KMS non è un dispositivo qualificato (QSealCD): il sigillo è avanzato, non qualificato.\n"
    : "A KMS key is not a qualified device (QSealCD): the seal is advanced, not qualified.\n";

type Requested = { readonly out: string; readonly key: string; readonly subject: SealSubject };

export const requestText = (lang: Language, { out, key, subject }: Requested): string =>
  (lang === "it"
    ? `Richiesta di certificato per «${subject.commonName}» (${subject.organizationId}) in ${out}\nChiave: ${key}\n` +
      "Ora: consegnarla al prestatore; il certificato che torna si importa con `visto seal import`.\n"
    : `Certificate request for “${subject.commonName}” (${subject.organizationId}) in ${out}\nKey: ${key}\n` +
      "Now: hand it to the provider; the certificate that comes back goes in with `visto seal import`.\n") +
  notQualified(lang);

type Facts = {
  readonly subject: string;
  readonly issuer: string;
  readonly from: string;
  readonly until: string;
  readonly daysLeft: number;
  readonly issuers: number;
};
type Imported = Facts & {
  readonly key: string;
  readonly secret: string;
  readonly kept: boolean;
  readonly leftOut: number;
  readonly selfSigned: boolean;
};

/** Days before its end from which the alarm rings (infra/alarms.ts). */
const soon = 45;

const common = (lang: Language, { subject, issuer, from, until, daysLeft, issuers }: Facts): string =>
  lang === "it"
    ? `Certificato: ${subject}\nEmesso da: ${issuer} (certificati degli emittenti: ${issuers})\nValido: ${from} – ${until} (giorni: ${daysLeft})\n` +
      (daysLeft < soon ? "Attenzione: mancano meno di 45 giorni alla scadenza.\n" : "")
    : `Certificate: ${subject}\nIssued by: ${issuer} (certificates of issuers: ${issuers})\nValid: ${from} – ${until} (days: ${daysLeft})\n` +
      (daysLeft < soon ? "Mind: less than 45 days are left.\n" : "");

export function importText(lang: Language, said: Imported): string {
  const isItalian = lang === "it";
  const remarks = [
    said.selfSigned &&
      (isItalian
        ? "Attenzione: è autofirmato; serve per le prove, e nessun lettore lo riconosce.\n"
        : "Mind: it is self-signed; it serves for tries, and no reader trusts it.\n"),
    said.leftOut > 0 &&
      (isItalian
        ? `Certificati del file che non servono, lasciati fuori: ${said.leftOut}\n`
        : `Certificates of the file that are of no use, left out: ${said.leftOut}\n`),
  ].filter((remark) => remark !== false);
  const kept = isItalian
    ? said.kept
      ? `Messo nel segreto ${said.secret}, per la chiave ${said.key}. Le funzioni già avviate sigillano con il precedente per qualche ora.\n`
      : "Controllato; nulla è stato cambiato (--dry-run).\n"
    : said.kept
      ? `Kept in the secret ${said.secret}, for the key ${said.key}. Functions that run already seal with the one before for some hours.\n`
      : "Checked; nothing was changed (--dry-run).\n";
  return common(lang, said) + remarks.join("") + kept + notQualified(lang);
}

export const statusText = (lang: Language, said: Facts & { readonly key: string | null }): string =>
  common(lang, said) +
  (lang === "it"
    ? `Chiave: ${said.key ?? "quella della funzione seal-copy (VISTO_SEAL_KEY)"}\n`
    : `Key: ${said.key ?? "the function's own, seal-copy (VISTO_SEAL_KEY)"}\n`) +
  notQualified(lang);
