import { type ActHead, borgoSereno2706, type PublishedHead } from "../../shared/act/index.ts";
import * as pages from "../../web/pages.ts";
import type { FormTokens, Lang, RouteHead } from "../../web/views.ts";
import * as heads from "./sample-heads.ts";
import { siteIn } from "./sample-pages.ts";

// Texts as real acts have them at their longest: an oggetto of 900 characters, names without a blank to break at.

const sentence =
  "Affidamento diretto, ai sensi dell'art. 50, comma 1, lettera b), del D.Lgs. 36/2023, del servizio di manutenzione " +
  "ordinaria e straordinaria degli impianti elevatori installati negli immobili di proprietà comunale; ";
/** 900 characters, the most that the oggetto of an act may have. */
export const longSubject: string = sentence.repeat(5).slice(0, 899).padEnd(900, ".");
const longDepartment = "SETTORE POLITICHE PER L'ABITARE, PATRIMONIO, PROTEZIONE CIVILE E TRANSIZIONE ECOLOGICA ".repeat(
  3,
);
const unbroken = "Precipitevolissimevolmente".repeat(6);
const longReason = `${"Manca il confronto con i prezzi di mercato e con gli affidamenti precedenti. ".repeat(11)}${unbroken}`;

/** The pages that show the longest texts an act can hold, on every face. */
export function longPages(lang: Lang, forms: FormTokens): Record<string, unknown> {
  const site = (path: string) => siteIn(lang, path);
  const desk = (path: string) => siteIn(lang, path, true);
  const long = <Head extends ActHead>(head: Head): Head => ({
    ...head,
    subject: longSubject,
    department: longDepartment,
    slots: head.slots.map((slot) => ({ ...slot, title: longReason.slice(0, 300) })),
  });
  const published: PublishedHead = long(heads.published);
  const inApproval: RouteHead = long(heads.inApproval);
  const data = { ...borgoSereno2706, subject: longSubject, department: longDepartment };
  const [step] = inApproval.route;
  const assignment = step?.assignments[0];
  if (!step || !assignment) throw new Error("the sample has a step");
  const summary = {
    ...{ actId: "long", year: 2025, number: 1_234_567, date: "2025-12-24", subject: longSubject },
    ...{ department: longDepartment, total: 123_456_789_012_345, cig: "I000A9207D", contractor: unbroken },
    ...{ effect: "VISTO_REFUSED" as const, albo: { from: "2025-12-24", to: "2026-01-08" } },
  };
  const list = { acts: [summary, { ...summary, subject: unbroken }], total: 2, from: 0 };
  return {
    "long-portal-home": pages.PortalHome({ site: site("/"), latest: list.acts }),
    "long-albo": pages.AlboList({ site: site("/albo"), ...list }),
    "long-transparency": pages.TransparencyList({
      site: site("/trasparenza"),
      query: { q: longSubject },
      departments: [longDepartment],
      ...list,
    }),
    "long-public-act": pages.PublicAct({
      ...{ site: site("/trasparenza/2025/2706"), space: "trasparenza", head: published, data },
      permalink: "https://trasparenza.borgosereno.example/trasparenza/2025/2706",
    }),
    "long-worklist": pages.Worklist({ site: desk("/ufficio"), heads: [long(heads.blocked), published] }),
    "long-act": pages.OfficerAct({
      ...{ site: desk("/ufficio/atti/x"), forms, head: long(heads.blocked), data, history: [], route: [] },
      uploadLimit: 1e9,
    }),
    "long-signatory": pages.SignatoryAct({
      ...{ site: site("/f/atto"), forms, head: inApproval, data, step, assignment },
      written: { choice: "RETURN", reason: longReason },
    }),
    "long-receipt": pages.Receipt({
      ...{ site: site("/f/ricevuta"), head: inApproval, step, who: { name: unbroken }, choice: "RETURN" },
      ...{ reason: longReason, at: "2025-12-22T10:12:00Z", digest: inApproval.manifestDigest },
    }),
    "long-mailbox": pages.Mailbox({
      ...{ site: site("/posta"), messages: [] },
      mails: [{ id: "1", to: `${unbroken}@borgosereno.example`, subject: longSubject, at: "2025-12-22T09:00:00Z" }],
    }),
  };
}
