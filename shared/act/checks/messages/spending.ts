import type { Sentence } from "../messages.ts";

/** Sentences of the checks on money, codes, award and contractor: IMP, MOV, VIS, CIG, CUP, CON, SOG, DUR. */
export const spendingMessages = {
  "IMP-01": {
    it: "La somma delle voci (€\u00a0{sum}) è diversa dall’imponibile dichiarato (€\u00a0{net}): differenza €\u00a0{gap}.",
    en: "The lines add up to €\u00a0{sum}, the declared net amount is €\u00a0{net}: difference €\u00a0{gap}.",
  },
  "IMP-02": {
    it: "IVA {rate}\u00a0% su €\u00a0{net}: attesa €\u00a0{expected}, dichiarata €\u00a0{found}.",
    en: "VAT {rate}\u00a0% on €\u00a0{net}: expected €\u00a0{expected}, declared €\u00a0{found}.",
  },
  "IMP-02.mixed": {
    it: "IVA su €\u00a0{net} con le aliquote delle voci: attesa €\u00a0{expected}, dichiarata €\u00a0{found}.",
    en: "VAT on €\u00a0{net} at the rates of the lines: expected €\u00a0{expected}, declared €\u00a0{found}.",
  },
  "IMP-03": {
    it: "L’IVA calcolata voce per voce (€\u00a0{sum}) differisce di €\u00a0{gap} da quella sul totale, per arrotondamento.",
    en: "VAT line by line (€\u00a0{sum}) differs by €\u00a0{gap} from VAT on the total, by rounding.",
  },
  "IMP-04": {
    it: "Imponibile €\u00a0{net} + IVA €\u00a0{vat} = €\u00a0{sum}, ma il totale dichiarato è €\u00a0{total}.",
    en: "Net €\u00a0{net} + VAT €\u00a0{vat} = €\u00a0{sum}, but the declared total is €\u00a0{total}.",
  },
  "IMP-05": { it: "Aliquota IVA {rate}\u00a0% non prevista.", en: "VAT rate {rate}\u00a0% does not exist." },
  "IMP-06": {
    it: "Voce «{name}» con aliquota 0 senza natura dell’operazione (esente, non imponibile, fuori campo).",
    en: "Line «{name}» has rate 0 without the nature of the operation (exempt, not taxable, out of scope).",
  },
  "IMP-07": {
    it: "Voce «{name}»: €\u00a0{net} + IVA {rate}\u00a0% = €\u00a0{expected}, dichiarati €\u00a0{found}.",
    en: "Line «{name}»: €\u00a0{net} + VAT {rate}\u00a0% = €\u00a0{expected}, declared €\u00a0{found}.",
  },
  "MOV-01": {
    it: "Impegno nel dispositivo €\u00a0{declared}, somma dei movimenti €\u00a0{sum}.",
    en: "Commitment in the decision €\u00a0{declared}, sum of the movements €\u00a0{sum}.",
  },
  "MOV-02": {
    it: "Impegno €\u00a0{committed} superiore alla spesa approvata €\u00a0{total}.",
    en: "Commitment €\u00a0{committed} above the approved spending €\u00a0{total}.",
  },
  "MOV-03": {
    it: "Restano da impegnare €\u00a0{left} con successivi provvedimenti.",
    en: "€\u00a0{left} are left to commit with later acts.",
  },
  "MOV-04": {
    it: "Movimento {n}: importo non positivo (€\u00a0{amount}).",
    en: "Movement {n}: amount not positive (€\u00a0{amount}).",
  },
  "MOV-05": {
    it: "Movimento {n}: codice del piano finanziario «{plan}» non valido.",
    en: "Movement {n}: code of the financial plan «{plan}» not valid.",
  },
  "MOV-06": {
    it: "Movimento {n}: missione e programma «{code}» non validi.",
    en: "Movement {n}: mission and programme «{code}» not valid.",
  },
  "MOV-07": {
    it: "Movimento {n}: il titolo del piano finanziario «{plan}» è incoerente con il tipo di movimento {type}.",
    en: "Movement {n}: the title of the financial plan «{plan}» does not suit the movement type {type}.",
  },
  "MOV-08": {
    it: "Movimento {n}: anno di esigibilità {due} anteriore all’esercizio {year}.",
    en: "Movement {n}: due year {due} before the financial year {year}.",
  },
  "MOV-09": {
    it: "Movimento {n}: esigibilità {due} diversa dall’esercizio {year}: l’impegno va imputato all’esercizio in cui l’obbligazione scade (all. 4/2 D.Lgs. 118/2011).",
    en: "Movement {n}: due year {due} is not the financial year {year}: the commitment belongs to the year in which the debt falls due (all. 4/2 D.Lgs. 118/2011).",
  },
  "MOV-10": {
    it: "Movimento {n}: esercizio {year} fuori dal bilancio {from}-{to}.",
    en: "Movement {n}: financial year {year} outside the budget {from}-{to}.",
  },
  "MOV-11": {
    it: "Movimento {n}: numero non ancora assegnato dal servizio finanziario.",
    en: "Movement {n}: number not yet given by the financial service.",
  },
  "MOV-12": {
    it: "Capitolo {declared} nel dispositivo, {found} nei movimenti.",
    en: "Chapter {declared} in the decision, {found} in the movements.",
  },
  "MOV-13": {
    it: "La prestazione impegnata termina il {ends} ma tutta l’esigibilità è nel {year}.",
    en: "The committed service ends on {ends} but everything falls due in {year}.",
  },
  "MOV-14": {
    it: "È approvata una spesa ma non c’è alcun movimento contabile.",
    en: "Spending is approved but there is no accounting movement.",
  },
  "MOV-15": {
    it: "Tra impegno e spesa approvata c’è uno scarto di arrotondamento di €\u00a0{gap}: allineare il quadro economico.",
    en: "Commitment and approved spending differ by €\u00a0{gap} of rounding: align the economic framework.",
  },
  "MOV-16": {
    it: "L’accertamento {assessment} è citato senza importo: non si può verificare che copra l’impegno.",
    en: "Assessment {assessment} is cited without its amount: that it covers the commitment cannot be checked.",
  },
  "MOV-16.short": {
    it: "L’accertamento {assessment} è di €\u00a0{amount}, l’impegno di €\u00a0{committed}: non risulta coperto per intero.",
    en: "Assessment {assessment} is of €\u00a0{amount}, the commitment of €\u00a0{committed}: it is not covered in full.",
  },
  "MOV-17": {
    it: "Numero di atto in forma anno/numero («{cited}») mentre il resto dell’atto usa numero/anno.",
    en: "Act number written year/number («{cited}») while the rest of the act writes number/year.",
  },
  "VIS-01": {
    it: "L’atto comporta impegno di spesa e non porta il visto di regolarità contabile: non è esecutivo (art. 183 c. 7 D.Lgs. 267/2000).",
    en: "The act commits spending and carries no accounting visto: it is not executive (art. 183 c. 7 D.Lgs. 267/2000).",
  },
  "CIG-01": {
    it: "Manca il CIG (o il motivo di esclusione).",
    en: "The CIG (or the reason for its exclusion) is missing.",
  },
  "CIG-02": {
    it: "CIG «{cig}»: il codice di controllo non torna.",
    en: "CIG «{cig}»: its control code does not agree.",
  },
  "CIG-02.format": {
    it: "CIG «{cig}» in formato non valido (attesi 10 caratteri).",
    en: "CIG «{cig}» is not in a valid format (10 characters expected).",
  },
  "CIG-02.uncertain": {
    it: "CIG «{cig}»: il codice di controllo non torna con l’alfabeto più comune; verificarlo sul portale ANAC.",
    en: "CIG «{cig}»: its control code does not agree with the commoner alphabet; check it with ANAC.",
  },
  "CIG-03": {
    it: "Movimento {n}: CIG {found} diverso da quello dell’atto ({cig}).",
    en: "Movement {n}: CIG {found} is not the act’s ({cig}).",
  },
  "CIG-04": {
    it: "CIG «{cig}» è uno SmartCIG: per gli affidamenti dal 2024 è atteso un CIG rilasciato dalla piattaforma (PCP).",
    en: "CIG «{cig}» is a SmartCIG: for awards since 2024 a CIG given by the platform (PCP) is expected.",
  },
  "CUP-01": {
    it: "Progetto di investimento pubblico senza CUP: l’atto è nullo (art. 11 c. 2-bis L. 3/2003).",
    en: "Public investment project without CUP: the act is void (art. 11 c. 2-bis L. 3/2003).",
  },
  "CUP-01.format": {
    it: "Progetto di investimento pubblico con CUP «{cup}» in formato non valido (attesi 15 caratteri).",
    en: "Public investment project with CUP «{cup}», not in a valid format (15 characters expected).",
  },
  "CUP-02": {
    it: "Spesa con finanziamento esterno e CUP vuoto: verificare se il CUP è dovuto.",
    en: "Spending funded from outside and no CUP: check whether a CUP is due.",
  },
  "CUP-02.format": {
    it: "CUP «{cup}» in formato non valido (attesi 15 caratteri).",
    en: "CUP «{cup}» is not in a valid format (15 characters expected).",
  },
  "CON-01": {
    it: "Affidamento diretto di servizi o forniture per €\u00a0{net}: l’art. 50 c. 1 lett. b) lo ammette solo per importi inferiori a €\u00a0{limit}.",
    en: "Direct award of services or supplies for €\u00a0{net}: art. 50 c. 1 lett. b) allows it only below €\u00a0{limit}.",
  },
  "CON-01.works": {
    it: "Affidamento diretto di lavori per €\u00a0{net}: l’art. 50 c. 1 lett. a) lo ammette solo per importi inferiori a €\u00a0{limit}.",
    en: "Direct award of works for €\u00a0{net}: art. 50 c. 1 lett. a) allows it only below €\u00a0{limit}.",
  },
  "CON-02": {
    it: "L’affidatario è il contraente uscente e l’importo (€\u00a0{net}) non è inferiore a €\u00a0{floor}: manca la motivazione di deroga alla rotazione (art. 49 c. 4).",
    en: "The contractor is the outgoing one and the amount (€\u00a0{net}) is not below €\u00a0{floor}: the grounds for waiving rotation are missing (art. 49 c. 4).",
  },
  "CON-03": {
    it: "Deroga alla rotazione: la motivazione non tratta {grounds}.",
    en: "Waiver of rotation: the grounds do not deal with {grounds}.",
  },
  "CON-04": {
    it: "La prestazione inizia ({start}) prima della data dell’atto ({date}).",
    en: "The service starts ({start}) before the date of the act ({date}).",
  },
  "CON-05": {
    it: "L’atto parla di {words} ma dispone un affidamento diretto.",
    en: "The act speaks of {words} but makes a direct award.",
  },
  "CON-06": {
    it: "Importo non inferiore a €\u00a040.000: l’atto non dà conto della verifica dei requisiti dell’affidatario.",
    en: "Amount not below €\u00a040.000: the act does not tell of the check of the contractor’s requirements.",
  },
  "SOG-01": {
    it: "Partita IVA «{number}»: cifra di controllo {found}, attesa {expected}.",
    en: "VAT number «{number}»: check digit {found}, expected {expected}.",
  },
  "SOG-01.format": {
    it: "Partita IVA «{number}» non valida: attese 11 cifre.",
    en: "VAT number «{number}» not valid: 11 digits expected.",
  },
  "SOG-02": {
    it: "Manca la partita IVA o il codice fiscale dell’affidatario.",
    en: "The contractor’s VAT number or fiscal code is missing.",
  },
  "SOG-03": { it: "Codice fiscale «{code}» non valido.", en: "Fiscal code «{code}» not valid." },
  "SOG-04": {
    it: "La stessa impresa è scritta in {count} modi: {spellings}.",
    en: "The same company is written in {count} ways: {spellings}.",
  },
  "DUR-01": { it: "Manca l’esito del DURC.", en: "The outcome of the DURC is missing." },
  "DUR-02": {
    it: "Il DURC è citato senza ente e scadenza: non si può verificare che fosse valido alla data dell’atto.",
    en: "The DURC is cited without body and expiry: that it was valid on the date of the act cannot be checked.",
  },
  "DUR-02.expiry": {
    it: "Il DURC è citato senza scadenza: non si può verificare che fosse valido alla data dell’atto.",
    en: "The DURC is cited without expiry: that it was valid on the date of the act cannot be checked.",
  },
  "DUR-03": {
    it: "Il DURC è scaduto il {expires}, prima della data dell’atto ({date}).",
    en: "The DURC expired on {expires}, before the date of the act ({date}).",
  },
} as const satisfies Readonly<Record<string, Sentence>>;
