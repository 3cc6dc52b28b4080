import * as pages from "../../web/pages.ts";
import type { FormTokens, Lang } from "../../web/views.ts";
import { siteIn } from "./sample-pages.ts";

type Facts = Parameters<typeof pages.serviceChecks>[0];
type Undelivered = Parameters<typeof pages.UndeliveredPage>[0];

const now = "2025-12-24T10:15:00Z";
const act = { actId: "01JFAX", subject: "Affidamento del servizio di supporto all'abitare sociale" };
const good: Facts = {
  health: { ok: true, checks: [{ code: null }, { code: null }] },
  status: {
    outbox: { waiting: 0, failing: 0, oldest: null },
    undelivered: { mails: 0, webhooks: 0 },
    ...{ seals: [], timestamps: [], evidence: 0, lists: { known: true, late: [] } },
  },
  machine: { sealUntil: "2027-12-24T10:15:00Z", disk: { freeBytes: 60, totalBytes: 100 } },
  now,
};
const bad: Facts = {
  ...good,
  status: {
    outbox: { waiting: 12, failing: 3, oldest: "2025-12-24T08:15:00Z" },
    undelivered: { mails: 2, webhooks: 500 },
    seals: [{ ...act, code: "TSA_UNREACHABLE", attempts: 4 }],
    timestamps: [{ ...act, code: "TSA_UNREACHABLE", attempts: 2 }],
    evidence: 7,
    lists: { known: true, late: [{ territory: "IT", until: "2025-12-01T00:00:00Z" }] },
  },
  machine: { sealUntil: "2026-01-02T10:15:00Z", disk: { freeBytes: 3, totalBytes: 100 } },
};
const down: Facts = {
  health: { ok: false, checks: [{ code: "ITEMS_DO_NOT_ANSWER" }, { code: null }] },
  ...{ status: undefined, machine: {}, now },
};

const delivery: Undelivered["items"][number] = {
  ...{ event: "01JFAX1", target: "link#1#carla.modello", channel: "mail", state: "FAILED", ...act },
  ...{ to: "Carla Modello", kind: "restituito", status: "550 5.1.1 no such user", attempts: 1, at: now },
};

/** How the service stands, and what did not arrive: well, badly, and while nothing answers. */
export function servicePages(lang: Lang, forms: FormTokens): Record<string, unknown> {
  const desk = (path: string) => {
    const site = siteIn(lang, path, true);
    return { ...site, session: site.session && { ...site.session, roles: ["officer", "publisher", "operator"] } };
  };
  const status = (facts: Facts, more: object = {}) =>
    pages.ServiceStatusPage({
      site: desk("/ufficio/stato"),
      forms,
      checks: pages.serviceChecks(facts),
      ...{ mayMend: true, most: 500, ...more },
    });
  const base: Undelivered = {
    site: desk("/ufficio/consegne"),
    forms,
    ...{ items: [], next: null, isFirst: true, mayMend: true, entries: [] },
  };
  return {
    "service-good": status(good, { mayMend: false }),
    "service-bad": status(bad, { retried: 12 }),
    "service-down": status(down),
    "undelivered-none": pages.UndeliveredPage({ ...base, done: "risolto" }),
    "undelivered-some": pages.UndeliveredPage({
      ...base,
      items: [
        delivery,
        { ...delivery, event: "01JFAX2", state: "WAITING", status: "connect ECONNREFUSED", to: "Adele Prova" },
        {
          ...{ ...delivery, event: "01JFAX3", target: "hook#protocollo", channel: "webhook", state: "GIVEN_UP" },
          ...{ to: "protocollo", kind: "act.numbered.v1", status: "HTTP 503", attempts: 10 },
        },
      ],
      next: "x",
      entries: [
        { what: "retried", by: "Elena Verifica", at: now, about: "mail restituito → carla.modello", actId: "01JFAX" },
        {
          what: "resolved",
          by: "Elena Verifica",
          at: now,
          about: "webhook act.signed.v1 → protocollo",
          reason: "Detto a voce.",
        },
        { what: "outbox-retried", by: "Elena Verifica", at: now, about: "12" },
      ],
    }),
    "undelivered-refused": pages.UndeliveredPage({
      ...base,
      items: [delivery],
      about: `${delivery.event}#${delivery.target}`,
      reason: "breve",
      refusal: {
        ...{ code: "REQUEST_NOT_VALID", whoCanFix: "officer" },
        why: {
          it: "Campo Motivo: valore breve, atteso da 10 a 500 caratteri.",
          en: "Field Reason: value breve, expected 10 to 500 characters.",
        },
      },
    }),
    "undelivered-read-only": pages.UndeliveredPage({ ...base, items: [delivery], mayMend: false }),
  };
}
