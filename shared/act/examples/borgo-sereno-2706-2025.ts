import type { ActData } from "../act-data.ts";
import { borgoSerenoSections } from "./borgo-sereno-2706-2025-text.ts";

/**
 * A fictitious twin of 2706/2025: the Comune di Borgo Sereno, its people, its company and its codes do not exist.
 *
 * The same structure and amounts as the act of Cremona, with what that act lacks: three attachments declared and
 * recorded, a RUP by name, a DURC with its expiry, a CUP. Number, year and date are absent because the register gives
 * them. The impronte are those of the files in `local/demo/attachments/`.
 * Codes are formally right and unused: VAT office 777, CIG letter I, codici fiscali of the unassigned place Z999.
 */
export const borgoSereno2706: ActData = {
  schema: "visto/act/1",
  body: { name: "Comune di Borgo Sereno", place: "Borgo Sereno" },
  kind: "A.03.01",
  subject:
    "Affidamento alla Società Officina Prova Srl Unipersonale del servizio di supporto tecnico per l'attuazione delle azioni del programma per l'abitare.",
  department: "SETTORE POLITICHE PER L'ABITARE",
  service: "Servizio Abitare e Quartieri",
  organ: "DIRETTORE",
  sections: borgoSerenoSections,
  roles: {
    signatory: { name: "PROVA ADELE", fiscalCode: "PRVDLA75C52Z999U" },
    proceedingOfficer: { name: "Bruno Esempio", fiscalCode: "SMPBRN80A01Z999P" },
    handledBy: { name: "ESEMPIO BRUNO", fiscalCode: "SMPBRN80A01Z999P" },
    rup: { name: "Carla Modello", fiscalCode: "MDLCRL82E45Z999N" },
  },
  precedingActs: [
    {
      type: "Determinazione dirigenziale",
      number: "1302",
      year: 2023,
      date: "2023-07-19",
      subject:
        "Affidamento a Officina Prova Srl di Borgo Sereno del servizio di analisi dei bisogni e supporto tecnico",
    },
    {
      type: "Deliberazione Giunta Comunale",
      number: "48",
      year: 2025,
      date: "2025-03-05",
      subject:
        "Presa d'atto del Programma dell'Abitare nel distretto di Borgo Sereno approvato dall'Assemblea dei Sindaci del distretto per l'anno 2025.",
    },
    {
      type: "Deliberazione Giunta Comunale",
      number: "137",
      year: 2025,
      date: "2025-06-11",
      subject:
        "Indirizzi in merito alla programmazione e realizzazione delle azioni relative al programma per l'abitare.",
    },
  ],
  statements: {
    technicalRegularity: true,
    noConflictOfInterest: ["rup", "proceedingOfficer", "signatory"],
    competence: true,
    piao: { triennium: "2025-2027", measures: ["M11", "M14"] },
    accountingPrinciple: true,
    paymentProgramme: true,
  },
  citedNorms: [
    "D.Lgs. 18 agosto 2000, n. 267",
    "D.Lgs. 23 giugno 2011, n. 118",
    "D.L. 1 luglio 2009, n. 78",
    "L. 3 agosto 2009, n. 102",
    "Legge 7 agosto 1990, n. 241",
    "Legge 6 novembre 2012, n. 190",
    "D.Lgs. 14 marzo 2013, n. 33",
    "D.Lgs. 31 marzo 2023, n. 36",
  ],
  lines: [
    { name: "Macrofase 1", net: 3600000, vatRate: 22, gross: 4392000, months: 4 },
    {
      name: "Macrofase 2 (opzionale)",
      net: 1250000,
      vatRate: 22,
      optional: true,
      basis: "art. 120 D.Lgs. 36/2023",
      months: 4,
    },
    {
      name: "Macrofase 3 (opzionale)",
      net: 1538878,
      vatRate: 22,
      optional: true,
      basis: "art. 120 D.Lgs. 36/2023",
      months: 4,
    },
  ],
  totals: { net: 6388878, vat: 1405553, total: 7794431, vatRate: 22 },
  commitment: 4392000,
  commitmentChapter: "41250",
  revenue: { peg: "3177", assessment: { year: 2025, number: "512" }, act: "1040/2025", amount: 7800000 },
  movements: [
    {
      type: "U/Impegno",
      source: "CONTR.REG. ABITARE",
      // The first phase ends on 31/03/2026: the debt falls due then (all. 4/2 D.Lgs. 118/2011), in the second budget year.
      financialYear: 2026,
      chapter: "41250",
      chapterDescription:
        'PROGETTO "ABITARE INSIEME 2025-2027 AZIONE P1": contratti di servizio pubblico - SPESA FINANZIATA CON CONTRIBUTO REGIONALE',
      financialPlan: "1.03.02.15.999",
      subjectId: "77706",
      number: null,
      amount: 4392000,
      mission: "12",
      programme: "06",
      cig: "I000A9207D",
      cup: "Z99J25000027060",
      dueYear: 2026,
      costCentre: { code: "P1777", name: "Programma per l'abitare" },
    },
  ],
  budgetActs: [
    {
      type: "Deliberazione di Consiglio Comunale",
      number: "51",
      year: 2024,
      date: "2024-12-17",
      subject: "Approvazione del Documento Unico di Programmazione 2025-2027",
      immediatelyEnforceable: true,
    },
    {
      type: "Deliberazione di Consiglio Comunale",
      number: "57",
      year: 2024,
      date: "2024-12-17",
      subject:
        "Approvazione del Bilancio di Previsione 2025-2027 e relativi allegati e del Piano degli indicatori e dei risultati attesi di bilancio",
      immediatelyEnforceable: true,
    },
    {
      type: "Deliberazione di Giunta Comunale",
      number: "288",
      year: 2024,
      date: "2024-12-27",
      subject: "Approvazione del Piano Esecutivo di Gestione 2025-2027",
      immediatelyEnforceable: true,
    },
  ],
  budgetYears: { from: 2025, to: 2027 },
  cig: "I000A9207D",
  cup: "Z99J25000027060",
  externalFunding: true,
  contract: {
    platform: "Sintel",
    procedureId: "210999777",
    procedure: "50.1.b",
    outgoingContractor: true,
    rotationWaiver: ["mercato", "esecuzione", "qualita"],
    name: "Officina Prova Srl Unipersonale",
    address: "VIA INVENTATA 2",
    postCode: "00099",
    town: "BORGO SERENO",
    country: "Italia",
    vatNumber: "00027067776",
    durc: { body: "INPS", number: "INPS_50277706", expires: "2026-03-15", outcome: "regolare" },
    start: "2025-12",
    months: 12,
  },
  duration: { start: "2025-12", months: 12, committedPartEnds: "2026-03-31", end: "2026-11-30" },
  declaredAttachments: [
    { label: "A", title: "Lettera di invito" },
    { label: "B", title: "Offerta economica" },
    { label: "C", title: "Disciplinare di incarico" },
  ],
  recordedAttachments: [
    {
      label: "A",
      fingerprint: "9B12C5E89AA5A8135D4DC93A85E1D0ED15E058BA879433ABD4DDC01A6F4327C6",
      algorithm: "SHA-256",
    },
    {
      label: "B",
      fingerprint: "DA9D7FDE578878AEFECED8227228395F73EC02089EFF9D1FDE85345185B9F784",
      algorithm: "SHA-256",
    },
    {
      label: "C",
      fingerprint: "5F4D34484A8253B21CD82710BB93337E1FABF4835DD7B08C5E3859FAE178E126",
      algorithm: "SHA-256",
    },
  ],
  privacy: { rendition: "integrale" },
};
