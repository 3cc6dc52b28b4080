import type { Sentence } from "../messages.ts";

/** Sentences of the checks on the document, its people, attachments, signature and text. */
export const documentMessages = {
  "REG-01": {
    it: "L’anno del numero ({year}) non coincide con l’anno della data ({date}).",
    en: "The year of the number ({year}) is not the year of the date ({date}).",
  },
  "REG-02": { it: "Manca l’oggetto dell’atto.", en: "The act has no subject." },
  "REG-03": {
    it: "Il numero {number}/{year} è già stato assegnato nel registro «{register}».",
    en: "Number {number}/{year} is already taken in register «{register}».",
  },
  "RUO-01": { it: "Manca il responsabile del provvedimento (firmatario).", en: "The signatory is missing." },
  "RUO-02": {
    it: "Manca il responsabile del procedimento istruttorio.",
    en: "The officer in charge of the preliminary procedure is missing.",
  },
  "RUO-03": {
    it: "Il responsabile del procedimento istruttorio coincide con il responsabile del provvedimento (misura M14).",
    en: "The officer in charge of the preliminary procedure is also the signatory (measure M14).",
  },
  "RUO-04": {
    it: "Il responsabile unico del progetto (RUP) non è indicato per nome.",
    en: "The project manager (RUP) is not given by name.",
  },
  "RUO-05": {
    it: "L’atto usa «Responsabile Unico del procedimento»: nel D.Lgs. 36/2023 la sigla RUP indica il responsabile unico del progetto.",
    en: "The act says «Responsabile Unico del procedimento»: in D.Lgs. 36/2023 RUP is the responsabile unico del progetto.",
  },
  "CLA-01": {
    it: "Manca l’attestazione di regolarità tecnica (art. 147 bis D.Lgs. 267/2000).",
    en: "The statement of technical regularity is missing (art. 147 bis D.Lgs. 267/2000).",
  },
  "CLA-02": {
    it: "Manca la dichiarazione di insussistenza di conflitto di interessi (art. 6 bis L. 241/1990).",
    en: "The declaration of no conflict of interest is missing (art. 6 bis L. 241/1990).",
  },
  "CLA-03": {
    it: "La dichiarazione di insussistenza di conflitto di interessi non nomina: {roles}.",
    en: "The declaration of no conflict of interest does not name: {roles}.",
  },
  "CLA-04": {
    it: "Nel preambolo sono citate norme che mancano nell’elenco NORMATIVA: {norms}.",
    en: "The preamble cites norms that the list NORMATIVA leaves out: {norms}.",
  },
  "CLA-05": {
    it: "Non è citato l’art. 183 D.Lgs. 267/2000 pur essendoci un impegno di spesa.",
    en: "Art. 183 D.Lgs. 267/2000 is not cited although the act commits spending.",
  },
  "CLA-06": {
    it: "Non sono indicati termine e autorità per il ricorso (art. 3 c. 4 L. 241/1990).",
    en: "The term and the authority for an appeal are not given (art. 3 c. 4 L. 241/1990).",
  },
  "CLA-07": {
    it: "Il dispositivo non dispone la pubblicazione all’albo e in Amministrazione trasparente.",
    en: "The decision does not order publication on the notice board and in Amministrazione trasparente.",
  },
  "CLA-08": {
    it: "Citazione normativa non riconosciuta: «{citation}».",
    en: "Citation of a norm not recognised: «{citation}».",
  },
  "ALL-01": {
    it: "L’allegato {label} («{title}») è dichiarato nel dispositivo ma non compare nell’elenco con la sua impronta.",
    en: "Attachment {label} («{title}») is declared in the decision but is not in the list with its impronta.",
  },
  "ALL-02": {
    it: "L’allegato {label} ha un’impronta ma non è dichiarato nel dispositivo.",
    en: "Attachment {label} has an impronta but is not declared in the decision.",
  },
  "ALL-03": {
    it: "Allegato {label}: impronta non valida «{found}», di {length} caratteri (attesi 64 caratteri esadecimali, SHA-256).",
    en: "Attachment {label}: impronta not valid «{found}», of {length} characters (64 hexadecimal characters expected, SHA-256).",
  },
  "ALL-04": {
    it: "Allegato {label}: il file caricato (impronta {found}) non corrisponde all’impronta registrata ({expected}).",
    en: "Attachment {label}: the uploaded file (digest {found}) does not match the recorded impronta ({expected}).",
  },
  "ALL-04.swapped": {
    it: "Allegato {label}: il file caricato è quello dell’allegato {other} (impronta {found}); l’impronta registrata è {expected}.",
    en: "Attachment {label}: the uploaded file is that of attachment {other} (digest {found}); the recorded impronta is {expected}.",
  },
  "ALL-05": { it: "Allegato {label}: file non caricato.", en: "Attachment {label}: file not uploaded." },
  "ALL-06": {
    it: "Allegato {label}: algoritmo dell’impronta non dichiarato; la lunghezza è quella di SHA-256.",
    en: "Attachment {label}: algorithm of the impronta not declared; its length is that of SHA-256.",
  },
  "ALL-07": {
    it: "Gli allegati {one} e {other} hanno la stessa impronta.",
    en: "Attachments {one} and {other} have the same impronta.",
  },
  "ALL-08": {
    it: "Gli allegati non sono elencati in ordine ({labels}).",
    en: "The attachments are not listed in order ({labels}).",
  },
  "ALL-09": {
    it: "Lo stesso allegato ({label}) ha nomi diversi: «{other}» e «{title}».",
    en: "The same attachment ({label}) has different names: «{other}» and «{title}».",
  },
  "ALL-10": {
    it: "Allegato {label}: l’atto afferma che «{title}» è stato sottoscritto digitalmente dall’operatore, ma il file caricato non porta alcuna firma.",
    en: "Attachment {label}: the act says that the contractor digitally signed «{title}», but the uploaded file carries no signature.",
  },
  "ALL-11": {
    it: "Allegato {label}: l’impronta corrisponde al contenuto della busta di firma, non al file .p7m.",
    en: "Attachment {label}: the impronta is that of the content of the signed envelope, not of the .p7m file.",
  },
  "ALL-12": {
    it: "L’allegato {label} («{title}») può contenere segreti tecnici o commerciali: confermare la pubblicazione.",
    en: "Attachment {label} («{title}») may hold technical or trade secrets: confirm its publication.",
  },
  "FIR-01": {
    it: "La firma non corrisponde al contenuto del documento: il file è stato modificato dopo la firma.",
    en: "The signature does not match the content of the document: the file was changed after it was signed.",
  },
  "FIR-02": {
    it: "Il certificato era scaduto al momento della firma: equivale a mancata sottoscrizione (art. 24 c. 4-bis CAD).",
    en: "The certificate had expired when it signed: this equals no signature (art. 24 c. 4-bis CAD).",
  },
  "FIR-02.revoked": {
    it: "Il certificato era revocato o sospeso al momento della firma: equivale a mancata sottoscrizione (art. 24 c. 4-bis CAD).",
    en: "The certificate was revoked or suspended when it signed: this equals no signature (art. 24 c. 4-bis CAD).",
  },
  "FIR-03": {
    it: "Il certificato non risale a un prestatore dell’elenco di fiducia: firma integra, ma non qualificata.",
    en: "The certificate does not lead to a provider of the trusted list: the signature is intact, but not qualified.",
  },
  "FIR-04": {
    it: "Ha firmato {holder}, ma il firmatario dell’atto è {signatory}.",
    en: "{holder} signed, but the signatory of the act is {signatory}.",
  },
  "RIF-01": {
    it: "L’atto richiamato «{name}» ha data {date}, successiva alla data dell’atto ({day}).",
    en: "The cited act «{name}» is dated {date}, after the date of the act ({day}).",
  },
  "RIF-01.year": {
    it: "L’atto richiamato «{name}» ha data {date}: l’anno non è quello del suo numero ({year}).",
    en: "The cited act «{name}» is dated {date}: the year is not that of its number ({year}).",
  },
  "TXT-01": { it: "Parentesi non chiuse: {places}.", en: "Parentheses not closed: {places}." },
  "TXT-02": { it: "Parole ripetute: {words}.", en: "Repeated words: {words}." },
  "TXT-03": { it: "Possibili refusi: {words}.", en: "Possible slips: {words}." },
  "TXT-05": {
    it: "{other} ripete la stessa precisazione di {one}.",
    en: "{other} repeats the same clause as {one}.",
  },
  "PAG-01": {
    it: "Trovato il piè di pagina di {found} pagine su {pages}: gli altri possono essersi persi nell’estrazione del testo.",
    en: "Footer found on {found} pages of {pages}: the others may have been lost when the text was extracted.",
  },
  "PRI-01": {
    it: "L’atto contiene dati di persone fisiche da cui si ricava lo stato di salute o il disagio economico-sociale: pubblicazione vietata (art. 26 c. 4 D.Lgs. 33/2013). Pubblicare la versione con omissis.",
    en: "The act holds personal data that reveal health or social hardship: it must not be published (art. 26 c. 4 D.Lgs. 33/2013). Publish the version with omissis.",
  },
  "PRI-02": {
    it: "Il testo da pubblicare contiene un codice fiscale di persona ({found}): toglierlo, pubblicare con omissis o dire perché è necessario.",
    en: "The text to be published holds a person’s codice fiscale ({found}): take it out, publish with omissis, or say why it is needed.",
  },
  "PRI-03": {
    it: "Il testo da pubblicare contiene un IBAN ({found}): toglierlo, pubblicare con omissis o dire perché è necessario.",
    en: "The text to be published holds an IBAN ({found}): take it out, publish with omissis, or say why it is needed.",
  },
  "PRI-04": {
    it: "Il testo da pubblicare contiene un numero di telefono ({found}): verificare che non sia di una persona.",
    en: "The text to be published holds a telephone number ({found}): check that it is not a person’s.",
  },
  "PRI-05": {
    it: "Il testo da pubblicare contiene un indirizzo di posta ({found}): verificare che non sia di una persona.",
    en: "The text to be published holds an e-mail address ({found}): check that it is not a person’s.",
  },
  "PRI-06": {
    it: "Il testo da pubblicare parla di salute o di disagio («{found}»): verificare che non si capisca di chi (art. 26 c. 4 D.Lgs. 33/2013).",
    en: "The text to be published speaks of health or hardship («{found}»): check that nobody can tell whose (art. 26 c. 4 D.Lgs. 33/2013).",
  },
} as const satisfies Readonly<Record<string, Sentence>>;
