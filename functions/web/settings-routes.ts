import type { Hono } from "hono";
import {
  type Changed,
  changeBody,
  changeSeal,
  type FixedField,
  permits,
  type Role,
  readBodySettings,
  readSecret,
  tryMailServer,
} from "../../shared/workflow/index.ts";
import { fill } from "../../web/format.ts";
import type { MailTrial, SettingsSection, ShownProblem, Values } from "../../web/operator/settings-views.ts";
import { BodySettingsPage, messagesIn, SettingsSectionPage, sectionPaths } from "../../web/pages.ts";
import type { WebDeps, WebDesk, WebEnv } from "./deps.ts";
import { forOfficer, type Officer, onForm } from "./gate.ts";
import type { Fields } from "./request.ts";
import { notFound, page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";
import { fixedNames, isFormSection, recordedValues, sealGiven, sectionGiven, typedValues } from "./section-values.ts";
import { sectionFacts } from "./settings-facts.ts";

const readers: readonly Role[] = ["operator", "auditor"];
const operators: readonly Role[] = ["operator"];
const sections = Object.keys(sectionPaths) as readonly SettingsSection[];
const sectionAt = (path: string) => sections.find((section) => sectionPaths[section] === path);

const oneSection = `/gestione/:sezione{(?:${Object.values(sectionPaths).join("|")})}`;

const mayChange = (c: WebContext): boolean => {
  const session = c.get("officer");
  return session !== undefined && permits(session.person, operators).ok;
};

const fixedWhole: Readonly<Partial<Record<SettingsSection, readonly FixedField[]>>> = {
  look: ["colour", "arms"],
  signing: ["signatures", "timestamps"],
  mail: ["mail"],
  address: ["origin", "trustedProxies"],
};

/** A section that a file or the demo gives whole. */
const allFixed = (deps: WebDeps, section: SettingsSection): boolean =>
  fixedWhole[section]?.every((field) => deps.desk?.fixed.includes(field)) ??
  (section === "seal" && deps.demo !== undefined);

async function hub(deps: WebDeps, c: WebContext): Promise<Response> {
  const desk = await readBodySettings(deps.world);
  const site = siteOf(deps, c);
  const m = messagesIn(site.lang);
  const asked = c.req.query("fatto");
  const shown = BodySettingsPage({
    site,
    mayChange: mayChange(c),
    elsewhere: deps.desk === undefined,
    sections: sections.map((section) => ({
      section,
      facts: sectionFacts(m, section, desk, deps),
      fixed: allFixed(deps, section),
    })),
    changes: desk.changes,
    done: asked === "1" ? "now" : asked === "2" ? "later" : undefined,
  });
  return page(deps, c, shown, "private");
}

type Again = {
  readonly values?: Values;
  readonly problems?: readonly ShownProblem[];
  readonly refusal?: Extract<Changed, { ok: false }>["refusal"];
  readonly trial?: MailTrial;
};

async function sectionPage(
  deps: WebDeps & { readonly desk: WebDesk },
  c: WebContext,
  officer: Officer,
  section: SettingsSection,
  again: Again = {},
): Promise<Response> {
  const { record, sections: recorded, hasPicture } = await readBodySettings(deps.world);
  const { settings } = deps.world;
  const values = {
    ...(isFormSection(section) ? recordedValues(section, recorded, settings) : {}),
    ...(section === "address" && deps.desk.fixed.includes("origin") ? { origin: settings.baseUrl } : {}),
  };
  const shown = SettingsSectionPage({
    site: siteOf(deps, c),
    forms: tokens(deps, officer.csrf),
    section,
    version: record.version,
    mayChange: mayChange(c),
    allFixed: allFixed(deps, section),
    values: again.values ?? values,
    problems: again.problems ?? [],
    fixed: fixedNames(deps.desk.fixed),
    hasPicture,
    hasPassword: record.hasMailPassword,
    seal: record.seal ?? { kind: "test" },
    setUp: false,
    refusal: again.refusal,
    trial: again.trial,
  });
  return page(deps, c, shown, "private", again.refusal ? statusOf(again.refusal) : 200);
}

async function change(
  deps: WebDeps & { readonly desk: WebDesk },
  by: string,
  section: SettingsSection,
  fields: Fields,
): Promise<Changed> {
  const world = { ...deps.world, keyed: deps.desk.keyed };
  const version = /^\d{1,9}$/.test(fields.get("version")) ? Number(fields.get("version")) : -1;
  if (section === "seal") return changeSeal(world, { by, version, ...(await sealGiven(fields)) }, deps.desk.opensSeal);
  return changeBody(world, { by, section, version, ...(await sectionGiven(section, fields)) }, deps.desk.fixed);
}

/** Keys, authorities and the address are read when the program starts; everything else counts at once. */
const later = (section: SettingsSection, fields: Fields): boolean =>
  section === "seal" || section === "address" || (section === "signing" && fields.get("timestamps") !== "");

/** `/gestione`: the body's settings, for its operators to change and its auditors to read. */
export function settingsRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get(
    "/gestione",
    forOfficer(deps, readers, (c) => hub(deps, c)),
  );
  const { desk } = deps;
  if (!desk) return;
  const here = { ...deps, desk };
  app.post(
    "/gestione/posta/prova",
    onForm(deps, operators, async (c, officer, fields) => {
      const { world } = deps;
      const { record } = await readBodySettings(world);
      const password = await readSecret(world.items, desk.keyed, world.settings.tenant, "mail");
      const words = messagesIn(c.get("lang")).settings;
      const tried = await tryMailServer(
        { ...world, tryMail: desk.tryMail },
        {
          ...{ server: record.mail, password, fromName: world.settings.name, to: fields.get("to") },
          ...{ subject: words.testSubject, text: fill(words.testBody, { body: world.settings.name }) },
        },
      );
      return sectionPage(here, c, officer, "mail", { trial: { ...tried, said: tried.said?.[c.get("lang")] } });
    }),
  );
  app.get(
    oneSection,
    forOfficer(deps, readers, (c, officer) => {
      const section = sectionAt(c.req.param("sezione") ?? "");
      return section ? sectionPage(here, c, officer, section) : notFound(deps, c);
    }),
  );
  app.post(
    oneSection,
    onForm(deps, operators, async (c, officer, fields) => {
      const section = sectionAt(c.req.param("sezione") ?? "");
      if (!section || allFixed(deps, section)) return notFound(deps, c);
      const changed = await change(here, officer.who, section, fields);
      if (!changed.ok) {
        const { refusal, problems } = changed;
        return sectionPage(here, c, officer, section, { refusal, problems, values: typedValues(fields) });
      }
      await desk.refresh();
      return c.redirect(`/gestione?fatto=${later(section, fields) ? 2 : 1}`, 303);
    }),
  );
}
