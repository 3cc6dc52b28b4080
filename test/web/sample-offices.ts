import * as pages from "../../web/pages.ts";
import type { FormTokens, Lang } from "../../web/views.ts";
import { siteIn } from "./sample-pages.ts";
import { settingsSamples } from "./sample-settings.ts";

const held = { who: "carla.modello", from: "2025-01-01", decree: "decreto n. 1/2025" };
const away = {
  who: "dario.campione",
  kind: "absence",
  from: "2025-12-20",
  to: "2026-01-06",
  decree: "decreto n. 9/2025",
  formula: "per il RUP assente, il sostituto",
} as const;

type Props = Parameters<typeof pages.Offices>[0];

/** The pages of offices and of the settings, as an operator and as everybody else at the desk sees them. */
export function officePages(lang: Lang, forms: FormTokens): Record<string, unknown> {
  const shown: Omit<Props, "mayChange"> = {
    site: siteIn(lang, "/ufficio/uffici", true),
    forms,
    offices: [
      { name: "Ragioneria", today: { holder: undefined, absences: [] }, holders: [], delegations: [] },
      { name: "RUP", today: { holder: held, absences: [away] }, holders: [held], delegations: [away] },
    ],
    people: [
      {
        who: "carla.modello",
        name: "Carla Modello",
        office: "RUP",
        email: "carla.modello@borgosereno.example",
        channel: "•••• 02",
      },
      {
        who: "dario.campione",
        name: "Dario Campione",
        office: "Ragioneria",
        email: "dario@borgosereno.example",
        channel: undefined,
      },
    ],
    templates: [
      {
        steps: [
          { kind: "approval", role: "Responsabile unico del progetto", ask: [{ named: "rup" }], when: "always" },
          {
            ...{ kind: "opinion", role: "Parere dei servizi", mode: "QUORUM", quorum: 2, days: 5, when: "spending" },
            ask: [{ office: "Ragioneria" }, { office: "RUP" }, { who: "carla.modello" }],
          },
          { kind: "signature", role: "Responsabile del provvedimento", ask: [{ named: "signatory" }], when: "always" },
        ],
        policy: { keepOpinions: true },
      },
    ],
    changes: [
      { what: "substitute", office: "RUP", who: "dario.campione", by: "elena.verifica", at: "2025-12-19T08:00:00Z" },
    ],
  };
  const code = "REQUEST_NOT_VALID";
  const why = {
    it: "Campo Ultimo giorno: valore 31/12/2024, atteso un giorno non prima del 01/01/2025.",
    en: "Field Last day: value 31/12/2024, expected a day not before 01/01/2025.",
  };
  return {
    offices: pages.Offices({ ...shown, mayChange: true, done: true }),
    "offices-refused": pages.Offices({ ...shown, mayChange: true, refusal: { code, why, whoCanFix: "officer" } }),
    "offices-read-only": pages.Offices({ ...shown, mayChange: false, changes: [] }),
    ...settingsSamples(lang, forms),
  };
}
