import { type ActHead, borgoSereno2706, headSchema, type PublishedHead } from "../../shared/act/index.ts";
import { fileNo, refusedAs } from "../../shared/workflow/model/signed-file-words.ts";
import type { RouteHead } from "../../web/views.ts";
import {
  acknowledged,
  at,
  director,
  error,
  fileOf,
  hex,
  type Part,
  person,
  routeAt,
  rup,
  slot,
  step,
  stored,
  verdictOf,
  verifiedSlots,
  warnings,
} from "./sample-parts.ts";

// One fictitious act in every state that a page shows. Parsed by the head's own schema, so that no sample is impossible.

const base = {
  actId: "01JFAX2B3C4D5E6F7G8H9J0K1M",
  tenant: "borgo-sereno",
  ver: 12,
  rev: 2,
  auditSeq: 17,
  auditHead: hex("0"),
  createdAt: at("19T08:02"),
  updatedAt: at("22T08:45"),
  proponent: "esempio",
  origin: "drafted",
  data: stored("D"),
  subject: borgoSereno2706.subject,
  department: borgoSereno2706.department ?? "",
  body: borgoSereno2706.body.name,
  signatory: "PROVA ADELE",
  proceedingOfficer: "Bruno Esempio",
  total: 7_794_431,
  rendition: "integrale",
  slots: verifiedSlots,
  fixedFingerprints: { A: hex("A"), B: hex("B"), C: hex("C") },
  findings: warnings,
  acknowledged: [] as Part[],
  route: [] as Part[],
  effect: "NONE",
};

const head = (more: Part): ActHead => headSchema.parse({ ...base, ...more });
const submission = { by: "esempio", at: at("22T08:50") };
const inRoute = { acknowledged, submission, mainDoc: stored("E"), manifestDigest: `9F31C07A55B2D48E${"0".repeat(48)}` };
const signedDocument = {
  ...fileOf("F", "determina-firmata.pdf"),
  kind: "pades",
  signer: {
    name: "PROVA ADELE",
    fiscalCode: null,
    issuer: "Autorità di certificazione di PROVA",
    qualified: false,
    matchedBy: "fiscal-code",
  },
  time: { claimed: at("23T08:05"), proved: null },
  outcome: "undetermined",
  report: stored("9"),
  by: "prova",
  at: at("23T08:06"),
};
const registration = {
  register: "DD",
  year: 2025,
  number: 2706,
  date: "2025-12-24",
  slotHash: hex("8"),
  at: at("24T09:30"),
};
const copy = { ...stored("7"), pages: 6, verificationCode: "K7QF-2M9X", at: at("24T09:31") };
const publication = {
  rendition: "integrale",
  albo: { from: "2025-12-24", to: "2026-01-08" },
  transparency: { from: "2025-12-24", to: "2030-12-31" },
  at: at("24T09:32"),
};
const numbered = { ...inRoute, signed: signedDocument, registration, route: routeAt(4), effect: "PENDING_VISTO" };

export const draft = head({
  state: "DRAFT",
  slots: [slot("A", "Lettera di invito", "A", { state: "DECLARED", file: undefined, verdict: undefined })],
});
export const pending = head({
  state: "ATTACHMENTS_PENDING",
  slots: [
    verifiedSlots[0],
    slot("B", "Offerta economica", "B", {
      state: "SLOT_OPEN",
      file: undefined,
      verdict: undefined,
      upload: {
        slotId: "s1",
        key: "acts/x/s1",
        fileName: "offerta.pdf",
        length: 1000,
        type: "application/pdf",
        by: "esempio",
        openedAt: at("22T08:00"),
        expiresAt: at("22T09:00"),
      },
    }),
    slot("C", "Disciplinare di incarico", "C", {
      recorded: null,
      source: "upload",
      state: "DECLARED",
      file: undefined,
      verdict: undefined,
    }),
  ],
});
export const blocked = head({
  state: "BLOCKED",
  findings: [error, ...warnings],
  slots: [
    slot("A", "Lettera di invito", "A", {
      state: "MISMATCH",
      verdict: verdictOf("MISMATCH", "A", { found: hex("B"), covers: "none", belongsTo: "B" }),
    }),
    slot("B", "Offerta economica", "B", {
      state: "MISMATCH",
      verdict: verdictOf("MISMATCH", "B", { found: hex("5"), covers: "none" }),
    }),
    slot("C", "Disciplinare di incarico", "C", {
      state: "SIGNATURE_BAD",
      verdict: verdictOf("SIGNATURE_BAD", "C", { signature: "invalid", broken: true, signers: ["Bruno Esempio"] }),
    }),
  ],
});
export const readyWithWarnings = head({ state: "READY" });
export const ready = head({ state: "READY", acknowledged });
export const inApproval = head({ ...inRoute, state: "IN_APPROVAL", route: routeAt(2) }) as RouteHead;
export const toSign = head({
  ...inRoute,
  state: "APPROVED",
  route: routeAt(3),
  signatureRefusal: {
    ...refusedAs(fileNo("FIR-04", { signer: "Bruno Esempio", holder: "PROVA ADELE" })),
    at: at("23T07:58"),
  },
}) as RouteHead;
export const returned = head({
  ...inRoute,
  state: "RETURNED",
  submission: undefined,
  turnedBack: {
    how: "RETURNED",
    by: "modello",
    reason: "Motivazione insufficiente: manca il confronto con i prezzi di mercato.",
    at: at("22T10:12"),
  },
  route: [
    step(1, "approval", rup, "FAILED", [
      {
        ...person("modello", "Carla Modello", "RETURNED", at("22T10:12")),
        reason: "Motivazione insufficiente: manca il confronto con i prezzi di mercato.",
      },
    ]),
    step(2, "signature", director, "FAILED", [person("prova", "PROVA ADELE", "REVOKED", at("22T10:12"))]),
  ],
});
export const waitsForTimestamp = head({
  ...toSign,
  timestampMissing: {
    code: "TSA_NO_TOKEN",
    message: "the timestamp authority tsa.example does not answer",
    attempts: 2,
    at: at("24T09:02"),
    retryAt: at("24T09:04"),
  },
});
export const sealFailed = head({
  ...numbered,
  state: "NUMBERED",
  sealError: {
    code: "COPY_DIFFERS",
    message: "Il testo della copia non è quello dell'originale: pagina 2",
    why: {
      it: "Il testo della copia non è quello dell'originale: pagina 2",
      en: "The copy's text is not the original's: page 2",
    },
    attempts: 3,
    at: at("24T09:40"),
  },
});
export const sealedOmissis = head({ ...numbered, state: "SEALED", copy, rendition: "omissis" });
export const published = head({ ...numbered, state: "PUBLISHED", copy, publication }) as PublishedHead;
export const withOmissis = head({
  ...numbered,
  state: "PUBLISHED",
  rendition: "omissis",
  copy,
  publication: { ...publication, rendition: "omissis" },
  omissis: {
    data: stored("4"),
    subject: "Contributo a [omissis]",
    reason: "Dati di persona fisica",
    by: "esempio",
    at: at("24T09:31"),
    file: { ...stored("3"), pages: 3, revision: 1, at: at("24T09:31") },
  },
}) as PublishedHead;
const outage = { day: "2025-12-26", reason: "Guasto della rete, dodici ore", by: "esempio", at: at("27T08:00") };
export const certified = head({
  ...numbered,
  state: "UNPUBLISHED",
  copy,
  publication: {
    ...publication,
    albo: { from: "2025-12-24", to: "2026-01-09", outages: [outage], certifiedAt: "2026-01-10T00:30:00Z" },
  },
}) as PublishedHead;
export const allHeads = [
  draft,
  pending,
  blocked,
  readyWithWarnings,
  ready,
  inApproval,
  toSign,
  waitsForTimestamp,
  returned,
  sealFailed,
  published,
];
