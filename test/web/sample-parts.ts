// Pieces of the sample act: files and verdicts, people and steps, findings.

export const hex = (digit: string) => digit.repeat(64);
export const stored = (digit: string) => ({ key: `vault/${digit}`, version: "1", sha256: hex(digit), length: 148_230 });
export const at = (time: string) => `2025-12-${time}:00Z`;

export type Part = Record<string, unknown>;
export const fileOf = (digit: string, fileName: string) => ({
  ...stored(digit),
  fileName,
  type: "application/pdf",
  format: "pdf-a",
});
export const verdictOf = (code: string, digit: string, more: Part = {}) => ({
  code,
  expected: hex(digit),
  found: hex(digit),
  inner: null,
  covers: "file",
  belongsTo: null,
  signature: "unsigned",
  broken: false,
  signers: [],
  report: null,
  at: at("22T08:20"),
  ...more,
});
export const slot = (label: string, title: string, digit: string, more: Part = {}) => ({
  label,
  title,
  recorded: hex(digit),
  source: "act",
  state: "VERIFIED",
  file: fileOf(digit, `allegato-${label}.pdf`),
  verdict: verdictOf("VERIFIED", digit),
  ...more,
});

export const verifiedSlots = [
  slot("A", "Lettera di invito", "A"),
  slot("B", "Offerta economica", "B", {
    file: { ...fileOf("4", "offerta.pdf.p7m"), format: "p7m" },
    verdict: verdictOf("VERIFIED", "B", {
      found: hex("4"),
      inner: hex("B"),
      covers: "content",
      signature: "undetermined",
      signers: ["PROVA DITTA"],
    }),
  }),
  slot("C", "Disciplinare di incarico", "C"),
];

export const person = (who: string, name: string, state: string, time?: string) => ({
  who,
  name,
  email: `${who}@borgosereno.example`,
  state,
  ...(time ? { at: time } : {}),
});
export const step = (n: number, kind: string, role: string, state: string, assignments: Part[], more: Part = {}) => ({
  n,
  kind,
  role,
  state,
  assignments,
  ...more,
});
const opened = { openedAt: at("22T09:00"), dueAt: at("29T22:59") };
export const rup = "Responsabile unico del progetto";
export const director = "Responsabile del provvedimento";
const financial = "Servizio finanziario";

export const routeAt = (open: number, last = "SIGNED") => {
  const standing = (n: number) => (n < open ? "SATISFIED" : n === open ? "OPEN" : "WAITING");
  const state = (n: number, done: string) => (n < open ? done : "PENDING");
  return [
    step(
      1,
      "approval",
      rup,
      standing(1),
      [person("modello", "Carla Modello", state(1, "APPROVED"), at("22T10:12"))],
      opened,
    ),
    step(
      2,
      "approval",
      financial,
      standing(2),
      [person("conti", "Dario Finto", state(2, "APPROVED"), at("22T14:40"))],
      opened,
    ),
    step(
      3,
      "signature",
      director,
      standing(3),
      [person("prova", "PROVA ADELE", state(3, last), at("23T08:05"))],
      opened,
    ),
  ];
};

export const warnings = [
  {
    code: "CUP-02",
    severity: "A",
    message: "Spesa con finanziamento esterno e CUP vuoto: verificare se il CUP è dovuto.",
    where: "CUP",
  },
  {
    code: "VIS-01",
    severity: "A",
    message:
      "L'atto comporta impegno di spesa e non porta il visto di regolarità contabile: non è esecutivo (art. 183 c. 7 D.Lgs. 267/2000).",
    where: "Visto di regolarità contabile",
  },
  {
    code: "MOV-03",
    severity: "I",
    message: "Restano da impegnare €\u00a034.024,31 con successivi provvedimenti.",
    where: "Dispositivo, impegno di spesa",
  },
  {
    code: "MOV-11",
    severity: "I",
    message: "Movimento 1: numero non ancora assegnato dal servizio finanziario.",
    where: "Movimenti contabili, movimento 1",
  },
];
export const error = {
  code: "ALL-01",
  severity: "E",
  message:
    "L'allegato «C» («Disciplinare di incarico») è dichiarato nel dispositivo ma non compare nell'elenco con la sua impronta.",
  where: "Allegato C",
};
export const acknowledged = [
  {
    code: "CUP-02",
    reason: "Il finanziamento regionale è di parte corrente: il CUP non è dovuto.",
    by: "esempio",
    at: at("22T08:40"),
  },
  {
    code: "VIS-01",
    reason: "Il visto segue la numerazione, come da prassi dell'ente.",
    by: "esempio",
    at: at("22T08:40"),
  },
];
