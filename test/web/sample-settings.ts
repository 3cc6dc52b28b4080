import type { SectionFormProps, SetUpPage, SetUpStepProps, ShownProblem } from "../../web/operator/settings-views.ts";
import * as pages from "../../web/pages.ts";
import type { FormTokens, Lang } from "../../web/views.ts";
import { siteIn } from "./sample-pages.ts";

const problem = (field: string, value = "x"): ShownProblem => ({
  field,
  value,
  expectation: { it: "da 1 a 120 caratteri, su una riga", en: "1 to 120 characters, on one line" },
});
const refusal = {
  code: "REQUEST_NOT_VALID",
  whoCanFix: "operator" as const,
  why: { it: "Campo «name»: valore «x».", en: "Field «name»: value «x»." },
};
const wrongCode = {
  ...refusal,
  code: "SET_UP_CODE_WRONG",
  why: {
    it: "Il codice non è quello mostrato nel terminale.",
    en: "The code is not the one shown in the terminal.",
  },
};
const form: SectionFormProps = {
  values: {
    ...{ name: "Comune di Borgo Sereno", code: "c_z999", place: "Borgo Sereno", address: "Piazza della Prova 1" },
    ...{ pec: "protocollo@pec.borgosereno.example", officeName: "Segreteria", officeEmail: "s@borgosereno.example" },
    ...{ dpo: "rpd@borgosereno.example", privacyPolicy: "https://www.borgosereno.example/privacy" },
    ...{ colour: "#7a1f3d", armsAlt: "Una casa sotto il sole", level: "T", timestamps: "https://tsa.example/" },
    ...{ use: "smtp", host: "posta.example", port: "587", security: "starttls", user: "visto", from: "v@b.example" },
    ...{ origin: "https://trasparenza.borgosereno.example", trustedProxies: "127.0.0.1\n::1" },
    ...{ kind: "p12", roles: "officer", lastNumber: "0", lastDate: "2025-12-24", source: "Protocollo" },
  },
  problems: [],
  fixed: [],
  hasPicture: true,
  hasPassword: true,
  seal: { kind: "p12", subject: "Comune di Borgo Sereno (prova)", until: "2027-01-31T00:00:00.000Z" },
  setUp: false,
};
const sections = ["identity", "look", "signing", "mail", "address", "seal"] as const;
const wrongIn = {
  ...{ identity: "name", look: "colour", signing: "timestamps", mail: "host", address: "origin" },
  seal: "sealPassword",
};

function settingsPages(lang: Lang, forms: FormTokens): Record<string, unknown> {
  const site = siteIn(lang, "/gestione", true);
  const hub = {
    ...{ site, mayChange: true, elsewhere: false, changes: [] },
    sections: sections.map((section) => ({
      ...{ section, fixed: section === "mail" },
      facts: [[{ it: "Denominazione", en: "Name" }[lang], "Comune di Borgo Sereno"]] as const,
    })),
  };
  const change = { section: "mail", fields: ["host", "password"], by: "elena.verifica", at: "2025-12-19T08:00:00Z" };
  const made: Record<string, unknown> = {
    settings: pages.BodySettingsPage({ ...hub, changes: [change], done: "now" }),
    "settings-read": pages.BodySettingsPage({ ...hub, mayChange: false }),
    "settings-elsewhere": pages.BodySettingsPage({ ...hub, elsewhere: true, done: "later" }),
  };
  for (const section of sections) {
    const props = { ...form, site, forms, section, version: 3, mayChange: true, allFixed: false };
    made[`settings-${section}`] = pages.SettingsSectionPage(props);
    made[`settings-${section}-wrong`] = pages.SettingsSectionPage({
      ...{ ...props, refusal, problems: [problem(wrongIn[section], "x".repeat(60))] },
    });
    made[`settings-${section}-read`] = pages.SettingsSectionPage({ ...props, mayChange: false });
  }
  const fixed = ["name", "colour", "arms", "level", "qualified", "passed", "timestamps", "origin", "trustedProxies"];
  for (const section of ["identity", "look", "signing", "address"] as const)
    made[`settings-${section}-file`] = pages.SettingsSectionPage({
      ...{ ...form, site, forms, section, version: 3, mayChange: true, allFixed: section !== "identity", fixed },
    });
  for (const trial of [
    { to: "prova@b.example", sent: true },
    {
      to: "prova@b.example",
      sent: false,
      said: { it: "posta non consegnata: ECONNREFUSED", en: "mail not delivered: ECONNREFUSED" }[lang],
    },
  ])
    made[`settings-mail-${trial.sent ? "sent" : "failed"}`] = pages.SettingsSectionPage({
      ...{ ...form, site, forms, section: "mail", version: 3, mayChange: true, allFixed: false, trial },
    });
  return made;
}

const elena = { name: "Elena Verifica", who: "elena.verifica", office: "Segreteria", roles: ["operator", "officer"] };
const adele = { name: "Adele Prova", who: "adele.prova", office: "Direzione", roles: [] };
const held = { office: "Direzione", who: "adele.prova", from: "2026-01-01", to: "", decree: "decreto n. 1/2026" };

function setUpPages(lang: Lang, forms: FormTokens): Record<string, unknown> {
  const site = { ...siteIn(lang, "/configurazione"), bodyName: "Visto", above: undefined, test: false, demo: false };
  const props: Omit<SetUpStepProps, "step"> = {
    ...{ ...form, setUp: true, site: { ...site, office: { name: "" } }, forms, missing: ["mail", "register"] },
    ...{ roles: ["officer", "publisher", "accountant", "operator", "auditor"], operator: elena, people: [adele] },
    ...{ offices: ["Direzione", "Ragioneria", "Segreteria"], holders: [held] },
    substitutes: [{ ...held, who: "elena.verifica", to: "2026-12-31" }],
  };
  const made: Record<string, unknown> = {
    "set-up-code": pages.SetUpCode({ site: props.site, forms }),
    "set-up-code-wrong": pages.SetUpCode({ site: props.site, forms, refusal: wrongCode }),
    "set-up-over": pages.SetUpOver({ site: props.site, who: "elena.verifica", origin: "" }),
    "set-up-over-elsewhere": pages.SetUpOver({
      ...{ site: props.site, who: "elena.verifica", origin: "https://trasparenza.borgosereno.example" },
    }),
  };
  const wrong: Record<SetUpPage, string> = {
    ...{ identity: "name", look: "arms", operator: "password", people: "who" },
    ...{ signing: "level", mail: "use", address: "origin", register: "lastDate" },
  };
  for (const step of Object.keys(wrong) as SetUpPage[]) {
    made[`set-up-${step}`] = pages.SetUpStepPage({ ...props, step });
    const again = step === "people" ? { form: "titolare", values: { ...form.values, from: "2026-01-01" } } : {};
    made[`set-up-${step}-wrong`] = pages.SetUpStepPage({
      ...{ ...props, ...again, step, refusal, problems: [problem(wrong[step])] },
    });
  }
  const bare = { people: [], holders: [], substitutes: [], operator: undefined };
  made["set-up-people-empty"] = pages.SetUpStepPage({ ...props, ...bare, step: "people" });
  made["set-up-missing"] = pages.SetUpStepPage({
    ...{ ...props, step: "register", refusal, problems: [problem("mail", "—")] },
  });
  return made;
}

/** The first set-up and the settings of a body, in every state. */
export const settingsSamples = (lang: Lang, forms: FormTokens): Record<string, unknown> => ({
  ...settingsPages(lang, forms),
  ...setUpPages(lang, forms),
});
