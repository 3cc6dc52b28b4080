import { borgoSereno2706, checkAct, cremona2706, pagesOfText, readAct } from "../../shared/act/index.ts";
import * as pages from "../../web/pages.ts";
import type { ActSummary, HistoryEntry, Lang, Site } from "../../web/views.ts";
import { publishedText } from "../fixtures/acts/printed/layouts.ts";
import { accessPages } from "./sample-access.ts";
import { sampleForms } from "./sample-forms.ts";
import * as heads from "./sample-heads.ts";
import { longPages } from "./sample-long.ts";
import { officePages } from "./sample-offices.ts";
import { publicationPages } from "./sample-publication.ts";
import { servicePages } from "./sample-service.ts";
import { signatoryPages } from "./sample-signatory.ts";
import { statePages } from "./sample-states.ts";

const forms = { csrf: "csrf-of-sample", idem: "idem-of-sample" };

export const siteIn = (lang: Lang, path: string, officer = false): Site => ({
  lang,
  bodyName: "Comune di Borgo Sereno",
  above: "Regione Fantasia",
  test: true,
  demo: true,
  path,
  now: "2025-12-24T10:15:00Z",
  office: { name: "Ufficio Segreteria", email: "segreteria@borgosereno.example" },
  ...(officer ? { session: { name: "Bruno Esempio", who: "esempio", logout: forms } } : {}),
});

const summary = (number: number, more: Partial<ActSummary> = {}): ActSummary => ({
  actId: `act-${number}`,
  year: 2025,
  number,
  date: "2025-12-24",
  subject: borgoSereno2706.subject,
  department: "SETTORE POLITICHE PER L'ABITARE",
  total: 7_794_431,
  cig: "I000A9207D",
  contractor: "Officina Prova Srl Unipersonale",
  effect: "PENDING_VISTO",
  albo: { from: "2025-12-24", to: "2026-01-08" },
  ...more,
});
const acts = [
  summary(2706),
  summary(2705, {
    subject: "Nomina della commissione giudicatrice per la gara del servizio di trasporto scolastico",
    total: null,
    cig: null,
    contractor: null,
    effect: "EXECUTIVE",
    department: "SETTORE SCUOLA",
  }),
];

const departments = acts.map((act) => act.department);

const history: readonly HistoryEntry[] = [
  { seq: 1, at: "2025-12-19T08:02:00Z", type: "act.created.v1", data: { rev: 1 } },
  { seq: 2, at: "2025-12-22T08:20:00Z", type: "attachment.verdict.v1", data: { label: "A", code: "VERIFIED" } },
  { seq: 3, at: "2025-12-22T08:50:00Z", type: "act.submitted.v1", data: { rev: 2 } },
  { seq: 4, at: "2025-12-22T10:12:00Z", type: "act.decided.v1", data: { step: 1, choice: "APPROVE" } },
  { seq: 5, at: "2025-12-24T09:30:00Z", type: "act.numbered.v1", data: { number: "2706/2025" }, undelivered: true },
];
const route = [
  { kind: "approval" as const, role: "Responsabile unico del progetto", names: ["Carla Modello"] },
  { kind: "signature" as const, role: "Responsabile del provvedimento", names: ["PROVA ADELE"] },
];
const refusal = {
  code: "CONTENT_CHANGED",
  whoCanFix: "signatory" as const,
  why: {
    it: "Il testo è cambiato dopo la Sua lettura: la decisione non è stata registrata.",
    en: "The text changed after you read it: the decision was not recorded.",
  },
};

function imported(site: Site, text: string): Parameters<typeof pages.ImportResult>[0] {
  const { whole, found, missing, problems, footers } = readAct(pagesOfText(text));
  const findings = whole === null ? null : checkAct(whole, { language: site.lang, footers });
  const numbered = whole?.number !== undefined;
  const read = { state: "READ", found, missing, problems, findings, numbered, blankPages: [], envelopes: 0 } as const;
  return { site, forms, importId: "01", fileName: "determina.pdf", ...read };
}

/** Every page and every state of it worth looking at, by a name that can be a file's. */
export function samplePages(lang: Lang): Readonly<Record<string, string>> {
  const site = (path: string) => siteIn(lang, path);
  const desk = (path: string) => siteIn(lang, path, true);
  const data = borgoSereno2706;
  const officerAct = (head: (typeof heads)["draft"], more: Partial<Parameters<typeof pages.OfficerAct>[0]> = {}) =>
    pages.OfficerAct({
      ...more,
      site: desk(`/ufficio/atti/${head.actId}`),
      forms,
      head,
      data,
      history,
      route,
      uploadLimit: 1e9,
    });
  const signatory = (head: typeof heads.inApproval, n: number) => {
    const step = head.route.find((one) => one.n === n);
    const assignment = step?.assignments[0];
    if (!step || !assignment) throw new Error("the sample has that step");
    return pages.SignatoryAct({ site: site("/f/atto"), forms, head, data, step, assignment, waiting: n });
  };
  const receipt = (choice: "APPROVE" | "RETURN" | "SIGN", reason: string) =>
    pages.Receipt({
      site: site("/f/ricevuta"),
      head: choice === "SIGN" ? heads.published : heads.inApproval,
      step: { n: 1, kind: choice === "SIGN" ? "signature" : "approval", role: "Responsabile unico del progetto" },
      who: { name: "Carla Modello" },
      choice,
      reason,
      at: "2025-12-22T10:12:00Z",
      digest: heads.inApproval.manifestDigest,
    });
  const permalink = "https://trasparenza.borgosereno.example/trasparenza/2025/2706";
  const publicAct = (space: "albo" | "trasparenza", proofs = false) =>
    pages.PublicAct({ site: site(`/${space}/2025/2706`), space, head: heads.published, data, permalink, proofs });
  const made: Record<string, unknown> = {
    "portal-home": pages.PortalHome({ site: site("/"), latest: acts }),
    "portal-home-empty": pages.PortalHome({ site: site("/"), latest: [] }),
    albo: pages.AlboList({ site: site("/albo"), acts, total: 2, from: 0 }),
    "albo-empty": pages.AlboList({ site: site("/albo"), acts: [], total: 0, from: 0 }),
    "albo-act": publicAct("albo"),
    transparency: pages.TransparencyList({
      site: site("/trasparenza?cig=I000A9207D"),
      query: { cig: "I000A9207D", min: "1.000,00", max: "abc" },
      departments,
      unread: [["max", "abc"]],
      acts,
      total: 47,
      from: 20,
      nextHref: "/trasparenza?cig=I000A9207D&da=40",
      previousHref: "/trasparenza?cig=I000A9207D",
    }),
    "transparency-none": pages.TransparencyList({
      site: site("/trasparenza"),
      query: { q: "zzz" },
      departments,
      acts: [],
      total: 0,
      from: 0,
    }),
    "public-act": publicAct("trasparenza"),
    "public-act-proofs": publicAct("trasparenza", true),
    ...publicationPages(site, desk),
    verify: pages.VerifyDrop({ site: site("/verifica") }),
    "verify-code": pages.VerifyCode({ site: site("/verifica/K7QF-2M9X"), code: "K7QF-2M9X", head: heads.published }),
    "verify-code-unknown": pages.VerifyCode({ site: site("/verifica/X"), code: "XXXX-XXXX", head: undefined }),
    accessibility: pages.Accessibility({ site: site("/accessibilita") }),
    "legal-notes": pages.LegalNotes({ site: site("/note-legali") }),
    privacy: pages.Privacy({ site: site("/privacy") }),
    "privacy-own": pages.Privacy({
      site: {
        ...site("/privacy"),
        seat: { dpo: "rpd@borgosereno.example", privacyPolicy: "https://trasparenza.borgosereno.example/informativa" },
      },
    }),
    link: pages.LinkPage({ site: site("/f"), forms }),
    "link-problem": pages.LinkProblem({ site: site("/f/atto"), problem: "LINK_EXPIRED" }),
    "signatory-approve": signatory(heads.inApproval, 2),
    "signatory-sign": signatory(heads.toSign, 3),
    ...signatoryPages(lang, forms),
    ...officePages(lang, forms),
    ...accessPages(lang, forms),
    ...statePages(lang, forms),
    ...longPages(lang, forms),
    ...servicePages(lang, forms),
    "receipt-approve": receipt("APPROVE", ""),
    "receipt-return": receipt("RETURN", "Motivazione insufficiente: manca il confronto con i prezzi di mercato."),
    "receipt-sign": receipt("SIGN", ""),
    worklist: pages.Worklist({ site: desk("/ufficio"), heads: heads.allHeads }),
    "worklist-late-lists": pages.Worklist({
      site: desk("/ufficio"),
      heads: heads.allHeads,
      lateLists: [
        { territory: "IT", sequence: 211, until: "2025-12-20T00:00:00.000Z" },
        { territory: "EU", sequence: 370, until: null },
      ],
    }),
    "worklist-empty": pages.Worklist({ site: desk("/ufficio"), heads: [] }),
    "import-start": pages.ImportStart({ site: desk("/ufficio/importa"), forms, importId: "01", limit: 33_554_432 }),
    "import-read": pages.ImportResult(imported(desk("/ufficio/importa/01"), publishedText)),
    "import-scan": pages.ImportResult(imported(desk("/ufficio/importa/02"), "")),
    "import-waiting": pages.ImportResult({
      site: desk("/ufficio/importa/03"),
      forms,
      importId: "03",
      fileName: "determina.pdf",
      state: "WAITING",
      until: "2025-12-24T10:30:00Z",
    }),
    "import-refused": pages.ImportResult({
      site: desk("/ufficio/importa/04"),
      forms,
      importId: "04",
      fileName: "determina.pdf",
      state: "REFUSED",
      why: { it: "Il PDF è protetto da password.", en: "A password protects the PDF." }[lang],
    }),
    "new-act": pages.NewAct({
      site: desk("/ufficio/nuovo"),
      forms,
      examples: [
        {
          id: "borgo-sereno",
          title: "Comune di Borgo Sereno",
          about: "Un atto inventato, completo, con tre allegati.",
        },
        {
          id: "cremona",
          title: "Comune di Cremona, 2706/2025",
          about: "Un atto vero, a cui manca l'impronta di un allegato.",
        },
      ],
      issues: [
        {
          field: "totals.net",
          message: { it: 'trovato "x", atteso un numero', en: 'found "x", expected a number' }[lang],
        },
      ],
      values: { json: '{ "schema": "visto/act/1" }' },
    }),
    ...sampleForms(lang, desk, forms, heads.draft),
    "act-read-only": officerAct(heads.blocked, { mayChange: false }),
    "act-copy": officerAct(heads.pending, { mayCopy: true, plainUploadLimit: 25e6 }),
    "edit-act": pages.EditAct({ site: desk("/x"), forms, head: heads.draft, json: JSON.stringify(data, null, 2) }),
    "act-draft": officerAct(heads.draft),
    "act-pending": officerAct(heads.pending),
    "act-blocked": officerAct(heads.blocked),
    "act-warnings": officerAct(heads.readyWithWarnings),
    "act-ready": officerAct(heads.ready),
    "act-in-approval": officerAct(heads.inApproval),
    "act-to-sign": officerAct(heads.toSign),
    "act-waits-for-timestamp": officerAct(heads.waitsForTimestamp, {
      later: [
        { name: "allegato-B", attempts: 2, missing: 1, at: "2025-12-24T09:40:00.000Z", verdict: "undetermined" },
        { name: "allegato-C", attempts: 1, missing: 0, at: "2025-12-24T09:40:00.000Z", verdict: "invalid" },
      ],
      evidence: [
        { kind: "report", sha256: "AB".repeat(32), about: ["allegato-B"] },
        { kind: "ocsp", sha256: "CD".repeat(32), about: ["allegato-B", "allegato-C"] },
        { kind: "list", sha256: "EF".repeat(32), about: ["allegato-B", "allegato-C"] },
      ],
    }),
    "act-returned": officerAct(heads.returned),
    "act-seal-failed": officerAct(heads.sealFailed),
    "act-sealed-omissis": officerAct(heads.sealedOmissis),
    "act-published": officerAct(heads.published),
    "act-long-text": pages.OfficerAct({
      site: desk("/ufficio/atti/x"),
      forms,
      head: heads.blocked,
      data: cremona2706,
      history: [],
      route: [],
      routeMissing: ["RUP: Carla Modello"],
      uploadLimit: 1e9,
      refusal,
    }),
    mailbox: pages.Mailbox({
      messages: [],
      site: site("/posta"),
      mails: [
        {
          id: "1",
          to: "modello@borgosereno.example",
          subject: "Da approvare: determinazione",
          at: "2025-12-22T09:00:00Z",
        },
      ],
    }),
    "mailbox-empty": pages.Mailbox({ site: site("/posta"), mails: [], messages: [] }),
    mail: pages.Mail({
      site: site("/posta/1"),
      mail: {
        id: "1",
        from: "visto@borgosereno.example",
        to: "modello@borgosereno.example",
        subject: "Da approvare: determinazione «Affidamento…» (proposta 01JFAX)",
        at: "2025-12-22T09:00:00Z",
        text: `Gentile Carla Modello,\n\nper leggere e decidere: http://127.0.0.1:3000/f#${"x".repeat(43)}\n\nAprire il link non approva nulla.`,
      },
    }),
    clock: pages.Clock({ site: site("/orologio"), forms, shiftedBy: "15d" }),
    conflict: pages.Conflict({
      site: site("/f/decidi"),
      refusal,
      seen: heads.inApproval.manifestDigest,
      current: "B".repeat(64),
      changes: { it: ["Oggetto: cambiato.", "Testo: cambiato."], en: ["Subject: changed.", "Text: changed."] }[lang],
      backHref: "/f/atto",
    }),
    refused: pages.Refused({ site: desk("/ufficio"), refusal, backHref: "/ufficio" }),
  };
  return Object.fromEntries(Object.entries(made).map(([name, page]) => [name, pages.html(page)]));
}
