import type {
  ActHead,
  AttachmentVerdict,
  DraftFacts,
  RouteStep,
  Stored,
  StoredFile,
  Upload,
  Visto,
  VistoOutcome,
} from "../../../shared/act/index.ts";

// Small sets of values, so that random commands meet each other: two labels, three digests, four people.
export const now = "2025-12-24T09:00:00.000Z";
export const digest = (letter: string) => letter.repeat(64);
export const officer = "bruno.esempio";
export const stored = (letter = "D"): Stored => ({
  key: `k/${letter}`,
  version: "1",
  sha256: digest(letter),
  length: 10,
});

export function facts(over: Partial<DraftFacts> = {}): DraftFacts {
  return {
    data: stored(),
    origin: "drafted",
    subject: "Oggetto di prova",
    department: "SETTORE CULTURA",
    body: "Comune di Borgo Sereno",
    signatory: "PROVA ADELE",
    proceedingOfficer: "Bruno Esempio",
    total: null,
    rendition: "integrale",
    findings: [],
    attachments: [],
    ...over,
  };
}

export const finding = (code: string, severity: "E" | "A" | "I") => ({ code, severity, message: code, where: "" });
const person = (who: string, name: string) => ({ who, name, email: `${who}@borgosereno.example` });
export const people = {
  adele: person("adele.prova", "Adele Prova"),
  carla: person("carla.modello", "Carla Modello"),
  dario: person("dario.campione", "Dario Campione"),
  bruno: person(officer, "Bruno Esempio"),
  elena: person("elena.verifica", "Elena Verifica"),
  fabio: person("fabio.saggio", "Fabio Saggio"),
};

export const approval = (...assignees: RouteStep["assignees"]): RouteStep => ({
  kind: "approval",
  role: "RUP",
  assignees,
});
export const signature = (...assignees: RouteStep["assignees"]): RouteStep => ({
  kind: "signature",
  role: "Responsabile del provvedimento",
  assignees,
});
export const opinion = (...assignees: RouteStep["assignees"]): RouteStep => ({
  kind: "opinion",
  role: "Servizio finanziario",
  assignees,
});
export const visto = (...assignees: RouteStep["assignees"]): RouteStep => ({
  kind: "visto",
  role: "Visto di regolarità contabile",
  roleId: "ragioneria",
  assignees,
});
export const usualRoute = [approval(people.carla), signature(people.adele)];

export const upload = (slotId: string, over: Partial<Upload> = {}): Upload => ({
  slotId,
  key: `acts/A/${slotId}`,
  fileName: "file.pdf",
  length: 10,
  type: "application/pdf",
  by: officer,
  openedAt: now,
  expiresAt: "2025-12-24T10:00:00.000Z",
  ...over,
});

export const file = (letter: string): StoredFile => ({
  ...stored(letter),
  fileName: "file.pdf",
  type: "application/pdf",
  format: "pdf",
});

export function verdict(letter: string, over: Partial<AttachmentVerdict> = {}): AttachmentVerdict {
  return {
    code: "VERIFIED",
    expected: null,
    found: digest(letter),
    inner: null,
    covers: "file",
    belongsTo: null,
    signature: "unsigned",
    broken: false,
    signers: [],
    report: null,
    at: now,
    ...over,
  };
}

/** What an honest reader of the bytes would say of this file for this slot. */
export function judged(head: ActHead, label: string, letter: string): AttachmentVerdict {
  const slot = head.slots.find((one) => one.label === label);
  const expected = slot?.source === "act" ? slot.recorded : null;
  const matches = expected === null || expected === digest(letter);
  const other = head.slots.find(
    (one) => one.label !== label && one.source === "act" && one.recorded === digest(letter),
  );
  return verdict(letter, {
    expected,
    code: matches ? "VERIFIED" : "MISMATCH",
    covers: matches ? "file" : "none",
    belongsTo: matches ? null : (other?.label ?? null),
  });
}

export const registration = (number: number) => ({
  register: "DD",
  year: 2025,
  number,
  date: "2025-12-24",
  slotHash: digest("C"),
  at: now,
});

export const publication = {
  rendition: "integrale",
  albo: { from: "2025-12-24", to: "2026-01-08" },
  transparency: { from: "2025-12-24", to: "2030-12-31" },
  at: now,
} as const;

export function signed(letter = "E") {
  return {
    ...file(letter),
    kind: "pades" as const,
    signer: {
      name: "PROVA ADELE",
      fiscalCode: null,
      issuer: "CA DI PROVA",
      qualified: null,
      matchedBy: "name" as const,
    },
    time: { claimed: now, proved: null },
    outcome: "undetermined" as const,
    report: stored("F"),
    by: people.adele.who,
    at: now,
  };
}

export function vistoOf(by: string, outcome: VistoOutcome): Visto {
  const { outcome: verdict, ...file } = signed("7");
  return {
    ...file,
    verdict,
    outcome,
    reason: outcome === "FAVOURABLE" ? "" : "capitolo senza disponibilità",
    commitments: ["1234/2025"],
    names: "statement",
    date: "2025-12-24",
    by,
  };
}
