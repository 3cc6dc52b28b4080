import type { ActData } from "./act-data.ts";
import type { ItalianAct } from "./import-shape.ts";

/** Leaves out the fields that are undefined, so that "absent" has one form. */
function present<Fields extends object>(fields: Fields): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Fields]: Exclude<Fields[Key], undefined> };
}

const roleNames = { rup: "rup", istruttore: "proceedingOfficer", firmatario: "signatory" } as const;

function person(name: string | null | undefined) {
  const trimmed = (name ?? "").trim();
  return trimmed === "" ? undefined : { name: trimmed };
}

function citedAct(cited: ItalianAct["premesse"][number]) {
  return present({
    type: cited.tipo ?? cited.organo ?? "Atto",
    number: cited.numero,
    year: cited.anno,
    date: cited.data,
    subject: cited.oggetto,
    immediatelyEnforceable: cited.ie,
  });
}

function line(voce: ItalianAct["voci"][number]) {
  return present({
    name: voce.nome,
    net: voce.imponibile,
    vatRate: voce.aliquota,
    gross: voce.lordo,
    vatNature: voce.natura,
    optional: voce.opzionale,
    basis: voce.base,
    months: voce.mesi,
  });
}

/** "N1473 Diritto alla casa Progetti": the code is the first word. */
function costCentre(written: string | undefined) {
  const [, code, name] = /^(\S+)(?:\s+(.+))?$/.exec((written ?? "").trim()) ?? [];
  return code === undefined ? undefined : present({ code, name });
}

function movement(row: ItalianAct["movimenti"][number]) {
  const [mission, programme = ""] = row.mp === undefined ? [] : row.mp.trim().split(/\s+/);
  const source = row.descr?.replace(/^[UE]\s*\/\s*(?:Impegno|Prenotazione|Accertamento)\s*/i, "");
  return present({
    type: row.tipo,
    source: source === "" ? undefined : source,
    financialYear: row.esercizio,
    chapter: row.capitolo,
    article: row.articolo,
    chapterDescription: row.descrizione,
    financialPlan: row.pf,
    subjectId: row.soggetto,
    number: row.numero,
    amount: row.importo,
    mission,
    programme: mission === undefined ? undefined : programme,
    cig: row.cig,
    cup: row.cup,
    dueYear: row.esigibilita,
    costCentre: costCentre(row.centroCosto),
  });
}

function contract(contratto: NonNullable<ItalianAct["contratto"]>) {
  const durc = contratto.durc;
  return present({
    platform: contratto.piattaforma,
    procedureId: contratto.idProcedura,
    procedure: contratto.procedura,
    outgoingContractor: contratto.uscente,
    rotationWaiver: contratto.derogaRotazione,
    name: contratto.denominazione,
    address: contratto.indirizzo,
    postCode: contratto.cap,
    town: contratto.comune,
    country: contratto.stato,
    vatNumber: contratto.piva,
    fiscalCode: contratto.cf,
    durc: durc && present({ body: durc.ente, number: durc.numero, expires: durc.scadenza, outcome: durc.esito }),
    start: contratto.inizio,
    months: contratto.durataMesi,
  });
}

function statements(clausole: ItalianAct["clausole"]) {
  return present({
    technicalRegularity: clausole.art147bis,
    noConflictOfInterest: clausole.art6bis.map((role) => roleNames[role]),
    competence: clausole.competenza,
    piao: clausole.piao && { triennium: clausole.piao.triennio, measures: clausole.piao.misure },
    accountingPrinciple: clausole.allegato42,
    paymentProgramme: clausole.dl78,
  });
}

function money({ quadro, entrata, triennioBilancio }: ItalianAct) {
  return {
    totals: quadro && { net: quadro.imponibile, vat: quadro.iva, total: quadro.totale, vatRate: quadro.aliquota },
    revenue:
      entrata &&
      present({
        peg: entrata.peg,
        assessment: entrata.accertamento && { year: entrata.accertamento.anno, number: entrata.accertamento.numero },
        act: entrata.determina,
        amount: entrata.importo,
      }),
    budgetYears: triennioBilancio && { from: triennioBilancio.dal, to: triennioBilancio.al },
  };
}

/** The act of the Italian-keyed shape as `ActData`. Nothing is added: what the shape does not say stays absent. */
export function fromItalianShape(act: ItalianAct): ActData {
  const { ruoli, durata, firma } = act;
  return present({
    schema: "visto/act/1" as const,
    body: present({ name: act.ente, place: act.luogo }),
    kind: act.tipo ?? "A.03.01",
    number: act.numero,
    year: act.anno,
    date: act.data,
    subject: act.oggetto,
    department: act.settore,
    service: act.servizio,
    organ: act.organo ?? "DIRIGENTE",
    roles: present({
      signatory: person(ruoli.firmatario),
      proceedingOfficer: person(ruoli.istruttore),
      handledBy: person(ruoli.pratica),
      rup: person(ruoli.rup),
    }),
    precedingActs: act.premesse.map(citedAct),
    statements: statements(act.clausole),
    citedNorms: act.normativa,
    lines: act.voci.map(line),
    ...money(act),
    commitment: act.impegnoDispositivo,
    commitmentChapter: act.capitoloDispositivo,
    movements: act.movimenti.map(movement),
    budgetActs: act.bilancio.map(citedAct),
    cig: act.cig,
    cigExclusion: act.esclusioneCig,
    cup: act.cup,
    externalFunding: act.finanziamentoEsterno,
    investment: act.investimento,
    contract: act.contratto && contract(act.contratto),
    duration:
      durata &&
      present({ start: durata.inizio, months: durata.mesi, committedPartEnds: durata.fineFase1, end: durata.fine }),
    declaredAttachments: act.allegatiDichiarati.map(({ sigla, nome }) => ({ label: sigla, title: nome })),
    recordedAttachments: act.allegati.map(({ sigla, impronta, algoritmo, calcolata }) =>
      present({ label: sigla, fingerprint: impronta, algorithm: algoritmo, computed: calcolata }),
    ),
    accountingVisto: act.visto,
    signature: firma && present({ outcome: firma.esito, holder: firma.titolare }),
    privacy: act.privacy === undefined ? {} : { forbidden: act.privacy },
  });
}
