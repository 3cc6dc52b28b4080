import { type ActHead, type ActState, borgoSereno2706 } from "../../shared/act/index.ts";
import { reportIn } from "../../shared/signature/report-in.ts";
import { no, type WorkflowRefusal } from "../../shared/workflow/index.ts";
import * as pages from "../../web/pages.ts";
import type { FormTokens, Lang, LinkProblemCode, OfficerActProps, Site } from "../../web/views.ts";
import { verify } from "../signature/fixtures.ts";
import * as heads from "./sample-heads.ts";
import { siteIn } from "./sample-pages.ts";

/** The states of an act that the other samples pass by, each as its officer sees it. */
const otherStates: Partial<Record<ActState, ActHead>> = {
  SIGNED: { ...heads.sealFailed, state: "SIGNED", registration: undefined, sealError: undefined } as unknown as ActHead,
  NUMBERED: { ...heads.sealFailed, sealError: undefined } as ActHead,
  SEALED: { ...heads.sealedOmissis, rendition: "integrale" } as ActHead,
  UNPUBLISHED: heads.certified,
  ARCHIVED: { ...heads.certified, state: "ARCHIVED" } as ActHead,
  REJECTED: { ...heads.returned, state: "REJECTED", turnedBack: turned("REJECTED") } as ActHead,
  WITHDRAWN: { ...heads.returned, state: "WITHDRAWN", turnedBack: turned("WITHDRAWN") } as ActHead,
};

function turned(how: "REJECTED" | "WITHDRAWN") {
  return { how, by: "modello", reason: "La spesa non ha copertura.", at: "2025-12-22T10:12:00Z" };
}

const sealFault = (code: string, message: string) =>
  ({ ...heads.sealFailed, sealError: { code, message, attempts: 2, at: "2025-12-24T09:42:00Z" } }) as ActHead;

const linkProblems: readonly LinkProblemCode[] = ["LINK_UNKNOWN", "LINK_SPENT", "LINK_REVOKED", "SESSION_OVER"];

const tooMany = no("TOO_MANY_ATTEMPTS", { until: "11:30" });

/** Every no that comes as a page of its own, by the status it has. */
function refusals(lang: Lang, desk: (path: string) => Site): Record<string, unknown> {
  const refused = (refusal: WorkflowRefusal, site = desk("/ufficio")) =>
    pages.Refused({ site, refusal, backHref: "/ufficio" });
  const tooLarge = {
    field: "corpo",
    value: "5000000 byte",
    expectation: "al massimo 4000000 byte / at most 4000000 bytes",
  };
  const registration = { number: 2706, year: 2025 };
  return {
    ...Object.fromEntries(
      ([400, 403, 404, 500, 503] as const).map((status) => [
        `error-${status}`,
        pages.ErrorPage({ site: siteIn(lang, "/"), status, ...(status === 500 ? { reference: "01JFAX2B3C" } : {}) }),
      ]),
    ),
    gone: pages.Gone({ site: siteIn(lang, "/albo/2025/2706"), registration, to: "2026-01-08" }),
    "refused-413": refused(no("REQUEST_NOT_VALID", tooLarge)),
    "refused-422": refused(no("ACT_SIGNED_ALREADY", { subject: "Prova" })),
    "refused-429": refused(tooMany, siteIn(lang, "/accesso")),
    "refused-503": refused(no("CODE_NOT_SENT"), siteIn(lang, "/f/conferma")),
    ...Object.fromEntries(
      linkProblems.map((problem) => [
        `link-${problem.toLowerCase().replace("_", "-")}`,
        pages.LinkProblem({ site: siteIn(lang, "/f/atto"), problem }),
      ]),
    ),
  };
}

/** Roles, states of an act and refusals that the other samples pass by. */
export function statePages(lang: Lang, forms: FormTokens): Record<string, unknown> {
  const desk = (path: string) => siteIn(lang, path, true);
  const act = (head: ActHead, more: Partial<OfficerActProps> = {}) =>
    pages.OfficerAct({
      ...{ site: desk(`/ufficio/atti/${head.actId}`), forms, head, data: borgoSereno2706 },
      ...{ history: [], route: [], uploadLimit: 1e9, plainUploadLimit: 25e6, ...more },
    });
  const reader = { mayCreate: false };
  const login = { site: siteIn(lang, "/accesso"), forms };
  return {
    ...Object.fromEntries(
      Object.entries(otherStates).map(([state, head]) => [`act-state-${state.toLowerCase()}`, act(head)]),
    ),
    "act-signature-reasons": act(heads.published, {
      reports: { firma: reportIn(verify("expired.p7m"), lang), A: reportIn(verify("later-page.pdf"), lang) },
    }),
    "act-seal-fault": act(sealFault("SEALING_FAILED", "connect ECONNREFUSED 192.0.2.7:443")),
    "act-operator": act(heads.sealFailed, { mayChange: false, mayResume: true, resumed: 2 }),
    "worklist-publisher": pages.Worklist({ site: desk("/ufficio"), heads: heads.allHeads, ...reader }),
    "login-first": pages.Login(login),
    "login-429": pages.Login({ ...login, username: "esempio", refusal: tooMany }),
    ...refusals(lang, desk),
  };
}
