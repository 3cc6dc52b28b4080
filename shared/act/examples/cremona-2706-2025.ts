import type { ActData } from "../act-data.ts";
import { cremonaSections } from "./cremona-2706-2025-text.ts";

/**
 * Determinazione dirigenziale 2706/2025 of the Comune di Cremona, as published: the act that the design starts from.
 *
 * It ends BLOCKED, and must: the decision declares attachments A, B and C, the ALLEGATI list records the impronte of B
 * and A only, and nobody outside the body holds the files. Phases, service dates, the roles covered by the art. 6 bis
 * declaration, the grounds of the rotation waiver and the outside funding were read by a person; the rest is in the text.
 */
export const cremona2706: ActData = {
  schema: "visto/act/1",
  body: { name: "Comune di Cremona", place: "Cremona", istatCode: "019036" },
  kind: "A.03.01",
  number: 2706,
  year: 2025,
  date: "2025-12-24",
  subject:
    "Affidamento alla Società KCity Srl Unipersonale del servizio di accompagnamento tecnico per l'implementazione delle azioni del piano per l'abitare.",
  department: "SETTORE POLITICHE SOCIALI",
  service: "Servizio Sociale di Territorio",
  organ: "DIRETTORE",
  sections: cremonaSections,
  roles: {
    signatory: { name: "GROSSI EUGENIA" },
    proceedingOfficer: { name: "Emanuele Pantisano" },
    handledBy: { name: "PANTISANO EMANUELE" },
  },
  precedingActs: [
    {
      type: "Determinazione dirigenziale",
      number: "1271",
      year: 2023,
      date: "2023-07-26",
      subject: "Affidamento a KCITY SRL di Milano del servizio di consulenza strategica e assistenza tecnica",
    },
    {
      type: "Deliberazione Giunta Comunale",
      number: "61",
      year: 2025,
      date: "2025-03-12",
      subject:
        "Preso d'atto del Piano dell'Offerta Abitativa nell'ambito cremonese approvato dall'Assemblea dei Sindaci del distretto cremonese per l'anno 2025.",
    },
    {
      type: "Deliberazione Giunta Comunale",
      number: "154",
      year: 2025,
      date: "2025-06-18",
      subject:
        "Indirizzi in merito alla programmazione e realizzazione delle azioni relative al piano strategico per l'abitare.",
    },
  ],
  statements: {
    technicalRegularity: true,
    noConflictOfInterest: ["rup", "signatory"],
    competence: true,
    piao: { triennium: "2025-2027", measures: ["M11", "M14"] },
    accountingPrinciple: true,
    paymentProgramme: true,
  },
  citedNorms: [
    "D.Lgs. 18 agosto 2000, n. 267",
    "Legge 7 agosto 1990, n. 241",
    "Legge 6 novembre 2012 n. 190",
    "D.Lgs. 14 marzo 2013 n. 33",
    "Decreto Legislativo n. 31 marzo 2023, n. 36",
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
  commitmentChapter: "29378",
  revenue: { peg: "4532", assessment: { year: 2025, number: "626" }, act: "2025/1126" },
  movements: [
    {
      type: "U/Impegno",
      source: "CENTR.REG. LOMBARDIA",
      financialYear: 2025,
      chapter: "29378",
      chapterDescription:
        'PROGETTO "ACCOMPAGNARE L\'ABITARE 2025-2027 AZIONE K1":contratti di servizio pubblico - SPESA FINANZIATA CON CONTRIBUTO REGIONALE',
      financialPlan: "1.03.02.15.999",
      subjectId: "52352",
      number: null,
      amount: 4392000,
      mission: "12",
      programme: "06",
      cig: "B9A443D84D",
      cup: null,
      dueYear: 2025,
      costCentre: { code: "N1473", name: "Diritto alla casa Progetti" },
    },
  ],
  budgetActs: [
    {
      type: "Deliberazione di Consiglio Comunale",
      number: "55",
      year: 2024,
      date: "2024-12-19",
      subject: "Approvazione del Documento Unico di Programmazione 2025-2027",
      immediatelyEnforceable: true,
    },
    {
      type: "Deliberazione di Consiglio Comunale",
      number: "60",
      year: 2024,
      date: "2024-12-19",
      subject:
        "Approvazione del Bilancio di Previsione 2025-2027 e relativi allegati e del Piano degli indicatori e dei risultati attesi di bilancio",
      immediatelyEnforceable: true,
    },
    {
      type: "Deliberazione di Giunta Comunale",
      number: "301",
      year: 2024,
      date: "2024-12-30",
      subject: "Approvazione del Piano Esecutivo di Gestione 2025-2027",
      immediatelyEnforceable: true,
    },
  ],
  budgetYears: { from: 2025, to: 2027 },
  cig: "B9A443D84D",
  cup: null,
  externalFunding: true,
  contract: {
    platform: "Sintel",
    procedureId: "210325673",
    procedure: "50.1.b",
    outgoingContractor: true,
    rotationWaiver: ["esecuzione", "qualita"],
    name: "KCity Srl Unipersonale",
    address: "VIA FRA GALGARIO 2",
    postCode: "20146",
    town: "MILANO",
    country: "Italia",
    vatNumber: "05629570960",
    durc: { number: "51025582", outcome: "regolare" },
    start: "2025-12",
    months: 12,
  },
  duration: { start: "2025-12", months: 12, committedPartEnds: "2026-03-31", end: "2026-11-30" },
  declaredAttachments: [
    { label: "A", title: "lettera di invito" },
    { label: "B", title: "Offerta economica" },
    { label: "C", title: "Disciplinare di Incarico" },
  ],
  recordedAttachments: [
    {
      label: "B",
      fingerprint: "8029E4B4489194DF8CD8C9FF6B5CB8D871A46AFCF1D31C63A917E475EFCAAA4A",
      algorithm: null,
    },
    {
      label: "A",
      fingerprint: "38B3EC72F3ABC9144C1B662C78F74F50574FAFBF6407368AE4F948B2CE5E1CDC",
      algorithm: null,
    },
  ],
  privacy: {},
};
