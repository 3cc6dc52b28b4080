import { type ActHead, borgoSereno2706, cremona2706 } from "../../shared/act/index.ts";
import { differences } from "../../web/act-form/differences.ts";
import { withRows } from "../../web/act-form/rows.ts";
import { judge } from "../../web/act-form/said.ts";
import { type Values, valuesOf } from "../../web/act-form/values.ts";
import * as pages from "../../web/pages.ts";
import type { FormTokens, Lang, Site } from "../../web/views.ts";

const changed = (values: Values, more: Record<string, string>): Values =>
  new Map([...values, ...Object.entries(more).map(([name, value]) => [name, [value]] as const)]);

/** The form of an act in every state, and the pages around it. */
export function sampleForms(
  lang: Lang,
  desk: (path: string) => Site,
  forms: FormTokens,
  head: ActHead,
): Record<string, unknown> {
  const borgo = valuesOf(borgoSereno2706);
  const base = { site: desk("/ufficio/nuovo/modulo"), forms };
  const form = (values: Values, act: object, more: Partial<pages.ActFormProps> = {}) =>
    pages.ActForm({ ...base, values, state: judge(values, act, lang), ...more });
  const wrong = withRows(changed(borgo, { "totals.net": "36.00", cig: "I000A9207E", subject: "x ".repeat(440) }), {
    how: "add",
    rows: "movements",
    at: 0,
  });
  const after = changed(borgo, { subject: "Affidamento del servizio di supporto tecnico", commitment: "1,00" });
  const conflict = differences(borgo, after);
  const refusal = {
    code: "REQUEST_NOT_VALID",
    whoCanFix: "officer" as const,
    why: { it: "Percorso: serve anche Carla Modello.", en: "Route: Carla Modello is needed too." },
  };
  const person = { who: "carla.modello", name: "Carla Modello", email: "carla.modello@borgosereno.example" };
  const step = { from: "", kind: "opinion", role: "", who: [], mode: "QUORUM", quorum: "2", group: "1", days: "5" };
  return {
    "form-new": form(new Map([["organ", ["DIRIGENTE"]]]), {
      schema: "visto/act/1",
      body: { name: "Borgo" },
      subject: "",
    }),
    "form-edit": form(valuesOf(cremona2706), cremona2706, { head, imported: true }),
    "form-wrong": form(wrong, borgoSereno2706, { head, outcome: "unreadable" }),
    "form-conflict": form(after, borgoSereno2706, { head, conflict }),
    "form-session": form(borgo, borgoSereno2706, { outcome: "session" }),
    "session-over": pages.SessionOver({
      site: base.site,
      action: "/ufficio/nuovo/modulo",
      idem: "i",
      kept: [["subject", "x"]],
    }),
    "import-document": pages.ImportResult({
      ...base,
      ...{ importId: "05", fileName: "scansione.pdf", state: "READ" as const, found: [], problems: [], findings: null },
      ...{ missing: [{ field: "text", why: "no-text" }], numbered: false, blankPages: [1, 2], envelopes: 0 },
      document: { ok: true, sha256: "AB".repeat(32) },
    } as Parameters<typeof pages.ImportResult>[0]),
    "worklist-read-only": pages.Worklist({ site: base.site, heads: [], mayCreate: false }),
    ...previewPages(base, head),
    revisions: pages.Revisions({ site: base.site, head: { ...head, rev: 3 }, from: 1, to: 2, changes: conflict }),
    "revisions-one": pages.Revisions({ site: base.site, head: { ...head, rev: 1 }, from: 1, to: 1, changes: [] }),
    "route-editor": pages.RouteEditor({
      ...base,
      head,
      template: [
        { kind: "approval", assignees: [{ ...person, deputies: [{ ...person, who: "d", name: "Dario Finto" }] }] },
        { kind: "signature", assignees: [{ ...person, who: "adele.prova", name: "PROVA ADELE" }] },
      ],
      steps: [
        { ...step, from: "0", kind: "approval", role: "Responsabile unico del progetto", who: ["carla.modello"] },
        step,
        {
          ...step,
          from: "1",
          kind: "signature",
          role: "Responsabile del provvedimento",
          who: ["adele.prova"],
          group: "2",
        },
      ],
      people: [
        { who: "carla.modello", name: "Carla Modello", office: "RUP" },
        { who: "dario.campione", name: "Dario Campione", office: "Ragioneria" },
      ],
      refusal,
    }),
  };
}

type Shown = Parameters<typeof pages.PreviewPage>[0];

/** A draft's preview, from before it was asked for to what stands in its way. */
function previewPages(base: Pick<Shown, "site" | "forms">, head: Shown["head"]) {
  const times = { at: "2025-12-24T10:14:58Z", expiresAt: "2025-12-24T10:44:58Z", rev: 2 };
  const of = (preview: Shown["preview"], stale = false) => pages.PreviewPage({ ...base, head, preview, stale });
  const ready = { ...times, state: "READY" as const, length: 148_213 };
  const why = {
    it: "Il campo «sections.premises[2].text» contiene un carattere che i caratteri di stampa non hanno (U+1F4A9) vicino a «servizio \u{FFFD} di prova»: va sostituito.",
    en: "Field «sections.premises[2].text» holds a character that the fonts do not have (U+1F4A9) near «servizio \u{FFFD} di prova»: replace it.",
  };
  const refusal = { code: "GLYPH_MISSING", why, field: "sections.premises[2].text" };
  return {
    "preview-none": of(undefined),
    "preview-asked": of({ ...times, state: "ASKED" }),
    "preview-ready": of(ready),
    "preview-stale": of(ready, true),
    "preview-refused": of({ ...times, state: "REFUSED", refusal }),
    "preview-failed": of({ ...times, state: "FAILED" }),
  };
}
