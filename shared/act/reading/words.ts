import type { Missing } from "./missing.ts";
import type { Problem } from "./problems.ts";

type Words = { readonly it: string; readonly en: string };

const w = (it: string, en: string): Words => ({ it, en });

/** What people call the fields that are read. Paths with a part of their own (a label, a row) are below. */
const names: Readonly<Record<string, Words>> = {
  "(testo)": w("testo", "text"),
  "body.name": w("ente", "body"),
  kind: w("tipo di atto", "kind of act"),
  number: w("numero", "number"),
  year: w("anno", "year"),
  date: w("data", "date"),
  subject: w("oggetto", "subject"),
  department: w("settore", "department"),
  service: w("servizio", "service"),
  organ: w("organo", "organ"),
  "roles.signatory": w("responsabile del provvedimento (firmatario)", "signatory"),
  "roles.proceedingOfficer": w("responsabile del procedimento istruttorio", "proceeding officer"),
  "roles.handledBy": w("pratica trattata da", "handled by"),
  "roles.rup": w("responsabile unico del progetto (RUP), per nome", "project manager (RUP), by name"),
  "sections.premises": w("premesse", "premises"),
  "sections.motivation": w("motivazione", "grounds"),
  "sections.administrativeChecks": w("pre-verifiche amministrative", "administrative checks"),
  "sections.accountingChecks": w("pre-verifiche contabili", "accounting checks"),
  "sections.legislation": w("normativa", "legislation"),
  "sections.decision": w("dispositivo", "decision"),
  "statements.technicalRegularity": w("attestazione di regolarità tecnica", "statement of technical regularity"),
  "statements.noConflictOfInterest": w("assenza di conflitto di interessi", "no conflict of interest"),
  "statements.competence": w("competenza", "competence"),
  "statements.piao": w("PIAO", "PIAO"),
  "statements.accountingPrinciple": w("principio contabile (all. 4/2)", "accounting principle (annex 4/2)"),
  "statements.paymentProgramme": w("programma dei pagamenti (D.L. 78/2009)", "payment programme (D.L. 78/2009)"),
  citedNorms: w("norma citata", "cited norm"),
  totals: w("quadro economico", "economic framework"),
  "totals.total": w("spesa complessiva", "total"),
  "totals.net": w("imponibile", "net"),
  "totals.vat": w("IVA", "VAT"),
  "totals.vatRate": w("aliquota IVA", "VAT rate"),
  commitment: w("impegno nel dispositivo", "commitment"),
  commitmentChapter: w("capitolo nel dispositivo", "chapter of the commitment"),
  revenue: w("finanziamento in entrata", "funding"),
  budgetYears: w("bilancio di previsione", "budget"),
  cig: w("CIG", "CIG"),
  cup: w("CUP", "CUP"),
  movements: w("movimenti contabili", "accounting movements"),
  "contract.name": w("affidatario", "contractor"),
  "contract.address": w("sede dell'affidatario", "contractor's seat"),
  "contract.postCode": w("CAP dell'affidatario", "contractor's post code"),
  "contract.town": w("comune dell'affidatario", "contractor's town"),
  "contract.country": w("stato dell'affidatario", "contractor's country"),
  "contract.vatNumber": w("partita IVA", "VAT number"),
  "contract.procedure": w("procedura di affidamento", "award procedure"),
  "contract.platform": w("piattaforma", "platform"),
  "contract.procedureId": w("numero della procedura", "procedure number"),
  "contract.durc": w("DURC", "DURC"),
  "contract.months": w("durata in mesi", "months"),
  "contract.outgoingContractor": w(
    "se l'affidatario è il contraente uscente",
    "whether the contractor is the outgoing one",
  ),
  "contract.rotationWaiver": w("motivi della deroga alla rotazione", "grounds of the rotation waiver"),
  externalFunding: w("se la spesa ha finanziamenti esterni", "whether there is outside funding"),
  "duration.committedPartEnds": w("quando finisce la parte impegnata", "when the committed part ends"),
  recordedAttachments: w("allegati con le loro impronte", "attachments with their impronte"),
};

const parts: readonly (readonly [RegExp, (part: string) => Words])[] = [
  [/^recordedAttachments\.(.+)$/, (label) => w(`impronta dell'allegato ${label}`, `impronta of attachment ${label}`)],
  [/^declaredAttachments\.(.+)$/, (label) => w(`allegato ${label} dichiarato`, `declared attachment ${label}`)],
  [/^movements\[(\d+)\]$/, (row) => w(`movimento ${Number(row) + 1}`, `movement ${Number(row) + 1}`)],
  [/^precedingActs\[(\d+)\]$/, (row) => w(`atto presupposto ${Number(row) + 1}`, `preceding act ${Number(row) + 1}`)],
  [/^budgetActs\[(\d+)\]$/, (row) => w(`atto di bilancio ${Number(row) + 1}`, `budget act ${Number(row) + 1}`)],
  [/^lines\.(.+)$/, (name) => w(`voce: ${name}`, `line: ${name}`)],
  [/^(roles\.\w+)\.name$/, (role) => names[role] ?? w(role, role)],
];

/** What people call a field, by its path. A path without a name is answered as it is. */
export function fieldWords(field: string): Words {
  const own = names[field];
  if (own !== undefined) return own;
  for (const [pattern, words] of parts) {
    const part = pattern.exec(field)?.[1];
    if (part !== undefined) return words(part);
  }
  return w(field, field);
}

const reasons: Readonly<Record<Missing["why"], Words>> = {
  "not-found": w("non trovato nel testo", "not found in the text"),
  "no-text": w("nessun testo: è una scansione", "no text: it is a scan"),
  person: w("il testo non lo dice: lo sa una persona", "the text does not say it: a person knows"),
};
export const missingWords = ({ why }: Missing): Words => reasons[why];

const problems: Readonly<Record<Problem["code"], (problem: Problem) => Words>> = {
  FINGERPRINT_NOT_VALID: ({ about, value }) =>
    w(
      `Allegato ${about}: «${value}» non è un'impronta (attesi 64 caratteri esadecimali, SHA-256).`,
      `Attachment ${about}: «${value}» is no impronta (64 hexadecimal digits expected, SHA-256).`,
    ),
  LABEL_TWICE: ({ about, value }) =>
    w(
      `L'allegato ${about} è elencato due volte; la seconda impronta è ${value}.`,
      `Attachment ${about} is listed twice; its second impronta is ${value}.`,
    ),
  MOVEMENT_NOT_READ: ({ value }) =>
    w(`Un movimento contabile non si legge: «${value}».`, `An accounting movement cannot be read: «${value}».`),
  TEXT_CUT: ({ value }) =>
    w(`Il testo è stato letto fino a ${value} caratteri.`, `The text was read up to ${value} characters.`),
  FIELD_NOT_VALID: ({ about, value }) =>
    w(
      `Il campo ${about} ha un valore che un atto non può avere: ${value}.`,
      `Field ${about} has a value that no act can have: ${value}.`,
    ),
};
export const problemWords = (problem: Problem): Words => problems[problem.code](problem);
