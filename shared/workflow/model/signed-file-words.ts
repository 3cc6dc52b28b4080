/** Why a signed file is not taken: a stable code, and the sentence for whoever uploaded it. */
export type No = { readonly code: string; readonly why: InBoth };
export type InBoth = { readonly it: string; readonly en: string };

/** Everything that is said of a file that came back as the signed one. `code` where it is not the key itself. */
export const signedFileWords = {
  INFECTED: {
    it: "Nel file è stato trovato un programma dannoso: va firmato di nuovo, da un computer controllato.",
    en: "A harmful program was found in the file: it is to be signed again, on a computer that was checked.",
  },
  NOT_SIGNED: { it: "Il file non contiene alcuna firma.", en: "The file holds no signature." },
  NOT_SIGNED_YET: {
    code: "NOT_SIGNED",
    it: "È il documento da firmare, senza firma.",
    en: "It is the document to sign, without a signature.",
  },
  NOT_SIGNED_BY_YOU: {
    code: "NOT_SIGNED",
    it: "È il file già firmato da altri, senza la Sua firma.",
    en: "It is the file that others have signed, without your signature.",
  },
  WRONG_FORMAT: {
    it: "Atteso un PDF firmato (PAdES) o un file .p7m; trovato: «format».",
    en: "A signed PDF (PAdES) or a .p7m file was expected; found: «format».",
  },
  OTHER_ENVELOPE: {
    code: "OTHER_CONTENT",
    it: "Il contenuto della busta non è il documento da firmare: impronta attesa «expected», trovata «found».",
    en: "What the envelope holds is not the document to sign: expected impronta «expected», found «found».",
  },
  OTHER_PDF: {
    code: "OTHER_CONTENT",
    it: "Il PDF non è quello da firmare: «because»",
    en: "The PDF is not the one to sign: «because»",
  },
  OTHER_STATEMENT: {
    code: "OTHER_CONTENT",
    it: "Il file firmato non è la dichiarazione preparata: impronta attesa «expected», trovata «found».",
    en: "The signed file is not the statement that was prepared: expected impronta «expected», found «found».",
  },
  STATES_OTHERWISE: {
    code: "OTHER_CONTENT",
    it: "Il PDF non riporta esito, impegni, numero «number» e impronta «sha256» come indicati.",
    en: "The PDF does not state outcome, commitments, number «number» and impronta «sha256» as they were given.",
  },
  EARLIER_SIGNATURE_MISSING: {
    it: "Il file è l'atto, ma senza la firma già data da «name»: va firmato il file che la contiene, scaricato da questa pagina.",
    en: "The file is the act, but without the signature already given by «name»: the file to sign is the one that holds it, downloaded from this page.",
  },
  SIGNATURE_NOT_INTACT: { it: "La firma non è integra. «because»", en: "The signature is not intact. «because»" },
  SIGNATURE_NOT_VALID: {
    it: "Una firma del file non è valida. «because»",
    en: "A signature in the file is not valid. «because»",
  },
  SIGNATURE_NOT_WHOLE: {
    it: "La firma non copre tutto il file.",
    en: "The signature does not cover the whole file.",
  },
  SIGNATURE_NOT_CERTAIN: {
    it: "La firma non si può accertare. «because»",
    en: "The signature cannot be established. «because»",
  },
  SIGNATURE_NOT_PASSED: {
    it: "L'ente accetta solo firme accertate per intero (catena e revoca). «because»",
    en: "The body takes only signatures established in full (chain and revocation). «because»",
  },
  NOT_QUALIFIED: {
    it: "L'ente richiede un certificato qualificato: dagli elenchi di fiducia non risulta.",
    en: "The body asks for a qualified certificate: the trusted lists do not show one.",
  },
  LEVEL_NOT_TAKEN: {
    it: "L'ente accetta firme di livello «levels»; questa è «level».",
    en: "The body takes signatures of level «levels»; this one is «level».",
  },
  SIGNER_UNKNOWN: {
    it: "Il certificato del firmatario non è leggibile.",
    en: "The signer's certificate cannot be read.",
  },
  "FIR-04": {
    it: "Ha firmato «signer», ma deve firmare «holder».",
    en: "«signer» signed, but «holder» is to sign.",
  },
} as const satisfies Record<string, InBoth & { readonly code?: string }>;

/** A value that differs by language: a sentence of the verifier, say. */
type Filling = string | InBoth;

export function fileNo(key: keyof typeof signedFileWords, values: Readonly<Record<string, Filling>> = {}): No {
  const entry: InBoth & { readonly code?: string } = signedFileWords[key];
  const said = (language: keyof InBoth) =>
    entry[language]
      .replace(/«(\w+)»/g, (_, name: string) => {
        const value = values[name] ?? "—";
        return typeof value === "string" ? value : value[language];
      })
      .trim();
  return { code: entry.code ?? key, why: { it: said("it"), en: said("en") } };
}

/** As an act keeps it. `message` is what acts of before have alone. */
export const refusedAs = ({ code, why }: No) => ({ codes: [code], message: why.it, why });
