import type { EvidenceFault } from "../../shared/register/index.ts";
import type { Language } from "../io.ts";

type Pair = readonly [italian: string, english: string];
export const say = ([italian, english]: Pair, lang: Language): string => (lang === "it" ? italian : english);

export type EvidenceProblem =
  | EvidenceFault
  | "EVIDENCE_UNREADABLE"
  | "EVIDENCE_TWICE"
  | "PRINTED_DIFFERS"
  | "NOT_UNDER_SEAL";

/** What is wrong, in the words of whoever holds the copy. */
export const problems: Readonly<Record<EvidenceProblem, Pair>> = {
  SLOT_HASH_DIFFERS: [
    "L'impronta del posto nel registro non è quella dei suoi dati.",
    "The hash of the register slot is not that of its data.",
  ],
  MANIFEST_DIFFERS: [
    "Il manifesto non è quello registrato con il numero.",
    "The manifest is not the one registered with the number.",
  ],
  ORIGINAL_DIFFERS: [
    "L'originale indicato non è quello registrato con il numero.",
    "The original named is not the one registered with the number.",
  ],
  ACT_DIFFERS: ["Manifesto e registro parlano di atti diversi.", "Manifest and register speak of different acts."],
  APPROVAL_OF_OTHER_BYTES: [
    "Un'approvazione riguarda altri byte: non vale per questo atto.",
    "An approval is of other bytes: it does not count for this act.",
  ],
  ATTACHMENTS_DIFFER: [
    "Le impronte degli allegati non sono le stesse nell'atto, nel manifesto e nella verifica.",
    "The attachments' impronte are not the same in act, manifest and verification.",
  ],
  PRINTED_DIFFERS: [
    "Ciò che è stampato non è ciò che dicono i dati di verifica",
    "What is printed is not what the evidence says",
  ],
  EVIDENCE_UNREADABLE: ["I dati di verifica non si leggono", "The evidence cannot be read"],
  EVIDENCE_TWICE: [
    "Il PDF porta più di un file di dati di verifica: non si sa quale valga.",
    "The PDF carries more than one evidence file: which one counts is not known.",
  ],
  NOT_UNDER_SEAL: [
    "Nessun sigillo integro copre tutto il file: i dati di verifica può averli scritti chiunque.",
    "No intact seal covers the whole file: anybody may have written the evidence.",
  ],
};

export const headings = {
  evidence: ["Dati di verifica nella copia", "Evidence inside the copy"],
  test: ["dati di PROVA, nessun valore legale", "TEST data, no legal value"],
  proved: ["Provato da questo file", "Proved by this file alone"],
  portal: ["Da chiedere al portale", "To be asked of the portal"],
} as const satisfies Record<string, Pair>;

/** What a consistent copy under an intact seal shows by itself. */
export const provedSentences = (facts: {
  approvals: number;
  attachments: number;
  printed: number;
}): readonly Pair[] => [
  [
    "il posto nel registro si ricalcola: numero, data, manifesto e originale sono quelli della sua impronta",
    "the register slot can be computed again: number, date, manifest and original are those of its hash",
  ],
  [
    `approvazioni registrate: ${facts.approvals}, tutte sullo stesso manifesto, che lega ${facts.attachments} impronte di allegati`,
    `registered approvals: ${facts.approvals}, all of the same manifest, which binds ${facts.attachments} attachments' impronte`,
  ],
  [
    `impronte stampate e dati di verifica coincidono (${facts.printed})`,
    `printed impronte and evidence agree (${facts.printed})`,
  ],
];

/** What no file can say of itself. */
export const portalSentences = (address: string, code: string): readonly Pair[] => [
  [
    `che il posto stia davvero nel registro, e che nessun atto successivo lo tocchi: ${address}, codice ${code}`,
    `that the slot stands in the register, and that no later act touches it: ${address}, code ${code}`,
  ],
  [
    "i file: l'originale firmato e gli allegati si confrontano aggiungendoli al comando",
    "the files: signed original and attachments are compared when they are added to the command",
  ],
];

export const originalSentences = {
  file: [
    "È l'originale firmato di questa copia: l'impronta del file è quella registrata con il numero.",
    "It is the signed original of this copy: the file has the impronta that was registered with the number.",
  ],
} as const satisfies Record<string, Pair>;
