import { borgoSereno2706 } from "../../shared/act/index.ts";
import * as pages from "../../web/pages.ts";
import type { Site } from "../../web/views.ts";
import * as heads from "./sample-heads.ts";

const forms = { csrf: "csrf-of-sample", idem: "idem-of-sample" };
const refusal = {
  code: "OMISSIS_STILL_PERSONAL",
  whoCanFix: "officer" as const,
  why: {
    it: "Nel testo resta ciò che sembra un dato personale.",
    en: "The text still holds what looks like personal data.",
  },
};

/** A year of the register, and one that does not add up. */
function registerPages(site: (path: string) => Site): Readonly<Record<string, unknown>> {
  const slots = [2708, 2707, 2706].map((number) => ({
    number,
    date: number === 2706 ? "2025-12-24" : "2025-12-29",
    hash: String(number).repeat(16),
    isPublished: number === 2706,
  }));
  const path = "/trasparenza/registro/2025";
  const all = { site: site(path), year: 2025, opened: 0, last: 2708, faults: 0, proofs: true };
  return {
    "register-year": pages.RegisterYear({
      ...all,
      slots,
      total: 2708,
      from: 100,
      ...{ nextHref: path, previousHref: path },
    }),
    "register-year-broken": pages.RegisterYear({ ...all, faults: 2, slots, total: 3, from: 0 }),
  };
}

/** Pages about publication: what was taken out, what is certified, days that were lost. */
export function publicationPages(
  site: (path: string) => Site,
  desk: (path: string) => Site,
): Readonly<Record<string, unknown>> {
  const certificate = site("/trasparenza/2025/2706/pubblicazione");
  return {
    "public-act-omissis": pages.PublicAct({
      site: site("/trasparenza/2025/2706"),
      space: "trasparenza",
      head: heads.withOmissis,
      data: borgoSereno2706,
      permalink: "http://127.0.0.1:8080/trasparenza/2025/2706",
    }),
    "publication-notice": pages.Certificate({ site: certificate, head: heads.published }),
    certificate: pages.Certificate({ site: certificate, head: heads.certified }),
    "open-data": pages.OpenData({ site: site("/dati"), years: [2026, 2025] }),
    ...registerPages(site),
    "officer-omissis": pages.OmissisForm({
      site: desk("/ufficio/atti/x/omissis"),
      forms,
      head: heads.published,
      texts: [
        { place: "subject", text: "Contributo a una persona", redacted: "Contributo a [omissis]" },
        { place: "premises:0", text: "Vista la domanda.", redacted: "Vista la domanda." },
        { place: "title:A", text: "Domanda", redacted: "Domanda" },
      ],
      found: [{ kind: "email", shown: "ad…@example.org", where: { it: "Premesse", en: "Premises" } }],
      refusal,
    }),
    "officer-outages": pages.Outages({
      site: desk("/ufficio/albo/giorni"),
      forms,
      days: [{ day: "2025-12-26", reason: "Guasto della rete, dodici ore", by: "bruno.esempio", at: certificate.now }],
      extended: 1,
    }),
    "officer-outages-proposed": pages.Outages({
      site: desk("/ufficio/albo/giorni"),
      forms,
      days: [],
      proposed: [
        { day: "2025-12-22", online: 555, down: 120, unknown: 765 },
        { day: "2025-12-18", online: 0, down: 1440, unknown: 0 },
      ],
      dismissed: [
        {
          day: "2025-12-15",
          reason: "Il server di prova era spento, l'albo era in linea.",
          by: "bruno.esempio",
          at: "2025-12-17T08:00:00Z",
        },
      ],
      unlost: { day: "2025-12-18", reason: "breve" },
    }),
  };
}
