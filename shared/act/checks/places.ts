import type { ActRoleName } from "../act-data.ts";
import type { Place } from "./finding.ts";

const roles: Record<ActRoleName, Place> = {
  signatory: { it: "responsabile del provvedimento", en: "signatory" },
  proceedingOfficer: { it: "responsabile del procedimento istruttorio", en: "proceeding officer" },
  handledBy: { it: "pratica trattata da", en: "file handled by" },
  rup: { it: "RUP", en: "RUP" },
};

/** Places of an act, in the words of its form. */
export const places = {
  heading: { it: "Intestazione", en: "Heading" },
  subject: { it: "Oggetto", en: "Subject" },
  roles: { it: "Ruoli", en: "Roles" },
  statements: { it: "Pre-verifiche amministrative", en: "Administrative checks" },
  totals: { it: "Quadro economico", en: "Economic framework" },
  movements: { it: "Movimenti contabili", en: "Accounting movements" },
  commitment: { it: "Dispositivo, impegno di spesa", en: "Decision, commitment" },
  revenue: { it: "Dispositivo, finanziamento in entrata", en: "Decision, revenue" },
  visto: { it: "Visto di regolarità contabile", en: "Accounting visto" },
  cig: { it: "CIG", en: "CIG" },
  cup: { it: "CUP", en: "CUP" },
  contract: { it: "Affidamento", en: "Award" },
  contractor: { it: "Affidatario", en: "Contractor" },
  durc: { it: "DURC", en: "DURC" },
  attachments: { it: "Allegati", en: "Attachments" },
  signature: { it: "Firma", en: "Signature" },
  privacy: { it: "Pubblicazione", en: "Publication" },
  legislation: { it: "Normativa", en: "Legislation" },
  decision: { it: "Dispositivo", en: "Decision" },
  text: { it: "Testo", en: "Text" },
  footers: { it: "Piè di pagina", en: "Footers" },
} as const satisfies Record<string, Place>;

export function rolePlace(role: ActRoleName): Place {
  return { it: `Ruoli, ${roles[role].it}`, en: `Roles, ${roles[role].en}` };
}

export function linePlace(name: string): Place {
  return { it: `Quadro economico, voce «${name}»`, en: `Economic framework, line «${name}»` };
}

/** Movements are counted from 1, as people do. */
export function movementPlace(index: number): Place {
  return { it: `Movimenti contabili, movimento ${index + 1}`, en: `Accounting movements, movement ${index + 1}` };
}

export function attachmentPlace(label: string): Place {
  return { it: `Allegato ${label}`, en: `Attachment ${label}` };
}
