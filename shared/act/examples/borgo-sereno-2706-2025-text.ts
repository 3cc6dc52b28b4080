import type { Sections } from "../act-data.ts";

/** The text of the fictitious twin: the same sections, paragraphs and lengths as the act of Cremona, none of its facts. */
export const borgoSerenoSections: Sections = {
  premises: [
    {
      style: "numbered",
      text: 'Determinazione dirigenziale n. 1302 del 19/07/2023 con oggetto: "Affidamento a Officina Prova Srl di Borgo Sereno del servizio di analisi dei bisogni e supporto tecnico".',
    },
    {
      style: "numbered",
      text: "Deliberazione Giunta Comunale n. 48/2025 del 05/03/2025 con oggetto: \"Presa d'atto del Programma dell'Abitare nel distretto di Borgo Sereno approvato dall'Assemblea dei Sindaci del distretto per l'anno 2025.\"",
    },
    {
      style: "numbered",
      text: 'Deliberazione Giunta Comunale n. 137/2025 del 11/06/2025 con oggetto: "Indirizzi in merito alla programmazione e realizzazione delle azioni relative al programma per l\'abitare."',
    },
  ],
  motivation: [
    {
      style: "numbered",
      text: "Con la determinazione 1302/2023 si è proceduto all'affidamento a Officina Prova Srl di Borgo Sereno del servizio di analisi dei bisogni e supporto tecnico relativo al programma per l'abitare. Alla Società è stato quindi chiesto di formulare un quadro delle possibili azioni prioritarie di attuazione del programma, fornendo un adeguato supporto tecnico per la definizione dello stesso e per il confronto con i quartieri interessati.",
    },
    {
      style: "numbered",
      text: "Nel corso dell'anno 2025 è stata data continuità al percorso di definizione di un complessivo programma per l'abitare del Comune di Borgo Sereno, in coerenza con le Linee di mandato. Nel suddetto programma, di cui la Giunta ha preso atto con deliberazione n. 48/2025, viene indicata l'opportunità di rivedere l'attuale modello di gestione degli alloggi pubblici comunali, per rafforzare l'efficacia delle risorse già disponibili oltre che per individuare eventuali risorse aggiuntive da destinare ai quartieri.",
    },
    {
      style: "numbered",
      text: "Come da indirizzo espresso con la deliberazione di Giunta Comunale n. 137/2025, il Settore Politiche per l'Abitare ha ricevuto mandato di sviluppare una serie di attività connesse all'attuazione del programma per l'abitare, tra le quali – in particolare – rileva l'avvio del progetto, finanziato dalla Regione, per lo sviluppo di interventi di accompagnamento e gestione sociale nei quartieri di edilizia residenziale pubblica.",
      children: [
        {
          style: "plain",
          text: "Questo progetto assume rilevanza, nel quadro del programma comunale, in relazione alla possibilità:",
        },
        {
          style: "dash",
          text: "di coordinare interventi integrati per la manutenzione e la gestione efficiente del patrimonio abitativo e per la cura degli spazi comuni nei quartieri interessati",
        },
        {
          style: "dash",
          text: "di sperimentare una forma di gestione sociale degli immobili, nella prospettiva sia di qualificare le competenze interne all'amministrazione e di strutturare le necessarie collaborazioni tra i settori competenti, sia di individuare le forme e i modi di coinvolgimento di possibili partner e fornitori per l'offerta di servizi al territorio",
        },
        {
          style: "dash",
          text: "di promuovere un più ampio coinvolgimento degli attori territoriali, verso forme collaborative di accoglienza abitativa, per l'inclusione e la coesione sociale. In questo senso il progetto è parte di una più ampia sperimentazione che – ad esempio – vede parallelamente occasioni di prova di servizi specifici per l'accompagnamento abitativo di giovani al primo contratto, nel quadro dell'intervento per il recupero e la riqualificazione degli alloggi del complesso di Villa Inventata. Inoltre, l'attenzione ai quartieri di edilizia residenziale pubblica rimanda a un obiettivo generale di efficienza del sistema dell'abitare pubblico, che ha come principali finalità il pieno recupero e utilizzo degli alloggi, la riqualificazione del patrimonio e la costruzione di un'offerta differenziata, improntata a un concetto di filiera dei servizi abitativi.",
        },
      ],
    },
    {
      style: "numbered",
      text: "Si vuole affidare un servizio che prevede una serie di attività connesse all'attuazione del programma per l'abitare, con particolare riferimento al progetto per lo sviluppo di interventi di accompagnamento e gestione sociale nei quartieri di edilizia residenziale pubblica. Nello specifico si vuole:",
      children: [
        {
          style: "dash",
          text: "coordinare interventi integrati per la manutenzione e la gestione efficiente del patrimonio abitativo e per la cura degli spazi comuni nei quartieri interessati;",
        },
        {
          style: "dash",
          text: "sperimentare una forma di gestione sociale degli immobili, nella prospettiva sia di qualificare le competenze interne all'amministrazione e di strutturare le necessarie collaborazioni tra i settori competenti, sia di individuare le forme e i modi di coinvolgimento di possibili partner e fornitori per l'offerta di servizi al territorio;",
        },
        {
          style: "dash",
          text: "promuovere un più ampio coinvolgimento degli attori territoriali, verso forme collaborative di accoglienza abitativa, per l'inclusione e la coesione sociale.",
        },
      ],
    },
    {
      style: "numbered",
      text: "Gli obiettivi da realizzare prevedono:",
      children: [
        {
          style: "dash",
          text: "attuare un modello di gestione degli alloggi pubblici comunali che veda il lavoro congiunto dell'Ufficio Casa, competente per la gestione amministrativa, del Servizio Abitare e Quartieri, competente per l'accompagnamento sociale degli inquilini (svolto anche tramite il presidio educativo dei custodi sociali, affidato al terzo settore), e dell'Ufficio Manutenzioni, che fa capo al Settore dei Lavori Pubblici;",
        },
        {
          style: "dash",
          text: "sviluppare e strutturare più efficaci connessioni tra le attività di animazione dei quartieri, ambito di maggiore investimento negli ultimi anni da parte dell'amministrazione comunale, e le attività di gestione amministrativa e tecnica degli immobili.",
        },
      ],
    },
    {
      style: "numbered",
      text: "L'articolo 49 c. 4 del D.Lgs. 36/2023 prevede che in casi motivati, con riferimento alla struttura del mercato e alla effettiva assenza di alternative, previa verifica dell'accurata esecuzione del precedente contratto nonché della qualità della prestazione resa, il contraente uscente possa essere individuato quale affidatario diretto. L'indagine di mercato svolta il 03/11/2025 presso cinque operatori ha dato una sola disponibilità; la commessa precedente è stata eseguita in modo accurato e con buona qualità. Verificati i requisiti dell'affidatario, si è chiesta un'offerta a Officina Prova Srl Unipersonale sulla piattaforma Sintel n. 210999777.",
    },
    {
      style: "numbered",
      text: "Officina Prova Srl Unipersonale ha presentato congrua offerta entro il termine richiesto (allegato B) e ha accettato le condizioni previste nel Disciplinare di incarico, sottoscrivendolo digitalmente (allegato C). La durata complessiva stimata del progetto è pari a 12 mesi solari consecutivi a partire dal mese di dicembre 2025.",
    },
    {
      style: "numbered",
      text: "Dal punto di vista delle attività si prevede di suddividere tecnicamente e contrattualmente il progetto in tre macrofasi. La prima ha come oggetto: studio e impostazione delle azioni a breve termine (macrofase 1); la seconda, opzionale ai sensi dell'art. 120 del D.Lgs. 36/2023 al raggiungimento degli obiettivi prefissati in fase 1 (macrofase 2), ha come oggetto: la realizzazione di azioni pilota nei quartieri; la terza, opzionale ai sensi dell'art. 120 del D.Lgs. 36/2023 al raggiungimento degli obiettivi prefissati in fase 1 e 2 (macrofase 3), ha come oggetto: definizione di strumenti stabili per lo sviluppo successivo. La tempistica sarà la seguente: fase 1, un quadrimestre; fase 2, un quadrimestre; fase 3, un quadrimestre. L'importo massimo previsto per il progetto complessivo è pari ad € 63.888,78 al netto dell'I.V.A. L'importo è suddiviso in 36.000 euro oltre IVA per la prima macrofase, 12.500 euro oltre IVA per la seconda macrofase opzionale ed euro 15.388,78 oltre IVA per la terza macrofase opzionale.",
    },
    {
      style: "numbered",
      text: "Per le motivazioni sopra esposte è necessario, pertanto, procedere con l'affidamento diretto alla società Officina Prova Srl Unipersonale del SERVIZIO DI SUPPORTO TECNICO PER L'ATTUAZIONE DELLE AZIONI DEL PROGRAMMA PER L'ABITARE per un importo pari ad € 63.888,78 al netto dell'I.V.A. L'importo è suddiviso in 36.000 euro oltre IVA per la prima macrofase, 12.500 euro oltre IVA per la seconda macrofase opzionale ed euro 15.388,78 oltre IVA per la terza macrofase opzionale.",
    },
  ],
  administrativeChecks: [
    {
      style: "plain",
      text: 'Ritenuta la propria competenza ai sensi degli artt. 107 "Funzioni e Responsabilità della Dirigenza" e 109 "Conferimento di funzioni dirigenziali" del D.Lgs. 18 agosto 2000 n. 267, in forza delle funzioni di cui al decreto sindacale di attribuzione in atti;',
    },
    {
      style: "plain",
      text: "In ottemperanza a quanto previsto nel Piano Integrato di Attività e Organizzazione (PIAO) 2025-2027, in particolare nella sezione Rischi Corruttivi e Trasparenza – appendice 3 - Elenco Misure Generali e Specifiche, si dichiara:",
    },
    {
      style: "dash",
      text: "che il Responsabile del procedimento istruttorio è identificato a piè di pagina del presente provvedimento, che il Responsabile unico del progetto è Carla Modello e che il Responsabile del provvedimento finale è il firmatario del presente atto (distinzione tra i ruoli come prevista dalla misura generale M14 del PIAO vigente);",
    },
    {
      style: "dash",
      text: "l'insussistenza di conflitto di interessi ex art. 6 bis della Legge n. 241 del 7 agosto 1990, come introdotto dalla Legge n. 190 del 6 novembre 2012, relativamente al Responsabile unico del progetto, al Responsabile del procedimento istruttorio e al Responsabile del provvedimento rispetto alla scelta effettuata (misure generali M11 e M14 del PIAO vigente, come integrate dal vigente Codice di Comportamento dell'Ente, approvato con deliberazione di Giunta n. 198 del 20/09/2023).",
    },
    {
      style: "plain",
      text: "Ai sensi dell'art. 147 bis del D.Lgs. 18 agosto 2000 n. 267, si attesta l'intervenuta verifica positiva di regolarità tecnica e correttezza dell'azione amministrativa a base della presente determinazione dirigenziale.",
    },
    { style: "plain", text: "CIG: I000A9207D" },
    { style: "plain", text: "DURC regolare n. INPS_50277706, con scadenza 15/03/2026." },
  ],
  accountingChecks: [
    {
      style: "plain",
      text: "Le operazioni contabili di cui alla presente determinazione trovano riscontro negli stanziamenti del Bilancio di competenza di cui ai seguenti provvedimenti deliberativi:",
    },
    {
      style: "dash",
      text: 'Deliberazione di Consiglio Comunale n. 51 del 17 dicembre 2024, dichiarata immediatamente eseguibile, avente come oggetto: "Approvazione del Documento Unico di Programmazione 2025-2027" e successive modifiche.',
    },
    {
      style: "dash",
      text: 'Deliberazione di Consiglio Comunale n. 57 del 17 dicembre 2024, dichiarata immediatamente eseguibile, avente come oggetto: "Approvazione del Bilancio di Previsione 2025-2027 e relativi allegati e del Piano degli indicatori e dei risultati attesi di bilancio" e successive modifiche.',
    },
    {
      style: "dash",
      text: 'Deliberazione di Giunta Comunale n. 288 del 27 dicembre 2024, dichiarata immediatamente eseguibile, avente come oggetto: "Approvazione del Piano Esecutivo di Gestione 2025-2027" e successive modifiche.',
    },
    { style: "plain", text: "Le movimentazioni contabili sono assunte:" },
    {
      style: "dash",
      text: "nel rispetto delle modalità previste dal principio applicato della contabilità finanziaria di cui all'allegato n. 4.2 del D.Lgs. 23 giugno 2011, n. 118 e successive modificazioni, in considerazione dell'esigibilità della medesima, imputandola agli esercizi in cui l'obbligazione viene a scadenza secondo quanto evidenziato nella tabella riportata nel dispositivo.",
    },
    {
      style: "dash",
      text: "nel rispetto dell'art. 9, comma 1, lettera a) punto 2 del D.L. 78/2009, convertito con modificazioni con L. 102/2009, in riferimento alla compatibilità del programma dei pagamenti derivanti dal presente provvedimento con i relativi stanziamenti di bilancio e alla coerenza con gli equilibri di bilancio di competenza e cassa ai sensi del D.Lgs. 118/2011.",
    },
  ],
  legislation: [
    {
      style: "dash",
      text: 'D.Lgs. 18 agosto 2000, n. 267 "Testo unico delle leggi sull\'ordinamento degli enti locali", artt. 107, 109, 147 bis, 151, 153 e 183; D.Lgs. 23 giugno 2011, n. 118 "Disposizioni in materia di armonizzazione dei sistemi contabili"; D.L. 1 luglio 2009, n. 78, convertito con L. 3 agosto 2009, n. 102;',
    },
    {
      style: "dash",
      text: 'Legge 7 agosto 1990, n. 241 "Nuove norme in materia di procedimento amministrativo e di diritto di accesso ai documenti amministrativi";',
    },
    {
      style: "dash",
      text: 'Legge 6 novembre 2012, n. 190 "Disposizioni per la prevenzione e la repressione della corruzione e dell\'illegalità nella pubblica amministrazione";',
    },
    {
      style: "dash",
      text: 'D.Lgs. 14 marzo 2013, n. 33 "Riordino della disciplina riguardante gli obblighi di pubblicità, trasparenza e diffusione delle informazioni da parte delle pubbliche amministrazioni".',
    },
    {
      style: "plain",
      text: "D.Lgs. 31 marzo 2023, n. 36 Codice dei contratti pubblici e in particolare gli artt. 49, 50, comma 1, lettera b) per gli affidamenti diretti sotto soglia, e 120.",
    },
  ],
  decision: [
    {
      style: "numbered",
      text: "Affidare direttamente alla società Officina Prova Srl Unipersonale, con sede VIA INVENTATA 2, 00099 BORGO SERENO (Italia), P.IVA 00027067776, ai sensi dell'art. 50 comma 1 lett. b) del D.Lgs. 36/2023, il servizio di supporto tecnico per l'attuazione delle azioni del programma per l'abitare per la durata complessiva stimata del relativo progetto pari a 12 mesi solari consecutivi a partire dal mese di dicembre 2025.",
    },
    {
      style: "numbered",
      text: "Approvare la spesa complessiva di euro 77.944,31 di cui euro 63.888,78 imponibile ed euro 14.055,53 per IVA 22% prevista per il presente affidamento per la realizzazione di tutte e tre le macrofasi, precisando che la macrofase 2, opzionale ai sensi dell'art. 120 del D.Lgs. 36/2023, è vincolata al raggiungimento degli obiettivi prefissati in fase 1 e che la macrofase 3, opzionale ai sensi dello stesso articolo, è vincolata al raggiungimento degli obiettivi prefissati in fase 1 e 2.",
    },
    {
      style: "numbered",
      text: "Dare atto che costituiscono allegati parti integranti e sostanziali del presente atto:",
      children: [
        { style: "plain", text: "allegato A) Lettera di invito;" },
        { style: "plain", text: "allegato B) Offerta economica;" },
        { style: "plain", text: "allegato C) Disciplinare di incarico." },
      ],
    },
    {
      style: "numbered",
      text: "Impegnare la spesa di euro 43.920,00 IVA 22% compresa per la realizzazione della prima macrofase, ai sensi dell'art. 183 del D.Lgs. 267/2000, imputandola al capitolo di bilancio 41250 come da movimenti contabili in calce.",
    },
    {
      style: "numbered",
      text: "Con successivi provvedimenti verranno assunti gli impegni relativi alle macrofasi opzionali. Disporre la pubblicazione del presente atto all'albo pretorio on line per quindici giorni consecutivi e nella sezione Amministrazione trasparente del sito istituzionale. Avverso il presente atto è ammesso ricorso al Tribunale amministrativo regionale competente, nei termini di legge decorrenti dalla conoscenza dell'atto.",
    },
    {
      style: "numbered",
      text: "Dare atto che la spesa trova finanziamento in entrata al PEG 3177, accertamento n. 512/2025 di euro 78.000,00, assunto con determinazione dirigenziale n. 1040/2025.",
    },
  ],
};
