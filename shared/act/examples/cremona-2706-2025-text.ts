import type { Sections } from "../act-data.ts";

/**
 * The text of determinazione 2706/2025 of the Comune di Cremona, section by section.
 *
 * Verbatim, typos included: what the checks find in a published act must be found here too. Left out are the page
 * footer and the page break that cut the third dash of motivation 3 ("…accompagnamento abitativo di / persone anziane…").
 */
export const cremonaSections: Sections = {
  premises: [
    {
      style: "numbered",
      text: 'Determinazione dirigenziale n. 1271 del 26/07/2023 con oggetto: "Affidamento a KCITY SRL di Milano del servizio di consulenza strategica e assistenza tecnica".',
    },
    {
      style: "numbered",
      text: "Deliberazione Giunta Comunale n. 61/2025 del 12/03/2025 con oggetto: \"Preso d'atto del Piano dell'Offerta Abitativa nell'ambito cremonese approvato dall'Assemblea dei Sindaci del distretto cremonese per l'anno 2025.\"",
    },
    {
      style: "numbered",
      text: 'Deliberazione Giunta Comunale n. 154/2025 del 18/06/2025 con oggetto: "Indirizzi in merito alla programmazione e realizzazione delle azioni relative al piano strategico per l\'abitare."',
    },
  ],
  motivation: [
    {
      style: "numbered",
      text: "Con la determinazione 1271/2023 si è proceduto all'affidamento a KCITY SRL di Milano del servizio di consulenza strategica e assistenza tecnica relativa al piano strategico dell'abitare. Alla Società in essere è stato dunque richiesto di formulare un quadro strategico delle possibili azioni prioritarie di implementazione del Piano Triennale dell'abitare, fornendo un adeguato supporto tecnico per la definizione dello stesso.",
    },
    {
      style: "numbered",
      text: "Nel corso dell'anno 2025 è stata data continuità al percorso di definizione di un complessivo Piano strategico per l'abitare del comune di Cremona, cogliendo gli indirizzi contenuti nelle Linee di mandato. Nel suddetto Piano, così come approvato con Delibera di Giunta n. 61/2025, viene indicata l'opportunità di una revisione dell'attuale modello di gestione dei servizi abitativi pubblici comunali tesa a rinforzare l'efficacia delle risorse già disponibili oltre che l'individuazione di eventuali risorse aggiuntive.",
    },
    {
      style: "numbered",
      text: "Come da decisione attuata dalla deliberazione di Giunta Comunale 154/2025, il settore Servizi Sociali ha dunque avuto mandato di sviluppare una serie di attività connesse alla implementazione del piano strategico per l'abitare, tra le quali – in particolare – rileva l'attuazione del progetto, finanziato da Regione Lombardia, per lo sviluppo di interventi di accompagnamento e gestione sociale nei quartieri di edilizia residenziale pubblica.",
      children: [
        {
          style: "plain",
          text: "Questo progetto assume rilevanza, nel quadro del piano strategico, in relazione alla possibilità:",
        },
        {
          style: "dash",
          text: "di coordinare azioni integrate, per la riqualificazione e l'efficientamento di gestione del patrimonio e per la rigenerazione urbana nei contesti di riferimento",
        },
        {
          style: "dash",
          text: "di modellizzare una forma di gestione immobiliare sociale evoluta, nella prospettiva sia di qualificare le competenze interne alla amministrazione e di strutturare le necessarie collaborazioni tra i settori competenti, che di individuare le forme e i modi di coinvolgimento di possibili partner e/o fornitori per la offerta di servizi al territorio",
        },
        {
          style: "dash",
          text: "di stimolare un generale processo di coinvolgimento di attori territoriali, verso forme collaborative di welfare abitativo, per l'inclusione e la coesione socialeIn questo senso, il progetto è parte di una più ampia sperimentazione che – ad esempio – vede parallelamente occasioni di modellizzazione di servizi specifici per l'accompagnamento abitativo di persone anziane sole nel quadro dell'intervento finanziato dal PNRR per il recupero e la riqualificazione di alloggi presso il complesso di Casa Elisa Maria. Inoltre, la focalizzazione sui quartieri di edilizia residenziale pubblica rimanda a un obiettivo generale di efficientamento del sistema dell'abitare pubblico, che ha come principale obiettivo il pieno recupero e utilizzo, la riqualificazione del patrimonio, la costruzione di un modello di offerta differenziato e improntato a un concetto di filiera dei servizi abitativi.",
        },
      ],
    },
    {
      style: "numbered",
      text: "Si vuole affidare un servizio che prevede una serie di attività connesse alla implementazione del piano strategico per l'abitare, con particolare riferimento all'attuazione del progetto per lo sviluppo di interventi di accompagnamento e gestione sociale nei quartieri di edilizia residenziale pubblica. Nello specifico si vuole:",
      children: [
        {
          style: "dash",
          text: "coordinare azioni integrate, per la riqualificazione e l'efficientamento di gestione del patrimonio e per la rigenerazione urbana nei contesti di riferimento;",
        },
        {
          style: "dash",
          text: "modellizzare una forma di gestione immobiliare sociale evoluta, nella prospettiva sia di qualificare le competenze interne alla amministrazione e di strutturare le necessarie collaborazioni tra i settori competenti, che di individuare le forme e i modi di coinvolgimento di possibili partner e/o fornitori per la offerta di servizi al territorio;",
        },
        {
          style: "dash",
          text: "stimolare un generale processo di coinvolgimento di attori territoriali, verso forme collaborative di welfare abitativo, per l'inclusione e la coesione sociale.",
        },
      ],
    },
    {
      style: "numbered",
      text: "Gli obiettivi da realizzare prevedono:",
      children: [
        {
          style: "dash",
          text: "implementare l'attuale modello di gestione dei servizi abitativi pubblici comunali, che vede il lavoro sinergico del Servizio Alloggi, competente per la gestione amministrativa, del Servizio Sociale, competente per la gestione sociale dell'inquinato (messa in atto anche tramite il servizio di presidio educativo dei Tutor Condominiali, affidato al terzo settore), e del Servizio Manutenzione ERP, afferente al Settore dei Lavori Pubblici;",
        },
        {
          style: "dash",
          text: "sviluppare e strutturare più efficaci connessioni tra le attività riconducibili al community management, ambito di maggiore investimento negli ultimi anni da parte dell'amministrazione comunale, e le attività afferenti al property e facility management.",
        },
      ],
    },
    {
      style: "numbered",
      text: "Come disciplinato dall'articolo 49 c. 4 del d.lgs 36/2023 che prevede \"In casi motivati, con riferimento alla struttura del mercato e alla effettiva assenza di alternative, previa verifica dell'accurata esecuzione del precedente contratto nonché della qualità della prestazione resa, il contraente uscente può essere reinvitato o essere individuato quale affidatario diretto\". Pertanto, visto che la commessa precedente è stata espletata dall'operatore economico Kcity unipersonale in modo accurato e che lo stesso è in possesso di pregresse e documentate esperienze analoghe a quelle oggetto di affidamento, si è indetta procedura di gara sulla piattaforma Sintel n. 210325673.",
    },
    {
      style: "numbered",
      text: "kcity Unipersonale ha presentato congrua offerta entro il termine richiesto (allegato B) e ha accettato le condizioni previste nel disciplinare di gara, sottoscrivendolo digitalmente. La durata complessiva stimata del relativo progetto è pari a 12 mesi solari consecutivi a partire dal mese di dicembre 2025.",
    },
    {
      style: "numbered",
      text: "Dal punto di vista delle attività si prevede di suddividere tecnicamente e contrattualmente il progetto in tre macrofasi. La prima ha come oggetto: studio e strutturazione delle azioni a breve termine (macrofase 1), la seconda (opzionale ai sensi dell'art. 120 del D. Lgs. 36/2023, al raggiungimento degli obiettivi prefissati in fase 1 (Macrofase 2) ha come oggetto: l'implementazione di azioni pilota per l'innovazione, la terza (opzionale ai sensi dell'art. 120 del D. Lgs. 36/2023), al raggiungimento degli obiettivi prefissati in fase 1 e 2 (Macrofase 3) ha come oggetto: definizione quadri strutturati per lo sviluppo successivo. La tempistica sarà la seguente: fase 1 > (un quadrimestre); fase 2 > (un quadrimestre); fase 3 > (un quadrimestre). L'importo massimo previsto per il progetto complessivo è pari ad € 63.888,78 netto dell'I.V.A. L'importo è suddiviso in 36.000 euro oltre IVA per la prima macrofase, 12.500 euro oltre IVA per la seconda macrofase opzionale. ed euro 15.388,78 oltre IVA per la terza macrofase opzionale.",
    },
    {
      style: "numbered",
      text: "Per le motivazioni sopra esplicitate è necessario, pertanto, procedere con l'affidamento diretto alla società KCity Srl Unipersonale del SERVIZIO DI ACCOMPAGNAMENTO TECNICO PER L'IMPLEMENTAZIONE DELLE AZIONI DEL PIANO PER L'ABITARE per un importo pari ad € 63.888,78 netto dell'I.V.A. L'importo è suddiviso in 36.000 euro oltre IVA per la prima macrofase, 12.500 euro oltre IVA per la seconda macrofase opzionale ed euro 15.388,78 oltre IVA per la terza macrofase opzionale.",
    },
  ],
  administrativeChecks: [
    {
      style: "plain",
      text: 'Ritenuta la propria competenza ai sensi degli artt. 107 "Funzioni e Responsabilità della Dirigenza" e 109 "Conferimento di funzioni dirigenziali" del D.Lgs 18 agosto 2000 n. 267, in forza delle funzioni di cui al decreto sindacale di attribuzione in atti;',
    },
    {
      style: "plain",
      text: "In ottemperanza a quanto previsto nel Piano Integrato di Attività e Organizzazione (PIAO) 2025-2027, in particolare nella sezione Rischi Corruttivi e Trasparenza – appendice 3 - Elenco Misure Generali e Specifiche, si dichiara:",
    },
    {
      style: "dash",
      text: "che il Responsabile del procedimento istruttorio è identificato a piè di pagina del presente provvedimento, mentre il Responsabile del provvedimento finale è il firmatario del presente atto (distinzione tra i due ruoli come previsto dalla misura generale M14 del PIAO vigente);",
    },
    {
      style: "dash",
      text: "l'insussistenza di conflitto di interessi ex art. 6 bis della Legge n. 241 del 7 agosto 1990, come introdotto dalla Legge n. 190 del 6 novembre 2012, relativamente al Responsabile Unico del procedimento e al Responsabile del provvedimento rispetto alla scelta effettuata (misure generali M11 e M14 del PIAO vigente, come integrate dal vigente Codice di Comportamento dell'Ente dell'Ente, approvato con deliberazione di Giunta n. 224 del 04/10/2023).",
    },
    {
      style: "plain",
      text: "Ai sensi dell'art. 147 bis del D. Lgs. 18 agosto 2000 n. 267, si attesta l'intervenuta verifica positiva di regolarità tecnica e correttezza dell'azione amministrativa a base della presente determinazione dirigenziale.",
    },
    {
      style: "plain",
      text: "CIG: B9A443D84D .",
    },
    {
      style: "plain",
      text: "DURC regolare n. 51025582.",
    },
  ],
  accountingChecks: [
    {
      style: "plain",
      text: "Le operazioni contabili di cui alla presente determinazione trovano riscontro negli stanziamenti del Bilancio di competenza di cui ai seguenti provvedimenti deliberativi:",
    },
    {
      style: "dash",
      text: 'Deliberazione di Consiglio Comunale n. 55 del 19 dicembre 2024. dichiarata immediatamente eseguibile, avente come oggetto: "Approvazione del Documento Unico di Programmazione 2025-2027" e successive modifiche.',
    },
    {
      style: "dash",
      text: 'Deliberazione di Consiglio Comunale n. 60 del 19 dicembre 2024. dichiarata immediatamente eseguibile, avente come oggetto: "Approvazione del Bilancio di Previsione 2025-2027 e relativi allegati e del Piano degli indicatori e dei risultati attesi di bilancio" e successive modifiche.',
    },
    {
      style: "dash",
      text: 'Deliberazione di Giunta Comunale n. 301 del 30 dicembre 2024, dichiarata immediatamente eseguibile, avente per oggetto: "Approvazione del Piano Esecutivo di Gestione 2025-2027" e successive modifiche.',
    },
    {
      style: "plain",
      text: "Le movimentazioni contabili sono assunte:",
    },
    {
      style: "dash",
      text: "nel rispetto delle modalità previste dal principio applicato della contabilità finanziaria di cui all'allegato n. 4.2 del decreto legislativo 23 giugno 2011, n. 118 e successive modificazioni, in considerazione dell'esigibilità della medesima, imputandola agli esercizi in cui l'obbligazione viene a scadenza secondo quanto evidenziato nella tabella riportata nel dispositivo.",
    },
    {
      style: "dash",
      text: "nel rispetto dell'art. 9, comma 1, lettera a) punto 2 del D.L. 78/2009, convertito con modificazioni con L. 102/2009, in riferimento alla compatibilità del programma dei pagamenti derivanti dal presente provvedimento con i relativi stanziamenti di bilancio e alla coerenza con gli equilibri di bilancio di competenza e cassa ai sensi del D.Lgs. 118/2011.",
    },
  ],
  legislation: [
    {
      style: "dash",
      text: 'D.Lgs. 18 agosto 2000, n. 267 "Testo unico delle leggi sull\'ordinamento degli enti locali", art. 107 "Funzioni e responsabilità della dirigenza", art. 151 "Principi in materia di contabilità", art. 153 "Servizio economico finanziario";',
    },
    {
      style: "dash",
      text: 'Legge 7 agosto 1990, n. 241 "Nuove norme in materia di procedimento amministrativo e di diritto di accesso ai documenti amministrativi";',
    },
    {
      style: "dash",
      text: 'Legge 6 novembre 2012 n. 190 "Disposizioni per la prevenzione e la repressione della corruzione e dell\'illegalità nella pubblica amministrazione";',
    },
    {
      style: "dash",
      text: 'D.Lgs. 14 marzo 2013 n. 33 "Riordino della disciplina riguardante gli obblighi di pubblicità trasparenza e diffusione delle informazioni da parte delle pubbliche amministrazioni".',
    },
    {
      style: "plain",
      text: "Decreto Legislativo n. 31 marzo 2023, n. 36 Codice dei contratti pubblici e in particolare l'art. 50, comma 1, lettera b) per gli affidamenti diretti sotto soglia.",
    },
  ],
  decision: [
    {
      style: "numbered",
      text: "Affidare direttamente alla società KCity Srl Unipersonale, con sede VIA FRA GALGARIO 2, 20146 MILANO (Italia), P.IVA 05629570960, ai sensi dell'art. 50 comma 1 lett.b del DLgs. 36/2023, il servizio di accompagnamento tecnico per l'implementazione delle azioni del piano per l'abitare per la durata complessiva stimata del relativo progetto pari a 12 mesi solari consecutivi a partire dal mese di dicembre 2025.",
    },
    {
      style: "numbered",
      text: "Approvare la spesa complessiva di euro 77.944,31 di cui euro 63.888,78 imponibile ed euro 14.055,53 per IVA 22% prevista per il presente affidamento per la realizzazione di tutte e tre le Macrofasì, precisando che la seconda fase Macrofase 2 (opzionale ai sensi dell'art. 120 del D. Lgs. 36/2023, è vincolata al raggiungimento degli obiettivi prefissati in fase 1 e che la terza fase - Macrofase 3 (opzionale ai sensi dell'art. 120 del D. Lgs. 36/2023, al raggiungimento degli obiettivi prefissati in fase 1 e 2.",
    },
    {
      style: "numbered",
      text: "Dare atto che costituiscono allegati parti integranti e sostanziali del presente atto:",
      children: [
        {
          style: "plain",
          text: "allegato A) lettera di invito;",
        },
        {
          style: "plain",
          text: "allegato B) Offerta economica;",
        },
        {
          style: "plain",
          text: "allegato C) Disciplinare di Incarico.",
        },
      ],
    },
    {
      style: "numbered",
      text: "Impegnare la spesa di euro 43.920,00 iva 22% compresa per la realizzazione della prima macrofase imputandola al capitolo di bilancio 29378 come da movimenti contabili in calce.",
    },
    {
      style: "numbered",
      text: "Con successivi provvedimenti verranno assunti gli impegni relativi alle fasi successive precisando che la seconda fase Macrofase 2 (opzionale ai sensi dell'art. 120 del D. Lgs. 36/2023, è vincolata al raggiungimento degli obiettivi prefissati in fase 1 e che la terza fase - Macrofase 3 (opzionale ai sensi dell'art. 120 del D. Lgs. 36/2023, al raggiungimento degli obiettivi prefissati in fase 1 e 2.",
    },
    {
      style: "numbered",
      text: "Dare atto che la spesa trova finanziamento in entrata al PEG 4532, accertamento 2025/626, assunto con determinazione dirigenziale n. 2025/1126.",
    },
  ],
};
