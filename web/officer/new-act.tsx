import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { FileChoice } from "../parts/file-choice.tsx";
import { Choice, Field, Hidden, Select } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import type { FieldIssue, NewActProps } from "../views.ts";

/** Data that was refused: which field, what it said, what was expected. */
export function Issues({ issues, m }: { issues: readonly FieldIssue[] | undefined; m: Messages }) {
  if (!issues || issues.length === 0) return null;
  return (
    <Notice tone="danger" title={m.officer.new.issues} role="alert">
      <p>{m.officer.new.issuesText}</p>
      <ul>
        {issues.map((issue) => (
          <li>
            <code class="code">{issue.field}</code> {issue.message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function ShortForm({ forms, values, m }: NewActProps & { m: Messages }) {
  const words = m.officer.new;
  const v = values ?? {};
  return (
    <form method="post" action="/ufficio/atti" class="panel">
      <Hidden tokens={forms} />
      <input type="hidden" name="source" value="form" />
      <h2>{words.fromForm}</h2>
      <p>{words.fromFormText}</p>
      <Field
        id="subject"
        label={`${m.act.subject} (${words.required})`}
        rows={3}
        value={v.subject}
        required
        maxlength={900}
      />
      <div class="field-row">
        <Field id="department" label={m.act.department} value={v.department} />
        <Field id="service" label={m.act.service} value={v.service} />
      </div>
      <fieldset>
        <legend>{words.people}</legend>
        <Field id="signatory" label={m.act.signatory} value={v.signatory} />
        <Field id="proceedingOfficer" label={m.act.proceedingOfficer} value={v.proceedingOfficer} />
        <Field id="rup" label={m.act.rup} value={v.rup} />
      </fieldset>
      <fieldset>
        <legend>{words.money}</legend>
        <div class="field-row">
          <Field id="net" label={words.net} hint={words.netHint} value={v.net} inputmode="decimal" />
          <Select
            id="vatRate"
            label={words.vatRate}
            value={v.vatRate ?? "22"}
            options={["22", "10", "5", "4", "0"].map((rate) => ({ value: rate, label: `${rate}%` }))}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>{words.declared}</legend>
        <p class="field-hint">{words.declaredHint}</p>
        {(["A", "B", "C", "D"] as const).map((label) => (
          <Field
            id={`attachment${label}`}
            label={fill(words.attachmentTitle, { label })}
            value={v[`attachment${label}`]}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>{words.statements}</legend>
        <Choice
          id="technicalRegularity"
          type="checkbox"
          name="technicalRegularity"
          value="yes"
          label={words.technicalRegularity}
          checked={v.technicalRegularity === "yes"}
        />
        <Choice
          id="noConflict"
          type="checkbox"
          name="noConflict"
          value="yes"
          label={words.noConflict}
          checked={v.noConflict === "yes"}
        />
      </fieldset>
      <button type="submit" class="btn btn-primary">
        {words.create}
      </button>
    </form>
  );
}

function JsonForm({ forms, values, m }: NewActProps & { m: Messages }) {
  const words = m.officer.new;
  return (
    <form method="post" action="/ufficio/atti" enctype="multipart/form-data" class="panel">
      <Hidden tokens={forms} />
      <input type="hidden" name="source" value="json" />
      <h2>{words.fromJson}</h2>
      <p>{words.fromJsonText}</p>
      <Field id="json" label={words.json} rows={8} mono value={values?.json} />
      <div class="field">
        <p class="fixed-label">{words.jsonFile}</p>
        <FileChoice id="jsonFile" name="file" label={words.jsonFile} m={m} accept=".json,application/json" />
      </div>
      <button type="submit" class="btn btn-primary">
        {words.create}
      </button>
    </form>
  );
}

/** `GET /ufficio/nuovo`. Three forms to `POST /ufficio/atti`, told apart by `source`: example, form, json. */
export function NewAct(props: NewActProps) {
  const { site, forms, examples, issues } = props;
  const m = messagesIn(site.lang);
  const words = m.officer.new;
  return (
    <Layout
      site={site}
      face="officer"
      title={words.title}
      scripts={["choose.js"]}
      crumbs={[{ label: m.nav.worklist, href: "/ufficio" }, { label: words.title }]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Issues issues={issues} m={m} />
      {examples.length > 0 ? (
        <section aria-labelledby="esempi">
          <h2 id="esempi">{words.fromExample}</h2>
          <ul class="doors">
            {examples.map((example) => (
              <li>
                <h3 lang="it">{example.title}</h3>
                <p lang="it">{example.about}</p>
                <form method="post" action="/ufficio/atti">
                  <Hidden tokens={{ ...forms, idem: `${forms.idem}.${example.id}` }} />
                  <input type="hidden" name="source" value="example" />
                  <input type="hidden" name="example" value={example.id} />
                  <button type="submit" class="btn btn-outline-primary">
                    {words.useExample}
                    <span class="visually-hidden" lang="it">
                      : {example.title}
                    </span>
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section class="panel">
        <h2>{m.form.newTitle}</h2>
        <p>{m.form.openText}</p>
        <a class="btn btn-primary" href="/ufficio/nuovo/modulo">
          {m.form.open}
        </a>
      </section>
      <section class="panel">
        <h2>{m.importing.link}</h2>
        <p>{m.importing.linkText}</p>
        <a class="btn btn-outline-primary" href="/ufficio/importa">
          {m.importing.link}
        </a>
      </section>
      <ShortForm {...props} m={m} />
      <JsonForm {...props} m={m} />
    </Layout>
  );
}
