import { fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import type { FormTokens, ShownRefusal, Site } from "../views.ts";
import type { Form } from "./checked.tsx";
import { installationKeys } from "./installation-keys.ts";
import { SectionFields } from "./section-fields.tsx";
import type { BodySettingsProps, MailTrial, SettingsSection, SettingsSectionProps } from "./settings-views.ts";

/** The last part of a section's address. */
export const sectionPaths: Readonly<Record<SettingsSection, string>> = {
  identity: "ente",
  look: "aspetto",
  signing: "firme",
  mail: "posta",
  address: "indirizzo",
  seal: "sigillo",
};

/** Where an installation on AWS has what a section says: its pages only read it. */
function InstallationKeys({ section, words }: { section: SettingsSection; words: Messages["settings"] }) {
  return (
    <div class="file-note">
      <p>{words.keysOfInstallation}</p>
      <ul class="plain">
        {installationKeys[section].map(([word, keys]) => (
          <li>
            {String(words[word])}:{" "}
            {keys.map((key, at) => (
              <>
                {at > 0 ? ", " : ""}
                <code>{key}</code>
              </>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function changeLine(m: Messages, { section, fields, by }: BodySettingsProps["changes"][number]): string {
  const words: Readonly<Record<string, unknown>> = m.settings;
  if (section === "setup") return fill(m.settings.setUpLine, { by });
  const named = (name: string) => (typeof words[name] === "string" ? String(words[name]) : name);
  return fill(m.settings.changeLine, {
    by,
    section: named(`section_${section}`),
    fields: fields.map(named).join(", ") || "—",
  });
}

/** `GET /gestione`: the body's settings, section by section, who changed them, and what else there is to look after. */
export function BodySettingsPage({ site, sections, changes, mayChange, elsewhere, done }: BodySettingsProps) {
  const m = messagesIn(site.lang);
  const words = m.settings;
  return (
    <Layout site={site} face="officer" title={words.title}>
      <h1>{words.title}</h1>
      <p class="lead">{elsewhere ? words.leadInstalled : words.lead}</p>
      {done ? (
        <Notice tone="success" title={words.done} role="status">
          <p>{done === "now" ? words.doneNow : words.doneLater}</p>
        </Notice>
      ) : null}
      {elsewhere ? (
        <p class="file-note">{words.notHere}</p>
      ) : mayChange ? null : (
        <p class="file-note">{words.readOnly}</p>
      )}
      <ul class="files">
        {sections.map(({ section, facts, fixed }) => (
          <li class="panel">
            <h2>{words[`section_${section}`]}</h2>
            <p>{elsewhere && section === "address" ? words.text_addressInstalled : words[`text_${section}`]}</p>
            <Facts wide facts={facts} />
            {fixed ? <p class="file-note">{words.fromFileText}</p> : null}
            {elsewhere ? (
              <InstallationKeys section={section} words={words} />
            ) : (
              <p>
                <a href={`/gestione/${sectionPaths[section]}`}>
                  {mayChange && !fixed ? words.change : words.read}
                  <span class="visually-hidden">: {words[`section_${section}`]}</span>
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
      <section aria-labelledby="altro">
        <h2 id="altro">{words.elsewhere}</h2>
        <ul class="ways-out">
          <li>
            <a href="/gestione/persone">{m.access.peopleTitle}</a>
          </li>
          <li>
            <a href="/gestione/chiavi">{m.access.keysTitle}</a>
          </li>
          <li>
            <a href="/ufficio/uffici">{words.offices}</a>
          </li>
          <li>
            <a href="/salute">{words.health}</a>
          </li>
        </ul>
      </section>
      {/* Of an installation, changes are in its own history; what came with an archive is shown all the same. */}
      {elsewhere && changes.length === 0 ? null : (
        <section aria-labelledby="modifiche">
          <h2 id="modifiche">{words.changes}</h2>
          {changes.length === 0 ? <p class="none">{words.changesNone}</p> : null}
          <ul class="plain">
            {changes.map((change) => (
              <li>
                {moment(change.at, site.lang)}: {changeLine(m, change)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  );
}

/** What a form was refused for: the reason, or that fields are marked below. */
export function RefusedForm({ site, refusal, marked }: { site: Site; refusal: ShownRefusal; marked: boolean }) {
  const words = messagesIn(site.lang).settings;
  return (
    <Notice tone="danger" title={words.refused} role="alert">
      <p>{marked ? words.refusedText : refusal.why[site.lang]}</p>
    </Notice>
  );
}

/** Sends a test message by the server that is recorded. */
export function TrialForm(props: { site: Site; forms: FormTokens; action: string; trial: MailTrial | undefined }) {
  const { site, forms, action, trial } = props;
  const words = messagesIn(site.lang).settings;
  return (
    <section aria-labelledby="prova">
      <h2 id="prova">{words.test}</h2>
      {trial?.sent ? (
        <Notice tone="success" title={words.testDone} role="status">
          <p>{fill(words.testDoneText, { to: trial.to })}</p>
        </Notice>
      ) : null}
      {trial && !trial.sent ? (
        <Notice tone="danger" title={words.testFailed} role="alert">
          <p class="mono">{trial.said}</p>
        </Notice>
      ) : null}
      <p>{words.testText}</p>
      <form method="post" action={action} class="panel narrow">
        <Hidden tokens={forms} />
        <Field id="prova-a" name="to" label={words.testTo} value={trial?.to} required maxlength={254} />
        <button type="submit" class="btn btn-outline-primary">
          {words.testSend}
        </button>
      </form>
    </section>
  );
}

/** `GET /gestione/:sezione`: one section's form. */
export function SettingsSectionPage(props: SettingsSectionProps) {
  const { site, forms, section, version, mayChange, allFixed, refusal, problems, values } = props;
  const m = messagesIn(site.lang);
  const words = m.settings;
  const form: Form = { lang: site.lang, values, problems };
  const title = words[`section_${section}`];
  const action = `/gestione/${sectionPaths[section]}`;
  const fields = <SectionFields {...props} form={form} m={m} />;
  const crumbs = [{ href: "/gestione", label: words.title }, { label: title }];
  return (
    <Layout site={site} face="officer" title={title} crumbs={crumbs} scripts={["choose.js"]}>
      <h1>{title}</h1>
      <p class="lead">{words[`text_${section}`]}</p>
      {refusal ? <RefusedForm site={site} refusal={refusal} marked={problems.length > 0} /> : null}
      {allFixed ? <p class="file-note">{words.fromFileText}</p> : null}
      {mayChange ? null : <p class="file-note">{words.readOnly}</p>}
      {mayChange && !allFixed ? (
        <form method="post" action={action} enctype="multipart/form-data" class="panel">
          <Hidden tokens={forms} />
          <input type="hidden" name="version" value={String(version)} />
          {fields}
          <button type="submit" class="btn btn-primary">
            {words.save}
          </button>
        </form>
      ) : (
        <form class="panel" aria-label={title}>
          <fieldset disabled>
            <legend class="visually-hidden">{title}</legend>
            {fields}
          </fieldset>
        </form>
      )}
      {section === "mail" && mayChange ? (
        <TrialForm site={site} forms={forms} action="/gestione/posta/prova" trial={props.trial} />
      ) : null}
    </Layout>
  );
}
