import { type ActHead, borgoSereno2706 } from "../../shared/act/index.ts";
import * as pages from "../../web/pages.ts";
import type { BatchProps } from "../../web/route-views.ts";
import type { FormTokens, Lang } from "../../web/views.ts";
import * as heads from "./sample-heads.ts";
import { siteIn } from "./sample-pages.ts";

const digest = heads.inApproval.manifestDigest;
const subject = borgoSereno2706.subject;

const batch: Omit<BatchProps, "site" | "forms"> = {
  name: "PROVA ADELE",
  acts: [
    {
      actId: "01JFAX2B3C4D5E6F7G8H9J0KAA",
      subject,
      total: 7_794_431,
      manifestDigest: digest,
      dueAt: "2025-12-29T09:00:00Z",
    },
    {
      actId: "01JFAX2B3C4D5E6F7G8H9J0KBB",
      subject: "Nomina della commissione giudicatrice",
      total: null,
      manifestDigest: "5B".repeat(32),
      dueAt: null,
    },
  ],
  files: [],
};

const wrongCode = {
  code: "SECOND_FACTOR_WRONG",
  whoCanFix: "signatory" as const,
  why: {
    it: "Codice errato o scaduto. Non è stato registrato nulla.",
    en: "The code is wrong or over. Nothing was recorded.",
  },
};

const visto = { n: 4, kind: "visto", role: "Responsabile del servizio finanziario", roleId: "ragioneria" } as const;
const dario = {
  who: "dario.campione",
  name: "Dario Campione",
  email: "dario.campione@borgosereno.example",
  state: "PENDING",
} as const;
const vistoStep = { ...visto, state: "OPEN", dueAt: "2025-12-31T09:00:00Z", assignments: [dario] } as const;

/** Pages of a personal link beside the act itself: confirming oneself, opinions, several signatures, the visto. */
export function signatoryPages(lang: Lang, forms: FormTokens): Record<string, unknown> {
  const site = (path: string) => siteIn(lang, path);
  const factor = (more: Partial<Parameters<typeof pages.SecondFactor>[0]["task"]>, refusal?: typeof wrongCode) =>
    pages.SecondFactor({
      site: site("/f/conferma"),
      forms,
      task: {
        subject: "A•• d•• s•• t••",
        role: "Responsabile unico del progetto",
        kind: "approval",
        offered: [],
        ...more,
      },
      refusal,
    });
  const otp = { kind: "otp", to: "•••• 02" } as const;
  const app = (state: "NONE" | "PENDING" | "ACTIVE") =>
    pages.Authenticator({
      site: site("/f/app"),
      forms,
      passkeys: true,
      enrolment: {
        state,
        ...(state === "PENDING"
          ? { pending: { secret: "JBSWY3DPEHPK3PXP", address: "otpauth://totp/Visto:Carla?secret=JBSWY3DPEHPK3PXP" } }
          : {}),
      },
    });
  const opinionStep = {
    ...heads.inApproval.route[1],
    n: 2,
    kind: "opinion",
    role: "Responsabile della prevenzione della corruzione",
    state: "OPEN",
    assignments: [
      {
        ...{
          who: "carla.modello",
          name: "Carla Modello",
          email: "carla.modello@borgosereno.example",
          state: "PENDING",
        },
        onBehalfOf: { who: "adele.prova", name: "PROVA ADELE" },
        formula: "per il Responsabile assente, il sostituto",
        decree: "decreto n. 9/2025",
        deputies: [{ who: "dario.campione", name: "Dario Campione", email: "d@borgosereno.example", formula: "p." }],
      },
    ],
  } as const satisfies ActHead["route"][number];
  const vistoPage = (head: ActHead) =>
    pages.Visto({
      site: site("/f/atto"),
      forms,
      head: { ...head, route: [...head.route, vistoStepOf()] },
      step: vistoStepOf(),
      assignment: { ...dario },
    });
  const batchPage = (more: Partial<BatchProps>) => pages.Batch({ site: site("/f/lotto"), forms, ...batch, ...more });
  return {
    "factor-code": factor({ offered: [otp] }),
    "factor-all": factor({
      kind: "signature",
      offered: [otp, { kind: "totp" }, { kind: "passkey" }],
      codeUntil: "2025-12-24T10:25:00Z",
    }),
    "factor-wrong": factor({ offered: [otp], codeUntil: "2025-12-24T10:25:00Z" }, wrongCode),
    "app-none": app("NONE"),
    "app-pending": app("PENDING"),
    "app-active": app("ACTIVE"),
    "signatory-opinion": pages.SignatoryAct({
      site: site("/f/atto"),
      forms,
      head: heads.inApproval,
      data: borgoSereno2706,
      step: opinionStep,
      assignment: opinionStep.assignments[0],
    }),
    "visto-ask": vistoPage(heads.published),
    "visto-sign": vistoPage({
      ...heads.published,
      vistoIntent: {
        who: dario.who,
        outcome: "WITH_REMARKS",
        reason: "Capienza fino a giugno: da integrare con variazione di bilancio.",
        commitments: ["1234/2025"],
        at: "2025-12-24T10:00:00Z",
      },
    } as ActHead),
    batch: batchPage({}),
    "batch-asked": batchPage({ pack: { state: "ASKED", count: 2, left: 0, length: null, at: "2025-12-24T10:10:00Z" } }),
    "batch-results": batchPage({
      acts: batch.acts.slice(1),
      pack: { state: "READY", count: 2, left: 3, length: 1_234_567, at: "2025-12-24T10:10:00Z" },
      files: [
        { slotId: "1", fileName: "01-affidamento_signed.pdf", state: "TAKEN", subject },
        {
          slotId: "2",
          fileName: "02-nomina.pdf.p7m",
          state: "REFUSED",
          code: "FIR-04",
          why: {
            it: "Ha firmato «Dario Campione», e l'atto attende PROVA ADELE.",
            en: "«Dario Campione» signed, and the act waits for PROVA ADELE.",
          },
        },
        {
          slotId: "3",
          fileName: "un-file-dal-nome-molto-lungo-che-non-finisce-mai-davvero-mai-e-poi-mai.pdf.p7m",
          state: "OPEN",
        },
      ],
    }),
    "batch-none": batchPage({ acts: [] }),
  };
}

const vistoStepOf = () => ({ ...vistoStep, assignments: [{ ...dario }] });
