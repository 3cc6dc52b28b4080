import type { ProofFault } from "../../shared/register/log/index.ts";

type Texts = {
  readonly holds: (number: string) => string;
  readonly unsigned: string;
  readonly log: string;
  readonly leaf: (index: number, size: number) => string;
  readonly event: string;
  readonly key: string;
  readonly beside: (path: string) => string;
  /** A timestamp's verdict, before its time. */
  readonly stamp: Readonly<Record<"valid" | "invalid" | "undetermined", string>>;
  readonly test: string;
  readonly witness: string;
  readonly badKey: string;
  readonly faults: Readonly<Record<ProofFault, string>>;
};

const it: Texts = {
  holds: (file) => `PROVA VALIDA: ${file} è nel registro pubblico.`,
  unsigned:
    "PROVA INDETERMINATA: i calcoli tornano, ma senza la chiave del registro (--key) non si sa chi ha firmato il punto di controllo.",
  log: "registro",
  leaf: (index, size) => `voce ${index} di un registro di ${size}`,
  event: "evento",
  key: "chiave",
  beside: (path) => `${path}, accanto alla prova: vale quanto la fonte da cui l'ha avuta`,
  stamp: {
    valid: "marca temporale VALIDA, c'era già",
    invalid: "marca temporale NON VALIDA",
    undetermined: "marca temporale INDETERMINATA, dice",
  },
  test: "Il registro è di PROVA: la chiave non è di un ente.",
  witness: "Nessun testimone firma il registro: che l'ente mostri a tutti lo stesso non è provato.",
  badKey: "La chiave non è una riga nome+identificativo+base64, né un file che la contiene.",
  faults: {
    PROOF_NOT_READABLE: "PROVA NON VALIDA: il file della prova non è un .tlog-proof leggibile.",
    PROOF_REDACTED: "PROVA INDETERMINATA: nella prova non c'è l'evento, quindi non dice di quale documento parla.",
    NOT_IN_THE_LOG: "PROVA NON VALIDA: l'evento non è nel registro che il punto di controllo firma.",
    ANOTHER_DOCUMENT: "PROVA NON VALIDA per questo file: l'evento è nel registro, ma nomina altre impronte.",
    SIGNATURE_FAILS: "PROVA NON VALIDA: la firma del punto di controllo non regge.",
    ANOTHER_KEY: "PROVA NON VALIDA: il punto di controllo non è firmato da questa chiave.",
  },
};

const en: Texts = {
  holds: (file) => `VALID PROOF: ${file} is in the public log.`,
  unsigned:
    "UNDETERMINED PROOF: the sums are right, but without the log's key (--key) nobody knows who signed the checkpoint.",
  log: "log",
  leaf: (index, size) => `entry ${index} of a log of ${size}`,
  event: "event",
  key: "key",
  beside: (path) => `${path}, beside the proof: worth as much as where you had it from`,
  stamp: {
    valid: "VALID timestamp, it was there at",
    invalid: "INVALID timestamp",
    undetermined: "UNDETERMINED timestamp, it says",
  },
  test: "The log is a TEST one: its key is no body's.",
  witness: "No witness signs the log: that the body shows everybody the same is not proved.",
  badKey: "The key is no line name+id+base64, nor a file that holds one.",
  faults: {
    PROOF_NOT_READABLE: "INVALID PROOF: the file of the proof is no readable .tlog-proof.",
    PROOF_REDACTED: "UNDETERMINED PROOF: the event is not in it, so it does not say which document it is about.",
    NOT_IN_THE_LOG: "INVALID PROOF: the event is not in the log that the checkpoint signs.",
    ANOTHER_DOCUMENT: "INVALID PROOF for this file: the event is in the log, and names other impronte.",
    SIGNATURE_FAILS: "INVALID PROOF: the checkpoint's signature does not hold.",
    ANOTHER_KEY: "INVALID PROOF: the checkpoint is not signed by this key.",
  },
};

export const proofTexts = { it, en } as const;
